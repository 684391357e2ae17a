"""Files that have a place for each translation beside its source: a module with ``read(text)`` for each kind.

What it reads says its language and is filled in by a job, and everything else in the file stays. A new one is a module
and its name here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from glossary import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.files import Text
    from glossary.translation.annotate import Notes
    from glossary.translation.held import Held
    from glossary.translation.plan import Job
    from glossary.translation.translate import Translation

#: Formats, each the name of its module here.
KINDS = frozenset({"po", "xliff"})
#: Stands between two strings in the text that is translated; no string of a file has it.
BETWEEN = "\N{INFORMATION SEPARATOR TWO}"


@dataclass(frozen=True)
class Filled:
    """What became of a file: its new text, and the translation of all its strings as one.

    ``source`` is what the places of the translation's findings are in, empty where that is no file; ``summary`` says
    how many strings there were and how many verified.
    """

    text: str
    source: str
    translation: Translation
    summary: str


class Fillable(Protocol):
    """A file that was read."""

    @property
    def language(self) -> str:
        """The language that it is translated from, empty where it does not say."""

    def fill(self, job: Job, everything: bool) -> Filled:
        """Translate what has no finished translation, or with ``everything`` all.

        Raises `ConfigError` where the file is for another language, and `EngineError` where the engine fails.
        """


class Kind(Protocol):
    """What a module here has to offer."""

    def read(self, text: Text) -> Fillable:
        """A decoded file. Raises `FileError` with what is wrong with it."""


def read(text: Text) -> Fillable | None:
    """A file to be filled in; None for one that is translated as a whole."""
    name = formats.name_of(text.path)
    return cast(Kind, import_module(f"glossary.translation.filling.{name}")).read(text) if name in KINDS else None


def explained(units: Sequence[Held], notes: Notes) -> list[str]:
    """The notes on the names that are first mentioned in some units."""
    due = (notes.first(term.mention.concept, term.names) for held in units for term in held.unit.terms)
    return [note.text for note in due if note]
