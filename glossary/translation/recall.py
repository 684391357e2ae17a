"""What a memory has of a document, held to its names as an engine's work is.

A whole paragraph is looked for before its sentences. A memory's sentence is taken where every name is in it that the
stance and the perspective ask for; another name of the same thing is replaced first, and nothing else is: where an
engine would have put the name is a guess, and a person's sentence is not to lose a word to it. What fails goes to the
engine, and what was refused is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.context import Context
from glossary.document import Document, Span
from glossary.engines import Hypothesis
from glossary.match import Mention
from glossary.translation.bitext import arrived
from glossary.translation.capitals import Speller
from glossary.translation.held import Held
from glossary.translation.hold import first, verify
from glossary.translation.memory import Accepted, Near, Remembered
from glossary.translation.plan import Job, Unit, plan
from glossary.translation.settle import raw_objects
from glossary.translation.swap import swap_rival

Standing = Sequence[Sequence[tuple[Mention, Context]]]


@dataclass(frozen=True)
class Refused:
    """A memory's translation of a unit that was not taken: for the names that it lacks, or else for the markup."""

    unit: Unit
    remembered: Remembered
    lacks: tuple[str, ...]


def recall(
    document: Document, standing: Standing, job: Job, speller: Speller
) -> tuple[list[list[Unit | Held]], list[Refused]]:
    """The units of every segment, those that the memory has translated as finished ones; and what was refused."""
    numbers = range(len(document.segments))
    whole = [plan(document, n, standing[n], job, speller, [_all(document, n)]) for n in numbers] if job.memory else []
    taken, refused = _taken([unit for units in whole for unit in units], job)
    rows: list[list[Unit | Held]] = []
    for n in numbers:
        found = taken.get((n, whole[n][0].start, whole[n][0].end)) if job.memory and whole[n] else None
        rows.append([found] if found else list(plan(document, n, standing[n], job, speller)))
    # A paragraph of one sentence has been tried.
    tried = {_key(each.unit) for each in refused}
    some, more = _taken([u for row in rows for u in row if isinstance(u, Unit) and _key(u) not in tried], job)
    rows = [[some.get(_key(u), u) if isinstance(u, Unit) else u for u in row] for row in rows]
    return rows, [*refused, *more]


def _all(document: Document, number: int) -> Span:
    return Span(0, len(document.segments[number].text))


def _key(unit: Unit) -> tuple[int, int, int]:
    return unit.segment, unit.start, unit.end


def _taken(units: Sequence[Unit], job: Job) -> tuple[dict[tuple[int, int, int], Held], list[Refused]]:
    """The units that a memory has and that hold their names, by their places, and those that do not."""
    if job.memory is None:
        return {}, []
    tries = [_recalled(unit, found, job) for unit in units if (found := job.memory.exact(unit.written))]
    taken, refused = {}, []
    for held in tries:
        for number, term in enumerate(held.unit.terms):
            if held.places[number] is None:
                swap_rival(held, number, term, job)
        verify(held, job)
        if held.complete:
            taken[_key(held.unit)] = held
        else:
            assert held.recalled is not None
            refused.append(Refused(held.unit, held.recalled, lacking(held.unit, held.recalled.target, job)))
    return taken, refused


def _recalled(unit: Unit, found: Remembered, job: Job) -> Held:
    held = first(unit, [Hypothesis(found.target)], job)
    return replace(held, recalled=found, rungs=["memory" if rung == "already" else rung for rung in held.rungs])


def lacking(unit: Unit, text: str, job: Job) -> tuple[str, ...]:
    """The names of a unit that a translation of it lacks, as they would be written there."""
    places = arrived(unit.terms, text, job.find_target)
    return tuple(term.preferred for term, place in zip(unit.terms, places, strict=True) if place is None)


def alternatives(held: Held, job: Job) -> list[Near]:
    """What the memory has for a sentence like this one and does not stand in it now, the likest first."""
    if job.memory is None:
        return []
    found = job.memory.near(held.unit.written)
    return [near for near in found if near.remembered != held.recalled or near.remembered.target != held.target]


def accepted(document: Document, rows: Sequence[Sequence[Held]]) -> list[Accepted]:
    """What is worth remembering of the given segments' units: verified, not doubtful, and not as a memory had it."""
    return [
        Accepted(
            held.unit.written, held.target, held.unit.codes,
            tuple(raw_objects(held, document.segments[held.unit.segment], document)),
        )
        for row in rows
        for held in row
        if held.sure
        and not held.seconds  # a second name is for one place in one text
        and held.target.strip()
        and not (held.recalled and held.target == held.recalled.target)
    ]  # fmt: skip
