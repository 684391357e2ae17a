"""XLIFF files: what is filled in, with which state and notes, and that every other byte stays."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from conftest import TESTS

from glossary.engines import Hypothesis

Run = Callable[..., Result]

CASES = TESTS / "cases" / "interchange"
OLD, NEW = ((CASES / f"{name}.xlf").read_text(encoding="utf-8") for name in ("old", "new"))


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Callable[..., Result]:
    """Fill a file in with the engine that translates nothing, so that only names change; the result is ``b.xlf``."""

    def fill(text: str | bytes, *options: str, to: str = "es") -> Result:
        (tmp_path / "a.xlf").write_bytes(text if isinstance(text, bytes) else text.encode())
        return run(
            "translate", "a.xlf", "--to", to, "--engine", "echo", "--terms", TESTS / "terms", "-o", "b.xlf", *options
        )

    return fill


def targets(path: Path) -> dict[str, tuple[str | None, str]]:
    """The state and the seen text of each target, by the identifier of the unit or of the segment in it."""
    found = {}
    for element in ET.parse(path).iter():
        target = next((child for child in element if child.tag.endswith("}target")), None)
        if target is not None and not element.tag.endswith("alt-trans"):
            state = target.get("state") or element.get("state")
            found[element.get("id", "")] = (state, "".join(target.itertext()))
    return found


def test_what_is_not_translated_is_filled_in(filled: Callable[..., Result], tmp_path: Path) -> None:
    done = filled(OLD)
    assert done.exit_code == 0, done.output
    assert "segments: 3, verified: 3" in done.stderr
    assert targets(tmp_path / "b.xlf") == {
        "plain": ("translated", "He left the islas de la Niebla & 𝄞 ."),
        "section": ("translated", "He saw <b>Velhavn</b> & left."),
        "done": (None, "Fin"),
        "halves": ("translated", " Go to <i>Velhavn</i> now.\n"),
    }
    text = (tmp_path / "b.xlf").read_text(encoding="utf-8")
    assert "datatype='plaintext' target-language=\"es\">" in text
    assert '<g id="1">the islas de la Niebla</g> &amp; 𝄞 <x id="2"/>.</target>' in text
    assert '<target xml:lang="es" state="translated">He saw &lt;b&gt;' in text
    assert (
        '<bpt id="3">&lt;i></bpt>Velhavn<ept id="3">&lt;/i></ept>'
        in text.partition('id="halves"')[2].partition("<target")[2]
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["old", "new"])
def test_every_other_byte_stays(filled: Callable[..., Result], tmp_path: Path, name: str, newline: str) -> None:
    old, new = ((CASES / f"{name}{suffix}").read_text(encoding="utf-8") for suffix in (".xlf", ".es.xlf"))
    assert filled("\ufeff" + old.replace("\n", newline)).exit_code == 0
    assert (tmp_path / "b.xlf").read_bytes().decode() == "\ufeff" + new.replace("\n", newline)


def test_segments_of_the_second_version(filled: Callable[..., Result], tmp_path: Path) -> None:
    done = filled(NEW)
    assert "segments: 3, verified: 3" in done.stderr
    text = (tmp_path / "b.xlf").read_text(encoding="utf-8")
    assert targets(tmp_path / "b.xlf") == {
        "s1": ("translated", "He left the islas de la Niebla. "),
        "s2": ("translated", "He saw ."),
        "s3": ("final", "Se fue."),
        "": ("translated", "Belmark holds Velhavn and The Mist Islands."),
    }
    assert "subState" not in text
    assert 'srcLang="en" trgLang="es">' in text
    assert '<pc id="1">the islas de la Niebla</pc>. </target>' in text
    assert 'Velhavn<ec startRef="4"/> and <mrk id="m" translate="no">The Mist Islands</mrk>.</target>' in text


def test_notes_stand_where_the_format_has_them(filled: Callable[..., Result], tmp_path: Path) -> None:
    filled(NEW)
    (root,) = ET.parse(tmp_path / "b.xlf").getroot()
    first, second = root
    order = ["notes", "originalData", "segment", "ignorable", "segment", "segment"]
    assert [child.tag.partition("}")[2] for child in first] == order
    assert [(note.get("category"), note.get("appliesTo")) for note in first[0]] == [("glossary", "target")]
    assert len(second[0]) == 2
    filled(OLD)
    units = [element for element in ET.parse(tmp_path / "b.xlf").iter() if element.tag.endswith("trans-unit")]
    assert [child.tag.partition("}")[2] for child in units[0]] == ["source", "target", "note"]
    assert [child.tag.partition("}")[2] for child in units[1]] == ["source", "target", "note", "note"]


@pytest.mark.parametrize(
    ("text", "state", "place"), [(OLD, "needs-review-translation", "a.xlf:7:"), (NEW, "initial", "a.xlf:6:")]
)
def test_what_was_not_verified_is_left_for_a_reviewer(
    filled: Callable[..., Result], tmp_path: Path, text: str, state: str, place: str
) -> None:
    """Nobody has told the termbase what the sea is called in Russian."""
    done = filled(text.replace("the Mist Islands", "the Grey Sea"), "--strict", to="ru")
    assert done.exit_code == 1
    assert f"{place}{39 if text is OLD else 36}: GL201" in done.stderr
    found = targets(tmp_path / "b.xlf")["plain" if text is OLD else "s1"]
    assert found[0] == state
    notes = [str(e.text) for e in ET.parse(tmp_path / "b.xlf").iter() if e.tag.endswith("}note")]
    assert any("Grey Sea" in note for note in notes)


def test_a_second_run_finds_nothing_to_do_and_repeats_no_note(filled: Callable[..., Result], tmp_path: Path) -> None:
    filled(NEW)
    once = (tmp_path / "b.xlf").read_bytes()
    assert "segments: 0" in filled(once).stderr
    assert (tmp_path / "b.xlf").read_bytes() == once
    assert "segments: 4" in filled(once, "--all").stderr
    again = (tmp_path / "b.xlf").read_text(encoding="utf-8")
    assert again.count("<note ") == once.count(b"<note ")
    assert "Se fue" not in again


def test_an_approved_unit_that_is_translated_again_is_approved_no_more(
    filled: Callable[..., Result], tmp_path: Path
) -> None:
    filled(OLD, "--all")
    assert (
        '<trans-unit id="done" approved="no"><source>The end</source><target state="translated">The end</target>'
        in (tmp_path / "b.xlf").read_text(encoding="utf-8")
    )


def test_marks_of_sentences_are_kept(filled: Callable[..., Result], tmp_path: Path) -> None:
    source = "He left. He saw Velhavn."
    marked = '<mrk mtype="seg" mid="1">He left.</mrk> <mrk mtype="seg" mid="2">He saw Velhavn.</mrk>'
    unit = f'<trans-unit id="1"><source>{source}</source><seg-source>{marked}</seg-source></trans-unit>'
    filled(f'<xliff version="1.2"><file source-language="en" target-language="es"><body>{unit}</body></file></xliff>')
    text = (tmp_path / "b.xlf").read_text(encoding="utf-8")
    assert f'</seg-source><target state="translated">{marked}</target>' in text


def test_a_prefix_and_sixteen_bits_are_kept(filled: Callable[..., Result], tmp_path: Path) -> None:
    unit = '<x:trans-unit id="1"><x:source>Velhavn!</x:source></x:trans-unit>'
    file = f'<x:file source-language="en" target-language="es"><x:body>{unit}</x:body></x:file>'
    text = f'<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2">{file}</x:xliff>'
    filled(text.encode("utf-16"))
    new = (tmp_path / "b.xlf").read_bytes().decode("utf-16")
    assert '<x:target state="translated">Velhavn!</x:target><x:note ' in new
    assert new.replace(new[new.index("<x:target") : new.index("</x:trans-unit")], "") == text


def test_a_file_for_another_language_is_refused(filled: Callable[..., Result]) -> None:
    done = filled(NEW.replace('srcLang="en"', 'srcLang="en" trgLang="ja"'))
    assert done.exit_code == 2
    assert "it is to be translated from 'en' into 'ja'" in done.stderr


def test_only_the_part_in_the_language_is_filled_in(filled: Callable[..., Result], tmp_path: Path) -> None:
    parts = "".join(
        f'<file source-language="en" target-language="{language}"><body><trans-unit id="{language}">'
        "<source>Velhavn</source></trans-unit></body></file>"
        for language in ("ja", "es-MX")
    )
    filled(f'<xliff version="1.2">{parts}</xliff>')
    units = ET.parse(tmp_path / "b.xlf").iter("trans-unit")
    assert [unit.get("id") for unit in units if unit.find("target") is not None] == ["es-MX"]


def test_the_trail_can_be_had_as_well(filled: Callable[..., Result], tmp_path: Path) -> None:
    filled(NEW, "--format", "json")
    trail = json.loads((tmp_path / "b.xlf").read_text(encoding="utf-8"))
    assert [term["concept"] for segment in trail["segments"] for term in segment["terms"]] == ["skerries", "velgrad"]


class _Shortener:
    """An engine whose sentences have no place for markup: it renders words by themselves in another way."""

    name, takes, remark, fingerprint = "shortener", "nothing", "", ""

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        return [[Hypothesis("Algo pasó" if " " in sentence else sentence[::-1])] for sentence in sentences]


def test_a_segment_that_its_tags_cut_in_pieces_is_left_for_a_reviewer(
    filled: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.cli.translate.open_engine", lambda *_: _Shortener())
    unit = '<trans-unit id="{}"><source>{}</source></trans-unit>'
    units = unit.format(1, 'He saw <g id="1">it</g> there.') + unit.format(2, "He saw it there.")
    body = f'<file source-language="en" target-language="es"><body>{units}</body></file>'
    done = filled(f'<xliff version="1.2">{body}</xliff>', "--no-cache")
    assert "segments: 2, verified: 1" in done.stderr
    text = (tmp_path / "b.xlf").read_text(encoding="utf-8")
    assert '<target state="needs-review-translation">Algo pasó <g id="1">ti</g> ' in text
    assert '<target state="translated">Algo pasó</target>' in text
