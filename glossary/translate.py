"""Translating a document with its names held: plan -> engine -> verify -> settle.

The way of a name: found in the source with its context; its target form chosen by stance and perspective; looked for in
what the engine made; put there where it is not; looked for again. What a term ends with is its *rung*:

- *already*: the engine wrote an allowed form by itself; *alternative*: another of its hypotheses has it;
- *swapped*: the engine's own rendering of the name was found and replaced;
- *stand-in*: the sentence was translated with another word in the name's place, which was then replaced;
- *failed*: none of these. Nothing is called held that was not found in the finished sentence.

`plan` and `settle` are pure; `hold` calls the engine, in a few batches for the whole document.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from glossary import annotate, markup, standins, voices
from glossary.agreement import settle as agree
from glossary.annotate import Notes, Style
from glossary.bitext import Place, Term, arrived
from glossary.context import Context, contexts
from glossary.document import OBJECT, Document, Edit, Segment, Span
from glossary.engines import Engine, Hypothesis
from glossary.lint import Finding
from glossary.match import Matcher, Mention, only_with_context
from glossary.perspective import Judgement, Perspective, Reason, Rule
from glossary.sentences import sentences
from glossary.terms import Concept, Name

Stance = Literal["preserve", "house"]
STANCES: tuple[Stance, ...] = ("preserve", "house")
Rung = Literal["already", "alternative", "swapped", "stand-in", "failed"]


@dataclass(frozen=True)
class Unit:
    """What is translated at once: a sentence, or a piece of one, [start, end) in the seen text of a segment.

    ``text`` is what the engine is given, with white space folded and a code for every inline object; the ``terms`` have
    their places in it. ``codes`` are those codes, in order.
    """

    segment: int
    start: int
    end: int
    text: str
    terms: tuple[Term, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass
class Held:
    """A finished unit: its target text, and for every term its rung and place in it."""

    unit: Unit
    target: str
    score: float | None = None
    rungs: list[Rung] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)
    #: Where each inline object stands, or None where one was lost.
    objects: list[int | None] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every name and every object arrived."""
        return all(place is not None for place in self.places) and None not in self.objects


@dataclass(frozen=True)
class Job:
    """How a document is to be translated. ``note`` gives a concept's note in the target language."""

    source: str
    target: str
    engine: Engine
    find_source: Matcher
    find_target: Matcher
    perspective: Perspective
    stance: Stance
    escape: Callable[[str, Segment], str]
    note: Callable[[Concept], tuple[str, bool]]
    style: Style = "footnote"
    markdown: bool = False
    heading: str = "Notes"


@dataclass(frozen=True)
class Translation:
    """A translated document: its text, its units in order, the notes in it, and the names that did not arrive."""

    text: str
    units: list[Held]
    notes: list[annotate.Note]
    findings: list[Finding]


def translate(document: Document, job: Job) -> Translation:
    """Translate a whole document. Raises `EngineError` where the engine fails."""
    marks = [markup.of(document.source, segment) for segment in document.segments]
    standing = _standing(document, job)
    whole = [plan(document, number, standing[number], job) for number in range(len(document.segments))]
    held = hold([unit for units in whole for unit in units], job)
    rows = _rows(held, len(document.segments))
    # Where the markup of a segment has no place in the translated sentences, its pieces are translated instead.
    inner = _enclosed(document, marks, job)
    placed = [_place_marks(segment, marks[n], rows[n], inner) for n, segment in enumerate(document.segments)]
    broken = [n for n, found in enumerate(placed) if found is None]
    again = [plan(document, n, standing[n], job, markup.pieces(document.source, document.segments[n])) for n in broken]
    for number, row in zip(broken, _rows(hold([u for units in again for u in units], job), len(rows), broken), strict=True):
        rows[number] = row
    return settle(document, rows, placed, job)


# --- plan ------------------------------------------------------------------------------------------------------------


def _standing(document: Document, job: Job) -> list[list[tuple[Mention, Context]]]:
    """Every mention of every segment with its context."""
    found = only_with_context([job.find_source.mentions(segment.text) for segment in document.segments])
    rows = contexts(document.segments, found, job.source, voices.load(job.source))
    return [list(zip(mentions, row, strict=True)) for mentions, row in zip(found, rows, strict=True)]


