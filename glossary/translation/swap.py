"""Putting the right form of a name where an engine wrote something else for it.

What it wrote is found in three ways: as another name of the same thing, which the termbase knows; where the engine's
attention says that the name's words went; and as its rendering of the name by itself or in a sentence whose other words
are known, which costs translations more.
Attention is believed only of an engine that finds the words with it whose place is known.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from glossary.agreement import fitting, in_the_case_of
from glossary.document import Span
from glossary.engines import Guided, Links
from glossary.language import unspaced
from glossary.translation.bitext import Term, is_tail
from glossary.translation.held import Held, put
from glossary.translation.plan import Job
from glossary.translation.standins import Supplies, pattern
from glossary.wordforms import spanish_verbs

_TRUST = 0.5  # the share of known words that attention has to find exactly
_ENOUGH = 0.8  # the share at which no other reading is tried
_SHARE = 0.5  # of a piece's attention that must lie on the name
_IN_WORD = re.compile(r"\w[\w-]|-\w")  # two characters that belong together: half of a compound is no word
#: Where there are no spaces, a foreign word is a run of its letters.
_IN_RUN = re.compile(r"[ァ-ヺー・]{2}|[A-Za-z]{2}|[0-9]{2}")
#: Japanese particles stand after a word and are none of its own; before it stands the one of the word before.
_PARTICLES = re.compile(
    r"[はがをにでとのもへや]*(.*?[^\u3041-\u309f])(?:から|まで|では|には|とは|との|への|など|[はがをにでとのもへや])?"
)
_MARKS = ("«»", "“”", "„“", '""', "「」", "『』")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_STEM = re.compile(r"[\u4e00-\u9fff](?![はがをにでとのもへや])[\u3041-\u309f]")
_FORMS = 6  # forms of a name that are tried in a place
_WORD_FORMS = 24  # the same of an ordinary word, which may be a verb


def swap(held: Sequence[Held], supplies: Supplies, job: Job) -> int:
    """Mend, in place, every unit that misses a name which can be put where the engine wrote something else.

    Returns the reading of attention that was believed; the engine's own where none was, or none was needed.
    """
    reading = None
    for found, number in _missing(held):
        swap_rival(found, number, found.unit.terms[number], job)
    if isinstance(job.engine, Guided) and any(_missing(held)):
        reading, share = _trusted(job.engine, supplies, job)
        # What the engine is known to write goes before where it may have looked.
        if reading is not None and share < _ENOUGH:
            _swap_renderings(held, supplies, job)
        if reading is not None:
            _swap_by_attention(held, job.engine, reading, job)
    _swap_renderings(held, supplies, job)
    return reading or 0


def _missing(held: Sequence[Held]) -> Iterator[tuple[Held, int]]:
    for found in held:
        for number, place in enumerate(found.places):
            if place is None:
                yield found, number


# --- another name of the same thing ----------------------------------------------------------------------------------


def swap_rival(held: Held, number: int, term: Term, job: Job) -> None:
    """Put a term in the place of another name of its concept, in that name's case, where no other term needs that."""
    for mention in job.find_target.mentions(held.target):
        if mention.concept is not term.mention.concept or mention.exception or is_tail(held.target, mention.start):
            continue
        if any(place and place.start < mention.end and mention.start < place.end for place in held.places):
            continue
        before = held.target[: mention.start]
        form = term.joined or in_the_case_of(mention.surface, mention.name, term.names[0], before)
        # Marks that belong to the other name by habit would only make distance to this one.
        marked = not term.context.quoted and (before[-1:] + held.target[mention.end : mention.end + 1]) in _MARKS
        put(held, number, mention.start - marked, mention.end + marked, form, job.target)
        held.rungs[number] = "swapped"
        return


# --- where attention looked ------------------------------------------------------------------------------------------


