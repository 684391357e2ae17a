"""A unit's two texts with what is no text in them, and how that of one is found in the other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary.document import OBJECT, Span, literal
from glossary.translation.memory import Remembered, key
from glossary.translation.plan import flatten


@dataclass
class Side:
    """One text, as it is put together: ``text`` is what is read, with `OBJECT` for every inline object.

    ``objects`` tell in order what each of them is, so that its counterpart can be known by the same; ``marks`` are the
    stretches that markup encloses and what it is.
    """

    text: str = ""
    objects: list[str] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    _open: list[tuple[str, int]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Go on with text; an address in it is an object, as it is in a document."""
        text = text.replace(OBJECT, "")
        for run in literal(text, Span(0, len(text))):
            self.text += run.text
            if run.text == OBJECT:
                self.objects.append(text[run.span.start : run.span.end])

    def put(self, what: str) -> None:
        """Go on with an inline object."""
        self.text += OBJECT
        self.objects.append(what)

    def opens(self, what: str) -> None:
        """Markup begins here."""
        self._open.append((what, len(self.text)))

    def closes(self, what: str) -> None:
        """Markup that began ends here; an end without a beginning says nothing."""
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number][0] == what:
                self.marks.append((what, self._open.pop(number)[1], len(self.text)))
                return


def paired(source: Side, target: Side, file: str) -> Remembered | None:
    """Two texts as a unit; None where one is empty or has an object that the other lacks."""
    if sorted(source.objects) != sorted(target.objects) or not source.text.strip() or not target.text.strip():
        return None
    flat, _, codes = flatten(source.text)
    waiting: dict[str, list[str]] = defaultdict(list)
    for what, code in zip(source.objects, codes, strict=True):
        waiting[what].append(code)
    parts = target.text.split(OBJECT)
    text = parts[0] + "".join(waiting[what].pop(0) + part for what, part in zip(target.objects, parts[1:], strict=True))
    return Remembered(key(flat), key(text), file, tuple(_enclosed(source, target)))


def _enclosed(source: Side, target: Side) -> Iterator[tuple[str, str]]:
    """What is inside the markup of both, the first piece of a kind with the first, where it is words alone."""
    waiting = defaultdict(list)
    for what, start, end in sorted(target.marks, key=lambda mark: mark[1]):
        waiting[what].append(key(target.text[start:end]))
    for what, start, end in sorted(source.marks, key=lambda mark: mark[1]):
        words, others = key(source.text[start:end]), waiting[what]
        other = others.pop(0) if others else ""
        if words and other and OBJECT not in words + other:
            yield words, other