def plan(
    document: Document,
    number: int,
    standing: Sequence[tuple[Mention, Context]],
    job: Job,
    bounds: Sequence[Span] | None = None,
) -> list[Unit]:
    """The units of a segment, its sentences or the given stretches of it, each with the terms it has to hold."""
    text = document.segments[number].text
    units = []
    for span in sentences(text, job.source) if bounds is None else bounds:
        start = span.start + len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
        end = start + len(text[start : span.end].rstrip())
        if not any(char.isalnum() for char in text[start:end].replace(OBJECT, "")):
            continue  # a rule of dashes, a lone number sign, an image alone
        flat, places, codes = _flatten(text[start:end])
        terms = []
        for mention, context in standing:
            if start <= mention.start and mention.end <= end and not mention.exception:
                names, joined = target_names(mention, context, job.perspective, job.stance, job.target)
                if names:
                    low, high = places[mention.start - start], places[mention.end - start - 1] + 1
                    terms.append(Term(mention, context, low, high, names, joined))
        units.append(Unit(number, start, end, flat, tuple(terms), tuple(codes)))
    return units


def _flatten(text: str) -> tuple[str, list[int], list[str]]:
    """The text for the engine, where each of its characters went, and the codes that stand for inline objects."""
    flat: list[str] = []
    places: list[int] = []
    codes: list[str] = []
    length = 0
    for char in text:
        if char.isspace() and flat and flat[-1] == " ":
            places.append(length - 1)
            continue
        places.append(length)
        if char == OBJECT:
            codes.append(f"XQO{len(codes) + 1}")
            char = codes[-1]
        flat.append(" " if char.isspace() else char)
        length += len(flat[-1])
    return "".join(flat), places, codes


def target_names(
    mention: Mention, context: Context, perspective: Perspective, stance: Stance, language: str
) -> tuple[tuple[Name, ...], str]:
    """The names that may stand for a mention in the target language, best first, and what joined text they have to form.

    A quoted or attributed name keeps its speaker's side always. In the writer's own voice ``preserve`` keeps the source's
    side and ``house`` follows the perspective, which may ask for several names together. Empty where the termbase does
    not know how to say it.
    """
    concept, name = mention.concept, mention.name
    if concept.kind == "status-word":
        return (), ""
    if stance == "house" and context.kind in ("own-voice", "paired"):
        house = perspective.names(concept, language)
        if len(house) > 1:
            return tuple(house), "/".join(each.text for each in house)
        if house:
            return _and_siblings(house[0], concept, language), ""
    if name.romanised and language not in _SCRIPTS:
        return (name,), ""
    return same_side(name, concept, language), ""


#: Target languages that do not keep a romanised name in Latin letters.
_SCRIPTS = frozenset("ja zh ko ru uk be bg ar fa he hi el th ka hy".split())


def same_side(name: Name, concept: Concept, language: str) -> tuple[Name, ...]:
    """The names in a language that the same parties use, the counterpart of this one first.

    Counterparts are told by rank: the second name that Japan has in English and the second that it has in Spanish. A name
    that no single party owns stands for any that nobody owns, and failing that for whatever there is.
    """

    def side(other: Name) -> frozenset[str]:
        users = frozenset(other.used_by) & frozenset(concept.parties)
        return users if concept.one_sided(other) else frozenset()

    own = side(name)
    here = [other for other in concept.names_in(name.language) if side(other) == own]
    there = [other for other in concept.names_in(language) if side(other) == own and not other.valid_to]
    if not there and not own:
        there = [other for other in concept.names_in(language) if not other.valid_to]
    rank = next((i for i, other in enumerate(here) if other is name), 0)
    if 0 < rank < len(there):
        there = [there[rank], *there[:rank], *there[rank + 1 :]]
    return tuple(there)


def _and_siblings(name: Name, concept: Concept, language: str) -> tuple[Name, ...]:
    return (name, *(other for other in same_side(name, concept, language) if other is not name))


# --- hold ------------------------------------------------------------------------------------------------------------


def hold(units: Sequence[Unit], job: Job) -> list[Held]:
    """Translate units and see every term through to the highest rung that holds it."""
    if not units:
        return []
    hypotheses = job.engine.translate([unit.text for unit in units])
    held = [_first(unit, found, job) for unit, found in zip(units, hypotheses, strict=True)]
    _swap(held, job)
    for supply in standins.rounds(job.source, job.target):
        missing = [n for n, found in enumerate(held) if None in found.places]
        if not missing:
            break
        requests = [_with_stand_ins(held[n].unit, supply) for n in missing]
        outputs = job.engine.translate([text for text, _ in requests])
        for n, (_, pairs), output in zip(missing, requests, outputs, strict=True):
            better = _restore(held[n].unit, pairs, output[0], job)
            if better is not None and _count(better) > _count(held[n]):
                held[n] = better
    return held


