"""One suite over every format: a text with the same two paragraphs in each of them."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import Result
from conftest import TESTS, side

from glossary import formats
from glossary.document import OBJECT, Document
from glossary.files import Text
from glossary.formats import Format
from glossary.match import Matchers
from glossary.project import sweep
from glossary.project.settings import Settings
from glossary.terms import Termbase

Run = Callable[..., Result]
CASES = TESTS / "cases" / "formats"
SEEN = "Ferries go to the Outer Skerries, and not to Ormholm."
#: A folded name, or one with markup inside, wherever a format has either; how its reader sees it is `SEEN`.
WRITTEN = {
    ".txt": "Ferries go to the Outer Skerries, and not to Ormholm.\n",
    ".md": "Ferries go to the **Out**er\nSkerries, and not to Ormholm.\n",
    ".html": "<p>Ferries go to the <b>Out</b>er\nSkerries, and &#110;ot to Ormholm.</p>\n",
    ".rst": "Ferries go to the *Outer*\nSkerries, and not to Ormholm.\n",
    ".adoc": "Ferries go to the *Outer*\nSkerries, and not to Ormholm.\n",
    ".srt": "1\n00:00:01,000 --> 00:00:02,000\nFerries go to the <i>Outer</i>\nSkerries, and not to Ormholm.\n",
    ".json": '{"title": "Ferries go to the <b>Outer</b> Skerries, and \\u006eot to Ormholm."}\n',
    ".yaml": 'title: "Ferries go to the Outer\n  Skerries, and \\x6eot to Ormholm."\n',
    ".toml": 'title = "Ferries go to the <b>Outer</b> Skerries, and \\u006eot to Ormholm."\n',
    ".po": 'msgid "x"\nmsgstr ""\n"Ferries go to the Out"\n"er Skerries, and \\156ot to Ormholm."\n',
    ".xlf": (
        '<xliff version="1.2"><file target-language="en"><body><trans-unit id="1"><source/><target>Ferries go to the '
        '<g id="1">Out</g>er\nSkerries, and &#110;ot to Ormholm.</target></trans-unit></body></file></xliff>\n'
    ),
    ".py": '"""Ferries go to the Outer\n   Skerries, and \\x6eot to Ormholm."""\n',
    ".js": "/** Ferries go to the Outer\n  * Skerries, and not to Ormholm. */\n",
    ".ts": "// Ferries go to the Outer\n// Skerries, and not to Ormholm.\n",
    ".tsx": "// Ferries go to the Outer\n// Skerries, and not to Ormholm.\n",
    ".go": "// Ferries go to the Outer\n// Skerries, and not to Ormholm.\n",
    ".rs": "/// Ferries go to the Outer\n/// Skerries, and not to Ormholm.\n",
    ".java": "/* Ferries go to the Outer\n   Skerries, and not to Ormholm. */\n",
    ".c": "/* Ferries go to the Outer\n * Skerries, and not to Ormholm. */\n",
    ".cpp": "// Ferries go to the Outer\n// Skerries, and not to Ormholm.\n",
}


class Sample(NamedTuple):
    """A file in some format."""

    form: Format
    name: str
    data: bytes

    def document(self) -> Document:
        return formats.document(self.form.decode(self.data, self.name))


def word() -> bytes:
    """The same as a Word document, whose runs are cut inside of the name."""
    import docx

    made, out = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph("Ferries go to the Out")
    paragraph.add_run("er").bold = True
    paragraph.add_run(" Skerries, and not to Ormholm.")
    made.save(out)
    return out.getvalue()


def samples() -> list[Sample]:
    found = [Sample(formats.of(f"a{suffix}"), f"a{suffix}", text.encode()) for suffix, text in WRITTEN.items()]
    found += [sample._replace(data=sample.data.replace(b"\n", b"\r\n"), name=f"crlf{sample.name}") for sample in found]
    return [*found, Sample(formats.of("a.docx"), "a.docx", word())]


ALL = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)


def test_every_format_has_a_sample() -> None:
    assert {sample.form.NAME for sample in samples()} == set(formats.SUFFIXES)


@ALL
def test_without_edits_the_bytes_are_the_same(sample: Sample) -> None:
    text = sample.form.decode(sample.data, sample.name)
    document = formats.document(text)
    assert document.splice([]) == text.source
    if not text.sealed:
        assert text.encode(document.splice([])) == sample.data


@ALL
def test_runs_are_contiguous_and_lie_where_they_say(sample: Sample) -> None:
    document = sample.document()
    for before, after in itertools.pairwise(document.segments):
        assert before.span.end <= after.span.start
    for segment in document.segments:
        assert all(before.span.end == after.span.start for before, after in itertools.pairwise(segment.runs))
        for run in segment.runs:
            if run.literal and run.text != OBJECT:
                assert document.source[slice(*run.span)] == run.text


@ALL
def test_a_reader_sees_the_sentence(sample: Sample) -> None:
    (segment,) = sample.document().segments
    assert " ".join(segment.text.split()) == SEEN


@ALL
def test_a_name_has_its_place_and_what_replaces_it_can_be_read_again(sample: Sample) -> None:
    document = sample.document()
    (segment,) = document.segments
    start = segment.text.index("Outer")
    end = segment.text.index("Skerries") + len("Skerries")
    span = segment.source(start, end)
    written = document.source[slice(*span)]
    assert written.startswith("Out")
    assert written.endswith("Skerries")
    line, column = document.position(span.start)
    assert document.source.replace("\r\n", "\n").split("\n")[line - 1][column - 1 :].startswith("Out")
    # Some formats have no way of writing every sign, so there a name is letters.
    simple = sample.name.endswith((".md", ".rst", ".adoc", ".srt", ".txt", ".docx"))
    new = ("Mist", "Isles") if simple else ('A&"B"', "c\\d")
    edits = [
        edit
        for word, other in zip(("Outer", "Skerries"), new, strict=True)
        for at in [segment.text.index(word)]
        for edit in segment.replace(at, at + len(word), sample.form.escape(other, segment))
    ]
    changed = document.splice(edits)
    assert changed[: span.start] == document.source[: span.start]
    (again,) = sample.form.parse(changed, sample.name).segments
    assert " ".join(again.text.split()) == SEEN.replace("Outer Skerries", " ".join(new))


@ALL
def test_it_is_linted_to_the_same_findings(sample: Sample, invented: Termbase) -> None:
    text = sample.form.decode(sample.data, sample.name)
    findings = sweep.check(text, Settings(side("Arlandia"), Matchers(invented)))
    assert [" ".join(f.mention.surface.split()) for f in findings if f.mention] == ["Outer Skerries"]
    assert [f.language for f in findings] == ["en"]


@ALL
def test_a_byte_order_mark_is_kept(sample: Sample) -> None:
    if sample.name == "a.docx":
        return
    data = b"\xef\xbb\xbf" + sample.data
    text = sample.form.decode(data, sample.name)
    assert " ".join(formats.document(text).segments[0].text.split()) == SEEN
    assert text.encode(text.source) == data


def test_what_is_only_linted_is_not_translated(run: Run) -> None:
    for name in ("a.docx", "a.py"):
        Path(name).write_bytes(b"x")
        done = run("translate", name, "--to", "es", "--engine", "echo")
        assert (done.exit_code, "linted and not translated" in done.stderr) == (2, True)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_case_is_a_whole_document(case: Path) -> None:
    form = formats.of(case.name)
    text = form.decode(case.read_bytes(), case.name)
    document = formats.document(Text(case.name, text.source))
    assert document.segments
    same = [
        edit
        for segment in document.segments
        for edit in segment.replace(0, len(segment.text), form.escape(segment.text, segment))
    ]
    again = form.parse(document.splice(same), case.name)
    assert len(again.segments) == len(document.segments)
