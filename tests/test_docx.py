"""Word documents as lint reads them: made with python-docx, and where that cannot make them, by hand."""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from glossary import formats
from glossary.document import OBJECT
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats import docx as module

Run = Callable[..., Result]


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Any) -> Text:
    return module.decode(saved(document), "a.docx")


def texts(document: Any) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in formats.document(read(document)).segments]


def with_runs(inner: str) -> Any:
    """A document with one paragraph of some XML."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return document


def test_a_line_is_a_paragraph() -> None:
    document = docx.Document()
    document.add_heading("Talks", 1)
    document.add_paragraph("")
    document.add_paragraph("The Mist").add_run(" Islands").bold = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    document.add_paragraph("They are far.", style="Quote")
    document.sections[0].header.paragraphs[0].text = "The Daily"
    text = read(document)
    assert text.source == "Talks\n\nThe Mist Islands\nleft\nright\nThey are far.\nThe Daily\n"
    found = formats.document(text)
    assert [(segment.kind, segment.text, found.position(segment.span.start)) for segment in found.segments] == [
        ("heading", "Talks", (1, 1)),
        ("paragraph", "The Mist Islands", (3, 1)),
        ("cell", "left", (4, 1)),
        ("cell", "right", (5, 1)),
        ("quotation", "They are far.", (6, 1)),
        ("paragraph", "The Daily", (7, 1)),
    ]
    assert found.splice([]) == text.source


def test_styles_count_as_what_they_are_based_on() -> None:
    document = docx.Document()
    style = document.styles.add_style("Desk Quote", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Intense Quote"]
    document.add_paragraph("x", style="Desk Quote")
    paragraph = document.add_paragraph("He said ")
    paragraph.add_run("the Mist", style="Quote Char")
    paragraph.add_run(" Islands", style="Quote Char").bold = True
    paragraph.add_run(", in ")
    paragraph.add_run("Mist Islands", style="Book Title")
    first, second = formats.document(read(document)).segments
    assert first.kind == "quotation"
    assert [second.text[slice(*span)] for span in second.quoted] == ["the Mist Islands"]
    assert [second.text[slice(*span)] for span in second.titled] == ["Mist Islands"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>Mi</w:t></w:r><w:r><w:t>st</w:t></w:r>", "Mist"),
        ("<w:del><w:r><w:delText>Old</w:delText></w:r></w:del><w:ins><w:r><w:t>New</w:t></w:r></w:ins>", "New"),
        ("<w:moveFrom><w:r><w:t>Old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>New</w:t></w:r></w:moveTo>", "New"),
        ("<w:hyperlink><w:r><w:t>The link</w:t></w:r></w:hyperlink>", "The link"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r>", "seen"),
        (
            "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>",
            "a\nb\tc\u2011d",
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>", "7"),
        ("<w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple>", "7"),
        ("<w:r><w:t>see https://x.example/Velgrad</w:t></w:r>", f"see {OBJECT}"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>きり</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>霧</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "霧",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>field</w:t></w:r></w:sdtContent></w:sdt>", "field"),
    ],
)
def test_what_is_read_of_a_paragraph(inner: str, text: str) -> None:
    assert texts(with_runs(inner)) == [("paragraph", text)]


def test_text_boxes_are_paragraphs_of_their_own_and_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = (
        f"<w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(with_runs(inner)) == [("paragraph", "Before"), ("paragraph", "Boxed")]


def test_footnotes_are_read() -> None:
    data = io.BytesIO()
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document = docx.Document()
    document.add_paragraph("Text.")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                row = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", row.encode())
            new.writestr(name, content)
        new.writestr("word/footnotes.xml", notes)
    assert module.decode(data.getvalue(), "a.docx").source == "Text.\nA note.\n"


@pytest.mark.parametrize("data", [b"", b"plain", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_document_is_at_fault(data: bytes) -> None:
    with pytest.raises(FileError, match="no Word document"):
        module.decode(data, "a.docx")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("x.txt", data)
    with pytest.raises(FileError, match="no Word document"):
        module.decode(other.getvalue(), "a.docx")


def test_a_bomb_is_not_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    with pytest.raises(FileError, match="unpacks to 70 MB"):
        module.decode(data.getvalue(), "a.docx")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(FileError, match=r"contested-glossary\[docx\]"):
        module.decode(b"", "a.docx")


def test_it_is_linted_and_never_written(run: Run) -> None:
    document = docx.Document()
    document.add_paragraph("The Ku").add_run("rile Islands are many.")
    document.add_paragraph("The Kurile Islands are ours.", style="Quote")
    data = saved(document)
    Path("a.docx").write_bytes(data)
    done = run("lint", ".", "--format", "concise")
    assert done.stdout == "a.docx:1:5: GL103 “Kurile Islands” is usually spelt “Kuril Islands”\nFound 1 finding.\n"
    done = run("lint", "a.docx", "--fix", "--format", "concise")
    assert "“Kurile Islands” was left as it is: a Word document is only read" in done.stderr
    assert Path("a.docx").read_bytes() == data
    done = run("lint", "-", "--stdin-filename", "b.docx", "--fix", stdin=data)
    assert (done.exit_code, done.stdout) == (2, done.stdout)
    assert "b.docx: a Word document is only read" in done.stderr
