"""Translating a document with its names held: plan -> recall -> hold -> settle.

The way of a name: found in the source with its context; its target form chosen by stance and perspective; looked for
in what the engine made; put there where it is not; looked for again; explained at its first mention. What a memory has
comes before what the engine makes, and goes the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from glossary import markup
from glossary.context import Context
from glossary.document import OBJECT, Document, Segment, Span
from glossary.engines import Guided
from glossary.engines.routes import Chain
from glossary.language import unspaced
from glossary.lint import Finding
from glossary.match import Mention
from glossary.perspective import Judgement, Reason, Rule
from glossary.translation.annotate import Note
from glossary.translation.bitext import arrived
from glossary.translation.capitals import Speller, loud, shouted
from glossary.translation.held import Held
from glossary.translation.memory import Accepted
from glossary.translation.pairs import pair
from glossary.translation.pivot import hold_through
from glossary.translation.plan import Job, Unit, plan, standing
from glossary.translation.recall import Refused, accepted, recall
from glossary.translation.settle import place_marks, place_within, settle


@dataclass(frozen=True)
class Translation:
    """A translated document: its text, its units in order, the notes in it, and the names that did not arrive.

    ``refused`` is what the memory had and could not be taken, ``accepted`` what is worth remembering.
    ``pieces`` are the numbers of the segments whose markup had no place in the translated sentences, so that they were
    translated in the pieces that it makes of them, which reads worse.
    """

    text: str
    units: list[Held]
    notes: list[Note]
    findings: list[Finding]
    refused: list[Refused] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    pieces: frozenset[int] = frozenset()


def translate(document: Document, job: Job) -> Translation:
    """Translate a whole document. Raises `EngineError` where the engine fails."""
    marks = [markup.of(document.source, segment) for segment in document.segments]
    rows_of = standing(document, job)
    speller = _speller(document, job)
    planned, refused = recall(document, rows_of, job, speller)
    rows = _finished(planned, job)
    inner = _enclosed(document, marks, job, speller)
    placed = [place_marks(segment, marks[n], rows[n], inner) for n, segment in enumerate(document.segments)]
    # A memory's sentence in which the markup has no place is left to the engine.
    unfit = [n for n, found in enumerate(placed) if found is None and any(held.recalled for held in rows[n])]
    kept = {n: _by_themselves(document.segments[n], marks[n], rows[n], inner) for n in unfit}
    refused += [
        Refused(held.unit, held.recalled, ())
        for n in unfit
        for held in rows[n]
        if held.recalled and held not in kept[n]
    ]
    asked = [[held if not held.recalled or held in kept[n] else held.unit for held in rows[n]] for n in unfit]
    for n, row in zip(unfit, _finished(asked, job), strict=True):
        rows[n], placed[n] = row, place_marks(document.segments[n], marks[n], row, inner)
    # Where the markup of a segment has no place in the translated sentences, its pieces are translated instead.
    broken = [n for n, found in enumerate(placed) if found is None]
    again = [
        _in_order([*some, *plan(document, n, rows_of[n], job, speller, _pieces(document, n, some))])
        for n in broken
        for some in [kept.get(n, [])]
    ]
    for n, row in zip(broken, _finished(again, job), strict=True):
        rows[n] = row
    pair(document, rows, placed, job)
    for each in (held for row in rows for held in row if held.unit.loud and not held.recalled):
        _raise(each, job)
    text, notes = settle(document, rows, placed, job)
    units = [found for row in rows for found in row]
    worth = accepted(document, [row for n, row in enumerate(rows) if placed[n] is not None])
    lost = _lost(document, rows_of, units, job)
    return Translation(text, units, notes, lost, refused, worth, frozenset(broken))


def _by_themselves(segment: Segment, found: markup.Markup, row: Sequence[Held], inner: dict[str, str]) -> list[Held]:
    """Those of a memory's sentences that can have their markup in them, with it, whatever becomes of the others."""
    kept = []
    for held in row:
        inserts = place_within(segment, found, held, inner) if held.recalled else None
        if inserts is not None:
            held.inserts = inserts
            kept.append(held)
    return kept


