"""What only the whole document shows.

A contested name without its pair where the house asks for one, one thing under rival names, and a name that had been
given up when the document was written.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.context import Context, rivals
from glossary.dates import later
from glossary.match import Mention
from glossary.perspective import Judgement, Perspective, Reason, Rule, pair_of
from glossary.terms import Name
from glossary.voices import Voice

_OWN = ("own-voice", "paired")
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention of a document: the number of its segment, how it stands and what was made of it alone."""

    segment: int
    mention: Mention
    context: Context
    judgement: Judgement

    @property
    def own(self) -> bool:
        """Whether the writer uses the name, whatever else the text gives."""
        return self.context.kind in _OWN

    @property
    def contested(self) -> bool:
        """Whether it is one side's name of a thing."""
        return self.mention.concept.kind != "status-word" and self.mention.concept.one_sided(self.mention.name)


def unpaired(seen: Sequence[Seen], perspective: Perspective, language: str) -> list[Seen]:
    """The same mentions; where the house wants a pair and there is none, and nothing else was found, that is said."""
    if not perspective.pair:
        return list(seen)
    sentences = _Sentences(seen)
    met: set[str] = set()
    rows = []
    for row in seen:
        concept = row.mention.concept
        asked = False
        if row.own and row.contested:
            if row.context.headline:
                asked = perspective.wants_pair(concept, "headline") and not _together(row, sentences)
            elif concept.id not in met:
                met.add(concept.id)
                asked = perspective.wants_pair(concept, "first-mention") and _single(row)
        # Where the language has no rival name, nothing could be written to please the house.
        advice = pair_of(row.mention, language) if asked and row.judgement.rule is None else ()
        if advice:
            rule = Rule.UNPAIRED_MENTION
            found = Judgement(rule, Reason.UNPAIRED, perspective.level(rule), row.judgement.claim, advice)
            row = replace(row, judgement=found)
        rows.append(row)
    return rows


def _single(row: Seen) -> bool:
    """Whether no rival was given yet when the sentence ends."""
    return row.context.kind == "own-voice" or row.context.late


def mixed(seen: Sequence[Seen]) -> list[list[Seen]]:
    """The groups of mentions, one for each thing, in which the writer calls it by rival names, each by itself."""
    by_concept: dict[str, list[Seen]] = {}
    for row in seen:
        if row.own and row.contested:
            by_concept.setdefault(row.mention.concept.id, []).append(row)
    groups = []
    sentences = _Sentences(seen)
    for rows in by_concept.values():
        if len({id(row.mention.name) for row in rows}) < 2:
            continue
        alone = [row for row in rows if not _together(row, sentences)]
        names = {id(row.mention.name): row for row in alone}
        apart = {
            key for key, row in names.items() if any(rivals(row.mention, other.mention) for other in names.values())
        }
        if group := [row for row in alone if id(row.mention.name) in apart]:
            groups.append(group)
    return groups


class _Sentences:
    """The mentions of a document by their segments, so that those of a sentence are found without going through all."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._rows: dict[int, list[Seen]] = {}
        for row in seen:
            self._rows.setdefault(row.segment, []).append(row)

    def beside(self, row: Seen) -> Iterator[Seen]:
        """The other mentions of a mention's sentence."""
        rows = self._rows[row.segment]
        low, high = (bisect_left(rows, at, key=_start) for at in row.context.sentence)
        return (other for other in rows[low:high] if other is not row)


def _start(row: Seen) -> int:
    return row.mention.start


def _together(row: Seen, sentences: _Sentences) -> bool:
    """Whether a rival stands in the same sentence."""
    return any(
        other.mention.concept is row.mention.concept and rivals(row.mention, other.mention)
        for other in sentences.beside(row)
    )


def superseded(
    seen: Sequence[Seen],
    texts: Callable[[int], str],
    perspective: Perspective,
    language: str,
    voice: Voice,
    day: Callable[[], str],
) -> list[Seen]:
    """The same mentions; a name that was given up before the document's day, in the writer's present, is marked.

    ``texts`` gives a segment's seen text by its number; ``day`` is only asked where there is such a name.
    """
    sentences = _Sentences(seen)
    rows = []
    for row in seen:
        name = row.mention.name
        # A side that goes on using a name has not given it up, and its own house is not told that it has.
        free = row.own and row.judgement.rule is None and row.judgement.reason is not Reason.OWN_SIDE
        if name.valid_to and free and not row.mention.exception:
            sentence = texts(row.segment)[row.context.sentence.start : row.context.sentence.end]
            explained = _of_the_past(sentence, name, voice) or _renamed_here(row, sentences)
            if not explained and later(day(), name.valid_to):
                rule = Rule.SUPERSEDED_NAME
                advice = tuple(now.text for now in perspective.names(row.mention.concept, language))
                found = Judgement(rule, Reason.SUPERSEDED, perspective.level(rule), row.judgement.claim, advice)
                row = replace(row, judgement=found)
        rows.append(row)
    return rows


def _of_the_past(sentence: str, name: Name, voice: Voice) -> bool:
    """Whether a sentence speaks of the time in which a name was in force."""
    if voice.past and voice.past.search(sentence):
        return True
    first, last = name.valid_from[:4] or "0", name.valid_to[:4]
    return any(first <= year[0] <= last for year in _YEAR.finditer(sentence))


def _renamed_here(row: Seen, sentences: _Sentences) -> bool:
    """Whether the sentence gives a name that is still in force as well."""
    return any(
        other.mention.concept is row.mention.concept and not other.mention.name.valid_to
        for other in sentences.beside(row)
    )