def _swap_by_attention(held: Sequence[Held], engine: Guided, reading: int, job: Job) -> None:
    tried: set[tuple[int, int]] = set()
    while True:
        # One name of a unit at a time: each swap moves what stands behind it.
        wanting: dict[int, tuple[Held, int]] = {}
        for found, number in _missing(held):
            if (id(found), number) not in tried:
                wanting.setdefault(id(found), (found, number))
        if not wanting:
            return
        tried |= {(key, number) for key, (_, number) in wanting.items()}
        rows = list(wanting.values())
        spots = [
            (found, number, place)
            for (found, number), links in zip(
                rows, engine.align([(found.unit.text, found.target) for found, _ in rows], reading), strict=True
            )
            if (place := _looked_at(links, found, found.unit.terms[number], job))
        ]
        choices = [
            (spot, form)
            for spot in spots
            for form in fitting(
                spot[0].unit.terms[spot[1]].names[0],
                forms(spot[0].unit.terms[spot[1]]),
                spot[0].target[: spot[2].start],
                job.target,
            )
        ]
        scores = engine.score(
            [(f.unit.text, f.target[: at.start] + form + f.target[at.end :]) for (f, _, at), form in choices]
        )
        best: dict[int, tuple[float, str]] = {}
        for ((found, _, _), form), score in zip(choices, scores, strict=True):
            if id(found) not in best or score > best[id(found)][0]:
                best[id(found)] = (score, form)
        for found, number, place in spots:
            form = best[id(found)][1]
            put(found, number, place.start, _and_its_kind(found.target, place.end, form, job), form, job.target)
            found.rungs[number] = "swapped"


def _and_its_kind(target: str, end: int, form: str, job: Job) -> int:
    """Where a place ends with the word for its kind, where a name brings its own: no 間宮海峡海峡."""
    for length in range(3, 0, -1) if unspaced(job.target) else ():
        if len(form) > length and target.startswith(form[-length:], end) and _IDEOGRAPH.match(form, len(form) - length):
            return end + length
    return end


def forms(term: Term) -> list[str]:
    """What may be written for a term: its joined text, or the forms of its first name."""
    if term.joined:
        return [term.joined]
    if term.wanted:
        return list(term.wanted[:_WORD_FORMS])
    name = term.names[0]
    return list(dict.fromkeys([name.text, *(forms[0] for forms in name.forms.values() if forms)]))[:_FORMS]


def _looked_at(links: Links, held: Held, term: Term, job: Job) -> Span | None:
    """The words of a target that came from a term, where they are free to be replaced."""
    place = stretch(links, held.target, *term.span, whole_words=not unspaced(job.target))
    if place is None or _is_everything(held, term, place):
        return None
    taken = [(p.start, p.end) for p in held.places if p]
    taken += [(at, at + len(code)) for at, code in zip(held.objects, held.unit.codes, strict=True) if at is not None]
    return None if any(start < place.end and place.start < end for start, end in taken) else place


def attention(links: Links, start: int, end: int) -> list[float]:
    """How much each piece of a target looked at the source's [start, end)."""
    return [sum(share for low, high, share in row if low < end and start < high) for _, row in links]


def stretch(links: Links, target: str, start: int, end: int, whole_words: bool) -> Span | None:
    """The longest stretch of a target whose pieces looked at the source's [start, end), without the marks round it."""
    ends = [at for at, _ in links[1:]] + [len(target)]
    weights = attention(links, start, end)
    best, low = (0.0, 0, 0), 0
    for high in range(len(weights) + 1):
        if high == len(weights) or weights[high] < _SHARE:
            best = max(best, (sum(weights[low:high]), -low, high))
            low = high + 1
    if best[0] == 0:
        return None
    first, last = links[-best[1]][0], ends[best[2] - 1]
    first, last = _whole_word(target, first, last, _IN_WORD if whole_words else _IN_RUN)
    while first < last and not target[first].isalnum():
        first += 1
    while first < last and not target[last - 1].isalnum():
        last -= 1
    if not whole_words and (core := _PARTICLES.fullmatch(target, first, last)):
        first, last = core.span(1)
    if not whole_words:
        last = _whole_compound(target, first, last)
        if last - first == 1 and _STEM.match(target, first):
            return None  # a verb's stem, and no name
    return Span(first, last) if first < last else None


def _whole_word(target: str, first: int, last: int, together: re.Pattern[str]) -> tuple[int, int]:
    """A stretch with the rest of the words that it begins and ends in."""
    while first and together.fullmatch(target, first - 1, first + 1):
        first -= 1
    while last and together.fullmatch(target, last - 1, last + 1):
        last += 1
    return first, last


