"""Words that stand for a name while an engine translates.

A real name that engines know, of the same kind, gender and number, makes the words around it agree: "The Alps are
claimed" becomes "Los Alpes están …", and "Alpes" is then replaced in its own case. Which of them an engine renders
surely is found by trying. A code such as ``XQA`` comes through many engines unchanged but has no grammar, and is the
last choice; it is the first one for a text in a language that `standins.toml` does not have.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from glossary import inflect, wordforms
from glossary.engines import Engine
from glossary.language import unspaced
from glossary.terms import Name
from glossary.translation.bitext import Term

_FILE = Path(__file__).with_name("standins.toml")
#: A concept's kind -> the table of the file that has words like it.
_TABLES = {"water": "water", "document": "document", "event": "document"}
_CARRIERS = {
    "en": ("He spoke of {}.", "He spoke of the {}."),
    "es": ("Habló de {}.",),
    "ja": ("彼は{}について語った。",),
    "ru": ("Это {}.",),
}
_COUNTRIES = ["BR", "CA", "CN", "DE", "EG", "ES", "FR", "GR", "IN", "IT", "JP", "MX", "PL", "RU", "UA", "VN"]
_TURNS = 8  # other words that are tried in a sentence which loses the first
_CODES = ["XQA", "XQB", "XQC", "XQD", "XQE", "XQF", "XQG", "XQH"]
_SPARE_CODES = ["Zq1", "Zq2", "Zq3", "Zq4", "Zq5", "Zq6", "Zq7", "Zq8"]


@dataclass(frozen=True)
class StandIn:
    """What goes into the source, and the name that should come out, in any of its forms."""

    source: Name
    target: Name
    table: str = ""

    def suits(self, term: Term, strictly: bool) -> bool:
        """Whether the words around a term would agree with it as well: in the source always, in the target strictly."""
        name, wanted = term.mention.name, term.names[0]
        if term.mention.concept.kind == "term" or self.table == "thing":
            return self._suits_a_word(term)
        same = (self.source.article, _number(self.source)) == (name.article, _number(name))
        if not strictly:
            return same
        grammar = (self.target.gender or wanted.gender) == wanted.gender and self.target.number == wanted.number
        return same and grammar and self.table == _TABLES.get(term.mention.concept.kind, "place")

    def _suits_a_word(self, term: Term) -> bool:
        """For an ordinary noun another of the gender and number of what will be written; there is none for a verb."""
        wanted = term.names[0]
        if term.mention.concept.kind != "term" or self.table != "thing" or "inf" in wanted.forms:
            return False
        number = wordforms.number_of(wanted, term.preferred)
        return (self.target.gender, self.target.number or "sg") == (wanted.gender, number)


def _number(name: Name) -> str:
    """Singular or plural; an English name that does not say so is read by its ending."""
    return name.number or ("pl" if name.language == "en" and name.article and name.text.endswith("s") else "sg")


@cache
def words(source: str, target: str) -> list[StandIn]:
    """Every stand-in between two languages, tried or not."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return [
        StandIn(_name(word[source], source), _name(word[target], target), table)
        for table, words in tables.items()
        for word in words
        if source in word and target in word
    ]


def _name(data: dict[str, Any], language: str) -> Name:
    number = data.get("number", "" if language == "ja" else "sg")
    name = Name(
        language, data["text"], gender=data.get("gender", ""), number=number, article=data.get("the", language == "es")
    )
    return replace(name, forms=inflect.forms(name)) if language in inflect.LANGUAGES else name


@cache
def _countries(source: str, target: str) -> list[StandIn]:
    """Countries that the news is full of, by their names in CLDR. They are no stand-ins: a text may speak of them."""
    from babel import Locale

    one, two = Locale.parse(source).territories, Locale.parse(target).territories
    return [StandIn(_name({"text": one[c]}, source), _name({"text": two[c]}, target)) for c in _COUNTRIES]


#: A stand-in, a sentence with it, and the sentence's translation, in which the stand-in's is found.
Sample = tuple[StandIn, str, str]


