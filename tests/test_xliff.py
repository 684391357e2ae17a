"""XLIFF as lint reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS

from glossary import formats
from glossary.document import OBJECT
from glossary.errors import FileError
from glossary.formats import xliff
from glossary.xmlfiles import parse as parse_xml

Run = Callable[..., Result]
CASES = TESTS / "cases" / "formats"
OLD = (CASES / "1.2.xlf").read_text(encoding="utf-8")
NEW = (CASES / "2.1.xliff").read_text(encoding="utf-8")
UNIT = (
    '<xliff version="1.2"><file source-language="en" target-language="{}"><body>'
    '<trans-unit id="1">{}</trans-unit></body></file></xliff>'
)


def texts(source: str) -> list[str]:
    return [segment.text for segment in xliff.parse(source).segments]


def test_the_old_version_shows_its_translations() -> None:
    found = xliff.parse(OLD)
    assert texts(OLD) == [f"船はアウタースケリーズ諸島へ & {OBJECT}毎日。", "ミスト諸島 号 & more"]
    assert {segment.language for segment in found.segments} == {"ja"}
    assert found.language == "ja"
    assert not any(segment.sealed for segment in found.segments)


def test_the_new_version_shows_its_translations() -> None:
    found = xliff.parse(NEW)
    assert texts(NEW) == [f"Острова Внешние Скерри, {OBJECT} {OBJECT} {OBJECT}"]
    assert found.segments[0].language == found.language == "ru"


def test_a_name_under_markup_has_its_place_and_is_replaced() -> None:
    found = xliff.parse(OLD)
    segment = found.segments[0]
    at = segment.text.index("アウター")
    span = segment.source(at, at + len("アウタースケリーズ諸島"))
    assert OLD[slice(*span)] == "アウター</g>スケリーズ諸島"
    assert found.position(span.start) == (9, OLD.splitlines()[8].index("アウター") + 1)
    changed = found.splice(segment.replace(at, at + len("アウタースケリーズ諸島"), xliff.escape("A & B", segment)))
    assert '<g id="1">A &amp; B</g>へ &amp; <x id="2"/>' in changed
    parse_xml(changed.encode(), "a.xlf")


def test_nothing_is_escaped_in_a_section() -> None:
    found = xliff.parse(OLD)
    segment = found.segments[1]
    changed = found.splice(segment.replace(0, 5, xliff.escape("A & B", segment)))
    assert "<![CDATA[A & B <b>号</b> & more]]>" in changed


def test_sources_are_shown_where_nothing_is_translated_and_are_not_to_be_changed() -> None:
    source = UNIT.format("ru", "<source>The Mist Islands</source><target> </target>")
    found = xliff.parse(source)
    assert [(segment.text, segment.language) for segment in found.segments] == [("The Mist Islands", "en")]
    assert all(segment.sealed for segment in found.segments)


def test_a_name_stands_before_a_line_break_and_behind() -> None:
    for target in ("The Mist<x id='1' ctype='lb'/>Islands", "The Mist<x ctype='x-a' id='1'/>Islands"):
        (segment,) = xliff.parse(UNIT.format("en", f"<source/><target>{target}</target>")).segments
        assert segment.text == target.replace("<x id='1' ctype='lb'/>", "\n").replace("<x ctype='x-a' id='1'/>", OBJECT)


def test_a_language_of_the_target_itself_comes_first() -> None:
    assert (
        xliff.parse(UNIT.format("ru", '<source/><target xml:lang="uk-UA">Скеля</target>')).segments[0].language == "uk"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<xliff><file>",
        b"plain text",
        b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><xliff>&c;</xliff>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY % a SYSTEM "b"> %a;]><xliff/>',
    ],
)
def test_what_is_no_xml_or_declares_entities_is_not_read(data: bytes) -> None:
    with pytest.raises(FileError, match=r"a\.xlf:"):
        xliff.parse(xliff.decode(data, "a.xlf").source, "a.xlf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "koi8-r"])
def test_the_encoding_is_the_one_that_is_declared(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    source = f'<?xml version="1.0" encoding="{declared}"?>\r\n' + UNIT.format("ru", "<source/><target>Скеля</target>")
    text = xliff.decode(source.encode(encoding), "a.xlf")
    assert (text.source, text.encode(text.source)) == (source, source.encode(encoding))


def test_the_command_line_lints_and_mends_it(run: Run) -> None:
    Path("a.xlf").write_text(UNIT.format("en", "<source/><target>The <g id='1'>Kurile</g> Islands &lt;b>.</target>"))
    done = run("lint", "a.xlf", "--format", "concise")
    assert f"a.xlf:1:{UNIT.index('{}</') + 32}: GL103 “Kurile Islands” is usually" in done.stdout
    run("lint", ".", "--fix")
    assert "<target>The <g id='1'>Kuril</g> Islands &lt;b>.</target>" in Path("a.xlf").read_text()


def test_a_directive_is_a_comment_of_xml() -> None:
    source = OLD.replace("</note>", "<![CDATA[<!-- glossary: ignore -->]]></note>")
    assert [source[slice(*span)].strip() for _, span in xliff.comments(source)] == [
        "glossary: disable-next-line GL101 — the name of a ship"
    ]
    assert formats.of("a.sdlxliff") is xliff