def _count(held: Held) -> tuple[int, int]:
    return sum(p is not None for p in held.places), sum(at is not None for at in held.objects)


def _first(unit: Unit, hypotheses: Sequence[Hypothesis], job: Job) -> Held:
    """The engine's own work: its best hypothesis that has every name, or else its best."""
    tries = [_verified(unit, hypothesis, job) for hypothesis in hypotheses]
    for number, found in enumerate(tries):
        if found.complete and all(place is not None and place.exact for place in found.places):
            found.rungs = ["already" if number == 0 else "alternative" for _ in unit.terms]
            return found
    best = tries[0]
    for number in reversed([n for n, p in enumerate(best.places) if p is not None and not p.exact]):
        term, place = unit.terms[number], best.places[number]
        assert place is not None
        _put(best, number, place.start, place.end, _form(term, job), job)
        best.rungs[number] = "swapped"
    return best


def _verified(unit: Unit, hypothesis: Hypothesis, job: Job) -> Held:
    places = arrived(unit.terms, hypothesis.text, job.find_target)
    rungs: list[Rung] = ["failed" if place is None else "already" for place in places]
    objects = [_position(code, hypothesis.text) for code in unit.codes]
    return Held(unit, hypothesis.text, hypothesis.score, rungs, places, objects)


def _position(code: str, text: str) -> int | None:
    at = text.find(code)
    return at if at >= 0 and text.find(code, at + 1) < 0 else None


def _form(term: Term, job: Job) -> str:
    return term.preferred


def _put(held: Held, number: int, start: int, end: int, form: str, job: Job) -> None:
    """Write a form over [start, end) of a target, with the words around it in agreement, and move all other places."""
    term = held.unit.terms[number]
    before, form, after = agree(held.target[:start], term.names[0], form, held.target[end:], job.target)
    moved = len(before) + len(form) - end + (len(held.target[end:]) - len(after))
    shift = len(before) - start

    def move(at: int) -> int:
        return at + moved if at >= end else at if at <= len(before) else at + shift

    held.target = before + form + after
    held.places = [
        place if place is None or n == number else Place(move(place.start), move(place.end), place.exact)
        for n, place in enumerate(held.places)
    ]
    held.objects = [None if at is None else move(at) for at in held.objects]
    held.places[number] = Place(len(before), len(before) + len(form), True)


def _swap(held: Sequence[Held], job: Job) -> None:
    """Find how the engine renders each missing name by itself, and put the right form where it did so in a sentence."""
    surfaces = sorted(
        {
            f.unit.text[term.start : term.end]
            for f in held
            for term, place in zip(f.unit.terms, f.places, strict=True)
            if place is None
        }
    )
    if not surfaces:
        return
    outputs = job.engine.translate(surfaces)
    renderings = {
        surface: [surface, *(hypothesis.text.strip(" .。") for hypothesis in found)]
        for surface, found in zip(surfaces, outputs, strict=True)
    }
    for found in held:
        for number, term in enumerate(found.unit.terms):
            if found.places[number] is not None:
                continue
            place = _rendered(found, renderings[found.unit.text[term.start : term.end]])
            if place is not None:
                _put(found, number, *place, _form(term, job), job)
                found.rungs[number] = "swapped"


def _rendered(held: Held, renderings: Sequence[str]) -> Span | None:
    """Where one of the renderings stands in a target as words of its own, outside of what other terms hold."""
    for rendering in renderings:
        if len(rendering) < 3:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(rendering)}(?!\w)", held.target, re.IGNORECASE):
            if not any(p and p.start < found.end() and found.start() < p.end for p in held.places):
                return Span(*found.span())
    return None


def _with_stand_ins(unit: Unit, supply: standins.StandIns) -> tuple[str, list[tuple[str, str] | None]]:
    """The text of a unit with another word for each of its names, and what went in and should come out."""
    pairs = supply.choose([term.names[0] for term in unit.terms], unit.text)
    parts, at = [], 0
    for term, pair in zip(unit.terms, pairs, strict=True):
        if pair is not None:
            parts += [unit.text[at : term.start], pair[0]]
            at = term.end
    return "".join([*parts, unit.text[at:]]), pairs


