"""Finding a concept by any of its names, however it is typed, and saying what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.folding import key
from glossary.terms import Concept, Index, Name, Termbase

#: How alike two keys have to be, out of 100, to be taken for the same name, and to be offered instead.
_SAME, _NEAR = 80, 60


@dataclass(frozen=True)
class Found:
    """A concept, and the name of it that was asked for; ``exact`` is false where the spelling had to be guessed."""

    concept: Concept
    name: Name
    exact: bool


def lookup(query: str, termbase: Termbase, language: str = "") -> tuple[list[Found], list[str]]:
    """The concepts that a name may mean, in the order of the termbase; with none, the nearest names instead."""
    keys = index(termbase)
    wanted = key(query)
    if not wanted:
        return [], []
    for spelt in (wanted, wanted.removeprefix("the")):
        if exact := _found(keys.get(spelt, ()), termbase, language, True):
            return exact, []
    from rapidfuzz import fuzz, process

    near = process.extract(wanted, list(keys), scorer=fuzz.ratio, limit=20, score_cutoff=_NEAR)
    nearest = [(_found(keys[candidate], termbase, language, False), score) for candidate, score, _ in near]
    nearest = [(found, score) for found, score in nearest if found]
    good = [found for found, score in nearest if score >= _SAME and score == nearest[0][1] and len(wanted) > 3]
    if good:
        return list({item.concept.id: item for found in good for item in found}.values()), []
    return [], list(dict.fromkeys(found[0].name.text for found, _ in nearest))[:5]


def index(termbase: Termbase) -> Index:
    """Every look-up key of a termbase. A concept's identifier counts as a name: ``glossary lookup southern-kurils``."""
    if termbase.prepared is not None:
        return termbase.prepared.index()
    keys: dict[str, list[tuple[str, int]]] = {}
    for concept in termbase.concepts.values():
        for number, name in enumerate(concept.names):
            for text, _ in name.surfaces():
                hits = keys.setdefault(key(text), [])
                if (concept.id, number) not in hits:
                    hits.append((concept.id, number))
        hits = keys.setdefault(key(concept.id), [])
        if all(concept.id != other for other, _ in hits):
            hits.append((concept.id, 0))
    return {text: tuple(hits) for text, hits in keys.items()}


def _found(hits: Sequence[tuple[str, int]], termbase: Termbase, language: str, exact: bool) -> list[Found]:
    """The concepts behind look-up keys, each once, in a language if one is asked for."""
    found: dict[str, Found] = {}
    for concept_id, number in hits:
        concept = termbase.concepts[concept_id]
        name = concept.names[number]
        if not language or name.language == language:
            found.setdefault(concept_id, Found(concept, name, exact))
    return list(found.values())
