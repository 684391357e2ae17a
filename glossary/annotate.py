"""Notes for the reader of a translation, at the first mention of each contested name, in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from glossary.terms import Concept

Style = Literal["footnote", "inline", "none"]
#: How translators put a note of their own into running text; other languages get square brackets.
_INLINE = {
    "de": " (Anm. d. Ü.: {})",
    "es": " (N. del T.: {})",
    "fr": " (N.d.T. : {})",
    "ja": "（訳注：{}）",
    "ko": "(역주: {})",
    "ru": " ({} — Прим. пер.)",
    "uk": " ({} — Прим. пер.)",
    "zh": "（译注：{}）",
}
STYLES: tuple[Style, ...] = ("footnote", "inline", "none")


@dataclass(frozen=True)
class Note:
    """A numbered note; ``text`` is in the target language, or in English where ``translated`` is false."""

    number: int
    concept: Concept
    text: str
    translated: bool


class Notes:
    """The notes of one document, numbered in the order of first mention.

    ``translate`` gives a concept's note in the target language; it is handed in, so that no catalogue is read here.
    """

    def __init__(self, translate: Callable[[Concept], tuple[str, bool]]) -> None:
        self._translate = translate
        self._notes: dict[str, Note] = {}

    def first(self, concept: Concept) -> Note | None:
        """The note to be put here: None where the concept has none, or has been explained before."""
        if not concept.note or concept.id in self._notes:
            return None
        text, translated = self._translate(concept)
        note = Note(len(self._notes) + 1, concept, text, translated)
        self._notes[concept.id] = note
        return note

    def all(self) -> list[Note]:
        """Every note so far, in order."""
        return list(self._notes.values())


def mark(note: Note, style: Style, markdown: bool, language: str) -> str:
    """What stands behind the name."""
    if style == "inline":
        return _INLINE.get(language, " [{}]").format(note.text)
    return f"[^n{note.number}]" if markdown else f"[{note.number}]"


def appendix(notes: Iterable[Note], heading: str, markdown: bool, newline: str) -> str:
    """What is added to the end of the document for footnotes."""
    lines = [f"[^n{n.number}]: {n.text}" if markdown else f"[{n.number}] {n.text}" for n in notes]
    if not lines:
        return ""
    head = [] if markdown else [heading, ""]
    return newline.join(["", *head, *lines, ""])
