"""Mending the words around a name that was put into a sentence: articles, contractions, prepositions, spaces.

An engine agrees with the word that it saw, which was a stand-in or another name. What is known of the name's own
grammar (gender, number, whether it takes an article, its case forms) comes from the termbase; what follows from it in a
language is here, one function a language. Verbs are not mended, and of adjectives the one next to a Spanish noun.
"""

import re
from collections.abc import Callable, Sequence

from glossary import wordforms
from glossary.language import unspaced
from glossary.terms import Name
from glossary.wordforms import spanish

#: (text before, name, form to be written, text after, what stood there) -> (text before, form, text after)
_Mender = Callable[[str, Name, str, str, str], tuple[str, str, str]]


def agree(before: str, name: Name, form: str, after: str, language: str, old: str = "") -> tuple[str, str, str]:
    """The text before a name, the name's form and the text after it, in agreement; ``old`` is what stood there."""
    mender = _MENDERS.get(language)
    if mender is not None:
        before, form, after = mender(before, name, form, after, old)
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
#: Other words that agree with the noun behind them, by gender and number as above.
_ES_DETERMINERS = [
    "un una unos unas", "este esta estos estas", "ese esa esos esas", "aquel aquella aquellos aquellas",
    "otro otra otros otras", "nuestro nuestra nuestros nuestras", "vuestro vuestra vuestros vuestras",
    "mismo misma mismos mismas", "nuevo nueva nuevos nuevas", "cuyo cuya cuyos cuyas", "dicho dicha dichos dichas",
    "ningún ninguna ningunos ningunas", "algún alguna algunos algunas", "primer primera primeros primeras",
    "cierto cierta ciertos ciertas", "mucho mucha muchos muchas", "todo toda todos todas", "su su sus sus",
    "mi mi mis mis", "tu tu tus tus", "varios varias varios varias", "ambos ambas ambos ambas", "tercer tercera "
    "terceros "
    "terceras", "mal mala malos malas", "buen buena buenos buenas", "gran gran grandes grandes", "qué qué qué qué",
    "último última últimos últimas", "próximo próxima próximos próximas", "propio propia propios propias",
]  # fmt: skip
_ES_ORDER = [("m", "sg"), ("f", "sg"), ("m", "pl"), ("f", "pl")]
_ES_WORD = {word: row.split() for row in _ES_DETERMINERS for word in row.split()}
_ES_BEFORE = re.compile(r"(?:\b(?P<word>el|la|los|las|del|al)\s+)(?P<marks>[\"“«(]*)$", re.IGNORECASE)
_ES_LAST_WORD = re.compile(r"\b(?P<word>[^\W\d_]+)(?P<gap>\s+[\"“«(]*)$")
#: How adjectives and participles end that have a form for each gender and number.
_ES_ADJECTIVE = (
    r"(?:[ai]d|iv|ic|os|oci|uest|iert|rit|rot|nuev|pequeñ|vací|complet|correct|segur|públic|privad|públic|extern|"
    r"intern|viej|rápid|lent|car|barat|list|mism|antigu|necesari|adecuad|ól|ot|an|ari|ead)"
)
_ES_AGREES = re.compile(
    rf"^(?P<gap>\s+(?:(?:(?:no\s+)?(?:es|son|está|están|fue|fueron|era|eran|estaba|estaban|será|serán|sea|sean|esté|estén|"
    rf"ser|estar|queda|quedan|parece|parecen)|(?:ha|han|había|habían|puede|pueden|podrá|debe|deben)\s+(?:sido|estado|ser|"
    rf"estar))\s+(?:muy\s+|ya\s+|más\s+|demasiado\s+)?)?)"
    rf"(?P<stem>[^\W\d_]*{_ES_ADJECTIVE})(?P<end>[oa]s?)\b",
    re.IGNORECASE,
)


#: What one clicks on: a name, or a noun with a word before it. A verb behind "clic" is left alone.
_ES_CLICKED = re.compile(rf"\s+(?:(?:el|la|los|las|{'|'.join(_ES_WORD)})\b|[«“\"]|[A-ZÁÉÍÓÚÑ])", re.ASCII)


def _spanish(before: str, name: Name, form: str, after: str, old: str) -> tuple[str, str, str]:
    """The right article, or none; ``de el`` and ``a el`` contracted, ``del`` and ``al`` taken apart where they must be.

    An article that the name needs is not invented: the sentence may have another determiner, or be a headline. Other
    determiners before the name, and one adjective or participle right behind it, follow where they agreed with ``old``.
    """
    if re.search(r"\bclic\b", form.lower()) and _ES_CLICKED.match(after):
        after = " en" + after
    if not name.gender:
        return before, form, after
    number, was = wordforms.number_of(name, form), spanish_was(before, old)
    found = _ES_BEFORE.search(before)
    if found:
        word, marks = found["word"], found["marks"]
        preposition = {"del": "de", "al": "a"}.get(word.lower(), "")
        article = _ES_DEFINITE.get((name.gender, number), "") if name.article else ""
        if preposition and article == "el":
            words = {"de": "del", "a": "al"}[preposition]
        else:
            words = " ".join(filter(None, [preposition, article]))
        if word[0].isupper() and words:
            words = words[0].upper() + words[1:]
        before = before[: found.start()] + (f"{words} " if words else "") + marks
        before = re.sub(r"\bde el $", "del ", re.sub(r"\ba el $", "al ", before))
    else:
        before = _determined(before, name.gender, number)
    return before, form, _adjusted(after, name.gender, number, was if old else None)


