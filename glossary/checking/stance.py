"""Whether a translation takes the stand of its source: one mention against the one that renders it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from glossary import voices
from glossary.checking.bilingual import Told
from glossary.language import unspaced
from glossary.perspective import Perspective, Reason
from glossary.terms import Concept, Name, Termbase

_STEM = 5  # letters of a word that its forms share
_QUOTES = "\"'«»‹›“”„‘’‚「」『』"
_MANY = 15  # concepts that a mark has to be shared by, to tell nothing


@dataclass(frozen=True)
class Matched:
    """The mentions of two texts that render each other: pairs, and what is left over on either side."""

    both: list[tuple[Told, Told]]
    lost: list[Told]
    added: list[Told]


def side_of(told: Told) -> frozenset[str]:
    """The side of a mention's name."""
    return told.mention.concept.side(told.mention.name)


def marked(told: Told, language: str) -> bool:
    """Whether it is a side's own name and no ordinary word in a text of this language."""
    return bool(side_of(told)) and told.mention.name.loaded(language)


def spoken(told: Told) -> bool:
    """Whether it is somebody else's word than the writer's."""
    return told.context.quoted or told.context.kind == "quoted" or told.context.handed_over


def match(source: Sequence[Told], target: Sequence[Told]) -> Matched:
    """Which mention renders which: the same side's in the same kind of voice first, then whatever there is."""
    ours = [told for told in source if _counts(told)]
    theirs = [told for told in target if _counts(told)]
    both: list[tuple[Told, Told]] = []
    for fits in _FITS:
        for one in list(ours):
            two = next((two for two in theirs if two.mention.concept is one.mention.concept and fits(one, two)), None)
            if two is not None:
                both.append((one, two))
                ours.remove(one)
                theirs.remove(two)
    return Matched(both, ours, theirs)


#: How well two mentions of one concept fit, the best first.
_FITS: tuple[Callable[[Told, Told], bool], ...] = (
    lambda one, two: side_of(one) == side_of(two) and spoken(one) == spoken(two),
    lambda one, two: side_of(one) == side_of(two),
    lambda one, two: True,
)


def _counts(told: Told) -> bool:
    return not told.mention.exception and told.mention.concept.kind != "status-word"


def shift(one: Told, two: Told, perspective: Perspective, source: str, target: str) -> Reason | None:
    """What is wrong with rendering one mention by the other, if anything; ``source`` and ``target`` are languages.

    A name that is the ordinary word of the target's language takes no side in it, whoever uses it. In the writer's own
    voice a translation may take the house's side or none, in a quotation it may not.
    """
    concept = two.mention.concept
    ours = of_the_house(two, perspective, target)
    takes_a_side = marked(two, target)
    if side_of(one) == side_of(two):
        theirs = one.context.handed_over or (spoken(one) and not one.bare)
        dropped = theirs and one.mention.name.loaded(source) and two.context.kind == "own-voice" and takes_a_side
        return Reason.UNATTRIBUTED if dropped and not ours else None
    if spoken(one) and side_of(one):
        can_keep = any(concept.side(other) == side_of(one) for other in concept.names_in(target))
        softened = not side_of(two) and one.mention.name.loaded(source)
        return Reason.MISQUOTED if can_keep and (takes_a_side or softened) else None
    if not takes_a_side or ours or two.context.kind != "own-voice":
        return None
    return Reason.CHANGED_SIDES if marked(one, source) else Reason.TOOK_SIDE


def took_side(two: Told, perspective: Perspective, target: str) -> bool:
    """Whether a name that renders nothing of the source takes a side that is not the house's."""
    return two.context.kind == "own-voice" and marked(two, target) and not of_the_house(two, perspective, target)


def of_the_house(two: Told, perspective: Perspective, target: str) -> bool:
    """Whether the house writes this name, and by itself: one of a pair that it wants together is not its answer."""
    return perspective.own(two.mention.name) or perspective.names(two.mention.concept, target) == [two.mention.name]


