"""Bilingual files: what is found in each, at which place, and what of a file is a text and what is none."""

import json
import re
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from conftest import ROOT, TESTS
from hypothesis import given
from hypothesis import strategies as st

from glossary import bitexts, formats
from glossary.bitexts import po, tmx, xliff
from glossary.bitexts.xml import Tree
from glossary.errors import FileError

Run = Callable[..., Result]
CASES = TESTS / "cases" / "bitexts"


def cases() -> list[Any]:
    """Every case of ``expect.toml``; its files are catalogues, interchange files and memories."""
    found = tomllib.loads((CASES / "expect.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=" ".join([case["file"], *case["options"]])) for case in found]


@pytest.mark.parametrize("case", cases())
def test_cases(run: Run, case: dict[str, Any]) -> None:
    path = CASES / case["file"]
    options = [CASES / option if option.endswith(".toml") else option for option in case["options"]]
    done = run("check", path, "--terms", TESTS / "terms", "--format", "json", *options)
    assert done.exit_code == (1 if case["expect"] else 0), done.stderr
    source = formats.read(str(path)).source
    found = []
    for finding in json.loads(done.stdout)["findings"]:
        row = f"{finding['line']}:{finding['column']} {finding['code']} {finding['text']}"
        places = [finding, *([finding["source"]] if "source" in finding else [])]
        for place in places[finding["code"] == "GL201" :]:  # a name that is lost has no place of its own
            assert _seen(source[place["start"] : place["end"]]) == place["text"]
        if origin := finding.get("source"):
            row += f" < {origin['line']}:{origin['column']}"
        found.append(row + "".join(f" + {place['line']}:{place['column']}" for place in finding["related"]))
    assert found == case["expect"]


def _seen(raw: str) -> str:
    """What is seen of a stretch of the case files, read in another way than the program does."""
    raw = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", raw)
    raw = re.sub(r"\]\]>|<!--.*?-->|<\?.*?\?>|<[^<>]*>|\"\s*\"", "", raw).replace(r"\x4d", "M")
    return re.sub(r"&#x(\w+);", lambda found: chr(int(found[1], 16)), raw).replace("\r\n", "\n")


def test_the_cases_are_in_every_format_and_direction() -> None:
    names = {path.name for path in CASES.iterdir()}
    pairs = ("en-ja", "en-ru", "ja-en", "en-es")
    assert {f"{pair}.{kind}" for pair in pairs for kind in ("po", "1.xlf", "2.xlf", "tmx")} <= names


# --- readers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", sorted(path for path in CASES.iterdir() if path.suffix != ".toml"), ids=lambda p: p.name
)
def test_every_run_is_where_it_says(path: Path) -> None:
    source = formats.read(str(path)).source
    reader = bitexts.of(str(path))
    assert reader is not None
    units = reader.read(source, str(path), ("en", "ja") if path.name == "three.tmx" else ("", ""))
    assert units
    for unit in units:
        for segment in filter(None, (unit.source, unit.target)):
            ends = [run.span for run in segment.runs]
            assert all(one.end == two.start for one, two in pairwise(ends))
            for run in segment.runs:
                assert not run.literal or source[slice(*run.span)] in (run.text, "\r", "\ufffc")


def test_the_headers_languages_are_read_and_the_command_line_wins() -> None:
    header = 'msgid ""\nmsgstr "Language: pt_BR\\n"\n"X-Source-Language: de\\n"\n\n'
    text = header + 'msgid "a"\nmsgstr "b"\n'
    for asked, said in ((("", ""), ("de", "pt")), (("en", ""), ("en", "pt")), (("", "es"), ("de", "es"))):
        (unit,) = po.read(text, "a.po", asked)
        assert (unit.source_language, unit.target_language) == said


def test_of_several_directions_those_that_were_asked_for_are_read() -> None:
    unit = '<trans-unit id="{}"><source>a</source><target>b</target></trans-unit>'
    file = f'<file source-language="en" target-language="{{}}"><body>{unit}</body></file>'
    text = f'<xliff version="1.2">{file.format("ja", 1)}{file.format("ru", 2)}</xliff>'
    assert [unit.id for unit in xliff.read(text, "a.xlf")] == ["1", "2"]
    assert [unit.id for unit in xliff.read(text, "a.xlf", ("", "ru"))] == ["2"]
    one = f'<xliff version="1.2">{file.format("ja", 1)}</xliff>'
    assert [unit.target_language for unit in xliff.read(one, "a.xlf", ("", "ru"))] == ["ru"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.po", 'msgid "a"\nmsgstr "b\n', "a.po:2: a string without its closing quotation mark"),
        ("a.po", 'msgid "a"\nmsgstr "b" c\n', "a.po:2: a string without its closing quotation mark"),
        ("a.po", 'msgid "a"\nmsgid "b"\nmsgstr "c"\n', "a.po:2: a second msgid before any msgstr"),
        ("a.po", "hello\n", "a.po:1: this is no line of a PO file"),
        ("a.xlf", "<xliff version='1.2'><file>", "a.xlf:1: not valid XML"),
        ("a.xlf", "<xliff version='3.0'/>", "no XLIFF 1.2 or 2.x"),
        ("a.xlf", "<p/>", "no XLIFF 1.2 or 2.x"),
        ("a.xlf", "", "a.xlf:1: not valid XML"),
        ("a.tmx", "<tmx/>", "this is no TMX"),
        ("a.tmx", '<!DOCTYPE t [<!ENTITY a "b">]><tmx><body/></tmx>', "declares entities"),
        ("a.xlf", '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>', "declares entities"),
        ("a.xlf", '<!DOCTYPE t [<!ENTITY % a SYSTEM "http://x.example/"> %a;]><xliff/>', "declares entities"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(name: str, text: str, said: str) -> None:
    reader = bitexts.of(name)
    assert reader is not None
    with pytest.raises(FileError) as failure:
        reader.read(text, name)
    assert said in str(failure.value)


def test_a_memory_of_more_languages_asks_which(run: Run) -> None:
    done = run("check", CASES / "three.tmx", "--terms", TESTS / "terms")
    assert done.exit_code == 2
    assert "three.tmx: it is in en, ja, ru; say with --from and --to which two are meant" in done.stderr
    done = run("check", CASES / "three.tmx", "--to", "es")
    assert "it has nothing in 'es'" in done.stderr


@given(st.text("<>&;/\"' abx!-[]?é😀\r\n", max_size=40))
def test_pieces_leave_nothing_out(inner: str) -> None:
    source = f"<x>{inner}</x>"
    try:
        pieces = Tree(source, "a.xml").pieces
    except FileError:
        return
    assert "".join(source[slice(*piece.span)] for piece in pieces) == source
    text = "".join(ET.fromstring(source).itertext())
    assert "".join(piece.text for piece in pieces if piece.kind == "text") == text


@given(st.text('"\\ mnsgidtrxa01é😀#~,[]\r\n', max_size=60))
def test_any_catalogue_is_read_or_refused(text: str) -> None:
    for source in (text, f'msgid "{text}"\nmsgstr "b"\n'):
        try:
            units = po.read(source, "a.po")
        except FileError:
            continue
        for unit in units:
            assert unit.source.span.end <= len(source)


def test_deep_and_long_files_are_read() -> None:
    deep = "<tmx><header/><body><tu><tuv lang='en'><seg>" + "<hi>" * 20_000 + "a" + "</hi>" * 20_000
    deep += "</seg></tuv><tuv lang='ja'><seg>b</seg></tuv></tu></body></tmx>"
    (unit,) = tmx.read(deep, "a.tmx")
    assert unit.source.text == "a"


# --- folders and faults ----------------------------------------------------------------------------------------------

PO = 'msgid ""\nmsgstr "Language: {}\\n"\n\nmsgid "He left the Mist Islands."\nmsgstr "{}"\n'


def test_one_bad_file_never_hides_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "locales" / "ja").mkdir(parents=True)
    (tmp_path / "locales" / "ja" / "good.po").write_text(PO.format("ja", "彼は島を離れた。"), encoding="utf-8")
    (tmp_path / "locales" / "bad.po").write_text('msgid "a\n', encoding="utf-8")
    (tmp_path / "locales" / "bytes.tmx").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "locales" / "new.po").write_text(PO.format("ru", ""), encoding="utf-8")
    (tmp_path / "locales" / "eo.po").write_text(PO.format("eo", "Li foriris."), encoding="utf-8")
    (tmp_path / "locales" / "page.md").write_text("no bilingual file\n", encoding="utf-8")
    done = run("check", "locales", "--terms", TESTS / "terms", "--format", "json")
    assert done.exit_code == 2
    report = json.loads(done.stdout)
    assert [finding["path"] for finding in report["findings"]] == ["locales/ja/good.po"]
    assert [problem["path"] for problem in report["problems"]] == ["locales/bad.po", "locales/bytes.tmx"]
    assert "not checked: locales/new.po: there is no finished translation in it" in done.stderr
    assert "not checked: locales/eo.po: the termbase has no names for texts in 'eo'" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new.po"], "new.po: there is no finished translation in it"),
        (["empty"], "empty: nothing was checked"),
        (["good.po", "a.txt"], "a.txt: a translation is held against its source"),
        (["good.po", "--from", "ja"], "both taken to be in 'ja'"),
        (["none.po"], "none.po: there is no such file"),
    ],
)
def test_nothing_checked_is_no_success(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "good.po").write_text(PO.format("ja", "彼は島を離れた。"), encoding="utf-8")
    (tmp_path / "new.po").write_text(PO.format("ru", ""), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = run("check", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_the_language_of_a_catalogue_without_a_header_is_that_of_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ja.po").write_text('msgid "The Southern Kurils"\nmsgstr "北方領土"\n', encoding="utf-8")
    done = run("check", "ja.po", "--format", "concise")
    assert done.stdout.startswith("ja.po:2:9: GL202 ")


@pytest.mark.parametrize("language", ["ja", "ru", "es"])
def test_the_programs_own_catalogues_are_found_right(run: Run, language: str) -> None:
    """Messages, and hundreds of notes that name every rival name there is."""
    done = run("check", ROOT / "locales" / language, "--from", "en", "--format", "concise")
    assert done.stdout == "Found 0 findings.\n"
