"""HTML: every block of text is a segment; tags, scripts, code and what is marked ``translate="no"`` are never touched.

Read by Python's own parser, which takes whatever is thrown at it and says where each piece began. What attributes say
to a reader, such as ``alt``, is a segment of its own, which lies in the tag; without quotation marks it is left alone.
``lang`` counts on every element that is a block, and on one in the line where it holds all of a segment; ``<q>`` is a
quotation and ``<cite>`` the title of a work.
"""

# ruff: noqa: SIM905 - lists of names read better as lines
from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser

from glossary.document import OBJECT, Document, Run, Segment, Span, literal
from glossary.files import decode as decode
from glossary.formats import attributes
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines
from glossary.language import primary
from glossary.reading import INLINE, contiguous, enclosed, shown, trimmed

NAME = "html"

#: Elements that stand in a line as one thing.
_OBJECTS = frozenset(
    """audio button canvas code iframe kbd math meter object output picture samp select svg var video""".split()
)
_EMPTY = frozenset("""area base br col embed hr img input link meta param source track wbr""".split())
_SKIPPED = frozenset("""pre script style template textarea xmp""".split())
#: Objects whose attributes speak for them, such as the image in a picture.
_TELLING = frozenset("""audio button object picture svg video""".split())
_END_OF_COMMENT = re.compile(r"--!?\s*>|-?>")
#: How comments, sections and tags begin, and how they end.
_NEVER_ENDING = [
    (re.compile(r"<!--"), re.compile(r"--!?\s*>")),
    (re.compile(r"<!\["), re.compile(r"\]\s*\]?\s*>")),
    (re.compile(r"<(?=[/!?A-Za-z])"), re.compile(r">")),
]
_NESTED = 100  # elements in a line, of which more are not looked at to find which one ends
_NO_SECTION = re.compile(r"<(?=!\[(?!(?:temp|cdata|ignore|include|rcdata|if|else|endif)(?![-.\w])))", re.IGNORECASE)
#: The element in which a tag is text, and the style of what stands there.
_TITLE = "title"
_KINDS = {"td": "cell", "th": "cell", "title": "heading", **{f"h{number}": "heading" for number in range(1, 7)}}


