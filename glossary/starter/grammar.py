"""A synchronous grammar that multiplies the corpus: it writes one sentence in three languages at once.

What it says is true of nobody; it is there for particles and cases, for dates, offices and verbs of saying.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.starter import corpus, invented
from glossary.starter.rules import FORMS, GENDERS, PEOPLE, Rule, rules


@dataclass(frozen=True)
class Choice:
    """A rule, and what was chosen for the symbols inside it."""

    rule: Rule
    within: dict[str, "Choice"]


_SLOT = re.compile(r"\{([a-z]+)(\d?)(?::(\w+)|\?([^}]*))?\}")


class Writer:
    """Writes sentences of the grammar, one after the other."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> corpus.Triple:
        """One sentence in every language."""
        choice = self._choose("S")
        en, ja, ru = (_write(choice, language, place) for place, language in enumerate(corpus.COLUMNS))
        return _capital(_ARTICLE.sub(r"\1n ", en)), ja, _capital(_prepositions(ru))

    def _choose(self, symbol: str) -> Choice:
        if symbol in invented.MADE:
            return Choice(Rule(invented.MADE[symbol](self._random)), {})
        rule = self._random.choice(rules()[symbol])
        within: dict[str, Choice] = {}
        for found in _SLOT.finditer(" ".join(form for forms in rule.forms for form in forms)):
            key = found[1] + found[2]
            if key not in within:
                taken = [choice.rule.forms for choice in within.values()]
                for _ in range(8):  # two countries in a sentence are two countries
                    within[key] = self._choose(found[1])
                    if within[key].rule.forms not in taken:
                        break
        return Choice(rule, within)


def _write(choice: Choice, language: str, place: int, form: str = "", symbol: str = "") -> str:
    forms = choice.rule.forms[place]
    number = FORMS[language].get(form, 0)
    if symbol in PEOPLE and language == "ru":
        number = 1 + number if form else 0

    def fill(found: re.Match[str]) -> str:
        inner = choice.within[found[1] + found[2]]
        if found[4]:
            ways = found[4].split("/")
            if found[1] == "number":
                return ways[_plural(int(inner.rule.forms[place][0]))]
            return ways[min(GENDERS[_gender(inner)], len(ways) - 1)]
        return _write(inner, language, place, found[3] or "", found[1])

    return _SLOT.sub(fill, forms[min(number, len(forms) - 1)])


def _gender(choice: Choice) -> str:
    # A rule that is only another symbol has that one's gender.
    for inner in choice.within.values():
        if len(choice.within) == 1 and choice.rule.forms[2][0].startswith("{"):
            return _gender(inner)
    return choice.rule.gender


def _plural(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def _prepositions(sentence: str) -> str:
    """Russian prepositions as the next word asks for them: во вторник, об островах, на Украине."""
    sentence = sentence.replace("»»", "»")
    for wrong, right in _PREPOSITIONS:
        sentence = wrong.sub(right, sentence)
    return sentence


_ARTICLE = re.compile(r"\b([Aa]) (?=[AEIOU][a-z])")
_PREPOSITIONS = [
    (re.compile(wrong), right)
    for wrong, right in (
        (r"\b([Вв]) (?=вторник|Вьетнам|Франц)", r"\1о "),
        (r"\b([Оо]) (?=[аоуэи])", r"\1б "),
        (r"\bв (?=Украине|Филиппинах)", "на "),
        (r"\bВ (?=Украине|Филиппинах)", "На "),
    )
]


def _capital(sentence: str) -> str:
    return re.sub(r"\w", lambda found: found[0].upper(), sentence, count=1)


def sentences(seed: int, count: int) -> Iterator[corpus.Triple]:
    """Some sentences of the grammar."""
    writer = Writer(seed)
    return (writer.sentence() for _ in range(count))
