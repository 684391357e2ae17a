"""What the files of other tools have in common: XML that may be broken, and names without more about them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from glossary import xmlfiles
from glossary.errors import FileError, TermbaseError
from glossary.terms import KINDS, Concept, Dispute, Name, Termbase


def xml(path: Path) -> ET.Element:
    """The root of an XML file. Raises `TermbaseError` where `xmlfiles.read` refuses it."""
    try:
        return xmlfiles.read(path)
    except FileError as problem:
        raise TermbaseError(path, str(problem).removeprefix(f"{path}: ")) from None


def add(names: list[Name], language: str, text: str, line: int = 0) -> None:
    """Put a name behind the others of a concept, unless it is there."""
    if all((name.lang, name.text) != (language, text) for name in names):
        names.append(Name(language, text, line=line))


def kind_of(said: str, part_of_speech: str = "") -> str:
    """The kind of a concept by what a file says: one of ours, a name by its part of speech, or an ordinary word.

    Only ordinary words are looked for in their plural and, where they are verbs, in their forms.
    """
    if said in KINDS:
        return said
    return "place" if part_of_speech == "properNoun" else "term"


def termbase(path: Path, names: Mapping[str, Sequence[Name]], kinds: Mapping[str, str] | None = None) -> Termbase:
    """Concepts of which a file tells nothing but their names and perhaps their kind, by their identifiers."""
    dispute = Dispute(path.stem, path.stem, file=str(path))
    kinds = kinds or {}
    return Termbase(
        {
            key: Concept(key, dispute, kinds.get(key, "term"), "", names=tuple(row), file=str(path))
            for key, row in names.items()
        }
    )
