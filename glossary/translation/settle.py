"""The finished text: sentences put back, names noted at first mention, markup in its place, the rest as it was."""

import re
from collections.abc import Sequence
from dataclasses import replace

from glossary import markup
from glossary.document import OBJECT, Document, Edit, Segment, Span, newline
from glossary.language import unspaced
from glossary.translation import annotate
from glossary.translation.annotate import Note, Notes
from glossary.translation.held import Held
from glossary.translation.plan import Job, Unit

_ARTICLE = re.compile(r"(?:the|an?|el|l[ao]s?|una?|d(?:er|ie|as)|les?)\s+|l[’']", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(rf"(?<!\w)(?:{_ARTICLE.pattern})\Z", re.IGNORECASE)

#: What joins the pieces of a text without spaces: things, and points that other languages write in another way.
_POINTS = str.maketrans("。、！？", ".,!?")
_JOINTS = f"{OBJECT}。、！？"

#: In a target text: (offset, order among equals, what is written there).
Insert = tuple[int, int, str]


def place_marks(
    segment: Segment, found: markup.Markup, row: Sequence[Held], inner: dict[str, str]
) -> dict[int, list[Insert]] | None:
    """For each unit of a segment the markup to be written into its target; None where some of it has no place."""
    inserts: dict[int, list[Insert]] = {number: [] for number in range(len(row))}
    if found.empty:
        return inserts
    if found.tangled or not row or any(None in held.objects for held in row):
        return None
    for order, mark in enumerate(found.marks):
        ends = _mark_ends(segment, mark, row, inner)
        if ends is None:
            return None
        (first, start), (last, end) = ends
        inserts[first].append((start, 100 - order, mark.before))
        inserts[last].append((end, -100 + order, mark.after))
    return inserts if _nested(inserts) else None


def place_within(segment: Segment, found: markup.Markup, held: Held, inner: dict[str, str]) -> list[Insert] | None:
    """The markup to be written into one unit, whatever becomes of the others; None where some of it has no place.

    What begins or ends with the unit stands outside of it, and stays there.
    """
    unit, inserts = held.unit, []
    for order, mark in enumerate(found.marks):
        apart = mark.end <= unit.start or unit.end <= mark.start
        if apart or (mark.start <= unit.start and unit.end <= mark.end):
            continue
        inside = unit.start <= mark.start and mark.end <= unit.end
        ends = _mark_ends(segment, mark, [held], inner) if inside else None
        if ends is None:
            return None
        (_, start), (_, end) = ends
        if mark.start > unit.start:
            inserts.append((start, 100 - order, mark.before))
        elif start > 0:
            return None
        if mark.end < unit.end:
            inserts.append((end, -100 + order, mark.after))
        elif end < len(held.target):
            return None
    return inserts if not found.tangled and _nested({0: inserts}) else None


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
            # Markup on a part of a name goes round the whole of it: its parts have no counterparts.
            if place and term.mention.start <= mark.start and mark.end <= term.mention.end:
                return (number, place.start), (number, place.end)
        words = " ".join(segment.text[mark.start : mark.end].split())
        # What a memory has inside the same markup is there as it stands; a rendering has to be words of their own.
        known = dict(held.recalled.enclosed).get(words, "") if held.recalled else ""
        wholes = [rf"(?<!\w){re.escape(rendering)}(?!\w)" for rendering in (inner.get(words, ""), words) if rendering]
        for pattern in ([re.escape(known)] if known else []) + wholes:
            hits = list(re.finditer(pattern, held.target, re.IGNORECASE))
            if len(hits) == 1:
                return (number, hits[0].start()), (number, hits[0].end())
        for term, place in zip(unit.terms, held.places, strict=True):
            # A name's article is another word in every language, or none.
            article = segment.text[mark.start : max(mark.start, term.mention.start)]
            if place and mark.end == term.mention.end and _ARTICLE.fullmatch(article):
                own = _ARTICLE_BEFORE.search(held.target[: place.start])
                return (number, own.start() if own else place.start), (number, place.end)
        return None
    first = next((n for n, held in enumerate(row) if held.unit.start == mark.start), None)
    last = next((n for n, held in enumerate(row) if held.unit.end == mark.end), None)
    if first is None or last is None:
        return None
    return (first, 0), (last, len(row[last].target))


def _nested(inserts: dict[int, list[Insert]]) -> bool:
    """Whether what opens last closes first, in every unit; a mark over several units has their edges."""
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
) -> tuple[str, list[Note]]:
    """The finished text and the notes in it; a segment whose ``placed`` is None was translated in pieces."""
    notes = Notes(job.note)
    edits: list[Edit] = []
    for number, (segment, row) in enumerate(zip(document.segments, rows, strict=True)):
        inserts = placed[number]
        texts = []
        for n, held in enumerate(row):
            found = [
                *(held.inserts if inserts is None else inserts.get(n, [])),
                *_note_marks(held, segment, notes, job),
            ]
            texts.append(_render(held, found, segment, document, job))
        if not row:
            continue
        if inserts is not None and (segment.wrapped or any(inserts.values()) or any(h.objects for h in row)):
            edits += _segment_edit(document, segment, row, texts, job)
        else:
            edits += _unit_edits(document, segment, row, texts, job)
    text = document.splice(_apart(document, edits))
    if job.style == "footnote" and notes.all():
        text = job.form.append(text, [note.text for note in notes.all()], job.heading, newline(document.source))
    return text, notes.all()