def _determined(before: str, gender: str, number: str) -> str:
    """The text with the determiners at its end, three at most, in a gender and number."""
    place, tail = _ES_ORDER.index((gender, number)), ""
    for _ in range(3):
        found = _ES_LAST_WORD.search(before)
        word = found["word"].lower() if found else ""
        if found and word in _ES_WORD:
            new = _ES_WORD[word][place]
        elif found and tail and (word in _ES_DEFINITE.values() or word in ("del", "al")):
            new = {"del": "de ", "al": "a "}.get(word, "") + _ES_DEFINITE[gender, number]
            new = {"de el": "del", "a el": "al"}.get(new, new)
        else:
            break
        tail = _capital_like(new, found["word"]) + found["gap"] + tail
        before = before[: found.start()]
    return before + tail


def _capital_like(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def spanish_was(before: str, old: str) -> tuple[str, str]:
    """The gender and number of what stands behind a Spanish text: by the article there, or by how it ends."""
    found = _ES_BEFORE.search(before) or _ES_LAST_WORD.search(before)
    word = {"del": "el", "al": "el"}.get(found["word"].lower(), found["word"].lower()) if found else ""
    for key, article in _ES_DEFINITE.items():
        if article == word:
            return key
    row = _ES_WORD.get(word, [])
    if len(set(row)) == len(_ES_ORDER):
        return _ES_ORDER[row.index(word)]
    return spanish.gender_and_number(old)


def _adjusted(after: str, gender: str, number: str, old: tuple[str, str] | None) -> str:
    """The text behind a noun, its first adjective in a gender and number if it had those of ``old`` before."""
    found = _ES_AGREES.match(after)
    if not found or not old:
        return after
    was = {"o": ("m", "sg"), "a": ("f", "sg"), "os": ("m", "pl"), "as": ("f", "pl")}[found["end"]]
    if was == (gender, number) or was != old:
        return after
    end = {"m": "o", "f": "a"}[gender] + ("s" if number == "pl" else "")
    return found["gap"] + found["stem"] + end + after[found.end() :]


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


def _russian(before: str, name: Name, form: str, after: str, old: str) -> tuple[str, str, str]:
    """The case that the preposition right before the name asks for; without one the form is left as it is."""
    forms = name.forms.get(_governed(before), ())
    form = forms[0] if forms and form == name.text else form
    return voiced(before, form), form, after


_RU_VOICED = re.compile(r"\b(?P<word>об?|во?|со?|ко?)(?P<gap>\s+[«\"(]*)$", re.IGNORECASE)
#: Preposition -> its longer form, and what it has that form before.
_RU_LONGER = {
    "о": ("об", re.compile(r"[аэиоу]")),
    "в": ("во", re.compile(r"[вф][^аеёиоуыэюя]")),
    "с": ("со", re.compile(r"[сзшж][^аеёиоуыэюя]|щ")),
    "к": ("ко", re.compile(r"\Z")),
}


def voiced(before: str, form: str) -> str:
    """The text with the preposition at its end as it is said before a word: об Арцахе, во Владивосток."""
    found = _RU_VOICED.search(before)
    if not found:
        return before
    short = found["word"][0]
    longer, when = _RU_LONGER[short.lower()]
    word = short + longer[1:] if when.match(form.lower()) else short
    return before[: found.start()] + word + found["gap"]


#: The prepositions that govern two cases: a form that is neither is never right behind them.
_RU_TWO = {"в": "prep acc", "во": "prep acc", "на": "prep acc", "с": "gen ins", "со": "gen ins", "за": "ins acc",
           "под": "ins acc", "по": "dat prep"}  # fmt: skip


def possible(before: str) -> set[str]:
    """Every case that the Russian preposition at the end of a text can ask for; empty without one."""
    found = re.search(r"([а-яё-]+)\s+[«\"(]*$", before, re.IGNORECASE)
    word = found[1].lower() if found else ""
    return set((_RU_TWO.get(word) or _RU_BY_WORD.get(word, "")).split())


def fitting(name: Name, forms: Sequence[str], before: str, language: str) -> list[str]:
    """Those of a name's forms that can stand behind a text: in Russian its last preposition says which."""
    cases = possible(before) if language == "ru" else set()
    fit = [form for form in forms if any(form in name.forms.get(case, ()) for case in cases)]
    return fit or list(forms)


def declined(surface: str, name: Name, before: str, language: str) -> str:
    """A form of a Russian name; another one of its forms where it cannot stand behind the preposition before it."""
    able = possible(before) if language == "ru" else set()
    cases = {case for case, forms in name.forms.items() if surface in forms}
    wanted = name.forms.get(_governed(before), ())
    return wanted[0] if able and cases and able.isdisjoint(cases) and wanted else surface


def _governed(before: str) -> str:
    """The case that the Russian preposition at the end of a text asks for, empty without one."""
    found = re.search(r"([а-яё-]+)\s+[«\"(]*$", before, re.IGNORECASE)
    return _RU_BY_WORD.get(found[1].lower(), "") if found else ""


_MENDERS: dict[str, _Mender] = {"es": _spanish, "ru": _russian}