class _Reader(HTMLParser):
    """Collects the runs of a source, and where segments end."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Segment] = []
        #: Where the words of each comment begin.
        self.comments: set[int] = set()
        self._source = source
        self._lines = [0, *(at.end() for at in re.finditer("\n", source))]
        self._runs: list[Run] = []
        #: The open elements with the language and the kind of text in each, and how many of each name there are.
        self._open: list[tuple[str, str, str]] = []
        self._deep: Counter[str] = Counter()
        #: Where <q> and <cite> are open, and the stretches of the source that they enclosed since a segment began.
        self._inside: list[tuple[str, int]] = []
        self._enclosed: list[tuple[str, Span]] = []
        #: The elements that are open in the line with where they began and their language, and those of a language.
        self._line: list[tuple[str, int, str]] = []
        self._foreign: list[tuple[str, Span]] = []
        #: What the page declares for itself.
        self.language = ""
        #: The element whose end closes a stretch that is not read, how deep in elements of its name, where it began.
        self._closed: tuple[str, int, int] | None = None
        self.feed(_settled(source))
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
        given = dict(attrs)
        barred = given.get("translate") == "no"
        if self._closed:
            name, depth, began = self._closed
            self._closed = (name, depth + (tag == name), began)
            if name in _TELLING and not barred:
                self._attributes(tag, given, start)
            return
        if not barred:
            self._attributes(tag, given, start)
        if tag in _EMPTY:
            if tag in ("hr", "link", "meta", "base"):
                self._end_segment()
            else:
                self._runs.append(Run(Span(start, end), OBJECT))
        elif barred or tag in _SKIPPED or tag in _OBJECTS:
            if tag not in _OBJECTS and tag not in INLINE:
                self._end_segment()
            self._closed = (tag, 1, start)
        elif tag in INLINE:
            self._runs.append(Run(Span(start, end), ""))
            self._line.append((tag, end, _spoken(given)))
            if tag in ("q", "cite"):
                self._inside.append((tag, end))
        else:
            self._end_segment()
            language = _spoken(given) or self._language
            if tag == "html":
                self.language = self.language or language
            self._open.append((tag, language, self._kind_in(tag)))
            self._deep[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        start = self._here
        if (not self._closed or self._closed[0] in _TELLING) and dict(attrs).get("translate") != "no":
            self._attributes(tag, dict(attrs), start)
        if not self._closed:
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
                if depth == 1 and (name in _OBJECTS or name in INLINE):
                    self._runs.append(Run(Span(began, end), OBJECT))
        elif tag in INLINE:
            self._runs.append(Run(Span(start, end), ""))
            if any(name == tag for name, _, _ in self._line[-_NESTED:]):
                while (opened := self._line.pop())[0] != tag:
                    pass
                self._close_line(opened, start)
            if self._inside and self._inside[-1][0] == tag:
                self._enclosed.append((tag, Span(self._inside.pop()[1], start)))
        else:
            self._end_segment()
            while self._deep[tag]:
                closed = self._open.pop()[0]
                self._deep[closed] -= 1
                if closed == tag:
                    break

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
        if not self._closed:
            start = self._here
            self.comments.add(start + len("<!--"))
            mark = "<!--" if self._source.startswith("<!--", start) else "<!"  # what a browser takes for a comment
            close = _END_OF_COMMENT.match(self._source, start + len(mark) + len(data))
            self._runs.append(Run(Span(start, close.end() if close else len(self._source)), ""))

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

    def _attributes(self, tag: str, given: dict[str, str | None], start: int) -> None:
        language = _spoken(given) or self._language
        written = Span(start, start + len(self.get_starttag_text() or ""))
        self.found += attributes.read_tag(self._source, written, tag, given, language)

    def _close_line(self, opened: tuple[str, int, str], end: int) -> None:
        """An element in the line is over; only one that changes the language matters."""
        _, start, language = opened
        if language and language != self._language:
            self._foreign.append((language, Span(start, end)))

    def _end_segment(self) -> None:
        for opened in self._line:
            self._close_line(opened, self._here)
        self._enclosed += [(tag, Span(start, self._here)) for tag, start in self._inside]
        for runs in contiguous(self._runs):
            runs = trimmed(runs)
            if shown(runs):
                quoted, titled = (
                    tuple(enclosed(runs, sorted(span for name, span in self._enclosed if name == tag)))
                    for tag in ("q", "cite")
                )
                language = self._language_of(runs)
                style = _TITLE if self._deep[_TITLE] else ""
                self.found.append(Segment(tuple(runs), self._kind, 0, language, quoted, titled, style))
        self._runs = []
        self._inside = []
        self._enclosed = []
        self._line = []
        self._foreign = []

    def _language_of(self, runs: Sequence[Run]) -> str:
        """The language of a segment: its block's, or that of an element in the line that holds all."""
        seen = [run.span for run in runs if run.text.strip() and run.text != OBJECT]
        whole = Span(seen[0].start, seen[-1].end)
        # An inner element ends before the one round it, so the first that holds everything has the last word.
        around = (each for each, span in self._foreign if span.start <= whole.start and whole.end <= span.end)
        return next(around, self._language)

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    @property
    def _kind(self) -> str:
        return self._open[-1][2] if self._open else "paragraph"

    def _kind_in(self, tag: str) -> str:
        """The kind of text in an element that begins here."""
        if self._kind == "quotation" or tag == "blockquote":
            return "quotation"
        return _KINDS.get(tag, self._kind)


def _settled(source: str) -> str:
    """The source as the parser can take it, with a space for the beginning of what it cannot.

    It raises an error at a section of a kind that it does not know, and looks for the end of what never ends over and
    over again.
    """
    source = _NO_SECTION.sub(" ", source)
    for begins, ends in _NEVER_ENDING:
        at = max((found.end() for found in ends.finditer(source)), default=0)
        source = source[:at] + begins.sub(lambda found: " " + found[0][1:], source[at:])
    return source


def _spoken(given: Mapping[str, str | None]) -> str:
    """The language that a tag declares, ``en`` for ``en-GB``; empty where it declares none."""
    return primary(given.get("lang") or given.get("xml:lang") or "")


def parse(source: str, path: str = "-") -> Document:
    """The segments of an HTML text."""
    reader = _Reader(source)
    found = sorted(reader.found, key=lambda segment: (segment.span.start, -segment.span.end))
    return Document(source, tuple(found), path, reader.language)


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->``, outside of scripts and of text that only looks like a comment."""
    starts = _Reader(source).comments
    return (comment for comment in marks.enclosed(source) if comment[1].start in starts)


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
    return html.escape(text, quote=segment is not None and segment.style not in ("", _TITLE))
