"""Aligned sentences: what of the source's names arrived in the target.

The same test serves a translation that this program makes and one that somebody else finished. Every name of the source
needs an occurrence of its own: two mentions are not met by one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.context import Context
from glossary.match import Matcher, Mention
from glossary.terms import Name

#: A name behind a hyphen is the tail of something that the engine did not understand: "Japón-Pacto de Neutralidad".
_TAIL = re.compile(r"\w-$")


@dataclass(frozen=True)
class Term:
    """A name that a source sentence asks for in its target.

    ``start`` and ``end`` are in the source sentence. ``names`` are the names that may stand for it, the preferred one
    first; each counts in any of its surfaces. Where several names must stand together, ``joined`` is their text.
    """

    mention: Mention
    context: Context
    start: int
    end: int
    names: tuple[Name, ...]
    joined: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the source sentence."""
        return self.start, self.end

    @property
    def preferred(self) -> str:
        """What is written for it where nothing of the kind is there."""
        return self.joined or self.names[0].text


@dataclass(frozen=True)
class Place:
    """Where a term stands in a target sentence, [start, end), and whether exactly as it should be spelt."""

    start: int
    end: int
    exact: bool


def arrived(terms: Sequence[Term], target: str, matcher: Matcher) -> list[Place | None]:
    """For each term its own place in the target sentence, or None where it did not arrive."""
    mentions = matcher.mentions(target)
    taken: set[int] = set()
    places: list[Place | None] = []
    for term in terms:
        place = _joined(term, target, taken) if term.joined else None
        for mention in () if term.joined else mentions:
            if mention.start in taken or mention.exception or not _is_any(mention, term.names):
                continue
            if is_tail(target, mention.start):
                continue
            place = Place(mention.start, mention.end, _exact(mention, target))
            taken.add(mention.start)
            break
        places.append(place)
    return places


def is_tail(target: str, start: int) -> bool:
    """Whether what begins there is the end of a compound, and so no name by itself."""
    return bool(_TAIL.search(target[:start]))


def _joined(term: Term, target: str, taken: set[int]) -> Place | None:
    # Without regard to case, for the first letter is a capital at the start of a sentence.
    text, wanted = target.lower(), term.joined.lower()
    at = text.find(wanted)
    while at in taken:
        at = text.find(wanted, at + 1)
    if at < 0:
        return None
    taken.add(at)
    return Place(at, at + len(term.joined), True)


def _is_any(mention: Mention, names: Sequence[Name]) -> bool:
    return any(mention.name is name or any(other is name for _, other in mention.ambiguous) for name in names)


def _exact(mention: Mention, target: str) -> bool:
    """Whether the surface is spelt as the termbase has it; a capital at the start of a sentence is no difference."""
    surfaces = {text for text, spelling in mention.name.surfaces() if spelling != "variant"}
    surface = mention.surface
    if surface in surfaces:
        return True
    opening = not target[: mention.start].strip(" \"'«»“”¿¡(")
    return opening and any(text[:1].upper() + text[1:] == surface for text in surfaces)
