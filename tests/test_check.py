"""A finished translation against its source: files of cases with the real termbase, and the command line."""

import json
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import TESTS, side
from hypothesis import given
from hypothesis import strategies as st

from glossary import store
from glossary.checking import bilingual, stance
from glossary.checking.align import Item, align, doubt, item
from glossary.checking.check import Translated, check
from glossary.formats import plain
from glossary.match import Matcher
from glossary.perspective import Perspective
from glossary.terms import Termbase

Run = Callable[..., Result]


def cases() -> list[Any]:
    """Every case of ``cases/check/<source>-<target>.toml``; adding one is adding a table."""
    return [
        pytest.param(*path.stem.split("-"), case, id=f"{path.stem}-{number}")
        for path in sorted((TESTS / "cases" / "check").glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
    ]


Parts = tuple[Callable[[str], Matcher], dict[str, frozenset[str]]]


def parts(termbase: Termbase) -> Parts:
    """What a check needs of a termbase, each made once."""
    words = {language: stance.plain_words(termbase, language) for language in ("en", "es", "ja", "ru")}
    return cache(lambda language: Matcher(termbase, language)), words


@pytest.fixture(scope="module")
def real_parts() -> Parts:
    return parts(store.load())


@pytest.fixture(scope="module")
def invented_parts(invented: Termbase) -> Parts:
    return parts(invented)


def checked(
    of: Parts, source: str, target: str, texts: tuple[str, str], house: Perspective | None = None, **rest: Any
) -> list[tuple[str, str]]:
    """Rule and text of everything that is reported."""
    one, two = (plain.parse(text, name) for text, name in zip(texts, ("source", "target"), strict=True))
    sides = bilingual.read(one, of[0](source), two, of[0](target))
    work = Translated(*sides, bilingual.aligned(*sides), house or side(), of[1], **rest)
    return [(f"{finding.rule}", finding.text) for finding in check(work) if finding.reported]


@pytest.mark.parametrize(("source", "target", "case"), cases())
def test_cases(real_parts: Parts, source: str, target: str, case: dict[str, Any]) -> None:
    found = checked(real_parts, source, target, (case["source"], case["target"]))
    assert found == [tuple(expected) for expected in case["expect"]]


# --- alignment -------------------------------------------------------------------------------------------------------


def shape(source: list[str], target: list[str]) -> list[tuple[list[str], list[str]]]:
    beads = align([item(text) for text in source], [item(text) for text in target])
    return [([source[i] for i in bead.source], [target[j] for j in bead.target]) for bead in beads]


def test_sentences_are_aligned_by_length_and_figures() -> None:
    source = ["The talks of 1956 ended the war.", "They failed.", "He spoke of 4 islands and left at once."]
    target = ["1956年の協議で戦争は終わった。", "不調だった。", "４島に言及した。", "そしてすぐに退席した。"]
    assert shape(source, target) == [
        ([source[0]], [target[0]]),
        ([source[1]], [target[1]]),
        ([source[2]], target[2:]),
    ]


def test_a_paragraph_that_was_left_out_has_nothing_beside_it() -> None:
    left_out = "A note of 1875 and of 1855 was read to all who came to hear it, and to the many who did not."
    source = ["In 1905 the war ended at last.", left_out, "It began in 1904.", "Nobody remembers it now, he said."]
    target = ["1905年に戦争はようやく終わった。", "1904年に始まった。", "今では誰も覚えていないと彼は述べた。"]
    assert shape(source, target) == [
        ([source[0]], [target[0]]),
        ([left_out], []),
        ([source[2]], [target[1]]),
        ([source[3]], [target[2]]),
    ]


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=30), max_size=12))
def test_every_item_is_in_one_bead_and_in_order(source: list[str], target: list[str]) -> None:
    ours, theirs = [item(text) for text in source], [item(text) for text in target]
    beads = align(ours, theirs)
    assert [i for bead in beads for i in bead.source] == list(range(len(source)))
    assert [j for bead in beads for j in bead.target] == list(range(len(target)))
    assert 0 <= doubt(beads, ours, theirs) <= 1


def test_a_thousand_items_against_one() -> None:
    assert len(align([Item(10, frozenset())] * 1000, [Item(10, frozenset())])) >= 1


# --- rules that a house asks for, with invented names ----------------------------------------------------------------

ENGLISH = "Arlandia wants the Mist Islands. The Mist Islands are far."


