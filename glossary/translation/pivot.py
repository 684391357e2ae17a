"""Names through a third language: what travels is the concept, so that every leg is held to its own language's names.

A sentence that goes from Japanese through English to Russian has 北方領土 held as Northern Territories on the first leg
and as «северные территории» on the second. Left to an engine, the English word in between would decide the Russian one.
"""

from collections.abc import Sequence
from dataclasses import replace

from glossary.engines.routes import Chain
from glossary.target import target_names, wanted_forms
from glossary.translation.bitext import Term, arrived
from glossary.translation.held import RUNGS, Held, Rung
from glossary.translation.hold import hold
from glossary.translation.plan import Job, Unit


def hold_through(units: Sequence[Unit], job: Job) -> list[Held]:
    """Translate units and see their terms through every language on the way."""
    chain = job.engine
    if not isinstance(chain, Chain) or not units:
        return hold(units, job)
    middle = chain.languages[1]
    first = replace(job, engine=chain.engines[0], target=middle)
    rest = replace(job, engine=chain.after_first(), source=middle)
    plans = [_for_language(unit, first) for unit in units]
    way = hold([unit for unit, _ in plans], first)
    onward = [_onward(unit, held, numbers) for unit, held, (_, numbers) in zip(units, way, plans, strict=True)]
    done = hold_through([unit for unit, _ in onward], rest)
    return [
        _back(unit, found, before, numbers, job)
        for unit, found, before, (_, numbers) in zip(units, done, way, onward, strict=True)
    ]


def _for_language(unit: Unit, job: Job) -> tuple[Unit, list[int]]:
    """A unit that is held to the names of another language, and which terms those are: it may lack some."""
    terms, numbers = [], []
    for number, term in enumerate(unit.terms):
        names, joined = target_names(term.mention, term.context, job.perspective, job.stance, job.target)
        if names:
            wanted = wanted_forms(term.mention, unit.text[: term.start], names)
            terms.append(replace(term, names=names, joined=joined, wanted=wanted))
            numbers.append(number)
    return replace(unit, terms=tuple(terms)), numbers


def _onward(unit: Unit, held: Held, numbers: Sequence[int]) -> tuple[Unit, list[int]]:
    """The translated sentence as a unit of the next leg, with the terms that have a place in it."""
    placed = sorted(
        (place.start, place.end, number)
        for place, number in zip(held.places, numbers, strict=True)
        if place is not None
    )
    terms: list[Term] = [replace(unit.terms[number], start=start, end=end) for start, end, number in placed]
    onward = replace(unit, text=held.target, terms=tuple(terms), codes=_codes_left(unit, held))
    return onward, [number for _, _, number in placed]


def _codes_left(unit: Unit, held: Held) -> tuple[str, ...]:
    return tuple(code for code, at in zip(unit.codes, held.objects, strict=True) if at is not None)


def _back(unit: Unit, found: Held, before: Held, numbers: Sequence[int], job: Job) -> Held:
    """What the last leg made, as the translation of the unit that the first one was given."""
    places = arrived(unit.terms, found.target, job.find_target)
    rungs: list[Rung] = ["already" if place else "failed" for place in places]
    for number, rung in zip(numbers, found.rungs, strict=True):
        if places[number] is not None:
            rungs[number] = max(rung, _rung_before(before, unit.terms[number]), key=RUNGS.index)
    left = iter(found.objects)
    objects = [None if at is None else next(left) for at in before.objects]
    return Held(unit, found.target, found.score, found.doubtful or before.doubtful, rungs, places, objects)


def _rung_before(before: Held, term: Term) -> Rung:
    """How the name came through the leg before, as far as it did."""
    rungs = [rung for other, rung in zip(before.unit.terms, before.rungs, strict=True) if other.mention is term.mention]
    return rungs[0] if rungs and rungs[0] != "failed" else "already"
