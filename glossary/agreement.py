"""Mending the words around a name that was put into a sentence: articles, contractions, prepositions, spaces.

An engine agrees with the word that it saw, which was a stand-in or another name. What is known of the name's own
grammar (gender, number, whether it takes an article, its case forms) comes from the termbase; what follows from it in a
language is here, one function a language. Verbs and adjectives are not mended.
"""

import re
from collections.abc import Callable

from glossary.language import unspaced
from glossary.terms import Name

#: (text before, name, form to be written, source has an article) -> (text before, form)
_Mender = Callable[[str, Name, str], tuple[str, str]]


def agree(before: str, name: Name, form: str, after: str, language: str) -> tuple[str, str, str]:
    """The text before a name, the name's form and the text after it, in agreement."""
    mender = _MENDERS.get(language)
    if mender is not None:
        before, form = mender(before, name, form)
    if unspaced(language):  # an engine that saw Latin letters left spaces round them
        before, after = re.sub(r"(?<=[^\x00-\x7f]) +$", "", before), re.sub(r"^ +(?=[^\x00-\x7f])", "", after)
    if not before.strip(" \"'«»“”¿¡(") and form[:1].islower():
        form = form[:1].upper() + form[1:]
    return before, form, after


def in_the_case_of(surface: str, name: Name, wanted: Name, before: str) -> str:
    """A name in the case in which another stands: Кунашире becomes Кунасири, Южных Курил северных территорий.

    Where the other's form serves several cases, the preposition in the text before it decides. The basic form where the
    case cannot be told.
    """
    cases = [case for case, forms in name.forms.items() if surface in forms and case in wanted.forms]
    governed = _governed(before)
    if surface == name.text or not cases:
        return wanted.text
    return wanted.forms[governed if governed in cases else cases[0]][0]


# --- Spanish ---------------------------------------------------------------------------------------------------------

_ES_DEFINITE = {("m", "sg"): "el", ("f", "sg"): "la", ("m", "pl"): "los", ("f", "pl"): "las"}
_ES_BEFORE = re.compile(r"(?:\b(?P<word>el|la|los|las|del|al)\s+)(?P<marks>[\"“«(]*)$", re.IGNORECASE)


def _spanish(before: str, name: Name, form: str) -> tuple[str, str]:
    """The right article, or none; ``de el`` and ``a el`` contracted, ``del`` and ``al`` taken apart where they must be.

    An article that the name needs is not invented: the sentence may have another determiner, or be a headline.
    """
    found = _ES_BEFORE.search(before)
    if not found or not name.gender:
        return before, form
    word, marks = found["word"], found["marks"]
    preposition = {"del": "de", "al": "a"}.get(word.lower(), "")
    article = _ES_DEFINITE.get((name.gender, name.number or "sg"), "") if name.article else ""
    if preposition and article == "el":
        words = {"de": "del", "a": "al"}[preposition]
    else:
        words = " ".join(filter(None, [preposition, article]))
    if word[0].isupper() and words:
        words = words[0].upper() + words[1:]
    head = before[: found.start()] + (f"{words} " if words else "") + marks
    return re.sub(r"\bde el $", "del ", re.sub(r"\ba el $", "al ", head)), form


# --- Russian ---------------------------------------------------------------------------------------------------------

#: Preposition -> the case it governs; в and на are taken as "where", which is far commoner in news than "where to".
_RU_CASES = {
    "gen": "из от с со до для без около у вокруг против после кроме возле вдоль ради среди из-за севернее южнее",
    "dat": "к ко по благодаря согласно вопреки",
    "ins": "над между перед за под",
    "prep": "в во на о об обо при",
    "acc": "про через сквозь",
}
_RU_BY_WORD = {word: case for case, words in _RU_CASES.items() for word in words.split()}


def _russian(before: str, name: Name, form: str) -> tuple[str, str]:
    """The case that the preposition right before the name asks for; without one the form is left as it is."""
    forms = name.forms.get(_governed(before), ())
    return before, forms[0] if forms and form == name.text else form


def _governed(before: str) -> str:
    """The case that the Russian preposition at the end of a text asks for, empty without one."""
    found = re.search(r"([а-яё-]+)\s+[«\"(]*$", before, re.IGNORECASE)
    return _RU_BY_WORD.get(found[1].lower(), "") if found else ""


_MENDERS: dict[str, _Mender] = {"es": _spanish, "ru": _russian}