def _restore(
    unit: Unit, pairs: Sequence[tuple[str, str] | None], hypothesis: Hypothesis, job: Job
) -> Held | None:
    """The names in the place of their stand-ins; nothing where no stand-in came through."""
    held = Held(
        unit,
        hypothesis.text,
        hypothesis.score,
        ["failed"] * len(unit.terms),
        [None] * len(unit.terms),
        [_position(code, hypothesis.text) for code in unit.codes],
    )
    for number, (term, pair) in enumerate(zip(unit.terms, pairs, strict=True)):
        if pair is None:
            continue
        found = list(re.finditer(rf"(?<![A-Za-z]){re.escape(pair[1])}(?![A-Za-z])", held.target, re.IGNORECASE))
        if len(found) == 1:
            _put(held, number, *found[0].span(), _form(term, job), job)
            held.rungs[number] = "stand-in"
    # What was put in by hand is looked for again with the same eyes as an engine's own words.
    places = arrived(unit.terms, held.target, job.find_target)
    for number, place in enumerate(places):
        if place is None:
            held.places[number], held.rungs[number] = None, "failed"
        elif held.places[number] is None:
            held.places[number], held.rungs[number] = place, "already"
    return held if any(held.places) else None


# --- settle ----------------------------------------------------------------------------------------------------------


def _rows(held: Sequence[Held], count: int, numbers: Sequence[int] | None = None) -> list[list[Held]]:
    rows: list[list[Held]] = [[] for _ in range(count)]
    for found in held:
        rows[found.unit.segment].append(found)
    return rows if numbers is None else [rows[number] for number in numbers]


#: In a target text: (offset, order among equals, what is written there).
Insert = tuple[int, int, str]


def _enclosed(document: Document, marks: Sequence[markup.Markup], job: Job) -> dict[str, str]:
    """How the engine renders the words inside each piece of markup by themselves."""
    texts = {
        " ".join(document.segments[n].text[mark.start : mark.end].split())
        for n, found in enumerate(marks)
        for mark in found.marks
    }
    ordered = sorted(text for text in texts if text and OBJECT not in text)
    outputs = job.engine.translate(ordered) if ordered else []
    return {text: found[0].text.strip(" .。") for text, found in zip(ordered, outputs, strict=True)}


def _place_marks(
    segment: Segment, found: markup.Markup, row: Sequence[Held], inner: dict[str, str]
) -> dict[int, list[Insert]] | None:
    """For each unit of a segment the markup to be written into its target; None where some of it has no place."""
    inserts: dict[int, list[Insert]] = {number: [] for number in range(len(row))}
    if found.empty:
        return inserts
    if found.tangled or not row or any(None in held.objects for held in row):
        return None
    if sum(len(held.objects) for held in row) != len(found.objects):
        return None
    for order, mark in enumerate(found.marks):
        ends = _mark_ends(segment, mark, row, inner)
        if ends is None:
            return None
        (first, start), (last, end) = ends
        inserts[first].append((start, 100 - order, mark.before))
        inserts[last].append((end, -100 + order, mark.after))
    return inserts if _nested(inserts) else None