def _pieces(document: Document, number: int, kept: Sequence[Held]) -> list[Span]:
    """What is to be translated in pieces of a segment, with some units left as they are."""
    spans = markup.pieces(document.source, document.segments[number])
    for unit in (held.unit for held in kept):
        around = ((Span(start, min(end, unit.start)), Span(max(start, unit.end), end)) for start, end in spans)
        spans = [span for pair in around for span in pair if span.start < span.end]
    return spans


def _in_order(row: Sequence[Unit | Held]) -> list[Unit | Held]:
    return sorted(row, key=lambda each: each.start if isinstance(each, Unit) else each.unit.start)


def _finished(rows: Sequence[Sequence[Unit | Held]], job: Job) -> list[list[Held]]:
    """The units of some segments, those translated that are not yet."""
    made = iter(hold_through([unit for row in rows for unit in row if isinstance(unit, Unit)], job))
    return [[next(made) if isinstance(each, Unit) else each for each in row] for row in rows]


def _speller(document: Document, job: Job) -> Speller:
    """What knows how the words of a document's headlines in capitals are written."""
    first = job.engine.engines[0] if isinstance(job.engine, Chain) else job.engine
    pieces = first.pieces if isinstance(first, Guided) else None
    return Speller(job.source, [segment.text for segment in document.segments], pieces)


def _raise(held: Held, job: Job) -> None:
    """Write a headline in capitals again, where the target's letters have any. A name that would be lost keeps its own.

    An abbreviation with small letters in it, for one, is no longer what it was.
    """
    if unspaced(job.target):
        return
    text = loud(held.target)
    names = [(place, term) for place, term in zip(held.places, held.unit.terms, strict=True) if place]
    there = arrived([term for _, term in names], text, job.find_target)
    hidden = [place for (place, _), still in zip(names, there, strict=True) if not still]
    seen = {mention.start for mention in job.find_target.mentions(text)}
    hidden += [place for place in held.seconds.values() if place.start not in seen]
    for place in hidden:
        text = text[: place.start] + held.target[place.start : place.end] + text[place.end :]
    held.target = text


def _enclosed(document: Document, marks: Sequence[markup.Markup], job: Job, speller: Speller) -> dict[str, str]:
    """How the engine renders the words inside each piece of markup by themselves."""
    texts = {
        " ".join(segment.text[mark.start : mark.end].split()): shouted(segment.text)
        for segment, found in zip(document.segments, marks, strict=True)
        for mark in found.marks
    }
    ordered = sorted(text for text in texts if text and OBJECT not in text)
    asked = [speller.small(text) if texts[text] else text for text in ordered]
    outputs = job.engine.translate(asked) if asked else []
    return {text: found[0].text.strip(" .。") for text, found in zip(ordered, outputs, strict=True)}


def _lost(
    document: Document, rows: Sequence[Sequence[tuple[Mention, Context]]], units: Sequence[Held], job: Job
) -> list[Finding]:
    """A finding for every name of the source that did not arrive, or that nobody could have looked for.

    Every mention is accounted for: one that fell between two units, as a name cut by markup can, is lost too.
    """
    level = job.perspective.level(Rule.TERM_LOST)

    def finding(
        segment: Segment, mention: Mention, context: Context, reason: Reason, instead: tuple[str, ...]
    ) -> Finding:
        place = document.place(segment.source(mention.start, mention.end))
        judgement = Judgement(Rule.TERM_LOST, reason, level, None, instead)
        return Finding(document.path, job.source, place, mention.surface, judgement, mention, context)

    seen: set[tuple[int, int]] = set()
    findings = []
    for held in units:
        number, segment = held.unit.segment, document.segments[held.unit.segment]
        for term, place in zip(held.unit.terms, held.places, strict=True):
            seen.add((number, term.mention.start))
            if place is None:
                findings.append(finding(segment, term.mention, term.context, Reason.LOST, (term.preferred,)))
        for mention in held.unit.unknown:
            seen.add((number, mention.start))
            findings.append(finding(segment, mention, Context("own-voice"), Reason.UNKNOWN, ()))
    for number, row in enumerate(rows):
        for mention, context in row:
            counts = mention.concept.kind != "status-word" and not mention.exception
            if counts and (number, mention.start) not in seen:
                findings.append(finding(document.segments[number], mention, context, Reason.LOST, ()))
    return sorted(findings, key=lambda finding: finding.place)
