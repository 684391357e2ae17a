"""A newsroom's own terms laid over the program's: concepts added, put in the place of others, or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from glossary.errors import TermbaseError
from glossary.folding import fold, key
from glossary.lookup import index
from glossary.terms import Concept, Name, Termbase


def lay(base: Termbase, others: Sequence[tuple[Path, Termbase]]) -> Termbase:
    """``base`` with the others over it, in their order.

    A concept of the same identifier takes the place of the program's whole: two halves of one would be nobody's work.
    Raises `TermbaseError` where two of the others have the same concept, where one disables a concept that is not
    there, and where one gives a string to a concept that already stands for another.
    """
    concepts = dict(base.concepts)
    owners: dict[str, Path] = {}
    for path, other in others:
        for gone in sorted(other.disabled):
            if gone not in base.concepts:
                near = get_close_matches(gone, base.concepts, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise TermbaseError(path, f"there is no concept {gone!r} to disable{hint}")
            concepts.pop(gone, None)
        for concept in other.concepts.values():
            if concept.id in owners:
                message = f"the concept {concept.id!r} is also in {owners[concept.id]}; keep it in one of the two"
                raise TermbaseError(path, message)
            owners[concept.id] = path
            concepts.pop(concept.id, None)  # what is laid over comes last, so that errors are found in it
            concepts[concept.id] = concept
    together = Termbase(concepts)
    _no_string_twice(base, together, [concepts[key_] for key_ in owners])
    return together


def _no_string_twice(base: Termbase, together: Termbase, new: Sequence[Concept]) -> None:
    known = index(base)
    for concept in new:
        for name in concept.names:
            for text, spelling in name.surfaces():
                if spelling == "form" and concept.kind == "term":
                    continue  # made by rule: one that happens to be another name is no fault of the list
                for other_id, number in known.get(key(text), ()):
                    other = together.concepts.get(other_id)
                    if other is None or other is concept or other is not base.concepts[other_id]:
                        continue
                    if _clash(name, other.names[number], text):
                        message = (
                            f"{text!r} ({name.lang}) already stands for the concept {other_id!r}; disable that one, "
                            "give this one its identifier, or give this name an 'only_with'"
                        )
                        raise TermbaseError(Path(concept.file), message, name.line)


def _clash(name: Name, other: Name, text: str) -> bool:
    if name.lang != other.lang or name.only_with or other.only_with:
        return False
    return fold(text)[0] in {fold(surface)[0] for surface, _ in other.surfaces()}
