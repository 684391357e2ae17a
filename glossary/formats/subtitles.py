"""Subtitles, SubRip and WebVTT: every cue is a segment; numbers, times, settings, notes and styles are never touched.

A cue is read as one text whatever its line breaks, which are the width of a screen. There is no room for a footnote on
a screen: in WebVTT the notes go into a NOTE block at the end, which players pass over; SubRip has nothing of the kind,
so there they are left out.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence

from glossary.document import Document, Run, Segment, Span, literal
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines

NAME = "subtitles"

#: A cue: an optional name or number, a line with two times, and lines of text up to an empty one.
_CUE = re.compile(
    r"^(?=[^\r\n]*-->)[^\r\n]*+(?:\r\n|\r|\n)(?P<text>(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\r|\n|\Z))+)", re.MULTILINE
)
_MARK = re.compile(r"</?[a-zA-Z][^<>\r\n]*>|<\d[\d:.]*>|\{\\[^{}\r\n]*\}")
_LINE = 42  # characters, the width that broadcasters keep to


def parse(source: str, path: str = "-") -> Document:
    """One segment for each cue that says something."""
    segments = []
    for cue in _CUE.finditer(source):
        start = cue.start("text") + len(cue["text"]) - len(cue["text"].lstrip())
        end = cue.start("text") + len(cue["text"].rstrip())
        runs = tuple(_runs(source, Span(start, end)))
        if any(run.text.strip() for run in runs):
            segments.append(Segment(runs, wrapped=_LINE if "\n" in source[start:end] else 0))
    return Document(source, tuple(segments), path)


def _runs(source: str, span: Span) -> Iterator[Run]:
    at = span.start
    for found in _MARK.finditer(source, span.start, span.end):
        if found.start() > at:
            yield from literal(source, Span(at, found.start()))
        yield Run(Span(*found.span()), "")
        at = found.end()
    if span.end > at:
        yield from literal(source, Span(at, span.end))


def comments(source: str) -> Iterator[marks.Comment]:
    """WebVTT's notes, ``NOTE glossary: …``. SubRip has none."""
    return marks.lines(source, "NOTE ")


def footnote(number: int) -> str:
    """Nothing: there is nowhere to look it up."""
    return ""


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes as a block that players pass over, in WebVTT."""
    if not text.removeprefix("\ufeff").startswith("WEBVTT"):
        return text
    # A blank line would end the block, and an arrow would make it a cue.
    lines = [f"[{number}] {note}".replace("-->", "→") for number, note in enumerate(notes, 1)]
    return whole_lines(text, newline) + newline.join(["", f"NOTE {heading}", *lines, ""])


def escape(text: str, segment: Segment | None) -> str:
    """The text in lines as short as a screen asks for, where the cue had several."""
    text = text.replace("-->", "→")
    if segment is None or not segment.wrapped:
        return text
    return "\n".join(textwrap.wrap(text, segment.wrapped, break_long_words=False, break_on_hyphens=False)) or text