class Supplies:
    """The stand-ins of one engine between two languages, tried once."""

    def __init__(self, engine: Engine, source: str, target: str) -> None:
        self._engine, self._source, self._target = engine, source, target

    def rounds(self) -> Iterator["Round"]:
        """What to try one after the other: words that agree in both languages, in the source alone, and codes."""
        sure = [] if self._engine.takes == "placeholders" else [word for word, _, _ in self._sure]
        if sure:
            yield Round(sure, True)
            yield Round(sure, False)
            # A sentence that loses one word may keep another.
            yield from (Round(sure[turn:] + sure[:turn], False) for turn in range(2, min(len(sure), _TURNS * 2), 2))
        for codes in (_CODES, _SPARE_CODES):
            yield Round([StandIn(Name(self._source, code), Name(self._target, code)) for code in codes], None)

    @cached_property
    def _sure(self) -> list[Sample]:
        """The stand-ins whose rendering comes out right in a sentence that says nothing of them."""
        return self._tried(words(self._source, self._target))

    def renderings(self, surfaces: Mapping[str, bool]) -> dict[str, list[str]]:
        """What the engine makes of names, by themselves and between the words of a carrier sentence.

        Each name comes with whether it takes an article. The name itself is among its renderings.
        """
        frames = self._frames
        carriers = [("", ("", "")), *frames.items()]
        rows = [(name, carrier, frame) for name, the in surfaces.items() for carrier, frame in carriers
                if not carrier or ("the {}" in carrier) == (the and self._source == "en")]  # fmt: skip
        outputs = self._engine.translate([(carrier or "{}").format(name) for name, carrier, _ in rows])
        found = {name: [name] for name in surfaces}
        for (name, _, (before, after)), hypotheses in zip(rows, outputs, strict=True):
            for text in (hypothesis.text for hypothesis in hypotheses):
                if text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
                    found[name].append(text[len(before) : len(text) - len(after)].strip(" .。"))
        return found

    @cached_property
    def _frames(self) -> dict[str, tuple[str, str]]:
        """What stands before and after a word in the translation of each carrier, where most samples agree on it."""
        seen: dict[str, Counter[tuple[str, str]]] = {}
        for word, sentence, text in self._sure:
            found = list(pattern(word.target, self._target).finditer(text))
            if len(found) == 1:
                frame = text[: found[0].start()], text[found[0].end() :]
                seen.setdefault(sentence.replace(word.source.text, "{}"), Counter())[frame] += 1
        common = {carrier: frames.most_common(1)[0] for carrier, frames in seen.items()}
        return {carrier: frame for carrier, (frame, number) in common.items() if number * 2 > seen[carrier].total()}

    @cached_property
    def samples(self) -> list[Sample]:
        """Words whose place in a translation is known."""
        return [*self._sure, *self._tried(_countries(self._source, self._target))]

    def _tried(self, words: Sequence[StandIn]) -> list[Sample]:
        carriers = _CARRIERS.get(self._source, ())
        if not carriers or not words:
            return []
        asked = [carriers[word.source.article and len(carriers) > 1].format(word.source.text) for word in words]
        found = [hypotheses[0].text for hypotheses in self._engine.translate(asked)]
        return [
            (word, sentence, text)
            for word, sentence, text in zip(words, asked, found, strict=True)
            if pattern(word.target, self._target).search(text)
        ]


@dataclass(frozen=True)
class Round:
    """Stand-ins for one sentence at a time. ``strictly`` is None for codes, which suit every name alike."""

    words: Sequence[StandIn]
    strictly: bool | None

    def choose(self, terms: Sequence[Term], sentence: str) -> list[StandIn | None]:
        """One for each term, all different and none a word of the sentence; None for a term that nothing suits."""
        used: list[StandIn] = []
        chosen: list[StandIn | None] = []
        for term in terms:
            fits = (
                word
                for word in self.words
                if word not in used
                and word.source.text not in sentence
                and (self.strictly is None or word.suits(term, self.strictly))
            )
            pick = next(fits, None)
            chosen.append(pick)
            used += [pick] if pick else []
        return chosen


def pattern(name: Name, language: str) -> re.Pattern[str]:
    """Finds a stand-in in a text of a language, in any of its forms."""
    forms = {name.text, *(form for case in name.forms.values() for form in case)}
    any_form = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    if unspaced(language) and not name.text.isascii():
        # A run of Katakana is one word, which an engine may have stammered: no キューバ in コバキューバ.
        before, after = ("ァ" <= char <= "ー" for char in (name.text[0], name.text[-1]))
        return re.compile(f"{'(?<![ァ-ヺー])' if before else ''}(?:{any_form}){'(?![ァ-ヺー])' if after else ''}")
    return re.compile(rf"(?<![^\W\d_])(?:{any_form})(?![^\W\d_])", re.IGNORECASE)
