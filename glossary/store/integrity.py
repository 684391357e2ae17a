"""What must hold across a termbase and no single file can show."""

from collections.abc import Iterator
from pathlib import Path

from glossary.errors import TermbaseError
from glossary.folding import fold
from glossary.terms import Concept, Name, Termbase


def problems(termbase: Termbase) -> list[TermbaseError]:
    """Everything that is wrong, by file."""
    found = [problem for concept in termbase.concepts.values() for problem in _of(concept, termbase)]
    return [*found, *_shared_forms(termbase)]


def _of(concept: Concept, termbase: Termbase) -> Iterator[TermbaseError]:
    def problem(message: str) -> TermbaseError:
        return TermbaseError(Path(concept.file), message)

    for relation in concept.relations:
        if relation.concept not in termbase.concepts:
            yield problem(f"the relation {relation.type!r} names the concept {relation.concept!r}, which is not there")
    for parties in (concept.parties, *(name.used_by for name in concept.names)):
        if list(parties) != sorted(set(parties)):
            yield problem(f"{list(parties)} must be in alphabetical order, each once")
    for name in concept.names:
        if name.claims or not concept.one_sided(name) or not name.loaded(name.language):
            continue
        if not any(other.claims for other in concept.names if set(other.used_by) & set(name.used_by)):
            yield problem(
                f"{name.text!r} takes a side, and no name of its users in this concept has a claim with a source"
            )
    if concept.kind != "status-word":
        yield from map(problem, _asymmetries(concept))


def _asymmetries(concept: Concept) -> Iterator[str]:
    """In every language in which one party's name is called loaded, every other party has to have one as well."""
    for language in sorted({name.language for name in concept.names}):
        names = concept.names_in(language)
        one_sided = [name for name in names if concept.one_sided(name) and name.loaded(language)]
        voiced = {party for name in names for party in name.used_by}
        for name in one_sided:
            for party in concept.parties:
                if party not in voiced:
                    yield f"{name.text!r} takes a side in {language!r}, where {party} has no name of its own"


def _shared_forms(termbase: Termbase) -> Iterator[TermbaseError]:
    """A string that stands for two concepts in one language is one that nobody can look up or lint."""
    owners: dict[tuple[str, str], tuple[Concept, Name, str]] = {}
    for concept, name in termbase.names():
        for text, _ in name.surfaces():
            place = (name.lang, text if name.case_sensitive else fold(text)[0])
            owner = owners.setdefault(place, (concept, name, text))
            if owner[0] is not concept and not (name.only_with or owner[1].only_with):
                yield TermbaseError(Path(concept.file), f"{text!r} ({name.lang}) also stands for {owner[0].id}")
