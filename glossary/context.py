"""How a mention stands: whose word it is in this place.

Detection has found the name; here its surroundings are read. What follows from it is `glossary.perspective`'s to say.

- *title*, *fossil*, *homonym*: part of a longer string in which the word is another thing (from the termbase);
- *attributed*: inside a naming frame or a clause that somebody claims ("which Japan calls …", "Tokyo claims that …");
- *quoted*: inside quotation marks or a block quotation;
- *paired*: in the writer's own voice, but the document also gives the other side's name;
- *own-voice*: everything else.

An attributed name in quotation marks is called attributed: the frame says who speaks, the marks only that somebody
does. `Context.quoted` keeps the marks, because a quotation must keep its speaker's word in translation.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from glossary.document import Segment, Span
from glossary.match import Mention
from glossary.sentences import sentences
from glossary.voices import NAME, Voice

Kind = Literal["own-voice", "quoted", "attributed", "paired", "title", "fossil", "homonym"]

_REACH = 200  # code points on each side of a name in which a frame is looked for
_LONG, _NEARBY = 50_000, 2_000  # code points: a paragraph longer than this is split into sentences piece by piece


@dataclass(frozen=True, slots=True)
class Context:
    """The kind, the words that show it (a frame, a rival's name), and whether quotation marks stand around."""

    kind: Kind
    evidence: str = ""
    quoted: bool = False


def contexts(
    segments: Sequence[Segment], mentions: Sequence[Sequence[Mention]], language: str, voice: Voice
) -> list[list[Context]]:
    """The context of every mention of a document, in the shape of ``mentions``."""
    quotations = _quotations_of(segments, mentions)
    rows = [
        _segment_contexts(segment, row, quoted, language, voice)
        for segment, row, quoted in zip(segments, mentions, quotations, strict=True)
    ]
    return _pair(mentions, rows)


def _segment_contexts(
    segment: Segment, mentions: Sequence[Mention], quotations: Sequence[Span], language: str, voice: Voice
) -> list[Context]:
    if not mentions:
        return []
    text = segment.text
    masked = _mask(text, mentions)
    bounds = sentences(text, language) if len(text) <= _LONG else None
    starts = [span.start for span in quotations]
    rows = []
    for mention in mentions:
        number = bisect_right(starts, mention.start) - 1
        quoted = number >= 0 and mention.end <= quotations[number].end
        if mention.exception:
            rows.append(Context(mention.exception, mention.surface, quoted))  # type: ignore[arg-type]
            continue
        sentence = _sentence(text, bounds, mention, language)
        evidence = _attribution(text, masked, mention, sentence, quotations, quoted, voice)
        if evidence:
            rows.append(Context("attributed", evidence, quoted))
        else:
            rows.append(Context("quoted" if quoted else "own-voice", "", quoted))
    return rows


def _mask(text: str, mentions: Sequence[Mention]) -> str:
    """The text with every name blotted out, so that frames can pass over the others and never read a name as words."""
    parts, at = [], 0
    for mention in mentions:
        if mention.concept.kind == "status-word":
            continue
        parts += [text[at : mention.start], NAME * (mention.end - mention.start)]
        at = mention.end
    return re.sub(r"\s", " ", "".join([*parts, text[at:]]))


def _sentence(text: str, bounds: Sequence[Span] | None, mention: Mention, language: str) -> Span:
    """The sentence of a mention; in a text without paragraphs, megabytes on one line, the one nearby text gives."""
    offset = 0
    if bounds is None:
        offset = max(0, mention.start - _NEARBY)
        bounds = sentences(text[offset : mention.end + _NEARBY], language)
    number = bisect_right(bounds, mention.start - offset, key=lambda span: span.start) - 1
    span = bounds[max(number, 0)]
    return Span(span.start + offset, max(span.end + offset, mention.end))


def _attribution(
    text: str,
    masked: str,
    mention: Mention,
    sentence: Span,
    quotations: Sequence[Span],
    quoted: bool,
    voice: Voice,
) -> str:
    """The words that hand the mention over to somebody, or nothing."""
    start, end = max(sentence.start, mention.start - _REACH), min(sentence.end, mention.end + _REACH)
    before, after = masked[start : mention.start], masked[mention.end : end]

    def words(found: re.Match[str], offset: int) -> str:
        return text[offset + found.start() : offset + found.end()].strip(' \t\r\n,.;:()"“”«»「」（）')

    for pattern in voice.before:
        if found := pattern.search(before):
            return words(found, start)
    for pattern in voice.after:
        if found := pattern.match(after):
            return words(found, mention.end)
    for left, right in voice.around:
        if (first := left.search(before)) and (second := right.match(after)):
            return f"{words(first, start)} … {words(second, mention.end)}"
    # The clause: all of the sentence before and after, without what stands in quotation marks.
    if quoted:
        return ""
    open_before = _without(masked, Span(sentence.start, mention.start), quotations)
    if voice.asides:
        open_before = voice.asides.sub(lambda aside: " " * len(aside[0]), open_before)
    open_after = _without(masked, Span(mention.end, sentence.end), quotations)
    leading, trailing = list(voice.claims), list(voice.claimed)
    if mention.concept.kind == "status-word":
        leading, trailing = [*leading, *voice.reports], [*trailing, *voice.reported]
    for pattern in leading:
        for found in reversed(list(pattern.finditer(open_before))):
            if voice.breaks is None or not voice.breaks.search(open_before, found.end()):
                return words(found, sentence.start)
    for pattern in trailing:
        found_after = pattern.search(open_after)
        if found_after and (voice.breaks is None or not voice.breaks.search(open_after, 0, found_after.start())):
            return words(found_after, mention.end)
    return ""


def _without(text: str, span: Span, quotations: Sequence[Span]) -> str:
    """The stretch with quoted words blanked: a verb that somebody else uses attributes nothing here."""
    open_text = text[span.start : span.end]
    for start, end in quotations:
        low, high = max(start, span.start) - span.start, min(end, span.end) - span.start
        if low < high:
            open_text = open_text[:low] + " " * (high - low) + open_text[high:]
    return open_text


def _pair(mentions: Sequence[Sequence[Mention]], rows: list[list[Context]]) -> list[list[Context]]:
    """Turn own voice into *paired* where the writer has also given the other side's name somewhere in the document.

    A rival's name inside a quotation does not count: there the speaker gave it, not the writer.
    """
    given: dict[str, list[Mention]] = {}
    for row, found in zip(mentions, rows, strict=True):
        for mention, context in zip(row, found, strict=True):
            if context.kind in ("own-voice", "attributed"):
                given.setdefault(mention.concept.id, []).append(mention)

    def pair(mention: Mention, context: Context) -> Context:
        if context.kind != "own-voice" or not mention.concept.one_sided(mention.name):
            return context
        for other in given.get(mention.concept.id, ()):
            if rivals(mention, other):
                return Context("paired", other.surface, context.quoted)
        return context

    return [[pair(m, c) for m, c in zip(row, found, strict=True)] for row, found in zip(mentions, rows, strict=True)]


def rivals(mention: Mention, other: Mention) -> bool:
    """Whether two mentions of one concept are names of opposite sides."""
    if mention.name.pair_with:
        return other.name.text in mention.name.pair_with
    sides, others = set(mention.name.used_by), set(other.name.used_by)
    return mention.concept.one_sided(other.name) and not sides & others & set(mention.concept.parties)


# --- quotation marks -------------------------------------------------------------------------------------------------

#: Opening mark -> the marks that may close it. German closes with the mark that opens in English.
_CLOSING = {
    "“": "”",
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "〝": "〟",
    "《": "》",
    '"': '"',
    "'": "'",
}
_MARKS = re.compile("[" + re.escape("".join(_CLOSING) + "".join(_CLOSING.values())) + "]")


def _quotations_of(segments: Sequence[Segment], mentions: Sequence[Sequence[Mention]]) -> list[list[Span]]:
    """The quotations of every segment that has a mention; a block quotation is one from end to end."""
    rows: list[list[Span]] = []
    for number, (segment, row) in enumerate(zip(segments, mentions, strict=True)):
        if not row:
            rows.append([])
        elif segment.kind == "quotation":
            rows.append([Span(0, len(segment.text))])
        else:
            following = segments[number + 1].text if number + 1 < len(segments) else ""
            rows.append(quotations(segment.text, following))
    return rows


def quotations(text: str, following: str = "") -> list[Span]:
    """The stretches inside the outermost quotation marks, in order, the marks excluded.

    A mark that nothing closes opens no quotation, for one stray mark must not silence the rest of a paragraph. English
    speech over several paragraphs is the exception: it is left open on purpose and ``following`` opens it again.
    """
    spans: list[Span] = []
    stack: list[tuple[str, int]] = []
    for found in _MARKS.finditer(text):
        mark, at = found[0], found.start()
        for depth in range(len(stack) - 1, -1, -1):
            opened, start = stack[depth]
            if mark in _CLOSING[opened] and _closes(text, at, mark):
                spans.append(Span(start, at))
                del stack[depth:]
                break
        else:
            if mark in _CLOSING and _opens(text, at, mark):
                stack.append((mark, at + 1))
    for mark, start in stack:
        if mark in '“«"' and following.lstrip().startswith(mark):
            spans.append(Span(start, len(text)))
    outermost: list[Span] = []
    for span in sorted(spans):
        if not outermost or span.start >= outermost[-1].end:
            outermost.append(span)
    return outermost


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark can open: a straight one only before a letter and not after one ("'90s" and "Jones'" do not)."""
    after, before = text[at + 1 : at + 2], text[at - 1 : at]
    if mark == '"':
        return bool(after) and not after.isspace()
    if mark in "'‘":
        return (after.isalpha() or after in '"“') and not (before.isalnum())
    return True


def _closes(text: str, at: int, mark: str) -> bool:
    """Whether a mark can close: an apostrophe has a letter after it, and a straight mark none but space before none."""
    after, before = text[at + 1 : at + 2], text[at - 1 : at]
    if mark in "'’":
        return not after.isalnum() and not before.isspace()
    if mark == '"':
        return not after.isalnum() or not before.isspace()
    return True
