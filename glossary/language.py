"""Which language a text is in, by its script and its commonest words; and what languages and parties are called.

A guess is only made among languages that the termbase has names in. Names alone are no evidence (尖閣諸島 would be
Chinese to any detector), so the running text decides, and ``--lang`` always wins.
"""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from glossary import cache

#: Words so common that a few sentences hold several of them, and rare in the other languages of the list.
_COMMON = {
    "en": "the of and to in that is was for with by on as said has which",
    "es": "el la los las de que y en por con del una para como se su",
    "fr": "le la les des et est une dans que pour du au par sur qui avec",
    "de": "der die das und ist von den mit dem nicht für auf ein eine im zu",
    "it": "il che di della e per con non una sono nel dei gli alla è del",
    "pt": "o os as que do da em um uma não com para dos pelo ao mais",
    "vi": "và của là các có trong được cho người không với này những",
    "tr": "ve bir bu için ile de da olarak olan gibi daha çok",
    "ru": "и в на что не по с от о из за как был это его",
    "uk": "і в на що не з до та від за як це його про є",
}
_CYRILLIC = ("ru", "uk")
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SAMPLE = 20_000
_UNSPACED = frozenset({"ja", "zh"})
_OWN_SCRIPT = frozenset(
    "ja zh ko ru uk be bg sr mk ar fa he ur hi ne mr bn ta te th ka hy el am my km lo".split()  # noqa: SIM905
)


def own_script(language: str) -> bool:
    """Whether a language is written in other letters than Latin, so that a romanised name is foreign in its texts."""
    return language in _OWN_SCRIPT


def unspaced(language: str) -> bool:
    """Whether a language writes its words without spaces between them."""
    return language in _UNSPACED


def guess(text: str, default: str = "en") -> str:
    """The likeliest language of a text, as a two-letter code; ``default`` where nothing speaks for any."""
    sample = text[:_SAMPLE]
    for language, letters in (("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7a3]"), ("zh", r"[\u4e00-\u9fff]")):
        # Ten times fewer kana than letters still make a text Japanese; one quoted name does not.
        if len(re.findall(letters, sample)) * 10 > len(re.findall(r"\w", sample)):
            return language
    for language, letters in (("ar", r"[\u0600-\u06ff]"), ("he", r"[\u0590-\u05ff]"), ("el", r"[\u0370-\u03ff]")):
        if len(re.findall(letters, sample)) * 3 > len(re.findall(r"\w", sample)):
            return language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > len(re.findall(r"[^\W\d_]", sample))
    if cyrillic and re.search(r"[іїєґ]", sample):
        return "uk"
    likely = [language for language in _WORDS if (language in _CYRILLIC) == cyrillic]
    scores = {language: sum(word in _WORDS[language] for word in words) for language in likely}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "ru" if cyrillic else default


@lru_cache
def _names(display: str) -> tuple[dict[str, str], dict[str, str]]:
    """What CLDR calls territories and languages in one language; in English where CLDR does not have that.

    Kept in the cache: to load all of a locale for a handful of names would double the time of a look-up.
    """
    found = find_spec("babel")
    assert found is not None
    assert found.origin is not None
    mark = cache.fingerprint([Path(__file__), Path(found.origin)])
    names = cache.read(f"cldr-{display}", mark)
    if names is None:
        from babel import Locale, UnknownLocaleError

        try:
            locale = Locale.parse(display, sep="-")
        except (UnknownLocaleError, ValueError):
            locale = Locale.parse("en")
        names = dict(locale.territories), dict(locale.languages)
        cache.write(f"cldr-{display}", mark, names)
    territories, languages = names
    return territories, languages


def known(language: str) -> bool:
    """Whether CLDR knows the language code."""
    return language.partition("-")[0] in _names("en")[1]


def language_name(code: str, display: str = "en") -> str:
    """A language in the words of another: ``Japanese``, ``日本語``."""
    return _names(display)[1].get(code.partition("-")[0], code)


def party_name(code: str, display: str = "en") -> str:
    """A party or body as CLDR calls it in a language; a body that CLDR does not know keeps its own name."""
    return _names(display)[0].get(code, code) if len(code) <= 3 else code


def official_languages(code: str, regional: bool = True) -> list[str]:
    """The languages that CLDR calls official in a territory or part of it; none for a body that is no territory."""
    from babel.core import get_global
    from babel.languages import get_official_languages

    if code not in get_global("territory_languages"):
        return []
    spoken = get_official_languages(code, regional=regional, de_facto=True)
    return sorted({language.partition("_")[0] for language in spoken})
