"""The cases of Russian and Ukrainian names, made while a termbase is compiled and never while a text is read.

pymorphy3 declines a noun phrase of the kind that names are: adjectives, the noun they agree with, and whatever stands
behind it unchanged (``Западный берег реки Иордан``). It is asked only where that is safe. A name with forms of its own,
an indeclinable one and a phrase without a nominative noun are left as they are; so is a word that the dictionary does
not know, unless the termbase gives its gender and it ends as such words do: asked freely, pymorphy3 declines Сенкаку.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from glossary.terms import Concept, Name, Termbase

#: The termbase's words for the cases, and pymorphy3's for the same.
CASES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
LANGUAGES = ("ru", "uk")

#: What a dictionary calls first names, surnames, patronymics, places, organisations and brands.
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})
_GENDER = {"m": "masc", "f": "femn", "n": "neut"}
_NUMBER = {"sg": "sing", "pl": "plur"}
_AND = frozenset("и й і й та".split())  # noqa: SIM905
#: Forms that are in the dictionary and not in the news: superlatives, -ою and -ею, archaisms, colloquialisms, mistakes.
_RARE = frozenset("Supr V-oy V-ey V-ej V-be V-bi V-ie Arch Infr Slng Erro Dist Litr arch slng".split())  # noqa: SIM905
#: How a word ends that is declined although no dictionary has it, by gender.
_REGULAR = {"m": "бвгґджзклмнпрстфхцчшщй", "f": "ая", "n": ""}


def complete(termbase: Termbase) -> Termbase:
    """The termbase with the cases of every name that a library can be trusted with."""
    return Termbase({key: _concept(value) for key, value in termbase.concepts.items()}, termbase.disabled)


def _concept(concept: Concept) -> Concept:
    if concept.kind == "term":
        from glossary import wordforms  # for word lists alone, and no part of a look-up

        concept = wordforms.complete(concept)
    names = tuple(_with_plural(_name(name)) if concept.kind == "term" else _name(name) for name in concept.names)
    return concept if names == concept.names else replace(concept, names=names)


def _name(name: Name) -> Name:
    if name.lang not in LANGUAGES or name.forms or name.indeclinable:
        return name
    found = forms(name)
    return replace(name, forms=found) if found else name


def _with_plural(name: Name) -> Name:
    """An ordinary word with the cases of its plural besides, under ``pl``, the nominative first."""
    if name.lang not in LANGUAGES or name.number == "pl" or not name.forms:
        return name
    words = name.text.split(" ")
    heads = _heads(words, name.lang, name.gender, "sg")
    plural = list(words)
    for place, (parse, _) in heads.items():
        form = parse.inflect({"plur", "nomn"})
        if form is None:
            return name
        plural[place] = _cased(form.word, words[place])
    cases = _decline(" ".join(plural), name.lang, "", "pl") if heads else {}
    found = dict.fromkeys(form for case in CASES for form in cases.get(case, ()))
    return replace(name, forms={**name.forms, "pl": tuple(found)}) if found else name


def with_capitals(word: str, language: str) -> str:
    """A word in small letters with the capitals it is written with: a dictionary's name or abbreviation, or in none."""
    parse = _analyser(language).parse(word)[0]
    if "Abbr" in parse.tag:
        return word.upper()
    return word if parse.is_known and not _PROPER & parse.tag.grammemes else word.title()


def forms(name: Name) -> Mapping[str, tuple[str, ...]]:
    """The forms of a name by case, those of its main spelling first; empty where none can be made."""
    rows = [_decline(name.text, name.lang, name.gender, name.number)]
    rows += [_decline(text, name.lang) for text in name.also if not text.isupper()]  # an abbreviation has no cases
    made = [row for row in rows if row]
    # The first form of a case is the one that is written: no other spelling may stand in for the main one's.
    if not rows[0]:
        return {}
    return {case: tuple(dict.fromkeys(form for row in made for form in row[case])) for case in CASES}


