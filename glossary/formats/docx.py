"""Word documents, for lint: paragraphs, tables, notes, headers and footers as they will be read.

The text that stands for such a file has a paragraph a line, so that a line is the number of a paragraph and a column
the place in it: those of the body first, empty ones and those in tables included, then footnotes and endnotes, headers
and footers. The quotation styles of Word are quotations, its headings headings; what a tracked change has deleted, what
is hidden and what a field computes from is no text. Needs python-docx, which is loaded with the first such file.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from glossary.document import OBJECT, Document, Run, Segment, Span
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats import comments as marks
from glossary.formats.data import append as append
from glossary.formats.data import footnote as footnote
from glossary.formats.plain import escape as escape
from glossary.reading import enclosed, read, shown, trimmed

NAME = "docx"

_SEALED = "a Word document is only read; make the change in a word processor"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INLINE_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
#: What is not there for a reader: properties, deletions, old copies, the reading beside a character.
_HIDDEN = frozenset(
    [_W + name for name in ("pPr", "rPr", "sectPr", "tblPr", "del", "moveFrom", "rt", "instrText", "delText")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_SIGNS = {
    _W + "tab": "\t",
    _W + "br": "\u2028",  # no line of its own: that would be another paragraph
    _W + "cr": "\u2028",
    _W + "noBreakHyphen": "\u2011",
    _W + "softHyphen": "\xad",
    _W + "sym": OBJECT,
    _W + "object": OBJECT,
    _INLINE_DRAWING: OBJECT,
    _FORMULA: OBJECT,
}
#: Parts beside the body that are read, in this order, by the last word of their relation to it.
_PARTS = ("footnotes", "endnotes", "header", "footer")
_QUOTING = frozenset({"quote", "intense quote", "block text"})
_QUOTED = frozenset({"quote char", "intense quote char"})
_TITLED = frozenset({"html cite", "book title"})
_HEADING = re.compile(r"heading \d|title|subtitle|toc heading")
#: What is raised by an archive that is none, is protected, or lacks what the format asks for.
_FAULTS = (KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
_BREAK = re.compile("\u2028")


@dataclass(frozen=True)
class _Styles:
    """The names of styles, lower case, by their identifiers; a style of the desk's counts as the one it is based on."""

    names: Mapping[str, tuple[str, ...]]

    def kind(self, paragraph: Any, otherwise: str) -> str:
        """What kind of text a paragraph is."""
        names = self.names.get(_value(paragraph, "pPr", "pStyle"), ())
        if any(name in _QUOTING for name in names):
            return "quotation"
        return "heading" if any(_HEADING.fullmatch(name) for name in names) else otherwise

    def mark(self, run: Any) -> str:
        """``q`` for a run in a style of quotations, ``cite`` for one of titles."""
        names = self.names.get(_value(run, "rPr", "rStyle"), ())
        if any(name in _QUOTED for name in names):
            return "q"
        return "cite" if any(name in _TITLED for name in names) else ""


def decode(data: bytes, path: str) -> Text:
    """A paragraph a line, with the segments that they make. Raises `FileError` for what is no such document."""
    from zipfile import BadZipFile

    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from docx.oxml import parse_xml
        from lxml.etree import LxmlError
    except ImportError:
        raise FileError(
            f"{path}: Word documents are read with python-docx, which is not installed: "
            "`pip install 'contested-glossary[docx]'`"
        ) from None
    try:
        _limit(data, path)
        document = docx.Document(io.BytesIO(data))
        styles = _Styles({style.style_id: tuple(_names(style)) for style in document.styles})
        relations = document.part.rels.values()
        beside = [
            parse_xml(relation.target_part.blob)
            for name in _PARTS
            for relation in relations
            if not relation.is_external and relation.reltype.rpartition("/")[2] == name
        ]
        rows = [row for part in (document.element.body, *beside) for row in _rows(part, styles)]
    except (*_FAULTS, BadZipFile, PackageNotFoundError, LxmlError):
        raise FileError(
            f"{path}: this is no Word document that can be read; save it as .docx, without a password"
        ) from None
    source = "".join(f"{''.join(text for text, _ in pieces)}\n" for _, pieces in rows)
    return Text(path, source, segments=tuple(_segments(source, rows)), sealed=_SEALED)


def parse(source: str, path: str = "-") -> Document:
    """The text that stands for a document, of which nothing but the paragraphs is known any more."""
    rows = [("paragraph", [(line[0], "")]) for line in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", source)]
    return Document(source, tuple(_segments(source, rows, ends=0)), path)


#: A paragraph: its kind, and its text in pieces with what each is marked as.
_Row = tuple[str, list[tuple[str, str]]]


def _limit(data: bytes, path: str) -> None:
    """Refuse what would unpack to more than any text has."""
    from zipfile import ZipFile

    from glossary.xmlfiles import LIMIT

    with ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > max(LIMIT, 4 * len(data)):
        raise FileError(f"{path}: it unpacks to {size // 1_000_000} MB, which no text has; it is not read for safety")


def _names(style: Any) -> Iterator[str]:
    """The name of a style and of those that it is based on; a circle of them is cut."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield (style.name or "").lower()
        style = getattr(style, "base_style", None)  # styles of lists have none


def _value(element: Any, properties: str, name: str) -> str:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _rows(element: Any, styles: _Styles, kind: str = "paragraph") -> Iterator[_Row]:
    """The paragraphs in an element; those of a text box come behind the one that it hangs on."""
    for child in element:
        if child.tag in _HIDDEN:
            continue
        if child.tag == f"{_W}p":
            yield styles.kind(child, kind), list(_pieces(child, styles))
        yield from _rows(child, styles, "cell" if child.tag == f"{_W}tc" else kind)


def _pieces(element: Any, styles: _Styles, mark: str = "") -> Iterator[tuple[str, str]]:
    """What is read in a paragraph or a part of it; hidden runs and the paragraphs of text boxes are not."""
    for child in element:
        if child.tag in _HIDDEN or child.tag == f"{_W}p":
            continue
        if child.tag == f"{_W}t":
            yield re.sub(r"[\r\n]", " ", child.text or ""), mark
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag], mark
        elif child.tag != f"{_W}r":
            yield from _pieces(child, styles, mark)
        elif child.find(f"{_W}rPr/{_W}vanish") is None:
            yield from _pieces(child, styles, styles.mark(child) or mark)


def _segments(source: str, rows: Iterable[_Row], ends: int = 1) -> Iterator[Segment]:
    """The segments of paragraphs that follow each other, with ``ends`` characters behind each."""
    at = 0
    for kind, pieces in rows:
        runs: list[Run] = []
        marked: dict[str, list[Span]] = {"": [], "q": [], "cite": []}
        for mark, group in groupby(pieces, key=lambda piece: piece[1]):  # Word cuts runs wherever it likes
            piece = Span(at, at + sum(len(text) for text, _ in group))
            runs += read(source, piece, _BREAK, lambda found: "\n")
            marked[mark].append(piece)
            at = piece.end
        at += ends
        runs = trimmed(runs)
        if shown(runs):
            quoted, titled = (tuple(enclosed(runs, marked[mark])) for mark in ("q", "cite"))
            yield Segment(tuple(runs), kind, quoted=quoted, titled=titled, sealed=_SEALED)


def comments(source: str) -> Iterable[marks.Comment]:
    """None: what stands in the text is printed, and what an editor remarks beside it is not read."""
    return ()
