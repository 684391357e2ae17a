"""What must hold across a termbase and no single file can show: references, sources, and that nobody is favoured.

The balance of a termbase is not a matter of opinion here. Every name is judged as if it stood alone in a text, once
under no side and once under each party's, and the judgements have to mirror each other; every party has to be able to
speak, in its own language and wherever its rival's word is called loaded. Invented and real places are held to the
same rules, so a newsroom's own termbase is checked like the program's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glossary.context import Context
from glossary.errors import TermbaseError
from glossary.folding import fold
from glossary.language import official_languages, party_name
from glossary.match import Mention
from glossary.perspective import Perspective, judge
from glossary.terms import Concept, Name, Termbase

_NOBODY = Perspective("neutral")


def problems(termbase: Termbase) -> list[TermbaseError]:
    """Everything that is wrong, by file."""
    found = [problem for concept in termbase.concepts.values() for problem in _of(concept, termbase)]
    return [*found, *_shared_forms(termbase)]


def _problem(concept: Concept, message: str, name: Name | None = None) -> TermbaseError:
    return TermbaseError(Path(concept.file), message, name.line if name else 0)


def _of(concept: Concept, termbase: Termbase) -> Iterator[TermbaseError]:
    yield from _references(concept, termbase)
    yield from _sources(concept)
    yield from _pairs(concept)
    yield from _judgements(concept)
    if concept.kind != "status-word":
        yield from _voices(concept)
        yield from _neutral(concept)


def _references(concept: Concept, termbase: Termbase) -> Iterator[TermbaseError]:
    for relation in concept.relations:
        if relation.concept not in termbase.concepts:
            message = f"the relation {relation.type!r} names the concept {relation.concept!r}, which is not there"
            yield _problem(concept, message)
    disputes = {other.dispute.id for other in termbase.concepts.values()}
    for name in (None, *concept.names):
        parties = name.used_by if name else concept.parties
        if list(parties) != sorted(set(parties)):
            yield _problem(concept, f"{list(parties)} must be in alphabetical order, each once", name)
        for dispute in name.only_with if name else ():
            if dispute != "*" and dispute not in disputes:
                yield _problem(concept, f"'only_with' names the dispute {dispute!r}, which is not there", name)


def _sources(concept: Concept) -> Iterator[TermbaseError]:
    for name in concept.names:
        if name.claims or not concept.one_sided(name) or not name.loaded(name.language):
            continue
        if not any(other.claims for other in concept.names if set(other.used_by) & set(name.used_by)):
            message = f"{name.text!r} takes a side, and no name of its users in this concept has a claim with a source"
            yield _problem(concept, message, name)


def _pairs(concept: Concept) -> Iterator[TermbaseError]:
    """A name cannot be cleared by itself or by its own side: two of them would clear each other in a circle."""
    for name in concept.names:
        for text in name.pair_with:
            others = [other for other in concept.names if other.text == text]
            if not others:
                yield _problem(concept, f"'pair_with' has {text!r}, which is no name of this concept", name)
            elif any(set(other.used_by) & set(name.used_by) & set(concept.parties) for other in others):
                message = f"{name.text!r} is paired with {text!r}, which the same party uses: that goes in a circle"
                yield _problem(concept, message, name)


def _voices(concept: Concept) -> Iterator[TermbaseError]:
    """Where one party's name is called loaded, every other party has to have one; each has one in its own language."""
    for language in sorted({name.language for name in concept.names}):
        names = concept.names_in(language)
        voiced = {party for name in names for party in name.used_by}
        for name in names:
            if not (concept.one_sided(name) and name.loaded(language)):
                continue
            for party in concept.parties:
                if party not in voiced:
                    message = f"{name.text!r} takes a side in {language!r}, where {party} has no name of its own"
                    yield _problem(concept, message, name)
    for party in concept.parties:
        own = official_languages(party)
        names = [name for name in concept.names if party in name.used_by]
        if names and own and not any(name.language in own for name in names):
            own = official_languages(party, regional=False)
            message = f"{party_name(party)} has names here and none in a language of its own ({', '.join(own)})"
            yield _problem(concept, message, names[0])


def _judgements(concept: Concept) -> Iterator[TermbaseError]:
    """No side's own name is reported to it; to its rivals it is what it is to nobody's side."""
    houses = {party: Perspective(party, sides=frozenset({party})) for party in _sides(concept)}
    for name in concept.names:
        mention = Mention(concept, name, name.text, "text", 0, len(name.text))
        alone = judge(mention, Context("own-voice"), _NOBODY, name.language)
        for party, house in houses.items():
            judged = judge(mention, Context("own-voice"), house, name.language)
            if party in name.used_by and judged.rule is not None:
                yield _problem(concept, f"{name.text!r} is {party}'s own and is reported to {party}", name)
            if party not in name.used_by and (judged.rule, judged.reason) != (alone.rule, alone.reason):
                yield _problem(concept, f"{name.text!r} is judged differently for {party} than for nobody", name)


def _sides(concept: Concept) -> list[str]:
    if concept.kind != "status-word":
        return list(concept.parties)
    return sorted({party for name in concept.names for party in name.used_by})


def _neutral(concept: Concept) -> Iterator[TermbaseError]:
    """Without a side, a loaded name is never written without its pair."""
    for language in sorted({name.language for name in concept.names}):
        names = _NOBODY.names(concept, language)
        if len(names) == 1 and names[0].loaded(language) and concept.one_sided(names[0]):
            message = f"{names[0].text!r} takes a side in {language!r} and would be written alone"
            yield _problem(concept, message, names[0])


def _shared_forms(termbase: Termbase) -> Iterator[TermbaseError]:
    """A string that stands for two concepts in one language is one that nobody can look up or lint."""
    owners: dict[tuple[str, str], tuple[Concept, Name]] = {}
    for concept, name in termbase.names():
        for text, _ in name.surfaces():
            place = (name.lang, text if name.case_sensitive else fold(text)[0])
            other, its = owners.setdefault(place, (concept, name))
            if other is not concept and not (name.only_with or its.only_with):
                message = (
                    f"{text!r} ({name.lang}) also stands for {other.id}; give one of the two an 'only_with', "
                    "so that the context tells them apart"
                )
                yield _problem(concept, message, name)