def _whole_compound(target: str, first: int, last: int) -> int:
    """Where a Japanese word ends of which the last ideograph would be left standing alone: 近郊 and 2023年."""
    if target[last - 1].isdigit() and target[last : last + 1] in ("年", "月", "日"):
        return last + 1
    if _IDEOGRAPH.match(target, last - 1) and _IDEOGRAPH.match(target, last) and not _IDEOGRAPH.match(target, last + 1):
        return last + 1
    return last


def _trusted(engine: Guided, supplies: Supplies, job: Job) -> tuple[int | None, float]:
    """The reading of attention that best finds words whose place in a translation is known, and the share it finds.

    None where all are poor.
    """
    cases = []
    for word, sentence, translation in supplies.samples:
        found = list(pattern(word.target, job.target).finditer(translation))
        if len(found) == 1:
            start = sentence.index(word.source.text)
            cases.append((sentence, translation, start, start + len(word.source.text), found[0].span()))
    best, chosen = _TRUST, None
    for reading in count() if cases else ():
        if reading and reading >= engine.readings:  # not asked before: to know the others a model's file has to be read
            break
        links = engine.align([(sentence, translation) for sentence, translation, *_ in cases], reading)
        right = [
            stretch(link, translation, start, end, not unspaced(job.target)) == span
            for link, (_, translation, start, end, span) in zip(links, cases, strict=True)
        ]
        if sum(right) / len(cases) >= best:
            best, chosen = sum(right) / len(cases), reading
        if best >= _ENOUGH:
            break
    return chosen, best


# --- the engine's own rendering --------------------------------------------------------------------------------------


def written_for(term: Term, old: str, before: str) -> str:
    """What is written for a term where an engine wrote something else: a verb in the form that the other has."""
    if not term.wanted or "inf" not in term.names[0].forms:
        return term.preferred
    surface = term.mention.surface.lower()
    listed = surface == term.mention.name.text.lower()
    key = "" if listed else next((k for k, row in term.mention.name.forms.items() if surface in row), "")
    form = spanish_verbs.verb_like(old, term.names[0].text, key, before)
    return form[:1].upper() + form[1:] if term.preferred[:1].isupper() else form


def _swap_renderings(held: Sequence[Held], supplies: Supplies, job: Job) -> None:
    """Replace what the engine writes for a name by itself, or in a sentence that says nothing of it."""
    asked = {
        found.unit.text[slice(*found.unit.terms[number].span)]: found.unit.terms[number].mention.name.article
        for found, number in _missing(held)
    }
    if not asked:
        return
    renderings = supplies.renderings(asked)
    for found, number in _missing(held):
        term = found.unit.terms[number]
        place = _rendered(found, renderings[found.unit.text[term.start : term.end]], job)
        if place is not None and not _is_everything(found, term, place):
            form = written_for(term, found.target[slice(*place)], found.target[: place.start])
            put(found, number, *place, form, job.target)
            found.rungs[number] = "swapped"


def _is_everything(held: Held, term: Term, place: Span) -> bool:
    """Whether a name would take the place of all that there is: such an engine answers everything with one word."""
    return _all_words(held.target, *place) and not _all_words(held.unit.text, *term.span)


def _all_words(text: str, start: int, end: int) -> bool:
    """Whether a stretch is all that there is of a text, but for punctuation."""
    return not any(char.isalnum() for char in text[:start] + text[end:])


def _rendered(held: Held, renderings: Sequence[str], job: Job) -> Span | None:
    """Where one of the renderings stands in a target as words of its own, outside of what other terms hold."""
    for rendering in renderings:
        if len(rendering) < (2 if unspaced(job.target) else 3):
            continue
        edges = ("", "") if unspaced(job.target) else (r"(?<!\w)", r"(?!\w)")
        for found in re.finditer(re.escape(rendering).join(edges), held.target, re.IGNORECASE):
            place = Span(*found.span())
            if unspaced(job.target):
                place = Span(*_whole_word(held.target, *place, _IN_RUN))
            if not any(p and p.start < place.end and place.start < p.end for p in held.places):
                return place
    return None
