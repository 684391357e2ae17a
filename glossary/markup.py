"""Inline markup of a segment: bold and links round words, code and images between them.

An engine sees sentences without markup. Afterwards the words that the markup enclosed are looked for in the
translation; where they cannot be found, the segment is translated again in the pieces that its markup makes of it,
which reads worse and loses nothing.
"""

import html
import re
from dataclasses import dataclass

from glossary.document import OBJECT, Segment, Span

#: A tag that encloses something, as <b> and </b> do; <br>, <img …> and comments stand for themselves.
_PAIRED_TAG = re.compile(
    r"</?(?!(?:br|hr|img|input|wbr|area|col|embed|source|track)\b)[a-z][\w-]*(?:\s[^>]*[^/])?>", re.I
)
#: Elements of XLIFF and TMX that open something, and those that close it: they need not nest as tags do.
_HALVES = {"bpt": "ept", "bx": "ex", "sc": "ec", "sm": "em"}
#: What stands before and after the text of a link: in Markdown and AsciiDoc, in HTML, in reStructuredText.
_LINK = re.compile(
    r"\[\](?:[(\[].*)?|(?:link|xref|mailto|https?):[^\[]*\[\]|<a[\s>].*|`(?:\s*<.*>)?`__?", re.DOTALL | re.IGNORECASE
)
#: What carries a block on to its next line: indentation, the mark of a quotation or of a comment.
_CARRIED = re.compile(r"[> \t]*|[ \t]*(?:#+|//[/!]?|\*)[ \t]*(?<=[ \t/#])")


@dataclass(frozen=True)
class Mark:
    """Markup round the seen stretch [start, end) of a segment, as it is written before and after it."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class Markup:
    """All inline markup of a segment. ``marks`` are inner before outer; ``objects`` by their place in the seen text."""

    marks: tuple[Mark, ...] = ()
    objects: tuple[tuple[int, str], ...] = ()
    tangled: bool = False

    @property
    def empty(self) -> bool:
        """Whether the segment is nothing but text."""
        return not (self.marks or self.objects or self.tangled)


def of(source: str, segment: Segment) -> Markup:
    """The markup that a segment's runs show; ``tangled`` where it does not nest."""
    marks: list[Mark] = []
    objects: list[tuple[int, str]] = []
    stack: list[tuple[int, str]] = []
    at = 0
    for run in segment.runs:
        raw = source[run.span.start : run.span.end]
        if run.text == OBJECT:
            objects.append((at, raw))
        elif not run.text and not continues(source, run.span):
            if stack and _closes(stack[-1][1], raw):
                start, before = stack.pop()
                marks.append(Mark(start, at, before, raw))
            else:
                stack.append((at, raw))
        at += len(run.text)
    return Markup(tuple(marks), tuple(objects), bool(stack))


def links(source: str, segment: Segment) -> list[Span]:
    """The stretches of the seen text that are the text of a link."""
    marks = of(source, segment).marks
    return [Span(mark.start, mark.end) for mark in marks if _LINK.fullmatch(mark.before + mark.after)]


def pieces(source: str, segment: Segment) -> list[Span]:
    """The stretches of the seen text between any markup, each to be translated by itself."""
    found: list[Span] = []
    at = start = 0
    for run in segment.runs:
        if run.text == OBJECT or (not run.text and not continues(source, run.span)):
            found.append(Span(start, at))
            start = at + len(run.text)
        at += len(run.text)
    found.append(Span(start, at))
    return [span for span in found if segment.text[span.start : span.end].strip()]


def continues(source: str, span: Span) -> bool:
    """Whether a hidden stretch only carries a block on to its next line, as ``> `` does."""
    starts_line = source[max(0, span.start - 1) : span.start] in ("\n", "\r")
    return starts_line and bool(_CARRIED.fullmatch(source, *span))


def is_paired(tag: str) -> bool:
    """Whether a tag opens or closes something, as <b> and </b> do."""
    return bool(_PAIRED_TAG.match(tag))


def _closes(before: str, raw: str) -> bool:
    if before.endswith("["):
        return raw.startswith("]")
    if before.startswith("<<"):
        return raw == ">>"
    if before.endswith("`"):
        return raw.rstrip("_").endswith("`")
    if before.startswith("&lt;"):  # a tag of the text that an XML file carries
        before, raw = html.unescape(before), html.unescape(raw)
    if tag := re.match(r"<((?:[\w.-]+:)?([\w.-]+))", before):
        if tag[2] in _HALVES:
            other = re.match(rf"<(?:[\w.-]+:)?{_HALVES[tag[2]]}(?=[\s/>])", raw)
            return other is not None and _reference(before) == _reference(raw)
        return re.sub(r"\s", "", raw).lower() == f"</{tag[1].lower()}>"
    return raw == before


def _reference(tag: str) -> str:
    """What two halves of a pair share; ``id`` where nothing else is there to tell."""
    found = re.search(r"\s(?:startRef|rid|i)\s*=\s*[\"']([^\"']*)", tag) or re.search(r"\sid\s*=\s*[\"']([^\"']*)", tag)
    return found[1] if found else ""