def _mark_ends(
    segment: Segment, mark: markup.Mark, row: Sequence[Held], inner: dict[str, str]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The unit and offset at which a mark opens and those at which it closes."""
    for number, held in enumerate(row):
        unit = held.unit
        if not (unit.start <= mark.start and mark.end <= unit.end):
            continue
        if (mark.start, mark.end) == (unit.start, unit.end):
            return (number, 0), (number, len(held.target))
        for term, place in zip(unit.terms, held.places, strict=True):
            if place and (term.mention.start, term.mention.end) == (mark.start, mark.end):
                return (number, place.start), (number, place.end)
        words = " ".join(segment.text[mark.start : mark.end].split())
        for rendering in filter(None, (inner.get(words, ""), words)):
            hits = list(re.finditer(rf"(?<!\w){re.escape(rendering)}(?!\w)", held.target, re.IGNORECASE))
            if len(hits) == 1:
                return (number, hits[0].start()), (number, hits[0].end())
        return None
    first = next((n for n, held in enumerate(row) if held.unit.start == mark.start), None)
    last = next((n for n, held in enumerate(row) if held.unit.end == mark.end), None)
    if first is None or last is None:
        return None
    return (first, 0), (last, len(row[last].target))


def _nested(inserts: dict[int, list[Insert]]) -> bool:
    """Whether what opens last closes first, in every unit; a mark over several units opens and closes at their edges."""
    for found in inserts.values():
        stack: list[int] = []
        for _, order, _ in sorted(found):
            if order > 0:
                stack.append(order)
            elif stack and stack[-1] == -order:
                stack.pop()
            elif -order in stack:
                return False
    return True


def settle(
    document: Document, rows: Sequence[Sequence[Held]], placed: Sequence[dict[int, list[Insert]] | None], job: Job
) -> Translation:
    """The finished text: names noted at their first mention, markup in its place, everything else as it was."""
    notes = Notes(job.note)
    edits: list[Edit] = []
    for number, (segment, row) in enumerate(zip(document.segments, rows, strict=True)):
        inserts = placed[number]
        texts = []
        for n, held in enumerate(row):
            found = [*(inserts or {}).get(n, []), *_note_marks(held, notes, job)]
            texts.append(_render(held, found, segment, document, job))
        if not row:
            continue
        if inserts is not None and (segment.wrapped or any(inserts.values()) or any(h.objects for h in row)):
            edits += _segment_edit(segment, row, texts, job)
        else:
            edits += _unit_edits(segment, row, texts, job)
    text = document.splice(edits)
    if job.style == "footnote":
        newline = "\r\n" if "\r\n" in document.source else "\n"
        tail = annotate.appendix(notes.all(), job.heading, job.markdown, newline)
        text = text + (newline if tail and text and not text.endswith(("\n", "\r")) else "") + tail
    units = [held for row in rows for held in row]
    return Translation(text, units, notes.all(), _lost(document, units, job))


def _note_marks(held: Held, notes: Notes, job: Job) -> list[Insert]:
    """The marks of the notes that are due in a unit, in the order in which the names stand in the target."""
    if job.style == "none":
        return []
    found = []
    standing = [(place, term) for place, term in zip(held.places, held.unit.terms, strict=True) if place]
    for place, term in sorted(standing, key=lambda pair: pair[0].start):
        concept = term.mention.concept
        if any(concept.one_sided(name) for name in term.names) and (note := notes.first(concept)):
            found.append((place.end, 0, annotate.mark(note, job.style, job.markdown)))
    return found


def _render(held: Held, inserts: list[Insert], segment: Segment, document: Document, job: Job) -> str:
    """A target text as it is written in the source format, with inserts and inline objects in place."""
    raws = {code: raw for code, raw in zip(held.unit.codes, _raw_objects(held, segment, document), strict=True)}
    cuts = sorted(
        [(at, order, text, 0) for at, order, text in inserts]
        + [
            (at, 200, raws[code], len(code))
            for at, code in zip(held.objects, held.unit.codes, strict=True)
            if at is not None
        ]
    )
    # The segment's own folding is done when it is put together; here only characters are escaped.
    flat = replace(segment, wrapped=0)
    parts, start = [], 0
    for at, _, text, width in cuts:
        parts += [job.escape(held.target[start:at], flat), text]
        start = at + width
    return "".join([*parts, job.escape(held.target[start:], flat)])


def _raw_objects(held: Held, segment: Segment, document: Document) -> list[str]:
    objects = markup.of(document.source, segment).objects
    return [raw for at, raw in objects if held.unit.start <= at < held.unit.end]


def _gap(job: Job) -> str:
    return "" if job.target in ("ja", "zh") else " "


def _segment_edit(segment: Segment, row: Sequence[Held], texts: Sequence[str], job: Job) -> list[Edit]:
    """One edit for a whole segment, its sentences joined as the target language joins them."""
    text = _gap(job).join(texts)
    if segment.wrapped:
        text = job.escape(text, segment)
    return [Edit(segment.span, text)]


def _unit_edits(segment: Segment, row: Sequence[Held], texts: Sequence[str], job: Job) -> list[Edit]:
    """One edit for each unit; between two sentences the source's own white space stays, fitted to the target language."""
    edits = []
    for held, text, before in zip(row, texts, [None, *row], strict=False):
        span = segment.source(held.unit.start, held.unit.end)
        between = segment.text[before.unit.end : held.unit.start] if before else " "
        if before and not between:
            text = _gap(job) + text
        elif before and between.isspace() and "\n" not in between and not _gap(job):
            edits += segment.replace(before.unit.end, held.unit.start, "")
        edits.append(Edit(span, text))
    return edits


def _lost(document: Document, units: Sequence[Held], job: Job) -> list[Finding]:
    """A finding for every name of the source that did not arrive."""
    findings = []
    for held in units:
        for term, place in zip(held.unit.terms, held.places, strict=True):
            if place is None:
                mention = term.mention
                span = document.segments[held.unit.segment].source(mention.start, mention.end)
                judgement = Judgement(
                    Rule.TERM_LOST, Reason.LOST, job.perspective.level(Rule.TERM_LOST), None, (term.preferred,)
                )
                place_ = (*document.position(span.start), *document.position(span.end))
                findings.append(
                    Finding(document.path, job.source, span, *place_, mention, term.context, judgement)
                )
    return findings