def test_either_side_is_held_alike(invented_parts: Parts) -> None:
    """What is found when one side's name becomes the other's is found the other way round."""
    names = [("Mist Islands", "ミスト諸島"), ("Outer Skerries", "アウタースケリーズ諸島")]
    for (english, own), (_, other) in (names, names[::-1]):
        texts = (f"He went to the {english}.", f"彼は{own}に行った。")
        assert checked(invented_parts, "en", "ja", texts) == []
        assert checked(invented_parts, "en", "ja", (texts[0], f"彼は{other}に行った。")) == [("stance-shift", other)]


def test_the_house_may_change_what_is_its_own_voice(invented_parts: Parts) -> None:
    texts = ("He went to the Mist Islands.", "彼はアウタースケリーズ諸島に行った。")
    assert checked(invented_parts, "en", "ja", texts, side("Belmark")) == []
    assert checked(invented_parts, "en", "ja", texts, side("Arlandia")) == [("stance-shift", "アウタースケリーズ諸島")]
    quoted = ("“The Mist Islands are ours,” he said.", "「アウタースケリーズ諸島はわれわれのものだ」と彼は述べた。")
    assert checked(invented_parts, "en", "ja", quoted, side("Belmark")) == [("stance-shift", "アウタースケリーズ諸島")]


def test_a_name_that_the_house_has_ruled_out(invented_parts: Parts) -> None:
    house = Perspective("house", base={"skerries": {"ja": "ミスト諸島"}})
    texts = ("He went to the Outer Skerries.", "彼はアウタースケリーズ諸島に行った。")
    assert checked(invented_parts, "en", "ja", texts, house) == [("barred-name", "アウタースケリーズ諸島")]
    assert checked(invented_parts, "en", "ja", (texts[0], "彼はミスト諸島に行った。"), house) == []


def test_the_ordinary_word_of_a_language_is_ruled_out_by_no_choice(invented_parts: Parts) -> None:
    """As lint has it under the same house."""
    house = Perspective("house", base={"velgrad": {"ja": "ヴェルハウン"}})
    texts = ("He went to Velgrad.", "彼はヴェルグラードに行った。")
    assert checked(invented_parts, "en", "ja", texts, house) == []


def test_notes_are_asked_for_at_first_mention_only(invented_parts: Parts) -> None:
    bare = "ミスト諸島は遠い。ミスト諸島へ行った。"
    assert checked(invented_parts, "en", "ja", (ENGLISH, bare), notes=True) == [("note-missing", "ミスト諸島")]
    for explained in ("ミスト諸島[1]は遠い。", "ミスト諸島（訳注：係争中）は遠い。", "ミスト諸島は遠い。"):
        missing = [("note-missing", "ミスト諸島")] if explained == "ミスト諸島は遠い。" else []
        assert checked(invented_parts, "en", "ja", (ENGLISH, explained), notes=True) == missing
    both = "ミスト諸島／アウタースケリーズ諸島は遠い。"
    assert ("note-missing", "ミスト諸島") not in checked(invented_parts, "en", "ja", (ENGLISH, both), notes=True)


# --- the command line ------------------------------------------------------------------------------------------------


def test_a_translation_and_its_source(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_text("# Talks\n\nThe ship left the Southern Kurils.\n", encoding="utf-8")
    (tmp_path / "a.ja.md").write_text("# 協議\n\n🚢 船は**北方領土**を離れた。\n", encoding="utf-8")
    result = run("check", "a.en.md", "a.ja.md", "--format", "json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["path"], finding["code"], finding["line"], finding["column"]) == ("a.ja.md", "GL202", 3, 7)
    assert (finding["source"]["path"], finding["source"]["line"], finding["source"]["column"]) == ("a.en.md", 3, 19)
    assert (finding["source"]["text"], finding["suggestions"]) == ("Southern Kurils", ["南クリル諸島"])
    assert run("check", "a.en.md", "a.ja.md", "--fail-level", "error").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.en.txt"], "give the translation as well"),
        (["a.en.txt", "none.txt"], "there is no such file"),
        (["a.en.txt", "b.en.txt"], "give --from and --to"),
        (["a.en.txt", "empty.ja.txt"], "there is no text in it"),
        (["a.en.txt", "other.ja.txt"], "it cannot be aligned"),
        (["a.en.txt", "a.en.txt", "--to", "eo"], "no names for texts in 'eo'"),
    ],
)
def test_what_cannot_be_checked_says_why(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    text = "\n\n".join(f"In {year} the Southern Kurils had {year * 3} visitors." for year in range(1990, 2010))
    (tmp_path / "a.en.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.en.txt").write_text(text, encoding="utf-8")
    (tmp_path / "empty.ja.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "other.ja.txt").write_text("まったく別の文章である。", encoding="utf-8")
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
