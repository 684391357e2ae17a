"""Both names of a contested thing where the house wants both: written into a translation behind the one that is there.

Where that is, is asked of the translation and not of its source: each place at which lint would miss a pair under the
same perspective, if the writer's own voice named the thing there in the source too. A pair counts as written only where
the second name is found beside the first afterwards.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from glossary import voices
from glossary.agreement import in_the_case_of
from glossary.context import contexts
from glossary.document import Document, Run, Segment, Span
from glossary.language import party_name, unspaced
from glossary.match import Mention, only_with_context
from glossary.perspective import Judgement, Reason, rival
from glossary.terms import Name
from glossary.throughout import Seen, unpaired
from glossary.translation.bitext import Place
from glossary.translation.held import Held
from glossary.translation.plan import Job
from glossary.translation.settle import Insert

#: How newspapers put another name behind one: with whose it is where that is their habit.
_BEHIND = {"ja": "（{party}名・{name}）", "ko": "({party}명 {name})", "zh": "（{party}称{name}）"}
_PLAIN = {"ja": "（{name}）", "zh": "（{name}）"}
_OPENED, _CLOSING = re.compile('[«“„「『"]$'), re.compile('[»”“」』"]')
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")

#: Where a mention of the translation stands: its unit, and the number of its term there.
_Spot = tuple[Held, int]


def pair(
    document: Document, rows: Sequence[Sequence[Held]], placed: Sequence[dict[int, list[Insert]] | None], job: Job
) -> None:
    """Write the pairs that the perspective asks for into the held units, in place, and move the markup behind them."""
    if not job.perspective.pair:
        return
    given: set[str] = set()
    for seen, (held, number) in _asked(document, rows, job):
        concept = seen.mention.concept
        if concept.id in given and not seen.context.headline:
            continue  # the headline has told
        unit = next(n for n, each in enumerate(rows[seen.segment]) if each is held)
        inserts = (placed[seen.segment] or {}).get(unit, [])
        if _write(held, number, seen.mention, inserts, job):
            given.add(concept.id)


def _asked(document: Document, rows: Sequence[Sequence[Held]], job: Job) -> list[tuple[Seen, _Spot]]:
    """The mentions of the translation that want a pair, in order, each with its term."""
    segments, spots = [], []
    for segment, row in zip(document.segments, rows, strict=True):
        text, found = _joined(row, job) if row else (segment.text, {})
        segments.append(_segment(segment, text))
        spots.append(found)
    mentions = only_with_context([job.find_target.mentions(segment.text) for segment in segments])
    standing = contexts(segments, mentions, job.target, voices.load(job.target))
    nothing = Judgement(None, Reason.SHARED)
    own = []
    for number, (names, how) in enumerate(zip(mentions, standing, strict=True)):
        for mention, context in zip(names, how, strict=True):
            spot = spots[number].get(mention.start)
            # Somebody's word in the source is no place for the writer's own pair, whatever the engine made of it; and
            # marks that an engine puts round a name by habit, as «северные территории», make it nobody else's.
            if spot is None or _own(spot):
                kind = "own-voice" if spot and context.kind == "scare-quotes" else context.kind
                own.append(Seen(number, mention, replace(context, kind=kind), nothing))
    while True:
        wanting = [seen for seen in unpaired(own, job.perspective, job.target) if seen.judgement.rule]
        # What the engine has said without being asked is not the source's first mention either.
        strays = {id(seen.mention) for seen in wanting if seen.mention.start not in spots[seen.segment]}
        if not strays:
            return [(seen, spots[seen.segment][seen.mention.start]) for seen in wanting]
        own = [seen for seen in own if id(seen.mention) not in strays]


def _joined(row: Sequence[Held], job: Job) -> tuple[str, dict[int, _Spot]]:
    """The units of a segment as one text, and the term at each place of it."""
    parts: list[str] = []
    spots: dict[int, _Spot] = {}
    length = 0
    for held in row:
        for number, place in enumerate(held.places):
            if place is not None:
                spots[length + place.start] = held, number
        parts.append(held.target)
        length += len(held.target) + len(job.gap)
    return job.gap.join(parts), spots


def _segment(segment: Segment, text: str) -> Segment:
    """A segment of the translation: of the same kind, and quoted as a whole if the source is."""
    whole = Span(0, len(text))
    quoted = (whole,) if Span(0, len(segment.text)) in segment.quoted else ()
    return replace(segment, runs=(Run(whole, text),), quoted=quoted, titled=())


def _own(spot: _Spot) -> bool:
    """Whether a term is the writer's own in the source, and no other name of the thing stands beside it."""
    held, number = spot
    term = held.unit.terms[number]
    others = (
        other
        for other, place in zip(held.unit.terms, held.places, strict=True)
        if other is not term and place is not None and other.mention.concept is term.mention.concept
    )
    alone = not any(other.names[:1] != term.names[:1] for other in others)
    return term.context.kind in ("own-voice", "paired") and not term.joined and alone


def _write(held: Held, number: int, mention: Mention, inserts: list[Insert], job: Job) -> bool:
    """Put the rival's name behind a mention; False, and nothing is changed, where there is none or it is not found."""
    place = held.places[number]
    other = rival(mention.concept, mention.name, job.target)
    if place is None or other is None:
        return False
    closing = _CLOSING.match(held.target, place.end) if _OPENED.search(held.target[: place.start]) else None
    end = closing.end() if closing else place.end
    if not unspaced(job.target) and (possessive := _POSSESSIVE.match(held.target, end)):
        end = possessive.end()
    before, after = held.target[: place.start], held.target[end:]
    text = behind(mention, other, before, after, job.target)
    target = held.target[:end] + text + after
    second = next((m for m in job.find_target.mentions(target) if m.start >= end and _is(m, other)), None)
    if second is None or second.end > end + len(text):
        return False

    def move(at: int, stays: bool) -> int:
        return at if at < end or (at == end and stays) else at + len(text)

    held.target = target
    held.places = [
        p if p is None or n == number else replace(p, start=move(p.start, False), end=move(p.end, True))
        for n, p in enumerate(held.places)
    ]
    held.places[number] = replace(place, end=end + len(text))
    held.seconds[number] = Place(second.start, second.end, True)
    held.objects = [None if at is None else move(at, False) for at in held.objects]
    # What closes behind the name closes before the bracket; what opens there opens behind it.
    inserts[:] = [(move(at, order < 0), order, written) for at, order, written in inserts]
    return True


def _is(mention: Mention, name: Name) -> bool:
    return mention.name is name or any(other is name for _, other in mention.ambiguous)


def behind(mention: Mention, other: Name, before: str, after: str, language: str) -> str:
    """What is written behind a mention to give the other name: in brackets, or after a stroke within or before some.

    ``before`` and ``after`` are the rest of the text. A name takes the case of the one that it stands beside.
    """
    name = in_the_case_of(mention.surface, mention.name, other, before)
    brackets = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    if brackets or after.lstrip().startswith(("(", "（", "[")):
        return f"/{name}"
    users = sorted(set(other.used_by) & set(mention.concept.parties))
    form = _BEHIND.get(language, " ({name})") if users else _PLAIN.get(language, " ({name})")
    party = "・".join(party_name(user, language) for user in users)
    return form.format(party=party, name=name)
