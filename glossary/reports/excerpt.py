"""A line of the source with what a finding is about underlined, as wide as a terminal shows it.

Widths are display cells: a full-width letter takes two, a combining mark none. They are Unicode's; a terminal that
draws a sequence of emoji as one picture is narrower than that.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from glossary.document import Place

_LINE_END = re.compile(r"\r\n|\r|\n")
_CUT = "…"
_NEAR = 8  # code points a cell: a letter may carry several marks
_TAB = "    "
_WORD = 12  # code points that a cut may move by, so that it falls between two words
_LINES = 3  # a name is broken over two lines at most; more of a longer place says nothing more
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_BREAK_BEFORE = "、。，．,.;:!?！？；：）」』】》〉”’…ー・ぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]»"
_NO_BREAK_AFTER = "（「『【《〈“‘([«"


class Excerpt(NamedTuple):
    """One line as it is shown, with the place of the underline in cells."""

    number: int
    text: str
    before: int
    marked: int


def excerpt(source: str, place: Place, width: int) -> list[Excerpt]:
    """The lines of a place in a decoded file, each cut round it to a width in cells."""
    lines: list[Excerpt] = []
    begin, number = place.start - place.column + 1, place.line
    while len(lines) < _LINES and (not lines or begin < place.end):
        start = max(place.start, begin)
        # No more of the line than could be shown: a book may stand in one.
        furthest = max(place.end, start) + _NEAR * width
        after = _LINE_END.search(source, start, furthest)
        stop = after.start() if after else min(furthest, len(source))
        end = max(min(place.end, stop), start)
        first, last = _before(source, begin, start, width), _after(source, end, stop, width)
        lines.append(_cut(number, source[first:last], start - first, end - first, width))
        if after is None:
            break
        begin, number = after.end(), number + 1
    return lines


def _before(source: str, begin: int, start: int, width: int) -> int:
    """Where at least a width in cells begins that ends at ``start``; no further back than ``begin``."""
    reach = width
    while start - reach > begin and cells(source[start - reach : start]) < width and reach < _NEAR * width:
        reach *= 2
    return max(begin, start - reach)


def _after(source: str, end: int, stop: int, width: int) -> int:
    """Where at least a width in cells ends that begins at ``end``; no further than ``stop``."""
    reach = width
    while end + reach < stop and cells(source[end : end + reach]) < width and reach < _NEAR * width:
        reach *= 2
    return min(stop, end + reach)


def _cut(number: int, line: str, start: int, end: int, width: int) -> Excerpt:
    """As much of a line as fits, with [start, end) in it and about as much before it as after it."""
    drawn = [_drawn(letter) for letter in line]
    shown = [text for text, _ in drawn]
    at = list(accumulate((wide for _, wide in drawn), initial=0))
    marked = at[end] - at[start]
    if at[-1] <= width:
        return Excerpt(number, "".join(shown), at[start], max(marked, 1))
    room = max(width - marked - 2, 0)
    left, right = at[start], at[-1] - at[end]
    before = min(left, max(room // 2, room - right))
    first = bisect_left(at, at[start] - before, 0, start)
    while first < start and at[first + 1] == at[first]:  # a mark without its letter
        first += 1
    if first:
        first = next((index for index in range(first, min(first + _WORD, start)) if line[index - 1].isspace()), first)
    begins = _CUT if first else ""
    limit = width - len(begins)
    last = len(shown)
    if at[-1] - at[first] > limit:
        last = bisect_right(at, at[first] + limit - 1, first) - 1
        last = next((index for index in range(last, max(last - _WORD, end), -1) if line[index - 1].isspace()), last)
    text = begins + "".join(shown[first:last]) + (_CUT if last < len(shown) else "")
    return Excerpt(number, text, len(begins) + at[start] - at[first], max(at[min(end, last)] - at[start], 1))


@lru_cache(maxsize=4096)
def _drawn(letter: str) -> tuple[str, int]:
    """A letter as it is shown, and how many cells it takes."""
    text = visible(letter)
    return text, cells(text)


def visible(text: str) -> str:
    """A text that moves no cursor, changes no colour and turns no writing round when a terminal shows it."""
    if text.isprintable():
        return text
    text = _REORDERING.sub("", text.replace("\t", _TAB))
    return "".join(_picture(letter) if unicodedata.category(letter) == "Cc" else letter for letter in text)


def _picture(control: str) -> str:
    return chr(0x2400 + ord(control)) if ord(control) < 0x20 else "\N{REPLACEMENT CHARACTER}"


def cells(text: str) -> int:
    """How many cells a terminal takes for a text without control characters."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(letter: str) -> int:
    if letter == "\N{SOFT HYPHEN}":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff":
        return 0  # combining marks; the vowels and finals of a Korean syllable that is written in its parts
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def wrap(text: str, width: int, hanging: int = 0) -> list[str]:
    """A text in lines of at most a width in cells, broken at spaces and between full-width letters.

    All lines but the first begin with as many spaces as ``hanging`` says.
    A word that is longer than a line stays whole, so that an address can be copied.
    """
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        wide = cells(piece.rstrip())
        if line.strip() and used + wide > width:
            lines.append(line.rstrip())
            line, used = " " * hanging, hanging
        line, used = line + piece, used + cells(piece)
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What must stay on one line, in order: words with their space, and full-width letters with their punctuation."""
    pieces: list[str] = []
    start = 0
    for at, letter in enumerate(text):
        last = text[at - 1] if at else " "
        wide = 2 in (_cell(letter), _cell(last)) and letter not in _NO_BREAK_BEFORE and last not in _NO_BREAK_AFTER
        if at and letter != " " and (last == " " or (wide and _cell(letter))):
            pieces.append(text[start:at])
            start = at
    return [*pieces, text[start:]] if text else []
