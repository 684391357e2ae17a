"""Source text with positions.

A `Document` is the decoded source and its segments; a segment is a list of runs; a run is a span of the source and
what a reader sees of it. Letters show themselves, ``**`` shows nothing, ``&amp;`` shows ``&``. Names are matched in
what is seen and changed run by run, so a match always has a true place and markup inside a name survives.

All offsets are Unicode code points, ends exclusive.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

#: What a reader sees of an inline object that is not text: a code span, an image, an address.
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


#: A web or mail address: a name inside is part of a file's name, and no change to it could be right.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"「」（）]*[\w/#=&%-]|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]*\w", re.ASCII
)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A stretch of the source."""

    start: int
    end: int


def within(spans: Sequence[Span], at: int) -> bool:
    """Whether a place is in one of some ordered spans."""
    number = bisect_right(spans, at, key=lambda span: span.start) - 1
    return number >= 0 and at < spans[number].end


def newline(source: str) -> str:
    """The line end that a text has, for what is added to it."""
    return "\r\n" if "\r\n" in source else "\n"


class Place(NamedTuple):
    """A stretch of the source as people count: lines and columns from 1, columns in code points, the end exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        """The stretch in code points of the decoded source."""
        return Span(self.start, self.end)


class Run(NamedTuple):
    """A stretch of the source and what is seen of it; ``text`` is empty for markup."""

    span: Span
    text: str

    @property
    def literal(self) -> bool:
        """Whether every code point of the span shows itself, so that positions map one to one."""
        return len(self.text) == self.span.end - self.span.start


def without_addresses(text: str) -> str:
    """A text in which every address is one object, as it is in a segment."""
    return ADDRESS.sub(OBJECT, text) if "@" in text or "://" in text or "www." in text else text


def literal(source: str, span: Span) -> Iterator[Run]:
    """Runs for a stretch that shows itself, with every address in it as one object that nothing touches."""
    at = span.start
    # Every address has one of these in it, and to look for them takes a hundredth of the time.
    addressed = max(source.find("@", *span), source.find("://", *span), source.find("www.", *span)) > -1
    # In the stretch alone: what stands before it is markup, and nobody sees it beside the address.
    for found in ADDRESS.finditer(source[span.start : span.end]) if addressed else ():
        start, end = span.start + found.start(), span.start + found.end()
        if start > at:
            yield Run(Span(at, start), source[at:start])
        yield Run(Span(start, end), OBJECT)
        at = end
    if span.end > at:
        yield Run(Span(at, span.end), source[at : span.end])


class Edit(NamedTuple):
    """Replace a span of the source by a text that is already escaped for its format."""

    span: Span
    text: str


@dataclass(frozen=True)
class Segment:
    """One block of running text, such as a paragraph, a heading or a table cell.

    ``runs`` are contiguous: each begins where the one before ended. ``kind`` is ``paragraph``, ``heading``, ``cell``,
    ``quotation``, ``comment`` of code, ``string`` of data, ``message``, which is read by itself and not after another,
    or what an attribute of HTML is. ``wrapped`` says that the line breaks inside are only the width of the source, and
    gives that width; 0 means that there are none.

    ``language`` is the one that the source declares for it, empty where it says nothing. ``quoted`` and ``titled`` are
    the stretches of the seen text that markup calls a quotation or the title of a work. ``style`` is how the text is
    written where that decides what has to be escaped, such as the mark that ends a string. ``sealed`` says why it must
    not be changed where it stands, as what was taken over from elsewhere must not.
    """

    runs: tuple[Run, ...]
    kind: str = "paragraph"
    wrapped: int = 0
    language: str = ""
    quoted: tuple[Span, ...] = ()
    titled: tuple[Span, ...] = ()
    style: str = ""
    sealed: str = ""

    @cached_property
    def text(self) -> str:
        """What the reader sees."""
        return "".join(run.text for run in self.runs)

    @property
    def span(self) -> Span:
        """The stretch of the source that the segment covers."""
        return Span(self.runs[0].span.start, self.runs[-1].span.end)

    def moved(self, by: int) -> "Segment":
        """The same segment in a text of which its source is a part that begins ``by`` code points further on."""
        runs = tuple(Run(Span(run.span.start + by, run.span.end + by), run.text) for run in self.runs)
        return replace(self, runs=runs)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(run.text) for run in self.runs)]

    def _overlapping(self, start: int, end: int) -> Iterator[tuple[Run, int, int]]:
        """Each visible run that [start, end) touches, with the touched part relative to the run."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for number in range(first, len(self.runs)):
            run, at = self.runs[number], self._starts[number]
            if at >= end:
                return
            low, high = max(start - at, 0), min(end - at, len(run.text))
            if low < high:
                yield run, low, high

    def source(self, start: int, end: int) -> Span:
        """The source span of the seen stretch [start, end), from its first letter to its last."""
        parts = [self._place(run, low, high) for run, low, high in self._overlapping(start, end)]
        if not parts:
            raise ValueError(f"nothing is seen between {start} and {end}")
        return Span(parts[0].start, parts[-1].end)

    @staticmethod
    def _place(run: Run, low: int, high: int) -> Span:
        if run.literal:
            return Span(run.span.start + low, run.span.start + high)
        return run.span

    def replace(self, start: int, end: int, text: str) -> list[Edit]:
        """Edits that make the seen stretch [start, end) read ``text``, leaving all markup where it stands.

        The first run takes the new text, the others lose theirs: ``**Ki**ev`` becomes ``**Kyiv**``.
        """
        edits = []
        for run, low, high in self._overlapping(start, end):
            edits.append(Edit(self._place(run, low, high), text))
            text = ""
        return edits


@dataclass(frozen=True)
class Document:
    """A source text and its segments, in order and without overlap.

    One exception: a segment may lie whole within a run of another that shows no text of its own, as the ``alt`` of an
    image lies in the image's tag. ``language`` is what the source declares for the whole of it, empty where it says
    nothing; a template declares what it likes, so the words may outrank it.
    """

    source: str
    segments: tuple[Segment, ...]
    path: str = "-"
    language: str = ""

    @cached_property
    def _lines(self) -> list[int]:
        # Not str.splitlines: that also breaks at form feeds and U+2028, where no editor counts a new line.
        return [0, *(found.end() for found in _LINE_END.finditer(self.source))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in code points."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def place(self, span: Span) -> Place:
        """A stretch of the source with its lines and columns."""
        return Place(*span, *self.position(span.start), *self.position(span.end))

    def splice(self, edits: Iterable[Edit]) -> str:
        """The source with the edits made and every other code point copied. ``splice([]) == source``."""
        parts, at = [], 0
        for span, text in sorted(edits):
            if span.start < at:
                raise ValueError(f"two edits overlap at {span.start}")
            parts += [self.source[at : span.start], text]
            at = span.end
        return "".join([*parts, self.source[at:]])
