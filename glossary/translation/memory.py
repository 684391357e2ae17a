"""A translation memory as a value: sentences that somebody has translated before.

It knows nothing of files, which are the work of `memories`, nor of names, to which `recall` holds what it has.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

#: How alike two sentences have to be, in per cent, for the translation of one to be worth showing for the other.
NEAR = 75
_SHOWN = 3  # alternatives of a sentence


@dataclass(frozen=True)
class Remembered:
    """A sentence or paragraph and its translation, and the file that has them.

    In both texts white space is folded, and each inline object is the code that `glossary.translation.plan` has for it.
    ``enclosed`` are the words inside markup of the source and those inside its counterpart.
    """

    source: str
    target: str
    file: str
    enclosed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Near:
    """What a memory has for a sentence like the one asked for; ``score`` is in per cent, 100 for the same sentence."""

    remembered: Remembered
    score: int


@dataclass(frozen=True)
class Accepted:
    """A translation that is worth remembering; ``objects`` are its inline objects as they are written, code by code."""

    source: str
    target: str
    codes: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


def key(text: str) -> str:
    """What is the same for two texts that are one sentence: composed, with its white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class Memory:
    """Everything that is remembered; of two translations of one sentence the last counts."""

    units: tuple[Remembered, ...]
    _asked: dict[str, tuple[Near, ...]] = field(default_factory=dict, compare=False, repr=False)

    def exact(self, source: str) -> Remembered | None:
        """The translation of this very sentence."""
        return self._last.get(key(source))

    def near(self, source: str) -> tuple[Near, ...]:
        """The best translations of sentences that are `NEAR` this one, and of itself, the likest first."""
        wanted = key(source)
        if wanted not in self._asked:
            self._asked[wanted] = tuple(self._near(wanted))
        return self._asked[wanted]

    @cached_property
    def _last(self) -> dict[str, Remembered]:
        return {key(unit.source): unit for unit in self.units}

    @cached_property
    def _choices(self) -> tuple[list[Remembered], list[str]]:
        """Every pair once, the last first, and the sentences to be compared with."""
        pairs: dict[tuple[str, str], Remembered] = {}
        for unit in reversed(self.units):
            pairs.setdefault((key(unit.source), unit.target), unit)
        return list(pairs.values()), [source for source, _ in pairs]

    def _near(self, wanted: str) -> Iterable[Near]:
        from rapidfuzz import fuzz, process

        pairs, sources = self._choices
        found = process.extract(wanted, sources, scorer=fuzz.ratio, processor=None, score_cutoff=NEAR, limit=_SHOWN)
        # Rounded down: only the same sentence is 100 per cent like itself.
        return [Near(pairs[at], int(score)) for _, score, at in found]