def barred(two: Told, perspective: Perspective, target: str) -> bool:
    """Whether the house has ruled a name out: by its own choice of another, or because its side's authorities have."""
    name, concept = two.mention.name, two.mention.concept
    if two.context.kind != "own-voice" or concept.kind == "status-word":
        return False
    chosen = perspective.base.get(concept.id, {}).get(target)
    # The ordinary word of a language is no other side's name.
    if chosen and name.loaded(target) and side_of(two) and chosen not in dict(name.surfaces()):
        return True
    return perspective.rules_out(name)


def verdict(told: Told, language: str) -> bool:
    """Whether it is a party's judgement in a text of this language."""
    concept, name = told.mention.concept, told.mention.name
    judged = concept.kind == "status-word" and concept.status_class == "party-verdict"
    return judged and name.loaded(language) and not told.mention.exception


def own_words(told: Told, language: str) -> bool:
    """Whether a verdict is the writer's own; one that has its verb of saying in it ("demands the return of") is not."""
    if told.context.kind != "own-voice":
        return False
    voice = voices.load(language)
    return not any(pattern.search(told.mention.surface) for pattern in (*voice.claims, *voice.reports))


def plain_words(termbase: Termbase, language: str) -> frozenset[str]:
    """Marks that tell nothing: of words that state a fact or a finding ("occupied"), or of many concepts ("island")."""
    plain: set[str] = set()
    seen: Counter[str] = Counter()
    for concept in termbase.concepts.values():
        surfaces = [surface for name in concept.names_in(language) for surface, _ in name.surfaces()]
        marks = {mark for surface in surfaces for mark in _marks(surface, language)}
        seen.update(marks)
        if concept.kind == "status-word" and concept.status_class != "party-verdict":
            plain |= marks
    return frozenset(plain | {mark for mark, concepts in seen.items() if concepts >= _MANY})


def resembles(text: str, concept: Concept, language: str, plain: frozenset[str]) -> bool:
    """Whether a text has a telling word of any of the concept's names in its language, in whatever form.

    A verdict has more wordings than a termbase, and a name has adjectives: one that is only worded differently is not
    lost. Where the termbase has no wording in the language nothing can be said, and that counts as likeness too.
    """
    names = concept.names_in(language)
    marks = {mark for name in names for surface, _ in name.surfaces() for mark in _marks(surface, language)}
    return not names or bool(marks & set(_marks(text, language)) - plain)


def may_go_unnamed(told: Told, source: str, text: str, target: str, plain: frozenset[str]) -> bool:
    """Whether a good translation into ``text`` says it by another word: what takes a side in the source may not.

    中国海警局 is the Chinese coast guard, Beijing's protest is China's, and Crimean is an adjective of no termbase.
    """
    if marked(told, source):
        return False
    concept = told.mention.concept
    any_word = concept.kind in ("state", "people", "language", "organisation", "settlement")
    return any_word or resembles(text, concept, target, plain)


def may_be_there(told: Told, source: str, text: str, target: str, plain: frozenset[str]) -> bool:
    """Whether a text may well have a name that nothing was found of.

    It is there where it is quoted as it stands in the source, as a spelling is that a text speaks of, and where a word
    stands that only its own side's names have: 西沙 is 西沙諸島. A side without a name of its own in the target's
    language leaves nothing to look for: 'Lefkosia' will be written by its sound.
    """
    concept, side = told.mention.concept, side_of(told)
    if re.search(rf"[{_QUOTES}]{re.escape(told.mention.surface)}[{_QUOTES}]", text):
        return True
    names = concept.names_in(target)
    own = [name for name in names if concept.side(name) == side]
    if side and not own:
        return True
    others = {mark for name in names if name not in own for mark in _of_name(name, target)}
    telling = {mark for name in own for mark in _of_name(name, target)} - others - plain
    return bool(side and telling & set(_marks(text, target)))


def _of_name(name: Name, language: str) -> Iterator[str]:
    for surface, _ in name.surfaces():
        yield from _marks(surface, language)


def _marks(text: str, language: str) -> Iterator[str]:
    """What the forms and derivations of a word share: its first letters; in Japanese two ideographs, or a loan word."""
    if unspaced(language):
        yield from re.findall(r"[\u30a1-\u30fa\u30fc]{2,}", text)
        for run in re.findall(r"[\u3400-\u9fff]{2,}", text):
            yield from (run[at : at + 2] for at in range(len(run) - 1))
    else:
        yield from (word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}", text.lower()))