def _apart(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Edits of which none lies in another: what is in a tag, as an image's ``alt``, is made in the text that has it.

    The tag is written there as it is in the source.
    """
    found: list[Edit] = []
    tags: dict[Span, list[Edit]] = {}
    owner: dict[Span, int] = {}
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.start < edit.span.end, -edit.span.end)):
        span = edit.span
        if not found or span.start >= found[-1].span.end:
            found.append(edit)
            continue
        runs = (run for segment in document.segments for run in segment.runs if run.text in ("", OBJECT))
        tag = next(run.span for run in runs if run.span.start <= span.start and span.end <= run.span.end)
        moved = Span(span.start - tag.start, span.end - tag.start)
        tags.setdefault(tag, []).append(Edit(moved, edit.text))
        owner[tag] = len(found) - 1
    for tag, inner in tags.items():
        old, number = document.source[slice(*tag)], owner[tag]
        text = found[number].text.replace(old, Document(old, ()).splice(inner), 1)
        found[number] = Edit(found[number].span, text)
    return found


def _note_marks(held: Held, segment: Segment, notes: Notes, job: Job) -> list[Insert]:
    """The marks of the notes that are due in a unit, in the order in which the names stand in the target.

    An attribute, a page's title and front matter are strings that can hold no footnote's mark; the next mention does.
    """
    if job.style == "none" or (job.style == "footnote" and segment.style):
        return []
    found = []
    standing = [(place, term) for place, term in zip(held.places, held.unit.terms, strict=True) if place]
    for place, term in sorted(standing, key=lambda pair: pair[0].start):
        if note := notes.first(term.mention.concept, term.names):
            found.append((place.end, 0, annotate.mark(note, job.style, job.form, job.target)))
    return found


def _render(held: Held, inserts: list[Insert], segment: Segment, document: Document, job: Job) -> str:
    """A target text as it is written in the source format, with inserts and inline objects in place."""
    raws = dict(zip(held.unit.codes, raw_objects(held, segment, document), strict=True))
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
        parts += [job.form.escape(held.target[start:at], flat), text]
        start = at + width
    return "".join([*parts, job.form.escape(held.target[start:], flat)])


def raw_objects(held: Held, segment: Segment, document: Document) -> list[str]:
    """A unit's inline objects as they are written, in order."""
    objects = markup.of(document.source, segment).objects
    return [raw for at, raw in objects if held.unit.start <= at < held.unit.end]


def _segment_edit(
    document: Document, segment: Segment, row: Sequence[Held], texts: Sequence[str], job: Job
) -> list[Edit]:
    """One edit for a whole segment: its units, and between them what was there, without the markup that moved.

    White space between two sentences is the target language's, but a line break stays, with what carries the block on
    to the next line.
    """
    parts = [_between(document, segment, 0, row[0].unit.start)]
    for number, (held, text) in enumerate(zip(row, texts, strict=True)):
        end = row[number + 1].unit.start if number + 1 < len(row) else len(segment.text)
        gap = _between(document, segment, held.unit.end, end)
        if number + 1 < len(row) and (not gap.strip() and (segment.wrapped or ("\n" not in gap and "\r" not in gap))):
            gap = job.gap
        parts += [text, gap]
    text = "".join(parts)
    return [Edit(segment.span, job.form.escape(text, segment) if segment.wrapped else text)]


def _between(document: Document, segment: Segment, start: int, end: int) -> str:
    """The seen stretch [start, end) as it is written, with the marks of continued lines and without other markup."""
    parts, at = [], 0
    for run in segment.runs:
        written = document.source[run.span.start : run.span.end]
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if not run.text:
            if start < at <= end and markup.continues(document.source, run.span):
                parts.append(written)
        elif low < high:
            parts.append(written[low:high] if run.literal else written)
        at += len(run.text)
    return "".join(parts)


def _unit_edits(
    document: Document, segment: Segment, row: Sequence[Held], texts: Sequence[str], job: Job
) -> list[Edit]:
    """One edit for each unit; the source's own white space between sentences stays, fitted to the target language."""
    edits: list[Edit] = []
    ends = [*(held.unit.start for held in row[1:]), len(segment.text)]
    for held, text, end in zip(row, texts, ends, strict=True):
        between = segment.text[held.unit.end : end]
        edits.append(Edit(segment.source(held.unit.start, held.unit.end), text))
        if end == len(segment.text) and not between:
            continue
        if between.isspace() and "\n" not in between and not job.gap:
            edits += segment.replace(held.unit.end, end, "")
        elif job.gap and (not between or (unspaced(job.source) and not between.strip(_JOINTS))):
            edits += _spaced(document, segment, held.unit, end, job.gap)
    return edits


def _spaced(document: Document, segment: Segment, unit: Unit, end: int, gap: str) -> list[Edit]:
    """What is between a unit and ``end``, written together in the source, as a language with spaces has it.

    White space goes outside of markup. A footnote's mark stays at its word; other things are words in a sentence.
    """
    marks = markup.of(document.source, segment).marks
    closing = sum(len(mark.after) for mark in marks if mark.start < mark.end == unit.end)
    edge = segment.source(unit.start, unit.end).end + closing
    edits = []
    for at in range(unit.end, end):
        span, char = segment.source(at, at + 1), segment.text[at]
        if char != OBJECT:
            edits.append(Edit(span, char.translate(_POINTS)))
        elif not document.source.startswith("[^", span.start):
            edits.append(Edit(Span(edge, edge), gap))
        edge = span.end
    return [*edits, Edit(Span(edge, edge), gap)] if end < len(segment.text) else edits
