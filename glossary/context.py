"""How a mention stands: whose word it is in this place.

Detection has found the name; here its surroundings are read. What follows from it is `glossary.perspective`'s to say.

- *title*, *fossil*, *homonym*: part of a longer string in which the word is another thing (from the termbase, and
  whatever stands in the title marks of Chinese and Korean);
- *attributed*: inside a naming frame ("which Japan calls …");
- *so-called*: disowned by the writer ("the so-called …");
- *mention*: the word itself is spoken of ("the name …", "the spelling …");
- *reported*: in a clause that somebody claims ("Tokyo claims that …"), or a verdict in any indirect speech;
- *quoted*: inside quotation marks or a block quotation, or marked ``[sic]``;
- *scare-quotes*: alone in quotation marks in the writer's own sentence, in which nobody speaks;
- *paired*: in the writer's own voice, but with the other side's name in the same sentence or before, or with a later
  sentence that tells whose other name it has;
- *own-voice*: everything else.

A name in quotation marks that is also attributed is called attributed: the frame says who speaks, the marks only that
somebody does. `Context.quoted` keeps the marks, because a quotation must keep its speaker's word in translation.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import Literal

from glossary import quotations
from glossary.document import Segment, Span
from glossary.language import unspaced
from glossary.match import Mention
from glossary.sentences import sentences
from glossary.speech import said_elsewhere
from glossary.voices import NAME, Patterns, Voice

Kind = Literal[
    "own-voice",
    "quoted",
    "scare-quotes",
    "attributed",
    "so-called",
    "reported",
    "mention",
    "paired",
    "title",
    "fossil",
    "homonym",
]

#: Where the writer names a thing for the reader: what `rivals` may answer from.
_GIVEN = ("own-voice", "attributed", "so-called", "mention", "reported")

_SPEAKERS = ("state", "people", "organisation", "language")
_CLAUSE = 1000  # code points on each side in which a verb is looked for; a sentence without end must not be read whole
_REACH = 200  # code points on each side of a name in which a frame is looked for
_LONG, _NEARBY = 10_000, 2_000  # code points: a paragraph longer than this is split into sentences piece by piece
_KEPT = 256  # surroundings that are remembered: what is said over and over again is read once
_HEADLINE = 160  # code points: a longer first line is a paragraph
_NO_HEADLINE = (".", "。", "!", "…", ":", "：", ",", "、", "」", "”", '"', "»")
_WORK = 40  # code points before a quotation in which "the novel" is looked for
_FEW = 3  # words that may stand alone in quotation marks and still be no quotation
_SIC = re.compile(
    r"[”’»」』\"']?\s?[\[(（［【](?:sic|так в (?:тексте|оригинале)|так в оригіналі|(?:原文)?ママ|原文のまま|原文如此"
    r"|원문 그대로)!?[\])）］】]",
    re.IGNORECASE,
)
_TITLE_MARKS = re.compile(r"《[^《》]{1,80}》|〈[^〈〉]{1,80}〉")
_BESIDE = re.compile(r"[”’»」』\"'\s]{0,3}(?:[/／(（]|,?\s(?:or|aka|o|ou|oder|или|або)\s(?:the\s)?)\s?[“«「『\"']?")
_BRACKET = re.compile(r"[”’»」』\"'\s]{0,3}[(（\[][“«「『\"']?")


@dataclass(frozen=True, slots=True)
class Context:
    """The kind, the words that show it (a frame, a rival's name), and whether quotation marks stand around.

    ``headline`` says that it stands in a heading or the first line, ``linked`` in the text of a link, which only a
    source with its markup shows. ``sentence`` is its sentence in the segment's seen text; a headline is one. ``late``
    says of a pair that the rival comes only in a later sentence.
    """

    kind: Kind
    evidence: str = ""
    quoted: bool = False
    headline: bool = False
    linked: bool = False
    sentence: Span = field(default=Span(0, 0), compare=False)
    late: bool = field(default=False, compare=False)

    @property
    def handed_over(self) -> bool:
        """Whether the words round it give it to somebody, or to nobody, without quotation marks."""
        return self.kind in ("attributed", "so-called", "reported", "mention")


def contexts(
    segments: Sequence[Segment], mentions: Sequence[Sequence[Mention]], language: str, voice: Voice
) -> list[list[Context]]:
    """The context of every mention of a document, in the shape of ``mentions``. A message is a text by itself."""
    rows: list[list[Context]] = []
    start = 0
    for alone, group in groupby(segments, key=lambda segment: segment.kind == "message"):
        size = len(list(group))
        for first, last in pairwise(range(start, start + size + 1)) if alone else [(start, start + size)]:
            if any(mentions[first:last]):
                rows += _together(segments[first:last], mentions[first:last], language, voice)
            else:
                rows += [[] for _ in range(first, last)]
        start += size
    return rows


def _together(
    segments: Sequence[Segment], mentions: Sequence[Sequence[Mention]], language: str, voice: Voice
) -> list[list[Context]]:
    """The contexts in what is read from one end to the other."""
    quoted = quotations.of_document(segments, [bool(row) for row in mentions], voice)
    rows = [
        _segment_contexts(segments, number, row, spans, language, voice)
        for number, (row, spans) in enumerate(zip(mentions, quoted, strict=True))
    ]
    return _pair(segments, mentions, rows)


def _segment_contexts(
    segments: Sequence[Segment],
    number: int,
    mentions: Sequence[Mention],
    quoted_spans: Sequence[Span],
    language: str,
    voice: Voice,
) -> list[Context]:
    if not mentions:
        return []
    segment = segments[number]
    text = segment.text
    reader = _Reader(segments, number, text, _mask(text, mentions, language), quoted_spans, language, voice)
    headline = segment.kind == "heading" or (
        number == 0 and segment.kind == "paragraph" and len(segments) > 1 and _heads(text)
    )
    starts = [span.start for span in quoted_spans]
    titles = [Span(*found.span()) for found in _TITLE_MARKS.finditer(text)] if language in ("zh", "ko") else []
    byline = voice.byline is not None and bool(voice.byline.fullmatch(text.strip()))
    rows: list[Context] = []
    for at, mention in enumerate(mentions):
        place = bisect_right(starts, mention.start) - 1
        quotation = quoted_spans[place] if place >= 0 and mention.end <= quoted_spans[place].end else None
        sentence = Span(0, len(text)) if headline else reader.sentence(mention)
        if mention.exception:
            kind, evidence = mention.exception, mention.surface
        elif byline:
            kind, evidence = "homonym", mention.surface
        elif any(title.start < mention.start and mention.end < title.end for title in titles) or any(
            span.start <= mention.start and mention.end <= span.end for span in segment.titled
        ):
            kind, evidence = "title", mention.surface
        else:
            kind, evidence = reader.standing(mention, sentence, quotation)
            earlier = mentions[at - 1] if at else None
            if kind == "own-voice" and earlier and _abbreviates(text, earlier, mention):
                kind, evidence = rows[-1].kind, rows[-1].evidence
        rows.append(Context(kind, evidence, quotation is not None, headline, sentence=sentence))  # type: ignore[arg-type]
    return rows


def _heads(text: str) -> bool:
    """Whether the first line of a text is a headline: short, one line, and no sentence with its full stop."""
    text = text.strip()
    return len(text) <= _HEADLINE and "\n" not in text and not text.endswith(_NO_HEADLINE)


def _abbreviates(text: str, earlier: Mention, mention: Mention) -> bool:
    """Whether a name in brackets is only the same side's short form of the one before: "…" (TRNC)."""
    same = earlier.concept is mention.concept and set(earlier.name.used_by) & set(mention.name.used_by)
    return bool(same) and bool(_BRACKET.fullmatch(text, earlier.end, mention.start))


def _mask(text: str, mentions: Sequence[Mention], language: str) -> str:
    """The text with every name blotted out, so that frames can pass over the others and never read a name as words.

    A state or a people may be the one that speaks, and stays to be read unless its name is contested.
    """
    parts, at = [], 0
    for mention in mentions:
        kind = mention.concept.kind
        if kind == "status-word" or (kind in _SPEAKERS and not mention.name.loaded(language)):
            continue
        parts += [text[at : mention.start], NAME * (mention.end - mention.start)]
        at = mention.end
    return re.sub(r"\s", " ", "".join([*parts, text[at:]]))


class _Reader:
    """The surroundings of the mentions of one segment."""

    def __init__(
        self,
        segments: Sequence[Segment],
        number: int,
        text: str,
        masked: str,
        quoted: Sequence[Span],
        language: str,
        voice: Voice,
    ) -> None:
        self._segments, self._number = segments, number
        self._text, self._masked, self._quoted = text, masked, quoted
        self._language, self._voice = language, voice
        self._bounds = sentences(text, language) if len(text) <= _LONG else None
        self._piece_number, self._piece_bounds = -1, list[Span]()

    def sentence(self, mention: Mention) -> Span:
        """The sentence of a mention."""
        bounds, number = self._around(mention)
        return Span(bounds[number].start, max(bounds[number].end, mention.end))

    def _around(self, mention: Mention) -> tuple[Sequence[Span], int]:
        """The sentences near a mention and which of them is its own.

        In a text without paragraphs, megabytes on one line, they are those that nearby text gives.
        """
        bounds = self._piece(mention.start // _LONG) if self._bounds is None else self._bounds
        return bounds, max(bisect_right(bounds, mention.start, key=lambda span: span.start) - 1, 0)

    def _piece(self, number: int) -> Sequence[Span]:
        """The sentences in and near a piece of a long text, kept for the next mention in it."""
        if self._piece_number != number:
            offset = max(0, number * _LONG - _NEARBY)
            nearby = sentences(self._text[offset : (number + 1) * _LONG + _NEARBY], self._language)
            self._piece_bounds = [Span(span.start + offset, span.end + offset) for span in nearby]
            self._piece_number = number
        return self._piece_bounds

    def standing(self, mention: Mention, sentence: Span, quotation: Span | None) -> tuple[Kind, str]:
        """How a mention stands by itself, and the words that show it; pairs are seen later, over the whole document."""
        if found := self._frame(mention, sentence):
            return found
        if quotation is not None:
            if self._whole(quotation):
                return "quoted", ""
            if work := self._work(quotation):
                return "title", work
            speech = self._clause(mention, sentence, every=True)
            return (
                ("quoted", speech) if speech or not self._alone(mention, sentence, quotation) else ("scare-quotes", "")
            )
        if sic := _SIC.match(self._text, mention.end):
            return "quoted", sic[0].lstrip("\"'”’»」』").strip()
        verdict = mention.concept.kind == "status-word"
        speech = self._clause(mention, sentence, every=verdict)
        if not speech and (verdict or self._voice.verbatim):
            speech = self._elsewhere(mention)
        return ("reported", speech) if speech else ("own-voice", "")

    def _whole(self, quotation: Span) -> bool:
        return quotation.start == 0 and quotation.end == len(self._text)

    def _work(self, quotation: Span) -> str:
        """The word that makes what follows in quotation marks the title of a work: the novel “…”."""
        before = self._text[max(0, quotation.start - _WORK) : quotation.start]
        found = self._voice.works.search(before) if self._voice.works else None
        return found[0].strip(' "“«„「『‘') if found else ""

    def _alone(self, mention: Mention, sentence: Span, quotation: Span) -> bool:
        """Whether the marks hold a name or a few words and no sentence."""
        # What goes on from or into another paragraph has no mark there, and a dialogue only a dash.
        at_edge = quotation.start == 0 or quotation.end == len(self._text)
        if at_edge or self._text[quotation.start - 1] in " \u00a0—–":
            return False
        inside = self._text[quotation.start : quotation.end].strip(" ,.、。，")
        if inside.endswith(("!", "?", "！", "？")):
            return False
        # A mark at the beginning of a sentence and a full stop before the other: “And Velgrad.”
        opens = not self._text[sentence.start : quotation.start - 1].strip()
        if opens and self._text[quotation.end - 1] in ".。…":
            return False
        around = self._text[max(mention.end, quotation.end - 4) : quotation.end + _WORK]
        if self._voice.quoting and self._voice.quoting.search(around):
            return False
        if unspaced(self._language):
            return len(inside) <= len(mention.surface) + _FEW
        words, own = len(re.findall(r"\w+", inside)), len(re.findall(r"\w+", mention.surface))
        return words <= max(_FEW, own + 1)

    def _frame(self, mention: Mention, sentence: Span) -> tuple[Kind, str] | None:
        """A frame right round the name."""
        start, end = max(sentence.start, mention.start - _REACH), min(sentence.end, mention.end + _REACH)
        before, after = self._masked[start : mention.start], self._masked[mention.end : end]

        found = _framed(before, after, mention.concept.kind in ("state", "event"), self._voice)
        if found is None:
            return None
        kind, *places = found
        parts = (self._words(place, mention.end if behind else start) for behind, place in places)
        return kind, " … ".join(parts)

    def _clause(self, mention: Mention, sentence: Span, every: bool) -> str:
        """The verb that gives away the clause of a mention: all before and after, less what is in quotation marks.

        Claims give away a name as well; with ``every`` all verbs of speech count.
        """
        start, end = max(sentence.start, mention.start - _CLAUSE), min(sentence.end, mention.end + _CLAUSE)
        before, after = self._unquoted[start : mention.start], self._unquoted[mention.end : end]
        found = _given_away(before, after, every, self._voice)
        return self._words(found[1], mention.end if found[0] else start) if found else ""

    def _words(self, place: Span, offset: int) -> str:
        """What a pattern has found, as it is written."""
        return self._text[offset + place.start : offset + place.end].strip(' \t\r\n,.;:()"“”«»「」（）')

    def _elsewhere(self, mention: Mention) -> str:
        bounds, number = self._around(mention)
        return said_elsewhere(self._text, bounds, number, self._following, self._voice)

    def _following(self) -> list[str]:
        """The sentences of the next paragraph."""
        if self._number + 1 >= len(self._segments):
            return []
        text = self._segments[self._number + 1].text[:_NEARBY]
        return [text[span.start : span.end] for span in sentences(text, self._language)]

    @cached_property
    def _unquoted(self) -> str:
        """The masked text with quoted words blanked: a verb that somebody else uses attributes nothing here."""
        parts, at = [], 0
        for start, end in self._quoted:
            parts += [self._masked[at:start], " " * (end - start)]
            at = end
        return "".join([*parts, self._masked[at:]])


#: Whether what a pattern has found stands behind the name, and where, from the beginning of what it looked through.
_Place = tuple[bool, Span]


def _at(found: re.Match[str], behind: bool) -> _Place:
    return behind, Span(*found.span())


@lru_cache(maxsize=_KEPT)
def _framed(before: str, after: str, declared: bool, voice: Voice) -> tuple[Kind, *tuple[_Place, ...]] | None:
    """The frame that stands before and after a name; ``declared`` where a thing of this kind may be proclaimed."""
    named: tuple[tuple[Kind, Patterns, Patterns], ...] = (
        ("so-called", voice.so_called, voice.so_called_after),
        ("attributed", voice.before, voice.after),
    )
    for kind, up_to, onwards in named:
        for pattern in up_to:
            if found := pattern.search(before):
                return kind, _at(found, False)
        for pattern in onwards:
            if found := pattern.match(after):
                return kind, _at(found, True)
    for left, right in voice.around:
        if (first := left.search(before)) and (second := right.match(after)):
            return "attributed", _at(first, False), _at(second, True)
    for pattern in voice.word_before:
        if found := pattern.search(before):
            return "mention", _at(found, False)
    for pattern in voice.word_after:
        if found := pattern.match(after):
            return "mention", _at(found, True)
    for pattern in voice.declares if declared else ():
        if found := pattern.search(before):
            return "attributed", _at(found, False)
    return None


@lru_cache(maxsize=_KEPT)
def _given_away(before: str, after: str, every: bool, voice: Voice) -> _Place | None:
    """The verb in one of the two parts of a clause that gives the name between them away."""
    if voice.asides:
        before = voice.asides.sub(lambda aside: " " * len(aside[0]), before)
    for pattern in (*voice.claims, *(voice.reports if every else ())):
        for found in reversed(list(pattern.finditer(before))):
            if voice.breaks is None or not voice.breaks.search(before, found.end()):
                return _at(found, False)
    for pattern in (*voice.claimed, *(voice.reported if every else ())):
        found_after = pattern.search(after)
        if found_after and (voice.breaks is None or not voice.breaks.search(after, 0, found_after.start())):
            return _at(found_after, True)
    return None


def _pair(
    segments: Sequence[Segment], mentions: Sequence[Sequence[Mention]], rows: list[list[Context]]
) -> list[list[Context]]:
    """Turn own voice into *paired* where the writer gives the other side's name in the same sentence or gave it before.

    Later in the text only a naming frame counts ("…, known in China as B"): another use of B is no pair but a change of
    sides. A rival's name inside a quotation does not count: there the speaker gave it, not the writer. Side by side,
    "A (B)", a name that takes no side is enough.
    """
    told: dict[str, dict[int, Mention]] = {}
    given: dict[str, dict[int, tuple[Mention, list[tuple[int, int]]]]] = {}
    for number, (row, found) in enumerate(zip(mentions, rows, strict=True)):
        for mention, context in zip(row, found, strict=True):
            if context.kind in _GIVEN:
                names = given.setdefault(mention.concept.id, {})
                names.setdefault(id(mention.name), (mention, []))[1].append((number, mention.start))
                if context.kind == "attributed":
                    told.setdefault(mention.concept.id, {})[id(mention.name)] = mention

    def pair(number: int, at: int) -> Context:
        mention, context = mentions[number][at], rows[number][at]
        if context.kind != "own-voice" or not mention.concept.one_sided(mention.name):
            return context
        for other, places in given.get(mention.concept.id, {}).values():
            if rivals(mention, other):
                here = bisect_right(places, (number, mention.start))
                near = places[here : here + 1]
                if here or (near and near[0] < (number, context.sentence.end)):
                    return _paired(context, other)
        for other in mentions[number][max(at - 1, 0) : at + 2]:
            if other is not mention and _beside(segments[number].text, mention, other):
                return _paired(context, other)
        for other in told.get(mention.concept.id, {}).values():
            if rivals(mention, other):
                return _paired(context, other, late=True)
        return context

    return [[pair(number, at) for at in range(len(row))] for number, row in enumerate(mentions)]


def _paired(context: Context, other: Mention, late: bool = False) -> Context:
    return replace(context, kind="paired", evidence=other.surface, late=late)


def _beside(text: str, mention: Mention, other: Mention) -> bool:
    """Whether two names of one thing stand as "A (B)" or "A/B" and the second is no other word of the same side."""
    if mention.concept is not other.concept or set(mention.name.used_by) & set(other.name.used_by):
        return False
    first, second = (mention, other) if mention.start < other.start else (other, mention)
    return bool(_BESIDE.fullmatch(text, first.end, second.start))


def rivals(mention: Mention, other: Mention) -> bool:
    """Whether two mentions of one concept are names of opposite sides."""
    if mention.name.pair_with:
        return other.name.text in mention.name.pair_with
    sides, others = set(mention.name.used_by), set(other.name.used_by)
    return mention.concept.one_sided(other.name) and not sides & others & set(mention.concept.parties)
