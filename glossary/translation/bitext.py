"""Aligned sentences: what of the source's names arrived in the target.

The same test serves a translation that this program makes and one that somebody else finished. Every name of the source
needs an occurrence of its own: two mentions are not met by one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.context import Context
from glossary.folding import fold
from glossary.match import Matcher, Mention, apart
from glossary.terms import Name

#: A name behind a hyphen is the tail of something that the engine did not understand: "Japón-Pacto de Neutralidad".
_TAIL = re.compile(r"\w-$")


@dataclass(frozen=True)
class Term:
    """A name that a source sentence asks for in its target.

    ``start`` and ``end`` are in the source sentence. ``names`` are the names that may stand for it, the preferred one
    first; each counts in any of its surfaces. Where several names must stand together, ``joined`` is their text; where
    only some forms will do, such as the plural for a plural, ``wanted`` are these, the preferred one first.
    """

    mention: Mention
    context: Context
    start: int
    end: int
    names: tuple[Name, ...]
    joined: str = ""
    wanted: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the source sentence."""
        return self.start, self.end

    @property
    def preferred(self) -> str:
        """What is written for it where nothing of the kind is there."""
        return self.joined or next(iter(self.wanted), self.names[0].text)

    def name_of(self, form: str) -> Name:
        """The name of which a form is written: the first one, unless the form is another's."""
        if not self.wanted or form in dict(self.names[0].surfaces()):
            return self.names[0]
        return next(
            (name for name in self.names if form.lower() in (t.lower() for t, _ in name.surfaces())), self.names[0]
        )

    def holds(self, mention: Mention) -> bool:
        """Whether a mention in the target is one of what may stand for it."""
        if not any(mention.name is name or any(other is name for _, other in mention.ambiguous) for name in self.names):
            return False
        return not self.wanted or fold(mention.surface)[0] in {fold(form)[0] for form in self.wanted}


@dataclass(frozen=True)
class Place:
    """Where a term stands in a target sentence, [start, end), and whether exactly as it should be spelt.

    ``proper`` is the same form of the same name as the termbase has it, where that is known and not what stands there.
    """

    start: int
    end: int
    exact: bool
    proper: str = ""


def arrived(
    terms: Sequence[Term], target: str, matcher: Matcher, watched: Sequence[tuple[int, int] | None] = ()
) -> list[Place | None]:
    """For each term its own place in the target sentence, or None where it did not arrive.

    ``watched`` is where an engine says that a term's words went: of several places that one is the term's.
    """
    every = list(matcher.every(target))
    seen = apart(every)
    #: Within a verdict or a longer ordinary word a name is itself; within the name of another thing it is not.
    open_ = [mention for mention in seen if mention.concept.kind in ("status-word", "term") and not mention.exception]
    nested = [m for m in every if any(o.start <= m.start and m.end <= o.end and m is not o for o in open_)]
    taken: list[tuple[int, int]] = []
    places: list[Place | None] = [None] * len(terms)

    def free(mention: Mention) -> bool:
        return not any(mention.start < end and start < mention.end for start, end in taken)

    for among in (seen, nested):
        for number, term in enumerate(terms):
            if places[number] is not None:
                continue
            if term.joined:
                places[number] = _joined(term, target, taken)
                continue
            fitting = [
                mention
                for mention in among
                if free(mention)
                and not mention.exception
                and term.holds(mention)
                and not is_tail(target, mention.start)
            ]
            if fitting:
                span = watched[number] if watched else None
                mention = min(fitting, key=lambda m: not (span and m.start < span[1] and span[0] < m.end))
                exact = _exact(term, mention, target)
                places[number] = Place(mention.start, mention.end, exact, "" if exact else _proper(mention))
                taken.append((mention.start, mention.end))
    return places


def is_tail(target: str, start: int) -> bool:
    """Whether what begins there is the end of a compound, and so no name by itself."""
    return bool(_TAIL.search(target[:start]))


def _joined(term: Term, target: str, taken: list[tuple[int, int]]) -> Place | None:
    # Without regard to case, for the first letter is a capital at the start of a sentence.
    text, wanted = target.lower(), term.joined.lower()
    at = text.find(wanted)
    while at >= 0 and any(start < at + len(wanted) and at < end for start, end in taken):
        at = text.find(wanted, at + 1)
    if at < 0:
        return None
    taken.append((at, at + len(wanted)))
    return Place(at, at + len(term.joined), True)


def _proper(mention: Mention) -> str:
    """The spelling of the termbase for what differs in letters that count as one, such as е for ё."""
    surface = fold(mention.surface)[0]
    proper = (text for text, spelling in mention.name.surfaces() if spelling != "variant")
    return next((text for text in proper if fold(text)[0] == surface), "")


def _exact(term: Term, mention: Mention, target: str) -> bool:
    """Whether the surface is spelt as the termbase has it; a capital at the start of a sentence is no difference."""
    surfaces = {text for text, spelling in mention.name.surfaces() if spelling != "variant"}
    surface = mention.surface
    if surface in surfaces or surface in term.wanted:
        return True
    if mention.concept.kind == "term" and (surface.isupper() or surface[:1].lower() + surface[1:] in surfaces):
        return True  # a headline, or the label of a button
    opening = not target[: mention.start].strip(" \"'«»“”¿¡(")
    return opening and any(text[:1].upper() + text[1:] == surface for text in surfaces)
