"""Lines and blocks of text-level markup, and the segments they make; reStructuredText and AsciiDoc share them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from glossary.document import Run, Segment, Span
from glossary.reading import marked, segments

_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Line(NamedTuple):
    """A line: its place without the line end, its text, and how far it is indented."""

    span: Span
    text: str
    indent: int

    @property
    def blank(self) -> bool:
        """Whether nothing is on it."""
        return not self.text.strip()


def lines(source: str) -> list[Line]:
    """The lines of a source."""
    found = []
    for line in _LINE.finditer(source):
        if line[0]:
            text = line[0].rstrip("\r\n")
            start = line.start() + text.startswith("\ufeff")
            text = text.removeprefix("\ufeff")
            found.append(Line(Span(start, start + len(text)), text, len(text) - len(text.lstrip(" \t"))))
    return found


def block(
    source: str, spans: Sequence[Span], inline: Callable[[str, Span], Iterator[Run]], kind: str = "paragraph"
) -> Iterator[Segment]:
    """The segment of a block whose lines are the given stretches; the indentation between two of them is not seen.

    ``inline`` gives the marks of a stretch; it is read as one text, so that markup may go on in the next line.
    """
    if not spans:
        return
    whole = Span(spans[0].start, spans[-1].end)
    marks = list(inline(source, whole))
    for before, after in pairwise(spans):
        gap = _LINE_END.match(source, before.end)
        if gap and gap.end() < after.start:
            marks.append(Run(Span(gap.end(), after.start), ""))
    folded = len(spans) > 1 and all(source[span.start - 1 : span.start] in ("", "\n", "\r", "\ufeff") for span in spans)
    width = max(span.end - span.start for span in spans) if folded else 0
    yield from segments(marked(source, whole, marks), kind, wrapped=width)
