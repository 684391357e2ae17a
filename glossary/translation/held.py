"""A unit of text in translation: what it has become so far, and where its names stand."""

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from glossary.agreement import agree
from glossary.translation.bitext import Place
from glossary.translation.memory import Remembered
from glossary.translation.plan import Unit

Rung = Literal["memory", "already", "alternative", "swapped", "stand-in", "forced", "failed"]
RUNGS: tuple[Rung, ...] = get_args(Rung)

#: A stretch of a target, or none.
Watched = tuple[int, int] | None


@dataclass
class Held:
    """A finished unit: its target text, and for every term its rung and place in it."""

    unit: Unit
    target: str
    score: float | None = None
    doubtful: bool = False
    rungs: list[Rung] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)
    #: Where each inline object stands, or None where one was lost.
    objects: list[int | None] = field(default_factory=list)
    #: For an engine that carries placeholders where the words of each term went, or None where they were lost.
    watched: list[Watched] = field(default_factory=list)
    #: What a memory had for it, where that was taken.
    recalled: Remembered | None = None
    #: Markup within it, where the rest of its segment is translated in pieces: (offset, order, what is written there).
    inserts: list[tuple[int, int, str]] = field(default_factory=list)
    #: By the number of a term where the other side's name was written behind it; the term's place holds both.
    seconds: dict[int, Place] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every name and every object arrived."""
        return all(place is not None for place in self.places) and None not in self.objects

    @property
    def sure(self) -> bool:
        """Whether nobody has to look: complete, with a word for every name, and no doubt of the engine's."""
        return self.complete and not self.unit.unknown and not self.doubtful


def put(held: Held, number: int, start: int, end: int, form: str, language: str) -> None:
    """Write a form over [start, end) of a target, with the words around it in agreement, and move all other places."""
    term = held.unit.terms[number]
    before, form, after = agree(
        held.target[:start], term.name_of(form), form, held.target[end:], language, held.target[start:end]
    )
    moved = len(before) + len(form) - end - (len(held.target) - end - len(after))
    shift = len(before) - start

    def move(at: int) -> int:
        return at + moved if at >= end else at if at <= len(before) else at + shift

    held.target = before + form + after
    held.places = [
        place if place is None or n == number else replace(place, start=move(place.start), end=move(place.end))
        for n, place in enumerate(held.places)
    ]
    held.watched = [None if span is None else (move(span[0]), move(span[1])) for span in held.watched]
    held.objects = [None if at is None else move(at) for at in held.objects]
    held.places[number] = Place(len(before), len(before) + len(form), True)


def respell(held: Held, number: int, language: str) -> None:
    """Write a name that arrived with a slip as it should be spelt, in its own form where that is known."""
    term, place = held.unit.terms[number], held.places[number]
    if place is not None and not place.exact:
        put(held, number, place.start, place.end, place.proper or term.preferred, language)
        held.rungs[number] = "swapped"


def count(held: Held) -> tuple[int, int]:
    """How many names arrived, and how many objects."""
    return sum(p is not None for p in held.places), sum(at is not None for at in held.objects)


def position(code: str, text: str) -> int | None:
    """Where the code of an inline object stands; None where it is not there exactly once."""
    at = text.find(code)
    return at if at >= 0 and text.find(code, at + 1) < 0 else None
