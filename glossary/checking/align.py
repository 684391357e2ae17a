"""Which part of a translation renders which part of its source.

Two sequences, of paragraphs or of sentences, become *beads*: a few items of one beside a few of the other, in order.
The path of least cost through both is found by dynamic programming, with lengths as evidence (Gale and Church, A
Program for Aligning Sentences in Bilingual Corpora, 1993) and with *anchors*, strings that a translation leaves alone
or that name the same thing: figures, dates, contested concepts. Lengths are compared in proportion to the two wholes,
so nothing has to be known of the languages.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: How many items of each side a bead takes, and what it costs, in nats, that this is rarer than one to one.
_SHAPES = {(1, 1): 0.0, (1, 0): 4.5, (0, 1): 4.5, (1, 2): 2.3, (2, 1): 2.3, (2, 2): 4.4, (1, 3): 5.0, (3, 1): 5.0}
_VARIANCE = 6.8  # of the target's length for a code point of the source, as Gale and Church measured it
_SHARED, _ALONE = 2.5, 2.0  # nats: an anchor on both sides speaks for a bead, one on either side alone against it
_ENOUGH = 12  # anchors before their absence says anything
_BAND = 60  # items off the diagonal that are looked at, beside a tenth of the longer side
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")


class Item(NamedTuple):
    """What is aligned: a length in code points and the anchors in it."""

    length: int
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bead:
    """The items [start, end) of the source and of the target that belong together; one side may be empty."""

    source: range
    target: range


def item(text: str, concepts: Iterable[str] = ()) -> Item:
    """A text as something to be aligned: its figures, in whatever digits, and the concepts named in it."""
    plain = unicodedata.normalize("NFKC", text)
    figures = (re.sub(r"\D", "", found) for found in _FIGURE.findall(plain))
    return Item(len(text), frozenset({figure for figure in figures if figure} | set(concepts)))


def align(source: Sequence[Item], target: Sequence[Item]) -> list[Bead]:
    """The beads, in order; every item is in one of them."""
    whole = sum(one.length for one in source)
    ratio = sum(two.length for two in target) / whole if whole else 1.0
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    rows, columns = len(source), len(target)
    band = _BAND + max(rows, columns) // 10 + abs(rows - columns)
    for i in range(rows + 1):
        middle = i * columns // rows if rows else 0
        low, high = (0, columns) if rows == 0 else (max(0, middle - band), min(columns, middle + band))
        for j in range(low, high + 1):
            tries = []
            for (di, dj), penalty in _SHAPES.items():
                before = best.get((i - di, j - dj))
                if before is not None and (i, j) != (0, 0):
                    cost = penalty + _cost(source[i - di : i], target[j - dj : j], ratio)
                    tries.append((before[0] + cost, (di, dj)))
            if tries:
                best[i, j] = min(tries)
    beads = []
    i, j = rows, columns
    while (i, j) != (0, 0):
        di, dj = best[i, j][1]
        beads.append(Bead(range(i - di, i), range(j - dj, j)))
        i, j = i - di, j - dj
    return beads[::-1]


def _cost(source: Sequence[Item], target: Sequence[Item], ratio: float) -> float:
    """How badly these belong together, in nats."""
    if not source or not target:
        return 0.01 * min(sum(one.length for one in (*source, *target)), 200)
    length, other = sum(one.length for one in source), sum(two.length for two in target)
    off = (other - length * ratio) / math.sqrt(max(length * ratio, 1) * _VARIANCE)
    here, there = (frozenset().union(*(one.anchors for one in side)) for side in (source, target))
    return min(off * off / 2, 8.0) - _SHARED * len(here & there) + min(_ALONE * len(here ^ there), 4.0)


def doubt(beads: Sequence[Bead], source: Sequence[Item], target: Sequence[Item]) -> float:
    """How much speaks against these two being a text and its translation, from 0 to 1.

    The larger of two shares: of text that has nothing on the other side, and of the source's anchors that are not
    found beside it, where there are enough of them to say anything.
    """
    whole = sum(one.length for one in (*source, *target)) or 1
    alone = anchors = found = 0
    for bead in beads:
        one, two = [source[i] for i in bead.source], [target[j] for j in bead.target]
        if not one or not two:
            alone += sum(each.length for each in (*one, *two))
        here, there = (frozenset().union(*(each.anchors for each in side)) for side in (one, two))
        anchors, found = anchors + len(here), found + len(here & there)
    return max(alone / whole, (1 - found / anchors) if anchors >= _ENOUGH else 0.0)
