"""Seeing every name through an engine, in a few batches for the whole document.

What a term ends with is its *rung*, the first of these that gives an allowed form:

- *memory*: a memory's translation of the very sentence has one (`glossary.translation.recall`);
- *already*: the engine wrote one by itself;
- *alternative*: another of its hypotheses has it, of nearly the same score;
- *swapped*: the engine wrote another name of the same thing, or its own rendering of the name, and that was replaced;
- *stand-in*: the unit was translated with another word in the name's place, which was then replaced;
- *forced*: the engine was told to write the name at its place, and kept the rest of the sentence;
- *failed*: none of these.

Nothing is called held that was not found in the finished target. Stand-ins that agree with the words around them are
tried before codes, which agree with nothing.
"""

from collections.abc import Sequence

from glossary import inflect
from glossary.agreement import declined, in_the_case_of
from glossary.engines import Hypothesis
from glossary.translation import standins
from glossary.translation.bitext import arrived
from glossary.translation.force import force
from glossary.translation.held import Held, Rung, count, position, put, respell
from glossary.translation.marks import hold_marked
from glossary.translation.plan import Job, Unit
from glossary.translation.swap import swap

_NEAR = 0.25  # nats a piece


def hold(units: Sequence[Unit], job: Job) -> list[Held]:
    """Translate units and see every term through to the highest rung that holds it."""
    if not units:
        return []
    supplies = standins.Supplies(job.engine, job.source, job.target)
    reading = 0
    if job.engine.takes == "placeholders":
        held = hold_marked(units, job)
    else:
        hypotheses = job.engine.translate([unit.text for unit in units])
        held = [first(unit, found, job) for unit, found in zip(units, hypotheses, strict=True)]
        reading = swap(held, supplies, job)
    rounds = supplies.rounds()
    while (missing := [n for n, found in enumerate(held) if None in found.places]) and (supply := next(rounds, None)):
        requests = [_with_stand_ins(held[n].unit, supply) for n in missing]
        outputs = job.engine.translate([text for text, _ in requests])
        for n, (_, words), output in zip(missing, requests, outputs, strict=True):
            restored = [_restore(held[n].unit, words, hypothesis, job) for hypothesis in output]
            better = max(restored, key=count)
            if count(better) > count(held[n]):
                held[n] = better
    force(held, reading, job)
    for found in held:
        _decline(found, job)
        verify(found, job)
    return held


def _decline(held: Held, job: Job) -> None:
    """Put names that an engine wrote in a case that cannot stand behind their preposition into the one that can."""
    if job.target not in inflect.LANGUAGES:
        return
    for number, place in enumerate(held.places):
        if place is None or held.unit.terms[number].joined:
            continue
        old = held.target[place.start : place.end]
        names = (name for name in held.unit.terms[number].names if old in dict(name.surfaces()))
        form = declined(old, next(names, held.unit.terms[number].names[0]), held.target[: place.start], job.target)
        if form != old:
            put(held, number, place.start, place.end, form, job.target)


def verify(held: Held, job: Job) -> None:
    """Look for every name once more in the finished text, with the same eyes for an engine's work and for ours."""
    held.places = arrived(held.unit.terms, held.target, job.find_target)
    held.rungs = ["failed" if place is None else rung for place, rung in zip(held.places, held.rungs, strict=True)]


def first(unit: Unit, hypotheses: Sequence[Hypothesis], job: Job) -> Held:
    """The engine's own work: its best hypothesis that has every name, or else its best."""
    tries = [_verified(unit, hypothesis, job) for hypothesis in hypotheses if _near(hypothesis, hypotheses[0])]
    for number, found in enumerate(tries):
        if found.complete and all(place is not None and place.exact for place in found.places):
            found.rungs = ["already" if number == 0 else "alternative" for _ in unit.terms]
            return found
    best = tries[0]
    for number in reversed(range(len(best.places))):
        respell(best, number, job.target)
    return best


def _near(hypothesis: Hypothesis, best: Hypothesis) -> bool:
    """Whether a hypothesis is about as good as the best: it may have the name and have lost half of the sentence."""
    return hypothesis.score is None or best.score is None or hypothesis.score > best.score - _NEAR


def _verified(unit: Unit, hypothesis: Hypothesis, job: Job) -> Held:
    places = arrived(unit.terms, hypothesis.text, job.find_target)
    rungs: list[Rung] = ["failed" if place is None else "already" for place in places]
    objects = [position(code, hypothesis.text) for code in unit.codes]
    return Held(unit, hypothesis.text, hypothesis.score, hypothesis.doubtful, rungs, places, objects)


def _with_stand_ins(unit: Unit, supply: standins.Round) -> tuple[str, list[standins.StandIn | None]]:
    """The text of a unit with another word for each of its names, and which word for which."""
    chosen = supply.choose(unit.terms, unit.text)
    parts, at = [], 0
    for term, word in zip(unit.terms, chosen, strict=True):
        if word is not None:
            parts += [unit.text[at : term.start], word.source.text]
            at = term.end
    return "".join([*parts, unit.text[at:]]), chosen


def _restore(unit: Unit, words: Sequence[standins.StandIn | None], hypothesis: Hypothesis, job: Job) -> Held:
    """The names in the place of those stand-ins that came through, each exactly once."""
    held = Held(
        unit,
        hypothesis.text,
        hypothesis.score,
        hypothesis.doubtful,
        ["failed"] * len(unit.terms),
        [None] * len(unit.terms),
        [position(code, hypothesis.text) for code in unit.codes],
    )
    for number, (term, word) in enumerate(zip(unit.terms, words, strict=True)):
        if word is None:
            continue
        found = list(standins.pattern(word.target, job.target).finditer(held.target))
        if len(found) == 1:
            before = held.target[: found[0].start()]
            form = term.joined or in_the_case_of(found[0][0], word.target, term.names[0], before)
            put(held, number, *found[0].span(), form, job.target)
            held.rungs[number] = "stand-in"
    for number, place in enumerate(arrived(unit.terms, held.target, job.find_target)):
        if held.places[number] is None and place is not None:  # it had no stand-in and came through by itself
            held.places[number], held.rungs[number] = place, "already"
    return held
