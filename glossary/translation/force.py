"""The last rung: an engine that can be told how a translation begins is told to write the name, where the name belongs.

A translation is cut where attention says that the name's words went, an allowed form of the name is put there, and the
engine goes on from it. Most of what comes back has lost something else, so a candidate is judged by what it kept: every
name that had arrived, and the words of the translation it was cut from. The best of the rest by the engine's own score
is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.agreement import agree, fitting
from glossary.engines import Guided, Hypothesis, Links
from glossary.language import unspaced
from glossary.translation.bitext import Term, arrived
from glossary.translation.held import Held
from glossary.translation.plan import Job
from glossary.translation.swap import attention, forms

_CUTS = 3  # places in a sentence that are tried
_KEPT = 0.6  # the share of a translation's letters, by threes, that a candidate must still have
_LONGER = 1.3  # how much longer it may be: a model that is pushed off its way repeats itself


@dataclass(frozen=True)
class _Request:
    """A unit, one of its terms, and how a translation that holds the term should begin."""

    held: int
    term: int
    beginning: str


def force(held: list[Held], reading: int, job: Job) -> None:
    """Replace, in place, each held unit in which a name is missing by the best translation that has it.

    ``reading`` is the reading of attention that says where a name belongs.
    """
    engine = job.engine
    if not isinstance(engine, Guided):
        return
    for _ in range(2):  # a sentence may miss two names
        requests = _requests(held, engine, reading, job)
        if not requests:
            return
        made = engine.complete([(held[r.held].unit.text, r.beginning) for r in requests])
        best: dict[int, tuple[float, Held]] = {}
        for request, hypothesis in zip(requests, made, strict=True):
            old = held[request.held]
            found = None if hypothesis is None else _judged(old, request.term, hypothesis, job)
            if found is not None and hypothesis is not None:
                score = hypothesis.score or 0.0
                if request.held not in best or score > best[request.held][0]:
                    best[request.held] = (score, found)
        if not best:
            return
        for number, (_, found) in best.items():
            held[number] = found


def _requests(held: Sequence[Held], engine: Guided, reading: int, job: Job) -> list[_Request]:
    wanting = [
        (number, next(n for n, place in enumerate(found.places) if place is None))
        for number, found in enumerate(held)
        if None in found.places and found.target
    ]
    alignments = engine.align([(held[number].unit.text, held[number].target) for number, _ in wanting], reading)
    requests = []
    for (number, which), links in zip(wanting, alignments, strict=True):
        term, target = held[number].unit.terms[which], held[number].target
        for cut in dict.fromkeys(word_start(target, cut, job.target) for cut in _cuts(links, term)):
            for form in fitting(term.names[0], forms(term), target[:cut], job.target):
                before, form, _ = agree(target[:cut], term.name_of(form), form, "", job.target)
                requests.append(_Request(number, which, before + form))
    return requests


def word_start(target: str, cut: int, language: str) -> int:
    """Where the word begins that a cut falls before or into; pieces may begin with the space before a word."""
    if unspaced(language):
        return cut
    while cut < len(target) and target[cut].isspace():
        cut += 1
    while 0 < cut < len(target) and target[cut - 1].isalnum() and target[cut].isalnum():
        cut -= 1
    return cut


def _cuts(links: Links, term: Term) -> list[int]:
    """Where in the target the term's words begin, likeliest first."""
    weighed = [(weight, -at) for weight, (at, _) in zip(attention(links, *term.span), links, strict=True)]
    return [-at for weight, at in sorted(weighed, reverse=True)[:_CUTS] if weight > 0]


def _judged(old: Held, number: int, hypothesis: Hypothesis, job: Job) -> Held | None:
    """The candidate as a held unit, or None where it lost more than it gained."""
    places = arrived(old.unit.terms, hypothesis.text, job.find_target)
    place = places[number]
    if place is None or any(was and not now for was, now in zip(old.places, places, strict=True)):
        return None
    codes = zip(old.objects, old.unit.codes, strict=True)
    objects = [None if at is None else hypothesis.text.find(code) for at, code in codes]
    rest = hypothesis.text[: place.start] + hypothesis.text[place.end :]
    if -1 in objects or kept(old.target, rest) < _KEPT or len(rest) > _LONGER * len(old.target):
        return None
    rungs = [*old.rungs]
    rungs[number] = "forced"
    return Held(old.unit, hypothesis.text, hypothesis.score, old.doubtful, rungs, places, objects)


def kept(old: str, new: str) -> float:
    """The share of a text's letters, by threes, that another text still has; 1 for a text that is too short to tell.

    What a text says twice counts once: a model that repeated itself has lost nothing by saying it once.
    """
    threes, there = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (old, new))
    return len(threes & there) / len(threes) if threes else 1.0
