"""Headlines in capitals: models have seen few and answer with noise, so a copy in small letters is translated.

The copy has the capitals of a sentence and of proper names. Which words these are is told by what is known already: the
termbase, the rest of the document, CLDR's countries, cities, languages, days and months, a dictionary of Russian and
Ukrainian, and how an engine cuts a word: it has whole pieces for what it has seen often, and so for Tokyo and none for
tokyo. The copy is as long as the original, so that every place stays where it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from glossary import inflect
from glossary.language import own_script

_LEAST = 8  # letters: shorter ones are names of their own, such as NATO or a section's
#: What keeps its capitals and no source knows; a short form without a vowel is seen for what it is.
_SHORT = {
    "en": frozenset("UN EU US UK USA UAE USSR NATO OSCE ASEAN APEC IAEA IMF OPEC ICJ ICC AI".split()),  # noqa: SIM905
    "es": frozenset("ONU UE EE UU EEUU OTAN OEA ASEAN OPEP FMI CIJ IA".split()),  # noqa: SIM905
}
_VOWEL = re.compile("[AEIOUYÀ-ÖØ-ÝАЕЁИОУЫЭЮЯІЇЄ]")
#: A word; initials and abbreviations with full stops, and words with digits in them, are none.
_WORD = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)+(?![^\W_])|[^\W\d_]+\d\w*|(?<!\d)(?P<word>[^\W\d_]+)")
#: A word that stands behind another one, so that its capital is its own.
_INSIDE = re.compile(r"(?<=[^\W_] )[^\W\d_]{2,}|(?<=[^\W_][,;] )[^\W\d_]{2,}")
#: Ways to write a word in small letters, in the order in which they are preferred among equals.
_WAYS: tuple[Callable[[str], str], ...] = (str.lower, str.title, str.upper)

_CAPITAL = {"ß": "ẞ"}
#: Where CLDR's time zones are called after cities; Antarctica's are stations.
_PEOPLED = ("Africa", "America", "Asia", "Australia", "Europe")
_MODAL = "MAY"  # a verb, and a month only beside a number
_DATE = re.compile(r"^\d | \d$")
_PHRASE = 4  # words of the longest name that is looked for: Bosnia and Herzegovina

#: Into how many pieces an engine cuts each of some words.
Pieces = Callable[[Sequence[str]], list[int]]


def shouted(text: str) -> bool:
    """Whether a text of several words is written in capitals from end to end; "McNEIL'S VISIT" is as well."""
    text = re.sub(r"['’]s\b|\bMa?c(?=[A-Z])", "", text)
    letters = [char for char in text if char.lower() != char.upper()]
    return len(letters) >= _LEAST and " " in text.strip() and all(char.isupper() for char in letters)


@dataclass
class Speller:
    """How a document's words in capitals are written small.

    ``texts`` are those of the document; ``pieces`` is the engine's, if it tells.
    """

    language: str
    texts: Sequence[str] = ()
    pieces: Pieces | None = None

    def small(self, text: str, names: Iterable[tuple[int, int, str]] = ()) -> str:
        """A text in capitals as a sentence would have it; ``names`` are [start, end) and how what is there is written.

        As long as the text; the text itself where its letters do not have small ones of the same number.
        """
        small = text.lower()
        if len(small) != len(text):
            return text
        words = list(_WORD.finditer(text))
        often = self._as_cut([found["word"] for found in words if found["word"]])
        for found in words:
            if (word := found["word"]) is None:
                written = found[0]
            elif len(word) == 1 or text[max(found.start() - 1, 0) : found.start()] in ("'", "’"):
                continue  # an article, a preposition, the end of JAPAN'S
            else:
                written = self._written(word, often)
            small = small[: found.start()] + written + small[found.end() :]
        for start, end, written in (*_places(words, text, self.language), *names):
            fits = len(written) == end - start
            small = small[:start] + (written if fits else small[start:end].title()) + small[end:]
        first = next((at for at, char in enumerate(small) if char.isalnum()), 0)
        return small[:first] + small[first : first + 1].upper() + small[first + 1 :]

    def _written(self, word: str, often: Mapping[str, str]) -> str:
        """A word of a headline as running text has it, by the first source that knows."""
        lower = word.lower()
        if lower in self._seen:
            return self._seen[lower]
        if word in _SHORT.get(self.language, ()) or not _VOWEL.search(word):
            return word
        found = often.get(word, lower)
        if found == lower and self.language in inflect.LANGUAGES:
            found = inflect.with_capitals(lower, self.language)
        return found

    @cached_property
    def _seen(self) -> dict[str, str]:
        """How the running text writes its words, by their small letters; what begins a sentence says nothing."""
        ways: dict[str, Counter[str]] = {}
        for text in self.texts:
            for found in _INSIDE.finditer(text) if not shouted(text) else ():
                ways.setdefault(found[0].lower(), Counter())[found[0]] += 1
        return {word: each.most_common(1)[0][0] for word, each in ways.items()}

    def _as_cut(self, words: Sequence[str]) -> dict[str, str]:
        """Each word in the way in which the engine needs the fewest pieces for it."""
        if self.pieces is None:
            return {}
        ways = [[way(word) for way in _WAYS] for word in words]
        numbers = iter(self.pieces([way for row in ways for way in row]))
        rows = [[(next(numbers), place, way) for place, way in enumerate(row)] for row in ways]
        return {word: min(row)[2] for word, row in zip(words, rows, strict=True)}


def _places(words: Sequence[re.Match[str]], text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Where CLDR's names stand in a text, a longer one after a shorter one that it contains."""
    proper = _proper(language)
    for length in range(1, _PHRASE + 1):
        for first, last in zip(words, words[length - 1 :], strict=False):
            span = first.start(), last.end()
            beside = text[max(span[0] - 2, 0) : span[1] + 2]
            verb = language == "en" and text[slice(*span)] == _MODAL and not _DATE.search(beside)
            if (written := proper.get(text[slice(*span)].lower())) and not verb:
                yield *span, written


def loud(text: str) -> str:
    """A text in capitals, as long as before."""
    return "".join(_CAPITAL.get(char) or (char.upper() if len(char.upper()) == 1 else char) for char in text)


@lru_cache
def _proper(language: str) -> dict[str, str]:
    """CLDR's names of countries, cities, languages, days and months, as it writes them, by their small letters."""
    from babel import Locale
    from babel.core import get_global

    locale = Locale.parse(language)
    names = [name for code, name in locale.territories.items() if len(code) == 2]
    names += [name for code, name in locale.languages.items() if len(code) == 2]
    names += [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
    names += [name for table in (locale.days, locale.months) for name in table["format"]["wide"].values()]
    if not own_script(language):  # cities that are called as in English are the identifiers of their time zones
        places = [zone.split("/") for zone in get_global("zone_territories")]
        cities = [place[-1] for place in places if place[0] in _PEOPLED and (len(place) == 2 or "Argentina" in place)]
        names += [city.replace("_", " ") for city in cities]
    return {name.lower(): name for name in names if name[:1].isupper() and len(name) > 2}
