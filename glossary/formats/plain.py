"""Plain text: paragraphs between blank lines, or one a line.

Wire copy puts each paragraph on one long line; mail and source repositories fold a paragraph into lines of one width.
A block counts as folded where every line was broken because the next word would not have fitted.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from glossary.document import Document, Run, Segment, Span, literal
from glossary.files import decode as decode
from glossary.formats import comments as marks

NAME = "plain"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_LEAST_WIDTH = 40  # columns; nobody folds prose narrower, and lists of short lines are that narrow
_MOST_WIDTH = 160  # characters; a longer line is a whole paragraph


def parse(source: str, path: str = "-") -> Document:
    """One segment for each line, or for each folded block."""
    segments: list[Segment] = []
    block: list[Span] = []
    directives = {span.start: span for _, span in comments(source)} if "glossary:" in source else {}
    for line in _lines(source):
        found = [span for start, span in directives.items() if line.start <= start < line.end]
        if found:
            segments += _segments(source, block)
            block = []
            segments += _beside(source, line, found)
        elif source[line.start : line.end].strip():
            block.append(line)
        else:
            segments += _segments(source, block)
            block = []
    return Document(source, tuple(segments + _segments(source, block)), path)


def comments(source: str) -> Iterator[marks.Comment]:
    """``[glossary: …]`` anywhere; and as formats without a reader of their own are read as plain text, the comments of
    HTML, and lines that begin as comments of reStructuredText, AsciiDoc, PO and code do.
    """
    yield from marks.bracketed(source)
    yield from marks.enclosed(source)
    yield from marks.lines(source, "..", "//", "#")


def footnote(number: int) -> str:
    """``[1]``."""
    return f"[{number}]"


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes under a heading, at the end."""
    lines = [f"[{number}] {note}" for number, note in enumerate(notes, 1)]
    return whole_lines(text, newline) + newline.join(["", heading, "", *lines, ""])


def whole_lines(text: str, newline: str) -> str:
    """The text with its last line ended."""
    return text + (newline if text and not text.endswith(("\n", "\r")) else "")


def escape(text: str, segment: Segment | None) -> str:
    """The text itself, folded again where the segment was."""
    if segment is None or not segment.wrapped:
        return text
    return "\n".join(textwrap.wrap(text, segment.wrapped, break_long_words=False, break_on_hyphens=False)) or text


def _lines(source: str) -> list[Span]:
    """The lines without their ends."""
    return [
        Span(found.start(), found.start() + len(found[0].rstrip("\r\n")))
        for found in _LINE.finditer(source)
        if found[0]
    ]


def _segments(source: str, block: list[Span]) -> list[Segment]:
    width = _width(source, block)
    groups = [block] if width else [[line] for line in block]
    return [_segment(source, group, width) for group in groups if group]


def _width(source: str, block: list[Span]) -> int:
    """The width that a block of lines is folded to, in columns; 0 where its line ends mean something."""
    if len(block) < 2 or any(line.end - line.start > _MOST_WIDTH for line in block):
        return 0
    texts = [source[line.start : line.end].rstrip() for line in block]
    width = max(_columns(text) for text in texts)
    if width < _LEAST_WIDTH:
        return 0
    for text, following in pairwise(texts):
        first = re.match(r"\s*(\S+)", following)
        word = first[1] if first else ""
        if _is_cjk(word[:1]):  # breaks between any two ideographs
            word = word[:1]
            room = _columns(text) + _columns(word)
        else:
            room = _columns(text) + 1 + _columns(word)
        if room <= width:
            return 0
    return width


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _is_cjk(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WF"


def _segment(source: str, lines: list[Span], width: int) -> Segment:
    start = lines[0].start + _indent(source, lines[0])
    end = lines[-1].start + len(source[lines[-1].start : lines[-1].end].rstrip())
    return Segment(tuple(literal(source, Span(start, end))), wrapped=width)


def _beside(source: str, line: Span, directives: list[Span]) -> Iterator[Segment]:
    """What a line says beside the directives in it, which are no text."""
    runs: list[Run] = []
    at = line.start
    for span in sorted(directives):
        opening = re.compile(r"(?:\[|<!--|[ \t]*(?:\.\.|//|#)+[ \t]*)\Z").search(source[at : span.start])
        closing = re.compile(r"\s*(?:\]|-->)|").match(source, span.end)
        start = at + opening.start() if opening else span.start
        end = closing.end() if closing else span.end
        runs += [*literal(source, Span(at, start)), Run(Span(start, end), "")]
        at = end
    runs += literal(source, Span(at, line.end))
    while runs and not runs[0].text.strip():
        del runs[0]
    while runs and not runs[-1].text.strip():
        del runs[-1]
    if runs:
        yield Segment(tuple(runs))


def _indent(source: str, line: Span) -> int:
    text = source[line.start : line.end]
    return len(text) - len(text.lstrip())
