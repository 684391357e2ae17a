"""Where names are found, and where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.folding import fold, key
from glossary.match import Matcher, only_with_context
from glossary.terms import Concept, Dispute, Name, Termbase

FOUND = [
    ("en", "the Mist Islands.", ["Mist Islands"]),
    ("en", "MIST ISLANDS DISPUTE", ["MIST ISLANDS"]),
    ("en", "the mist islands of legend", []),
    ("en", "Mist\u00a0Islands, Mist  Islands, Mist\nIslands", ["Mist\u00a0Islands", "Mist  Islands", "Mist\nIslands"]),
    ("en", "the Mist Islands' coast, Velgrad's port, Velgrad-based", ["Mist Islands", "Velgrad", "Velgrad"]),
    ("en", "Velgrader and Novelgrad and velgrad_2", []),
    ("en", "Kiri Shotō, KIRI-SHOTO no, Kiri Shoto\u0304.", ["Kiri Shotō", "Kiri Shoto\u0304"]),
    ("en", "Myst Islands", ["Myst Islands"]),
    ("en", "Vel\u00adgrad, Ｖｅｌｇｒａｄ", ["Vel\u00adgrad", "Ｖｅｌｇｒａｄ"]),
    ("ja", "係争中のミスト諸島をめぐり、霧諸島は", ["ミスト諸島", "霧諸島"]),
    ("ja", "霧\n諸島", ["霧\n諸島"]),
    ("ja", "ﾐｽﾄ諸島", ["ﾐｽﾄ諸島"]),
    ("ja", "オヴェルグラード", []),
    ("ru", "на Туманных островах, ТУМАННЫЕ ОСТРОВА", ["Туманных островах", "ТУМАННЫЕ ОСТРОВА"]),
    ("ru", "из Вельграда; вельградский", ["Вельграда"]),
    ("es", "Kiri Shoto", ["Kiri Shoto"]),
    ("en", "Velgrad’s, Velgrad—and Velgrad/Velhavn", ["Velgrad", "Velgrad", "Velgrad", "Velhavn"]),
    ("ja", "霧諸嶋", ["霧諸嶋"]),
    ("ja", "ミスト諸島群", ["ミスト諸島"]),
    ("ja", "ウ\u3099ェルク\u3099ラート\u3099", ["ウ\u3099ェルク\u3099ラート\u3099"]),
]

#: Names of one's own choosing in languages that the invented termbase does not have: what the script does to them.
WRITTEN = [
    ("ar", "القدال", "والقدال وبالقدال كالقدال", ["القدال"] * 3),
    ("ar", "القدال", "للقدال", ["للقدال"]),
    ("ar", "القدال", "القَدَال", ["القَدَال"]),
    ("ar", "القدال", "القدالية مالقدال", []),
    ("ar", "قدال", "والقدال", ["قدال"]),
    ("he", "ולגרד", "בולגרד שבולגרד הולגרד", ["ולגרד"] * 3),
    ("he", "ולגרד", "ולגרדי תולגרד", []),
    ("zh", "旧灣", "舊灣、旧湾", ["舊灣", "旧湾"]),
    ("zh", "雾海", "雾海军、雾海岸", ["雾海"]),
    ("ja", "北霧", "東北霧、北霧", ["北霧"]),
    ("ja", "霧海", "霧海軍と霧海", ["霧海"]),
    ("ko", "안개섬", "안개섬은 큰안개섬", ["안개섬"]),
    (
        "ko",
        "안개섬",
        "\u110b\u1161\u11ab\u1100\u1162\u1109\u1165\u11b7",
        ["\u110b\u1161\u11ab\u1100\u1162\u1109\u1165\u11b7"],
    ),
    ("en", "Ménil Bay", "Me\u0301nil\u00a0Bay, MENIL BAY", ["Me\u0301nil\u00a0Bay", "MENIL BAY"]),
]


def one(language: str, *names: Name) -> Matcher:
    """A matcher for the names of one thing."""
    concept = Concept("c", Dispute("d", "T"), "territory", "D", names=names)
    return Matcher(Termbase({"c": concept}), language)


@pytest.mark.parametrize(("language", "name", "text", "names"), WRITTEN)
def test_what_a_script_does_to_a_name(language: str, name: str, text: str, names: list[str]) -> None:
    assert [mention.surface for mention in one(language, Name(language, name)).mentions(text)] == names


def test_a_long_name_that_is_none_here_gives_way_to_the_short_one_in_it() -> None:
    long, short = Name("en", "Mist Islands coast", only_with=("elsewhere",)), Name("en", "Mist Islands")
    found = one("en", long, short).mentions("the Mist Islands coast, the Mist Islands")
    assert [mention.surface for row in only_with_context([found]) for mention in row] == ["Mist Islands"] * 2


def test_a_name_that_may_be_none_gives_way_to_a_longer_one_that_begins_within_it() -> None:
    doubtful, sure = Name("en", "the Gulf", only_with=("elsewhere",)), Name("en", "Gulf of Arlandia")
    found = one("en", doubtful, sure).mentions("across the Gulf of Arlandia and the Gulf")
    assert [mention.surface for mention in found] == ["Gulf of Arlandia", "the Gulf"]


@pytest.mark.parametrize(("language", "text", "names"), FOUND)
def test_names_are_found_as_they_are_written(invented: Termbase, language: str, text: str, names: list[str]) -> None:
    found = Matcher(invented, language).mentions(text)
    assert [mention.surface for mention in found] == names
    assert [text[mention.start : mention.end] for mention in found] == names


def test_the_longest_name_wins_and_none_is_found_inside_another(invented: Termbase) -> None:
    (found,) = Matcher(invented, "en").mentions("a Mist Islands pony")
    assert (found.surface, found.exception) == ("Mist Islands pony", "fossil")


@given(st.text(alphabet="Kkoō\u0304 \n\u00ad島ガｶﾞﬁß-ёй", max_size=25))
def test_folding_knows_where_every_letter_came_from(text: str) -> None:
    folded, places = fold(text)
    if places is None:
        assert len(folded) == len(text)
    else:
        assert len(places) == len(folded) + 1
        assert places == sorted(places)
        assert places[-1] == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kiri shoutou", "Kiri-Shotō"),
        ("ＫＩＲＩ　ｓｈｏｔｏ", "kiri shoto"),
        ("tumannye ostrova", "Туманные острова"),
        ("ﾐｽﾄ諸島", "ミスト諸島"),
    ],
)
def test_ways_of_typing_a_name_give_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("и", "й"), ("ハ", "パ")])
def test_letters_that_only_look_marked_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)
    assert fold(one)[0] != fold(other)[0]


def test_a_name_that_begins_small_may_open_a_sentence() -> None:
    """A house called the Maze is none in “a maze”, and still one in “The Maze”."""
    names = (Name("en", "the Reeve", case_sensitive=True), Name("en", "skerry", case_sensitive=True))
    matcher = Matcher(Termbase({"o": Concept("o", Dispute("o", "T"), "place", "D", names=names)}), "en")
    text = "The Reeve is open. We saw the Reeve. The reeve left. A skerry, Skerry."
    assert [mention.surface for mention in matcher.mentions(text)] == ["The Reeve", "the Reeve", "skerry"]
