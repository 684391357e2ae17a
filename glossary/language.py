"""Which language a text is in, by its script and its commonest words; and what languages and parties are called.

A guess is only made among languages that the termbase has names in. Names alone are no evidence (尖閣諸島 would be
Chinese to any detector), so the running text decides, and ``--lang`` always wins.
"""

from collections import Counter
from collections.abc import Container
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from glossary import cache
from glossary.errors import ConfigError

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
_LATIN = tuple(language for language in _COMMON if language not in _CYRILLIC)
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LANGUAGES = {
    word: [language for language, words in _WORDS.items() if word in words]
    for word in frozenset().union(*_WORDS.values())
}
_SAMPLE = 20_000
_GLIMPSE, _MANY = 1_000, 12  # code points, and common words in them, that can be enough
_EDGES = ".,;:!?()[]{}«»“”„\"'…—–*_#>"
#: Simplified characters that are nobody else's, and words of Chinese that Japanese never had.
_CHINESE = frozenset(
    "这们说对为从还过进发现开关问题应该让认识长门东车见马鸟鱼龙华军团总统领岛屿访谈话语导报记闻战议权贸张协约际则岁线业务动员运亿达选举济时间实"
    "這們你您她嗎呢吧啊對從將沒說與關"
)
_RATHER_CHINESE = "的了是也於"
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
    """The likeliest language of a text, as a two-letter code; ``default`` where nothing speaks for any.

    Empty where a text is ideographs and none of them is Chinese alone: a headline of Japan's or a heading of China's.
    """
    sample = text[:_SAMPLE]
    if len(sample) > _GLIMPSE and _ascii_but_for_a_few(sample) and (clear := _clear(sample[:_GLIMPSE])):
        return clear
    cyrillic = False
    if not sample.isascii():
        counts = Counter(sample)
        letters = {char: number for char, number in counts.items() if char.isalnum() or char == "_"}
        total = sum(letters.values())

        def share(first: str, last: str) -> int:
            return sum(number for char, number in letters.items() if first <= char <= last)

        han = share("\u4e00", "\u9fff")
        # Ten times fewer kana than letters still make a text Japanese; one quoted name does not.
        for language, part in (("ja", share("\u3040", "\u30ff")), ("ko", share("\uac00", "\ud7a3"))):
            if part * 10 > total:
                return language
        if han * 10 > total and han * 4 > share("A", "\u024f"):  # a Latin word has more letters than a Chinese one
            return "zh" if _chinese(letters) else ""
        for language, first, last in (
            ("ar", "\u0600", "\u06ff"),
            ("he", "\u0590", "\u05ff"),
            ("el", "\u0370", "\u03ff"),
        ):
            if share(first, last) * 3 > total:
                return language
        cyrillic = share("\u0400", "\u04ff") * 2 > total
        if cyrillic and any(char in letters for char in "іїєґ"):
            return "uk"
    scores = _scores(sample, cyrillic)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "ru" if cyrillic else default


def _scores(sample: str, cyrillic: bool) -> dict[str, int]:
    """How many of the commonest words of each language of an alphabet a text has."""
    scores = {language: 0 for language in _WORDS if (language in _CYRILLIC) == cyrillic}
    for word, number in Counter(sample.lower().split()).items():
        for language in _LANGUAGES.get(word.strip(_EDGES), ()):
            if language in scores:
                scores[language] += number
    return scores


def _ascii_but_for_a_few(text: str) -> bool:
    """Whether one character in twenty at most is beyond ASCII, as accents and quotation marks of print are."""
    return text.isascii() or len(text.encode("utf-8", "surrogatepass")) < len(text) * 1.05


def _clear(glimpse: str) -> str:
    """The language of which the beginning of a text in Latin letters leaves no doubt; empty where it does.

    Words are counted that touch no punctuation, as the commonest hardly ever do.
    """
    counts = Counter(glimpse.lower().split())
    scores = sorted((sum(map(counts.__getitem__, _WORDS[each] & counts.keys())), each) for each in _LATIN)
    (second, _), (most, best) = scores[-2:]
    return best if most >= _MANY and most >= 3 * second else ""


def common_words(text: str, language: str) -> int:
    """How many of the commonest words of a language a text begins with; none where they are not known."""
    known = _WORDS.get(language, frozenset())
    return sum(word.strip(_EDGES) in known for word in text[:_SAMPLE].lower().split())


def _chinese(characters: Container[str]) -> bool:
    """Whether some of the characters are written in Chinese and not in Japanese."""
    if any(char in characters for char in _CHINESE):
        return True
    return sum(char in characters for char in _RATHER_CHINESE) >= 2


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


def code(value: str, where: str) -> str:
    """A language's two or three letters, or nothing. Raises `ConfigError` for what CLDR does not know."""
    base = primary(value)
    if value and not known(base):
        raise ConfigError(f"{where} {value}: this is no language code; give one such as en, ja or ru")
    return base


def primary(tag: str) -> str:
    """The language of a tag such as ``en-GB``, by which the termbase knows it."""
    return tag.replace("_", "-").partition("-")[0].lower()


def language_name(code: str, display: str = "en") -> str:
    """A language in the words of another: ``Japanese``, ``日本語``."""
    return _names(display)[1].get(code.partition("-")[0], code)


def territories() -> list[str]:
    """The two-letter codes of the countries and territories that CLDR knows."""
    return sorted(code for code in _names("en")[0] if len(code) == 2 and code.isalpha())


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