def every_form(name: Name, language: str) -> dict[str, tuple[str, ...]]:
    """The forms of a declined name by case, those to be written first; a case that is not known is not there."""
    found = dict(name.forms or forms(name))
    found.setdefault("nom", (name.text, *name.also))
    if "gen" in found and name.gender != "f":  # a thing's accusative is its nominative, but for feminine singulars
        found.setdefault("acc", found["nom"])
    return found


@lru_cache
def _analyser(language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


def _decline(text: str, language: str, gender: str = "", number: str = "") -> dict[str, list[str]]:
    words = text.split(" ")
    heads = _heads(words, language, gender, number)
    if not heads or not all(re.fullmatch(r"[\w’'-]+", words[place]) for place in heads):
        return _as_it_ends(text, gender) if language == "ru" and number == "sg" else {}
    rows = {}
    for case, grammeme in CASES.items():
        options = [grammeme, "loc2"] if case == "prep" else [grammeme]
        rows[case] = [form for option in options for form in _phrases(words, heads, option)]
    return rows if all(rows.values()) else {}


#: How Russian names decline that no dictionary has, by gender and ending: the endings of the six cases.
_ENDINGS = [
    ("f", re.compile(r"(?<=и)я"), "я и и ю ей и"),
    ("f", re.compile(r"я"), "я и е ю ей е"),
    ("f", re.compile(r"(?<=[гкхжшчщ])а"), "а и е у ой е"),
    ("f", re.compile(r"а"), "а ы е у ой е"),
    ("m", re.compile(r"ь"), "ь я ю ь ем е"),
    ("m", re.compile(r"й"), "й я ю й ем е"),
    ("m", re.compile(r"(?<=[жшчщц])"), " а у _ ем е"),
    ("m", re.compile(r"(?<=[бвгдзклмнпрстфх])"), " а у _ ом е"),
]


def _as_it_ends(text: str, gender: str) -> dict[str, list[str]]:
    """One capitalised word of a known gender, declined by its ending: Арцах, Себта."""
    if not re.fullmatch(r"[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)*", text):
        return {}
    for wanted, ending, cases in _ENDINGS:
        if wanted == gender and (found := re.search(ending.pattern + r"\Z", text)):
            stem = text[: found.start()]
            endings = [case.strip("_") for case in cases.split(" ")]
            return {case: [stem + end] for case, end in zip(CASES, endings, strict=True)}
    return {}


def _heads(words: list[str], language: str, gender: str, number: str) -> dict[int, tuple[Any, str]]:
    """Which words decline, by place: each with its parse, and the animacy of the noun that an adjective agrees with."""
    found: dict[int, tuple[Any, str]] = {}
    start = 0
    while True:
        phrase = _first_phrase(words, start, language, gender, number)
        if phrase is None:
            return {}
        adjectives, place, noun = phrase
        found |= {
            where: (adjective, "anim" if "anim" in noun.tag else "inan") for where, adjective in adjectives.items()
        }
        found[place] = (noun, "")
        if place + 2 >= len(words) or words[place + 1] not in _AND:
            return found
        start = place + 2
        gender = number = ""  # the termbase's are those of the first noun


def _first_phrase(
    words: list[str], start: int, language: str, gender: str, number: str
) -> tuple[dict[int, Any], int, Any] | None:
    """The adjectives and the noun that a phrase begins with. The longest is tried first: Азовське is a noun as well."""
    if any(parse.tag.POS == "PREP" for parse in _analyser(language).parse(words[start])):
        return None  # під контролем: a preposition before it is a noun
    nouns = []
    for place in range(start, len(words)):
        if noun := _noun(words[place], language, gender, number):
            nouns.append((place, noun))
        if not (_adjective(words[place], language) or _adverb(words[place], language)):
            break
    for place, noun in reversed(nouns):
        before = {where: _adjective(words[where], language, noun.tag) for where in range(start, place)}
        if all(adjective or _adverb(words[where], language) for where, adjective in before.items()):
            return {where: adjective for where, adjective in before.items() if adjective}, place, noun
    return None


def _noun(word: str, language: str, gender: str, number: str) -> Any:
    for parse in _analyser(language).parse(word):
        tag = parse.tag
        if tag.POS != "NOUN" or tag.case != "nomn" or "Fixd" in tag or "Abbr" in tag:
            continue
        if number and _number(tag) != _NUMBER[number]:
            continue
        if gender and number != "pl" and tag.gender not in (None, _GENDER[gender]):
            continue
        if not parse.is_known and not (gender and number == "sg" and word[-1:] in _REGULAR[gender]):
            continue
        return parse
    return None


def _adjective(word: str, language: str, noun: Any = None) -> Any:
    """The word as an adjective or participle in the nominative, one that agrees with a noun where one is given."""
    for parse in _analyser(language).parse(word):
        tag = parse.tag
        if tag.POS not in ("ADJF", "PRTF") or tag.case != "nomn":
            continue
        if noun and (_number(tag) != _number(noun) or (_number(tag) == "sing" and tag.gender != noun.gender)):
            continue
        return parse
    return None


def _adverb(word: str, language: str) -> bool:
    return any(parse.tag.POS == "ADVB" for parse in _analyser(language).parse(word))


def _number(tag: Any) -> str:
    """The number, which the Ukrainian dictionary gives only where it is the plural."""
    return "plur" if tag.number == "plur" else "sing"


def _phrases(words: list[str], heads: Mapping[int, tuple[Any, str]], case: str) -> list[str]:
    """The phrase in a case, the usual way first; empty where one of its nouns has no such form."""
    options: dict[int, list[str]] = {}
    for place, (parse, animacy) in heads.items():
        # Few nouns have a second locative (в Крыму) and no adjective has: it keeps its only one beside such a noun.
        options[place] = _options(parse, "loct" if animacy and case == "loc2" else case, animacy)
    if not all(options.values()):
        return []
    made = []
    for number in range(max(map(len, options.values()))):
        out = list(words)
        for place, forms_ in options.items():
            out[place] = _cased(forms_[min(number, len(forms_) - 1)], words[place])
        made.append(" ".join(out))
    return made


def _options(parse: Any, case: str, animacy: str) -> list[str]:
    """The forms of one word in a case, in its own number and gender, the usual one first."""

    def of(case: str) -> list[Any]:
        return [
            form
            for form in parse.lexeme
            if form.tag.case == case
            and not _RARE & form.tag.grammemes - parse.tag.grammemes
            and form.tag.POS == parse.tag.POS
            and (form.tag.voice, form.tag.tense) == (parse.tag.voice, parse.tag.tense)
            and _number(form.tag) == _number(parse.tag)
            and (_number(parse.tag) == "plur" or form.tag.gender == parse.tag.gender)
        ]

    found = of(case)
    if animacy and case == "accs" and len(found) > 1:
        # The accusative of an adjective is its nominative beside things and its genitive beside living beings; the
        # Ukrainian dictionary has both and does not say which is which.
        like = {form.word for form in of("nomn" if animacy == "inan" else "gent")}
        found = [form for form in found if form.word in like] or found
    found.sort(key=lambda form: _unusual(form.word, parse.word, case, bool(animacy)))
    return list(dict.fromkeys(str(form.word) for form in found))


def _unusual(form: str, nominative: str, case: str, adjective: bool) -> int:
    """How far from the usual a form is. Ukrainian writes -у, locative -і, and -ому; -ові and -ім are possible."""
    if adjective:
        return int(form.endswith("ім"))
    if form.endswith(("ові", "еві", "єві")) and len(form) > len(nominative) + 1:
        return 2
    return int(case == "loct" and form.endswith(("у", "ю")))


def _cased(word: str, like: str) -> str:
    """The word with the capitals of the original, letter by letter from the front of each part."""
    parts, models = word.split("-"), like.split("-")
    if len(parts) != len(models):
        return word.capitalize() if like[:1].isupper() else word
    return "-".join(
        part.upper() if len(model) > 1 and model.isupper() else part.capitalize() if model[:1].isupper() else part
        for part, model in zip(parts, models, strict=True)
    )
