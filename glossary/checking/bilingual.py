"""A text and its translation, read side by side: which sentences belong together, and how names stand in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from glossary import voices
from glossary.bitexts.units import Unit
from glossary.checking.align import Item, align, doubt, item
from glossary.context import Context, contexts, rivals
from glossary.document import Document, Place, Segment, Span
from glossary.errors import FileError
from glossary.match import Matcher, Mention, disputes, only_with_context
from glossary.sentences import sentences

_MARKS = "\"'«»‹›“”„‘’‚「」『』《》"
_TOO_DOUBTFUL = 0.6  # from this share on two files are not called a text and its translation


@dataclass(frozen=True)
class Told:
    """A mention with how it stands, and the number of the segment that it is in.

    ``bare`` says that quotation marks stand round the name alone: Russian copy puts them round a name that the writer
    does not share, and English does without.
    """

    segment: int
    mention: Mention
    context: Context
    bare: bool = False


@dataclass(frozen=True)
class Side:
    """One of the two texts: the document, its language, and the mentions of each segment."""

    document: Document
    language: str
    told: list[list[Told]]

    def place(self, told: Told) -> Place:
        """Where a mention stands in the file."""
        segment = self.document.segments[told.segment]
        return self.document.place(segment.source(told.mention.start, told.mention.end))

    def within(self, stretches: Sequence[Stretch]) -> list[Told]:
        """The mentions of some sentences, in order."""
        return [
            told
            for stretch in stretches
            for told in self.told[stretch.segment]
            if stretch.start <= told.mention.start < stretch.end
        ]

    def all(self) -> Iterator[Told]:
        """Every mention of the document, in order."""
        for row in self.told:
            yield from row


@dataclass(frozen=True)
class Stretch:
    """A sentence: [start, end) in the seen text of a segment."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True)
class Pair:
    """Sentences of the source and those that render them. ``paragraph`` is the same number for all of a paragraph."""

    paragraph: int
    source: list[Stretch]
    target: list[Stretch]


def read(source: Document, finder: Matcher, target: Document, other: Matcher) -> tuple[Side, Side]:
    """A document and its translation with their mentions. What one of them is about, the other is about too."""
    found = [
        [matcher.mentions(segment.text) for segment in document.segments]
        for document, matcher in ((source, finder), (target, other))
    ]
    about = disputes(found[0]) | disputes(found[1])
    return (
        _side(source, only_with_context(found[0], about), finder.language),
        _side(target, only_with_context(found[1], about), other.language),
    )


def _side(document: Document, found: Sequence[Sequence[Mention]], language: str) -> Side:
    return Side(document, language, _told_of(document.segments, found, language))


def _told_of(
    segments: Sequence[Segment], found: Sequence[Sequence[Mention]], language: str, first: int = 0
) -> list[list[Told]]:
    """The mentions of segments that are one text; ``first`` is the number of the first of them."""
    standing = contexts(segments, found, language, voices.load(language))
    return [
        _told(number, segment.text, mentions, row, language)
        for number, (segment, mentions, row) in enumerate(zip(segments, found, standing, strict=True), first)
    ]


def _told(
    number: int, text: str, mentions: Sequence[Mention], standing: Sequence[Context], language: str
) -> list[Told]:
    """The mentions of a segment. One counts as paired where its rival stands in the same sentence.

    Lint is content with a rival that was given before, as a reader has it in mind; but a translation that changes sides
    in the next paragraph is not excused by having had both names.
    """
    rows = []
    bounds = sentences(text, language) if any(context.kind == "paired" for context in standing) else []
    for mention, context in zip(mentions, standing, strict=True):
        if context.kind == "paired":
            near = next(span for span in bounds if mention.start < span.end)
            beside = (other for other in mentions if near.start <= other.start < near.end)
            if not any(other.concept is mention.concept and rivals(mention, other) for other in beside):
                context = replace(context, kind="own-voice", evidence="")
        around = text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1]
        rows.append(Told(number, mention, context, len(around) == 2 and all(mark in _MARKS for mark in around)))
    return rows


def aligned(source: Side, target: Side) -> list[Pair]:
    """The pairs of two files: paragraphs first, then the sentences of each.

    Raises `FileError` where they do not look like a text and its translation.
    """
    paragraphs = [_paragraphs(side) for side in (source, target)]
    beads = align(*paragraphs)
    if doubt(beads, *paragraphs) > _TOO_DOUBTFUL:
        raise FileError(
            f"{target.document.path}: it cannot be aligned with {source.document.path}: too little of one has a "
            "counterpart in the other; give a text and its translation"
        )
    pairs = []
    for number, bead in enumerate(beads):
        ours = [stretch for i in bead.source for stretch in _sentences(source, i)]
        theirs = [stretch for j in bead.target for stretch in _sentences(target, j)]
        for inner in align([_item(source, one) for one in ours], [_item(target, two) for two in theirs]):
            pairs.append(Pair(number, [ours[i] for i in inner.source], [theirs[j] for j in inner.target]))
    return pairs


def paired(
    units: Sequence[Unit], path: str, source: str, finder: Matcher, other: Matcher
) -> tuple[Side, Side, list[Pair]]:
    """The two sides of a bilingual file and the pairs that it makes itself. ``source`` is the decoded file.

    ``units`` are those with a translation, in one direction. How a name stands is read in its own text alone, and so is
    what that is about, for a message has nothing to do with its neighbours.
    """
    texts = [list(row) for _, row in groupby(units, key=lambda unit: unit.text)]
    both: list[tuple[list[Segment], list[list[Told]]]] = [([], []), ([], [])]
    for row in texts:
        halves = [unit.source for unit in row], [unit.target for unit in row if unit.target is not None]
        found = [
            [matcher.mentions(segment.text) for segment in half]
            for matcher, half in zip((finder, other), halves, strict=True)
        ]
        about = disputes(found[0]) | disputes(found[1])
        for matcher, half, mentions, (segments, told) in zip((finder, other), halves, found, both, strict=True):
            told += _told_of(half, only_with_context(mentions, about), matcher.language, len(segments))
            segments += half
    one, two = (
        Side(Document(source, tuple(segments), path), matcher.language, told)
        for matcher, (segments, told) in zip((finder, other), both, strict=True)
    )
    whole = [[[Stretch(n, 0, len(s.text))] for n, s in enumerate(side.document.segments)] for side in (one, two)]
    pairs = [Pair(unit.paragraph, ours, theirs) for unit, ours, theirs in zip(units, *whole, strict=True)]
    return one, two, pairs


def _paragraphs(side: Side) -> list[Item]:
    return [
        item(segment.text, {told.mention.concept.id for told in row})
        for segment, row in zip(side.document.segments, side.told, strict=True)
    ]


def _sentences(side: Side, number: int) -> Iterator[Stretch]:
    text = side.document.segments[number].text
    for span in sentences(text, side.language) or [Span(0, len(text))]:
        yield Stretch(number, span.start, span.end)


def _item(side: Side, stretch: Stretch) -> Item:
    text = side.document.segments[stretch.segment].text[stretch.start : stretch.end]
    return item(text, {told.mention.concept.id for told in side.within([stretch])})
