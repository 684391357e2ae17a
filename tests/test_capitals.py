"""Headlines in capitals: the copy in small letters that is translated, and the capitals of what comes back."""

import json
from collections.abc import Callable, Sequence

import pytest
from click.testing import Result
from test_translate import WORDS, dictionary, run, rungs

from glossary.store import toml
from glossary.terms import Termbase
from glossary.translation.capitals import Speller, loud, shouted

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("STORM OVER THE ISLANDS", True),
        ("ПЕРЕГОВОРЫ ПО ОСТРОВАМ", True),
        ("McNEIL’S VISIT IS OFF", True),
        ("JAPAN's STORM", True),
        ("NATO", False),
        ("ASEAN+3", False),
        ("SANFRANCISCO", False),
        ("STORM OVER the islands", False),
        ("霧諸島をめぐる会談", False),
        ("12 345 — 67", False),
    ],
)
def test_what_is_in_capitals(text: str, expected: bool) -> None:
    assert shouted(text) is expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "U.S., CHINA HOLD TALKS IN PARIS", "U.S., China hold talks in Paris"),
        ("en", "UN ENVOY VISITS SAUDI ARABIA ON MAY 9", "UN envoy visits Saudi Arabia on May 9"),
        ("en", "JAPAN MAY SEND JAPANESE SHIPS’ CREWS HOME", "Japan may send Japanese ships’ crews home"),
        ("en", "JAPAN'S G7 WEEK: THE 5TH DAY, XQO1, 1990S", "Japan's G7 week: the 5th day, XQO1, 1990s"),
        ("en", "“NO” SAYS NATO ON MONDAY", "“No” says NATO on Monday"),
        ("es", "LONDRES Y LA ONU: UN LUNES EN JAPÓN", "Londres y la ONU: un lunes en Japón"),
        ("es", "BUENOS AIRES RECLAMA UN CANAL", "Buenos Aires reclama un canal"),
        ("ru", "ГЛАВА МИД ЯПОНИИ В ТОКИО И НА УКРАИНЕ В МАЕ", "Глава МИД Японии в Токио и на Украине в мае"),
        ("ru", "ВЕЛЬХАВЕН ЖДЕТ ГРУППУ США", "Вельхавен ждет группу США"),
    ],
)
def test_a_copy_in_small_letters(language: str, text: str, expected: str) -> None:
    found = Speller(language).small(text)
    assert found == expected
    assert len(found) == len(text)


def test_the_document_knows_its_own_names() -> None:
    body = "Talks with Minister Velgard of the ORMA group began, but Grey ships, grey nets and grey sails left."
    assert Speller("en", [body]).small("BUT ORMA MET VELGARD ON GREY SAILS") == "But ORMA met Velgard on grey sails"


def test_what_begins_a_sentence_is_no_evidence() -> None:
    assert Speller("en", ["Storms came. Ships left."]).small("TWO STORMS HIT SHIPS") == "Two storms hit ships"


def test_an_engine_has_whole_pieces_for_what_it_has_seen() -> None:
    seen = {"Velgard", "storm", "ORMA"}

    def pieces(words: Sequence[str]) -> list[int]:
        return [1 if word in seen else len(word) for word in words]

    assert Speller("en", pieces=pieces).small("A STORM HITS VELGARD AND ORMA") == "A storm hits Velgard and ORMA"


def test_names_come_as_they_are_written() -> None:
    assert Speller("en").small("OVER THE ISLES OF mist", [(9, 22, "Isles of Mist")]) == "Over the Isles of Mist"
    assert (
        Speller("en").small("OVER THE  MIST", [(9, 14, "Mist")]) == "Over the  Mist"
    )  # of another length: by the rule


def test_letters_that_have_no_small_one_of_the_same_length_are_left() -> None:
    assert Speller("tr").small("İSTANBUL VE İZMİR") == "İSTANBUL VE İZMİR"


def test_capitals_keep_the_length() -> None:
    assert loud("Straße ŉ fine") == "STRAẞE ŉ FINE"


CAPITAL_WORDS = {**WORDS, "He saw": "Vio", "Storm hits": "La tormenta azota", "Mist Islands": "islas de la Niebla"}


def test_a_headline_in_capitals_comes_back_in_capitals(invented: Termbase) -> None:
    result, engine = run(invented, "STORM HITS THE MIST ISLANDS", dictionary(CAPITAL_WORDS))
    assert result.text == "LA TORMENTA AZOTA LAS ISLAS DE LA NIEBLA"
    assert (rungs(result), engine.asked) == (["already"], ["Storm hits the Mist Islands"])
    (held,) = result.units
    (place,) = held.places
    assert place is not None
    assert held.target[place.start : place.end] == "ISLAS DE LA NIEBLA"
    assert held.unit.written == "STORM HITS THE MIST ISLANDS"


