"""The termbase's names as text to train on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from glossary.starter.corpus import Pair


@dataclass(frozen=True)
class Known:
    """A name of the termbase as one language writes it, and what the same users write in the other."""

    source: str
    target: str
    forms: frozenset[str]


@cache
def known(source: str, target: str) -> list[Known]:
    """The termbase's names that have the same users in both languages, spellings included."""
    from glossary import inflect, resources, store

    found: list[Known] = []
    for concept in inflect.complete(store.load_one(resources.folder("terms"))).concepts.values():
        for one in concept.names:
            same = [two for two in concept.names if two.lang == target and set(two.used_by) & set(one.used_by)]
            if one.lang == source and same:
                forms = {same[0].text, *(form for case in same[0].forms.values() for form in case)}
                found += [Known(text, same[0].text, frozenset(forms)) for text in (one.text, *one.also)]
    return found


def pattern(texts: Iterable[str], language: str) -> re.Pattern[str]:
    """Finds any of some names in a text of a language, the longest where several begin."""
    edge = "" if language == "ja" else r"\b"
    return re.compile(edge + "(" + "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) + ")" + edge)


def pairs(source: str, target: str) -> list[Pair]:
    """The termbase's names on their own."""
    return [(name.source, name.target) for name in known(source, target)]


def placed(rows: Iterable[Pair], source: str, target: str) -> Iterator[Pair]:
    """Pairs in whose source a name is replaced by the one that the target is to have, in its basic form.

    So a network learns to keep a name that it is given, and to inflect it (Dinu et al., Training Neural Machine
    Translation to Apply Terminology Constraints, 2019; Bergmanis and Pinnis, Facilitating Terminology Translation
    with Target Lemma Annotations, 2021).
    """
    by_text = {name.source: name for name in known(source, target) if len(name.source) > 1}
    any_name = pattern(by_text, source)
    for one, two in rows:
        for found in any_name.finditer(one):
            name = by_text[found[0]]
            if any(form in two for form in name.forms):
                yield one[: found.start()] + name.target + one[found.end() :], two
