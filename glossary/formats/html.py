"""HTML: every block of text is a segment; tags, scripts, code and what is marked ``translate="no"`` are never touched.

Read by Python's own parser, which takes whatever is thrown at it and says where each piece began. Attributes are left
alone, so the text of an ``alt`` or a ``title`` is not seen.
"""

# ruff: noqa: SIM905 - lists of names read better as lines
from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from glossary.document import OBJECT, Document, Run, Segment, Span, literal
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines

NAME = "html"
SUFFIXES = [".html", ".htm", ".xhtml"]

_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q s small span strike strong sub sup
    time tt u""".split()
)
#: Elements that stand in a line as one thing.
_OBJECTS = frozenset(
    """audio button canvas code iframe kbd math meter object output picture samp select svg var video""".split()
)
_EMPTY = frozenset("""area base br col embed hr img input link meta param source track wbr""".split())
_SKIPPED = frozenset("""pre script style template textarea xmp""".split())
_KINDS = {"td": "cell", "th": "cell", "title": "heading", **{f"h{number}": "heading" for number in range(1, 7)}}


class _Reader(HTMLParser):
    """Collects the runs of a source, and where segments end."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Segment] = []
        self._source = source
        self._lines = [0, *(at.end() for at in re.finditer("\n", source))]
        self._runs: list[Run] = []
        self._open: list[str] = []
        #: The element whose end closes a stretch that is not read, how deep in elements of its name, where it began.
        self._closed: tuple[str, int, int] | None = None
        self.feed(source)
        self.close()
        self._end_segment()

    @property
    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    # --- what the parser finds ----------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins: hidden, an object, the end of a block, or something that is not read at all."""
        start = self._here
        end = start + len(self.get_starttag_text() or "")
        if self._closed:
            name, depth, began = self._closed
            self._closed = (name, depth + (tag == name), began)
            return
        barred = dict(attrs).get("translate") == "no"
        if tag in _EMPTY:
            if tag in ("hr", "link", "meta", "base"):
                self._end_segment()
            else:
                self._runs.append(Run(Span(start, end), OBJECT))
        elif barred or tag in _SKIPPED or tag in _OBJECTS:
            if tag not in _OBJECTS and tag not in _INLINE:
                self._end_segment()
            self._closed = (tag, 1, start)
        elif tag in _INLINE:
            self._runs.append(Run(Span(start, end), ""))
        else:
            self._end_segment()
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        if not self._closed:
            start = self._here
            self._runs.append(Run(Span(start, start + len(self.get_starttag_text() or "")), OBJECT))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        start = self._here
        close = self._source.find(">", start)
        end = close + 1 if close >= 0 else len(self._source)
        if self._closed:
            name, depth, began = self._closed
            if tag == name:
                self._closed = (name, depth - 1, began) if depth > 1 else None
                if depth == 1 and (name in _OBJECTS or name in _INLINE):
                    self._runs.append(Run(Span(began, end), OBJECT))
        elif tag in _INLINE:
            self._runs.append(Run(Span(start, end), ""))
        else:
            self._end_segment()
            if tag in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._closed:
            self._runs += literal(self._source, Span(self._here, self._here + len(data)))

    def handle_entityref(self, name: str) -> None:
        """``&amp;`` and its like."""
        self._reference("&" + name)

    def handle_charref(self, name: str) -> None:
        """``&#8212;`` and its like."""
        self._reference("&#" + name)

    def handle_comment(self, data: str) -> None:
        """A comment, which nobody sees."""
        self._hidden("-->")

    def handle_decl(self, decl: str) -> None:
        """The document type."""
        self._end_segment()

    def handle_pi(self, data: str) -> None:
        """A processing instruction, or the declaration of XML."""
        self._end_segment()

    def unknown_decl(self, data: str) -> None:
        """A CDATA section."""
        self._end_segment()

    # --- what is made of it -------------------------------------------------------------------------------------------

    def _reference(self, written: str) -> None:
        if self._closed:
            return
        start = self._here
        end = start + len(written)
        if self._source[end : end + 1] == ";":
            end += 1
        self._runs.append(Run(Span(start, end), html.unescape(self._source[start:end])))

    def _hidden(self, closing: str) -> None:
        if not self._closed:
            start = self._here
            close = self._source.find(closing, start)
            self._runs.append(Run(Span(start, close + len(closing) if close >= 0 else len(self._source)), ""))

    def _end_segment(self) -> None:
        for runs in _contiguous(self._runs):
            runs = _trimmed(runs)
            if any(run.text.strip() and run.text != OBJECT for run in runs):
                self.found.append(Segment(tuple(runs), self._kind()))
        self._runs = []

    def _kind(self) -> str:
        if "blockquote" in self._open:
            return "quotation"
        return next((_KINDS[tag] for tag in reversed(self._open) if tag in _KINDS), "paragraph")


def _contiguous(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs that begin where the one before ended; a parser that passes something over makes a gap."""
    row: list[Run] = []
    for run in runs:
        if row and run.span.start != row[-1].span.end:
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without white space, and without empty markup, at either end."""
    runs = list(runs)
    while runs and runs[0].literal and not runs[0].text.strip():
        del runs[0]
    while runs and runs[-1].literal and not runs[-1].text.strip():
        del runs[-1]
    if runs and runs[0].literal and (cut := len(runs[0].text) - len(runs[0].text.lstrip())):
        runs[0] = Run(Span(runs[0].span.start + cut, runs[0].span.end), runs[0].text[cut:])
    if runs and runs[-1].literal and (cut := len(runs[-1].text) - len(runs[-1].text.rstrip())):
        runs[-1] = Run(Span(runs[-1].span.start, runs[-1].span.end - cut), runs[-1].text[:-cut])
    return runs


def parse(source: str, path: str = "-") -> Document:
    """The segments of an HTML text."""
    return Document(source, tuple(_Reader(source).found), path)


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->``, outside of scripts and of text that only looks like a comment."""
    reader = _Comments(source)
    return (comment for comment in marks.enclosed(source) if comment[1].start in reader.starts)


class _Comments(HTMLParser):
    """Collects where the text of each comment begins."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.starts: set[int] = set()
        self._lines = [0, *(at.end() for at in re.finditer("\n", source))]
        self.feed(source)
        self.close()

    def handle_comment(self, data: str) -> None:
        """A comment."""
        line, column = self.getpos()
        self.starts.add(self._lines[line - 1] + column + len("<!--"))


def footnote(number: int) -> str:
    """A raised number to which the note leads back. It is no link itself: it may come to stand inside of one."""
    return f'<sup id="mention-{number}">{number}</sup>'


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes as a list under a heading, at the end of the body."""
    items = [
        f'<li id="note-{number}">{html.escape(note, quote=False)} <a href="#mention-{number}">↩</a></li>'
        for number, note in enumerate(notes, 1)
    ]
    block = newline.join(["<section>", f"<h2>{html.escape(heading)}</h2>", "<ol>", *items, "</ol>", "</section>", ""])
    found = list(re.finditer(r"</body\s*>", text, re.IGNORECASE))
    if not found:
        return whole_lines(text, newline) + block
    return text[: found[-1].start()] + block + text[found[-1].start() :]


def escape(text: str, segment: Segment | None) -> str:
    """The text with every character escaped that would start markup."""
    return html.escape(text, quote=False)
