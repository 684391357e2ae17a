"""The trail of a translation: every place in it is where it says, and XML readers get the text back."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from conftest import TESTS

Run = Callable[..., Result]
X = "{urn:oasis:names:tc:xliff:document:2.0}"
G = "{urn:oasis:names:tc:xliff:glossary:2.0}"

TEXT = """The Mist Islands are far 𝄞 & 5 < 6.

He saw `code` and the Outer Skerries.

He saw the Grey Sea.
"""


@pytest.fixture
def translate(run: Run, tmp_path: Path) -> Callable[[str, str], Result]:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    return lambda target, form: run(
        "translate",
        "a.md",
        "--from",
        "en",
        "--to",
        target,
        "--engine",
        "echo",
        "--terms",
        TESTS / "terms",
        "--format",
        form,
    )


def test_json_says_where_every_name_stands(translate: Callable[[str, str], Result]) -> None:
    data = json.loads(translate("es", "json").stdout)
    assert (data["version"], data["source_language"], data["target_language"]) == (1, "en", "es")
    terms = [(segment, term) for segment in data["segments"] for term in segment["terms"]]
    assert len(terms) == 3
    for segment, term in terms:
        for side in ("source", "target"):
            place = term[side]
            assert segment[side][place["start"] : place["end"]] == place["text"]
    assert [term["note"] for _, term in terms] == [1, 1, None]


def test_xliff_has_the_text_the_names_and_the_notes(translate: Callable[[str, str], Result]) -> None:
    root = ET.fromstring(translate("es", "xliff").stdout_bytes)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en", "es")
    units = root.findall(f"./{X}file/{X}unit")
    sources = ["".join(unit.find(f"{X}segment/{X}source").itertext()) for unit in units]  # type: ignore[union-attr]
    assert sources == [
        "The Mist Islands are far 𝄞 & 5 < 6.",
        "He saw  and the Outer Skerries.",
        "He saw the Grey Sea.",
    ]
    for unit in units:
        kinds = [child.tag for child in unit]
        assert kinds == sorted(kinds, key=[f"{G}glossary", f"{X}notes", f"{X}segment"].index)
        marks = {mark.get("id"): mark.text for mark in unit.iter(f"{X}mrk")}
        for entry in unit.iter(f"{G}glossEntry"):
            assert marks[str(entry.get("ref")).removeprefix("#")] == entry.findtext(f"{G}translation")
    assert [ph.get("id") for ph in root.iter(f"{X}ph")] == ["XQO1", "XQO1"]
    notes = [note.text for note in root.iter(f"{X}note")]
    assert len(notes) == 1


def test_xliff_says_what_has_to_be_looked_at(translate: Callable[[str, str], Result]) -> None:
    """Nobody has told the termbase what the sea is called in Russian."""
    root = ET.fromstring(translate("ru", "xliff").stdout_bytes)
    assert [segment.get("state") for segment in root.iter(f"{X}segment")] == ["translated", "translated", "initial"]


def test_xliff_is_written_whatever_the_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He\x0bsaw \x1b[1mVelhavn\ufffe.\n", encoding="utf-8")
    done = run("translate", "a.txt", "--from", "en", "--to", "es", "--engine", "echo", "--format", "xliff")
    ET.fromstring(done.stdout_bytes)
