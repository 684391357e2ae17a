"""Inline markup in a translated sentence: bold and links round the right words, code and images in the right place.

An engine sees a sentence without markup. Afterwards the words that the markup enclosed are looked for in the
translation; where they cannot be found the sentence is translated again in the pieces that its markup makes of it,
which reads worse and never loses anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from glossary.document import OBJECT, Segment


@dataclass
class Mark:
    """Markup round the seen stretch [start, end) of a segment, as it is written before and after it."""

    start: int
    end: int
    before: str
    after: str


@dataclass
class Sentence:
    """A sentence of a segment, [start, end) in its seen text, with the markup inside.

    ``text`` is what an engine is given: line breaks are spaces. ``marks`` are inner before outer. ``objects`` are the
    sources of its object characters in order. ``tangled`` says that the markup does not nest within the sentence.
    """

    start: int
    end: int
    text: str
    marks: list[Mark] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    tangled: bool = False

    @property
    def plain(self) -> bool:
        """Whether there is no markup in it."""
        return not self.marks and not self.objects and not self.tangled


def sentence(source: str, segment: Segment, start: int, end: int) -> Sentence:
    """A sentence with the markup that the segment's runs show inside it."""
    found = Sentence(start, end, segment.text[start:end])
    stack: list[Mark] = []
    for at, raw, text in _markup(source, segment):
        inside = start < at < end or (at == start and _opens(raw, stack)) or (at == end and bool(stack))
        if text == OBJECT:
            if start <= at < end:
                found.objects.append(raw)
        elif inside:
            if stack and _matches(stack[-1].before, raw):
                mark = stack.pop()
                mark.end, mark.after = at - start, raw
                found.marks.append(mark)
            else:
                stack.append(Mark(at - start, at - start, raw, ""))
    found.tangled = bool(stack)
    found.text = " ".join(found.text.split()) if found.plain else found.text.replace("\n", " ")
    return found


def _markup(source: str, segment: Segment) -> Iterator[tuple[int, str, str]]:
    """Hidden stretches and objects of a segment: (place in the seen text, as written, as seen), neighbours joined."""
    at = 0
    held: tuple[int, str] | None = None
    for run in segment.runs:
        raw = source[run.span.start : run.span.end]
        hidden = not run.text and not source[: run.span.start].endswith(("\n", "\r"))
        if hidden:
            held = (at, held[1] + raw) if held else (at, raw)
            continue
        if held and run.text:
            yield held[0], held[1], ""
            held = None
        if run.text == OBJECT:
            yield at, raw, OBJECT
        at += len(run.text)
    if held:
        yield held[0], held[1], ""


def _opens(raw: str, stack: Sequence[Mark]) -> bool:
    return not (stack and _matches(stack[-1].before, raw)) and not raw.startswith("]")


def _matches(opened: str, raw: str) -> bool:
    if opened.endswith("["):
        return raw.startswith("]") and opened == "["
    return raw == opened


def pieces(found: Sentence) -> list[tuple[str, str]]:
    """The sentence cut at its markup: ("text", what is to be translated) and ("raw", what is to be copied)."""
    inserts: list[tuple[int, int, str]] = []
    for order, mark in enumerate(found.marks):
        inserts += [(mark.start, 1000 - order, mark.before), (mark.end, order - 1000, mark.after)]
    objects = iter(found.objects)
    inserts += [(at, 2000, next(objects)) for at, char in enumerate(found.text) if char == OBJECT]
    parts: list[tuple[str, str]] = []
    at = 0
    for place, _, raw in sorted(inserts):
        if place > at:
            parts.append(("text", found.text[at:place]))
        parts.append(("raw", raw))
        at = place + (1 if found.text[place : place + 1] == OBJECT and raw in found.objects else 0)
    if at < len(found.text):
        parts.append(("text", found.text[at:]))
    return parts
