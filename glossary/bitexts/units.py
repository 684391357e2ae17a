"""A text and its translation as a bilingual file pairs them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.document import Run, Segment
from glossary.reading import shown


@dataclass(frozen=True)
class Unit:
    """What a file says belongs together: a message, a sentence, a paragraph, and its translation.

    Both segments have their places in the decoded file. ``target`` is None where nothing is translated yet;
    ``finished`` is false where the file says that the translation is not to be relied on. Languages are two or three
    letters, empty where the file says nothing. Units of one ``paragraph`` follow upon each other; those of one ``text``
    are read together, and those of different texts, such as two messages, have nothing to do with each other. ``id``
    is what the file calls it.
    """

    id: str
    source: Segment
    target: Segment | None
    source_language: str = ""
    target_language: str = ""
    paragraph: int = 0
    text: int = 0
    finished: bool = True


def asked_for(units: Sequence[Unit], languages: tuple[str, str]) -> list[Unit]:
    """The units in the languages that were asked for; all of them, as if in these, where the file has only one pair."""
    one, two = languages
    if len({(unit.source_language, unit.target_language) for unit in units}) > 1:
        return [u for u in units if one in ("", u.source_language) and two in ("", u.target_language)]
    return [
        replace(u, source_language=one or u.source_language, target_language=two or u.target_language) for u in units
    ]


def segment(runs: Sequence[Run]) -> Segment | None:
    """One side of a unit; None where nothing is seen of it."""
    return Segment(tuple(runs)) if shown(runs) else None
