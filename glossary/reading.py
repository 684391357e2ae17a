"""What the parsers of formats share: runs put in order, and stretches seen differently from how they are written."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from glossary.document import OBJECT, Run, Segment, Span, literal

#: Elements that stand inside a line of text and do not end it.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q s small span strike strong sub sup
    time tt u""".split()  # noqa: SIM905 - a list of names reads better as lines
)
#: What a program puts something else for, in a message: ``{name}``, ``{{count}}``, ``%(name)s``, ``%d``.
PLACEHOLDER = (
    r"\{\{[^{}\n]*\}\}|\$?\{[^{}\n]*\}"
    r"|%(?:\(\w+\)|\d+\$)?[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|L|q|j|z|t)?[diouxXeEfFgGcrsaAp@](?!\w)|%%"
)
TAG = r"</?[A-Za-z][^<>]*>"
_PERCENT = r"%(?:\(\w+\)|\d+\$)?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|L|q|j|z|t)?[diouxXeEfFgGcrsaAp]|%%"
#: What the flags of a gettext message protect.
FORMAT_FLAGS = {"c-format": _PERCENT, "python-format": _PERCENT, "python-brace-format": r"\{\{|\}\}|\{[^{}]*\}"}
_MARKUP = re.compile(f"{TAG}|{PLACEHOLDER}")
#: The bytes of UTF-8 that begin no character.
_CONTINUING = bytes(range(0x80, 0xC0))
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


class Places:
    """From byte offsets to code points; quick where each offset is near the one before."""

    def __init__(self, source: str, encoded: bytes) -> None:
        self._encoded = encoded
        self._same = len(source) == len(encoded)
        self._offset = self._place = 0

    def __getitem__(self, offset: int) -> int:
        if self._same:
            return offset
        low, high = sorted((self._offset, offset))
        passed = len(self._encoded[low:high].translate(None, _CONTINUING))
        self._place += passed if offset > self._offset else -passed
        self._offset = offset
        return self._place

    def span(self, node: Any) -> Span:
        """The stretch of a node of a syntax tree."""
        return Span(self[node.start_byte], self[node.end_byte])


def shown(runs: Iterable[Run]) -> bool:
    """Whether there is anything to read in them."""
    return any(run.text.strip() and run.text != OBJECT for run in runs)


def trimmed(runs: Sequence[Run]) -> list[Run]:
    """Without white space at either end, such as the indentation of a line or the padding of a table cell."""
    first, last = 0, len(runs)
    while first < last and not runs[first].text.strip() and (runs[first].literal or runs[first].text):
        first += 1
    while first < last and not runs[last - 1].text.strip() and (runs[last - 1].literal or runs[last - 1].text):
        last -= 1
    runs = list(runs[first:last])
    if runs and runs[0].literal and (cut := len(runs[0].text) - len(runs[0].text.lstrip())):
        runs[0] = Run(Span(runs[0].span.start + cut, runs[0].span.end), runs[0].text[cut:])
    if runs and runs[-1].literal and (cut := len(runs[-1].text) - len(runs[-1].text.rstrip())):
        runs[-1] = Run(Span(runs[-1].span.start, runs[-1].span.end - cut), runs[-1].text[:-cut])
    return runs


def contiguous(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Rows of runs that begin where the one before ended; a parser that passes something over makes a gap."""
    row: list[Run] = []
    for run in runs:
        if row and run.span.start != row[-1].span.end:
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def segments(runs: Iterable[Run], kind: str = "paragraph", **more: Any) -> Iterator[Segment]:
    """The segments that runs make: one for each contiguous row in which there is something to read."""
    for row in contiguous(runs):
        row = trimmed(row)
        if shown(row):
            yield Segment(tuple(row), kind, **more)


def enclosed(runs: Iterable[Run], spans: Iterable[Span]) -> Iterator[Span]:
    """The stretches of what is seen that stretches of the source hold; these begin and end where runs do."""
    starts, seen, at = [], [], 0
    for run in runs:
        starts.append(run.span.start)
        seen.append(at)
        at += len(run.text)
    for span in spans:
        first, last = (bisect_left(starts, edge) for edge in span)
        low, high = (seen[n] if n < len(seen) else at for n in (first, last))
        if low < high:
            yield Span(low, high)


def read(source: str, span: Span, pattern: re.Pattern[str], show: Callable[[re.Match[str]], str]) -> Iterator[Run]:
    """Runs of a stretch in which what a pattern finds is seen as ``show`` says, and the rest shows itself."""
    at = span.start
    for found in pattern.finditer(source, span.start, span.end):
        if found.start() > at:
            yield from literal(source, Span(at, found.start()))
        if found.end() > found.start():
            yield Run(Span(*found.span()), show(found))
        at = found.end()
    if span.end > at:
        yield from literal(source, Span(at, span.end))


def marked(source: str, span: Span, marks: Iterable[Run]) -> Iterator[Run]:
    """Contiguous runs of a stretch: the marks that begin inside of no other, and between them what shows itself."""
    at = span.start
    for run in sorted(marks, key=lambda run: run.span):
        if run.span.start < at or run.span.end > span.end or run.span.start == run.span.end:
            continue
        if run.span.start > at:
            yield from literal(source, Span(at, run.span.start))
        yield run
        at = run.span.end
    if span.end > at:
        yield from literal(source, Span(at, span.end))


def protected(flags: Iterable[str]) -> re.Pattern[str]:
    """Tags, and the placeholders that the flags of a gettext message speak of."""
    return re.compile("|".join([TAG, *dict.fromkeys(FORMAT_FLAGS[flag] for flag in flags if flag in FORMAT_FLAGS)]))


def without_markup(runs: Sequence[Run], marks: re.Pattern[str] = _MARKUP) -> list[Run]:
    """Runs in which tags and placeholders are what a reader sees of them: nothing, or one thing.

    They are looked for in what is seen, so that a tag with escaped quotation marks in a string is found as well.
    ``marks`` finds them; by default whatever looks like one.
    """
    if not any("<" in run.text or "{" in run.text or "%" in run.text for run in runs):
        return list(runs)
    segment = Segment(tuple(runs))
    found: list[Run] = []
    at = segment.span.start
    for mark in marks.finditer(segment.text):
        span = segment.source(*mark.span())
        found += [*between(runs, at, span.start), Run(span, _seen(mark[0]))]
        at = span.end
    return [*found, *between(runs, at, segment.span.end)]


def between(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """The runs of [start, end) in the source; the first and the last may be cut."""
    for run in islice(runs, bisect_right(runs, start, key=lambda run: run.span.end), None):
        if run.span.start >= end:
            return
        low, high = max(run.span.start, start), min(run.span.end, end)
        if low < high:
            at = run.span.start
            yield Run(Span(low, high), run.text[low - at : high - at]) if run.literal else run


def _seen(mark: str) -> str:
    name = re.match(r"</?([A-Za-z]\w*)", mark)
    return "" if name and name[1].lower() in INLINE else OBJECT


def paragraphs(runs: Sequence[Run], kind: str = "paragraph", **more: Any) -> Iterator[Segment]:
    """The segments of a text that has blank lines between its paragraphs."""
    runs = trimmed(runs)
    if not runs:
        return
    whole = Segment(tuple(runs))
    at = whole.span.start
    for blank in _BLANK.finditer(whole.text):
        span = whole.source(*blank.span())
        yield from segments(between(runs, at, span.start), kind, **more)
        at = span.end
    yield from segments(between(runs, at, whole.span.end), kind, **more)
