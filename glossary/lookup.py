"""Finding a concept by any of its names, however it is typed, and saying what it is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.folding import key
from glossary.terms import Concept, Name, Termbase

#: How alike two keys have to be, out of 100, to be taken for the same name, and to be offered instead.
_SAME, _NEAR = 88, 60


@dataclass(frozen=True)
class Found:
    """A concept, and the name of it that was asked for; ``exact`` is false where the spelling had to be guessed."""

    concept: Concept
    name: Name
    exact: bool


def lookup(query: str, termbase: Termbase, language: str = "") -> tuple[list[Found], list[str]]:
    """The concepts that a name may mean, in the order of the termbase; with none, the nearest names instead."""
    index = _index(termbase, language)
    wanted = key(query)
    if not wanted:
        return [], []
    if hits := index.get(wanted):
        return _unique(Found(concept, name, True) for concept, name in hits), []
    from rapidfuzz import fuzz, process

    near = process.extract(wanted, index.keys(), scorer=fuzz.ratio, limit=5, score_cutoff=_NEAR)
    good = [found for found in near if found[1] >= _SAME and len(wanted) > 3]
    if good:
        best = [candidate for candidate, score, _ in good if score == good[0][1]]
        return _unique(Found(c, n, False) for candidate in best for c, n in index[candidate]), []
    return [], list(dict.fromkeys(index[candidate][0][1].text for candidate, _, _ in near))


def _index(termbase: Termbase, language: str) -> dict[str, list[tuple[Concept, Name]]]:
    index: dict[str, list[tuple[Concept, Name]]] = {}
    for concept, name in termbase.names():
        if language and name.language != language:
            continue
        for text, _ in name.surfaces():
            hits = index.setdefault(key(text), [])
            if (concept, name) not in hits:
                hits.append((concept, name))
    for concept in termbase.concepts.values():  # an identifier is a name, too: `glossary lookup southern-kurils`
        hits = index.setdefault(key(concept.id), [])
        if all(concept is not other for other, _ in hits) and (names := concept.names_in(language or "en")):
            hits.append((concept, names[0]))
    return index


def _unique(found: Iterable[Found]) -> list[Found]:
    first: dict[str, Found] = {}
    for item in found:
        first.setdefault(item.concept.id, item)
    return list(first.values())