def test_japanese_has_no_capitals(invented: Termbase) -> None:
    work = dictionary({"Storm hits the Mist Islands": "嵐、UNの船とミスト諸島を襲う"})
    result, _ = run(invented, "STORM HITS THE MIST ISLANDS", work, target="ja")
    assert result.text == "嵐、UNの船とミスト諸島を襲う"


def test_markup_in_a_headline_finds_its_words(invented: Termbase) -> None:
    result, engine = run(invented, "# STORM HITS **THE MIST ISLANDS** HARD\n", dictionary(CAPITAL_WORDS), name="a.md")
    assert result.text == "# LA TORMENTA AZOTA **LAS ISLAS DE LA NIEBLA** HARD\n"
    assert not any(shouted(text) for text in engine.asked)


def test_pieces_of_a_headline_are_small_as_well(invented: Termbase) -> None:
    """The engine drops what the bold words became, so that the headline is translated piece by piece."""

    def work(text: str) -> list[str]:
        return ["Tormenta fuerte"] if "Storm hits" in text and "hard" in text else dictionary(CAPITAL_WORDS)(text)

    result, engine = run(invented, "# STORM HITS **SHIPS** HARD\n", work, name="a.md")
    assert "SHIPS" not in engine.asked
    assert result.text == "# LA TORMENTA AZOTA **SHIPS** HARD\n"


def test_a_name_that_capitals_would_hide_keeps_its_letters(tmp_path_factory: pytest.TempPathFactory) -> None:
    """KiM in capitals is a first name."""
    folder = tmp_path_factory.mktemp("terms") / "isle"
    folder.mkdir()
    (folder / "dispute.toml").write_text(
        'title = "t"\nparties = ["Arlandia", "Belmark"]\nadministered_by = ["Belmark"]\n'
        'claimed_by = ["Arlandia"]\nas_of = 2020-02-29\n'
    )
    (folder / "kim.toml").write_text(
        'kind = "territory"\ndefinition = "An isle."\n'
        '[[names]]\nlang = "en"\ntext = "Isle of Kim"\nused_by = ["Belmark"]\n'
        '[[names]]\nlang = "es"\ntext = "KiM"\nused_by = ["Belmark"]\n'
    )
    result, _ = run(
        toml.load(folder.parent),
        "STORM HITS ISLE OF KIM",
        dictionary({"Storm hits": "Tormenta en", "Isle of Kim": "KiM"}),
    )
    assert (result.text, rungs(result)) == ("TORMENTA EN KiM", ["already"])


# --- real engines -----------------------------------------------------------------------------------------------------

HEADLINES = "ABE, PUTIN TO MEET OVER NORTHERN TERRITORIES\n\nLAVROV SAYS SOUTHERN KURILS BELONG TO RUSSIA\n"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("ja", ["安倍", "プーチン", "北方領土", "ラブロフ", "ロシア", "南クリル諸島"]),
        ("ru", ["АБЭ", "ПУТИН", "СЕВЕРНЫХ ТЕРРИТОРИ", "ЛАВРОВ", "РОССИ", "ЮЖНЫЕ КУРИЛЫ"]),
    ],
)
def test_with_the_starter_packages(run: Run, argos_libraries: None, target: str, expected: list[str]) -> None:
    done = run("translate", "-", "--from", "en", "--to", target, "--annotate", "none", stdin=HEADLINES)
    assert "failed" not in done.stderr
    assert [word for word in expected if word not in done.stdout] == []
    assert done.stdout == done.stdout.upper()


def test_with_apertium(run: Run, apertium: str) -> None:
    arguments = ["translate", "-", "--from", "en", "--to", "es", "--engine", apertium, "--annotate", "none"]
    done = run(*arguments, stdin=HEADLINES)
    assert "failed" not in done.stderr
    assert done.stdout == done.stdout.upper()
    assert "TERRITORIOS DEL NORTE" in done.stdout
    trail = json.loads(run(*arguments, "--format", "json", stdin=HEADLINES).stdout)
    assert [segment["source"] for segment in trail["segments"]] == HEADLINES.strip().split("\n\n")
    assert [term["source"]["text"] for segment in trail["segments"] for term in segment["terms"]] == [
        "NORTHERN TERRITORIES",
        "SOUTHERN KURILS",
    ]
