"""Holding names through an engine that carries placeholders: one pass over a document, and no guessing.

Such an engine says where the words of a name went. Every sentence with names is sent twice in the same pass: with its
own words, watched, and with stand-ins that have the gender and number of what will be written. The engine's own words
are taken where they need no more than a swap; where the words around the name would no longer agree with it, those that
agree with the stand-in are.
"""

from collections.abc import Sequence

from glossary import agreement, wordforms
from glossary.agreement import in_the_case_of
from glossary.engines import Hypothesis, marked, unmarked
from glossary.translation.bitext import Term, arrived
from glossary.translation.held import Held, Watched, count, position, put, respell
from glossary.translation.plan import Job, Unit
from glossary.translation.standins import Round, StandIn, pattern, words
from glossary.translation.swap import swap_rival, written_for


def hold_marked(units: Sequence[Unit], job: Job) -> list[Held]:
    """Translate units with every name watched; what none of it holds is left for other means."""
    supply = Round(words(job.source, job.target), True)
    named = [unit for unit in units if unit.terms]
    chosen = [supply.choose(unit.terms, unit.text) for unit in named]
    requests = [_request(unit, [None] * len(unit.terms)) for unit in units]
    requests += [_request(unit, row) for unit, row in zip(named, chosen, strict=True)]
    outputs = job.engine.translate(requests)
    again = iter(zip(chosen, outputs[len(units) :], strict=True))
    held = []
    for unit, hypotheses in zip(units, outputs, strict=False):
        found, agrees = _made(unit, hypotheses[0], [None] * len(unit.terms), job)
        if unit.terms:
            row, others = next(again)
            if any(row) and not (agrees and found.complete):
                other, fits = _made(unit, others[0], row, job)
                if (count(other), fits) > (count(found), agrees):
                    found = other
        held.append(found)
    return held


def _request(unit: Unit, row: Sequence[StandIn | None]) -> str:
    """The text of a unit with every name, or the stand-in for it, as a placeholder of the name's number."""
    parts, at = [], 0
    for number, (term, word) in enumerate(zip(unit.terms, row, strict=True)):
        before = unit.text[at : term.start]
        if word is not None and before.endswith((" an ", "An ")):
            before = before[:-2] + " "
        parts += [before, marked(number, word.source.text if word else unit.text[term.start : term.end])]
        at = term.end
    return "".join([*parts, unit.text[at:]])


def _made(unit: Unit, hypothesis: Hypothesis, row: Sequence[StandIn | None], job: Job) -> tuple[Held, bool]:
    """The unit as one output has it, and whether the words around its names agree with them as far as can be told."""
    text, spans = unmarked(hypothesis.text)
    held = Held(
        unit,
        text,
        hypothesis.score,
        hypothesis.doubtful,
        ["failed"] * len(unit.terms),
        [None] * len(unit.terms),
        [position(code, text) for code in unit.codes],
        [_whole(spans, number) for number in range(len(unit.terms))],
    )
    for number, place in enumerate(arrived(unit.terms, text, job.find_target, held.watched)):
        if place is not None:
            held.places[number], held.rungs[number] = place, "already"
    agrees = True
    for number in range(len(unit.terms)):
        agrees &= _see_to(held, number, row[number], job)
    return held, agrees


def _whole(spans: dict[int, list[tuple[int, int]]], number: int) -> Watched:
    """From the first of a placeholder's words to the last, unless another placeholder stands between them."""
    mine = spans.get(number)
    if not mine:
        return None
    start, end = min(at for at, _ in mine), max(end for _, end in mine)
    others = (at for other, places in spans.items() if other != number for at, _ in places)
    return None if any(start <= at < end for at in others) else (start, end)


def _see_to(held: Held, number: int, word: StandIn | None, job: Job) -> bool:
    """Put a name where its placeholder came out; False where the words around it may not agree with it."""
    term, place = held.unit.terms[number], held.places[number]
    if place is not None:
        respell(held, number, job.target)
        return True
    watched = held.watched[number]
    if watched is None or any(p and p.start < watched[1] and watched[0] < p.end for p in held.places):
        if word is None:
            swap_rival(held, number, term, job)
        return True
    old = held.target[watched[0] : watched[1]]
    if word is not None:
        if not pattern(word.target, job.target).fullmatch(old):
            return True
        form = term.joined or in_the_case_of(old, word.target, term.names[0], held.target[: watched[0]])
        put(held, number, *watched, term.preferred if term.wanted else form, job.target)
        held.rungs[number] = "stand-in"
        return True
    was = agreement.spanish_was(held.target[: watched[0]], old)
    put(held, number, *watched, written_for(term, old, held.target[: watched[0]]), job.target)
    held.rungs[number] = "swapped"
    return _agreed(term, was, job.target)


def _agreed(term: Term, was: tuple[str, str], language: str) -> bool:
    """Whether what stood there, if it was Spanish, had the gender and number of what stands there now."""
    name = term.names[0]
    if language != "es" or not name.gender:
        return True
    return was == (name.gender, wordforms.number_of(name, term.preferred))
