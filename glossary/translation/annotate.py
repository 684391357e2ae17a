"""Notes for the reader of a translation, at the first mention of each contested name, in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from glossary.document import Segment
from glossary.terms import Concept, Name

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


class Form(Protocol):
    """How a document format writes text and footnotes."""

    def escape(self, text: str, segment: Segment | None) -> str:
        """A text as it has to be written in the place of a segment, or within one."""

    def footnote(self, number: int) -> str:
        """The mark of a footnote in the text."""

    def append(self, text: str, notes: Sequence[str], heading: str, newline: str) -> str:
        """A finished document with its footnotes, which are numbered from one."""


class Notes:
    """The notes of one document, numbered in the order of first mention.

    ``translate`` gives a concept's note in the target language; it is handed in, so that no catalogue is read here.
    """

    def __init__(self, translate: Callable[[Concept], tuple[str, bool]]) -> None:
        self._translate = translate
        self._notes: dict[str, Note] = {}

    def first(self, concept: Concept, names: Sequence[Name]) -> Note | None:
        """The note to be put at one of these names of a concept.

        None where none of them takes a side, where the concept has no note, or has been explained before.
        """
        if not concept.note or concept.id in self._notes or not any(map(concept.one_sided, names)):
            return None
        text, translated = self._translate(concept)
        note = Note(len(self._notes) + 1, concept, text, translated)
        self._notes[concept.id] = note
        return note

    def all(self) -> list[Note]:
        """Every note so far, in order."""
        return list(self._notes.values())


def mark(note: Note, style: Style, form: Form, language: str) -> str:
    """What stands behind the name. ``form`` escapes a note that stands in the text itself."""
    if style == "inline":
        return _INLINE.get(language, " [{}]").format(form.escape(note.text, None))
    return form.footnote(note.number)
