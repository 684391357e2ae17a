"""Markdown: every paragraph, heading and table cell is a segment; code, links' targets and HTML are never touched.
Of the front matter a title, a description and their like are read.

Parsed by pulldown-cmark, which tells in one pass where everything stands, inline marks too (markdown-it's tokens do
not). It counts bytes and this program code points, so every place goes through `Places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.document import OBJECT, Document, Run, Segment, Span, within
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines
from glossary.markup import is_paired
from glossary.reading import Places, marked, trimmed

if TYPE_CHECKING:
    from pyromark import Options

NAME = "markdown"

#: What has its marks before and after it, within a line.
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
#: What a reader sees as one thing and no name is looked for in; the last two are links written as a bare address.
_OBJECTS = frozenset({"Code", "FootnoteReference", "Image", "Autolink", "Email"})
#: Blocks that nothing is read of.
_UNREAD = frozenset({"CodeBlock", "HtmlBlock"})
_KINDS = {"Heading": "heading", "TableCell": "cell", "BlockQuote": "quotation"}
_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*$", re.DOTALL | re.MULTILINE
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(source: str, path: str = "-") -> Document:
    """The segments of a Markdown text."""
    reader = _Reader(source)
    for event in _events(reader.encoded):
        reader.take(event)
    return Document(source, (*_front_matter(source, path), *reader.segments), path)


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->`` outside of code, and the key ``glossary`` of the front matter."""
    yield from marks.front_matter(source)
    found = list(marks.enclosed(source))
    if found:
        reader = _Reader(source)
        code = [reader.span(event) for event in _events(reader.encoded) if "Code" in (event.name, event.tag[:4])]
        yield from (comment for comment in found if not within(code, comment[1].start))


def _front_matter(source: str, path: str) -> Iterator[Segment]:
    """What the front matter says to readers, such as the title."""
    found = _FRONT_MATTER.match(source)
    if found and found["body"].strip():
        from glossary.formats import data

        grammar = "yaml" if found["mark"] == "---" else "toml"
        for segment in data.parse(found["body"], path, grammar).segments:
            yield segment.moved(found.start("body"))


def footnote(number: int) -> str:
    """``[^n1]``, which no label of an author's is likely to be."""
    return f"[^n{number}]"


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes as definitions of footnotes, at the end; the reader's program gives them a heading."""
    lines = [f"[^n{number}]: {note}" for number, note in enumerate(notes, 1)]
    return whole_lines(text, newline) + newline.join(["", *lines, ""])


def escape(text: str, segment: Segment | None) -> str:
    """The text with every character escaped that would start markup where none stood."""
    if segment is not None and segment.style:  # front matter
        from glossary.formats import data

        return data.escape(text, segment)
    text = re.sub(r"([\\`*\[\]<]|&(?=#?\w+;))", r"\\\1", text)
    return re.sub(r"\|", r"\\|", text) if segment is not None and segment.kind == "cell" else text


class _Event(NamedTuple):
    """What the parser came across: ``tag`` is of what begins or ends there, a place is in bytes."""

    name: str
    tag: str
    text: str
    start: int
    end: int


@lru_cache
def _options() -> Options:
    from pyromark import Options

    # No formulas: between the dollars of US$5 (A$7) stands news, and what is taken for one thing is not read.
    tables, notes = Options.ENABLE_TABLES, Options.ENABLE_FOOTNOTES
    return tables | notes | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS


def _events(encoded: bytes) -> Iterator[_Event]:
    from pyromark import events_with_range

    event: Any  # a word, or one key with what it says
    value: Any
    for event, place in events_with_range(encoded.decode(), options=_options()):
        name, value = (event, "") if isinstance(event, str) else next(iter(event.items()))
        tag, text = "", value
        if name in ("Start", "End"):
            tag, text = value if isinstance(value, str) else next(iter(value)), ""
            if tag == "Link" and name == "Start" and value["Link"]["link_type"] in _OBJECTS:
                tag = value["Link"]["link_type"]  # it is written as the address alone
        yield _Event(name, tag, text, place["start"], place["end"])


class _Reader:
    """Makes segments of what the parser comes across."""

    def __init__(self, source: str) -> None:
        front = _FRONT_MATTER.match(source)
        self._source = source
        self._cut = front.end() if front else int(source.startswith("\ufeff"))
        # A lone surrogate is no text to the parser; what takes its place is as long in bytes.
        read = source[self._cut :]
        self.encoded = _SURROGATE.sub("\ufffd", read).encode()
        self._places = Places(read, self.encoded)
        self.segments: list[Segment] = []
        self._kinds = ["paragraph"]
        self._unread = 0  # how deep the parser is within what is passed over
        self._start = -1  # of the text that is being read, in bytes, and how far it has been
        self._at = 0
        self._marks: list[Run] = []

    def span(self, event: _Event) -> Span:
        """The place of an event in the source."""
        return self._span(event.start, event.end)

    def take(self, event: _Event) -> None:
        """Read on by one event."""
        name, tag, text, start, end = event
        if self._unread:
            self._unread += (name == "Start") - (name == "End")
        elif name == "Text":
            same = end - start == len(text) or self.encoded[start:end] == text.encode()
            self._see(start, end, None if same else text)  # &amp;
        elif name == "SoftBreak":
            self._see(start, end)
        elif name == "HardBreak":
            self._see(start, end, "\n")
        elif name == "InlineHtml":
            self._see(start, end, "" if is_paired(text) else OBJECT)
        elif name in _OBJECTS or tag in _OBJECTS:
            self._see(start, end, OBJECT)
            self._unread = int(name == "Start")
        elif tag in _INLINE:  # its marks are hidden with what comes before the next event, and what came after the last
            self._see(start if name == "Start" else end)
        elif name == "Start":
            self._close()
            if tag in _UNREAD:
                self._unread = 1
            else:
                self._kinds.append(_KINDS.get(tag, self._kinds[-1]))
        elif name == "End":
            self._close()
            self._kinds.pop()
        elif name == "Rule":
            self._close()

    def _see(self, start: int, end: int = -1, text: str | None = None) -> None:
        """What stands from ``start`` to ``end`` shows itself or a text; what was passed over before it, nothing."""
        if self._start < 0:
            self._start = self._at = start
        elif start > self._at:
            self._marks.append(Run(self._span(self._at, start), ""))
        if text is not None:
            self._marks.append(Run(self._span(start, end), text))
        self._at = max(start, end)

    def _close(self) -> None:
        """Make a segment of the text that has been read."""
        if self._start >= 0:
            runs = trimmed([*marked(self._source, self._span(self._start, self._at), self._marks)])
            if any(run.text.strip() for run in runs):
                self.segments.append(Segment(tuple(runs), self._kinds[-1]))
        self._start, self._marks = -1, []

    def _span(self, start: int, end: int) -> Span:
        return Span(self._cut + self._places[start], self._cut + self._places[end])
