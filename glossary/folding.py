"""What counts as the same letters: case, width, accents on Latin letters, dashes, apostrophes, white space.

Folding changes the length of a text, so `fold` also gives the place of every folded character. Japanese and Russian
marks are letters and stay: が is not か and й is not и; only ё, which Russian print writes as е, is folded.
"""

import re
import unicodedata
from functools import lru_cache

_SPACE = " "
_DASHES = dict.fromkeys("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
_QUOTES = dict.fromkeys("'\u2018\u2019\u02bc\uff07", "'")
#: Zero-width characters and the soft hyphen: present in a text for the typesetter alone.
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

#: Where one character does not become one character, and the slow way with a map is needed.
_AWKWARD = re.compile(rf"[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff\uff61-\uff9f]|\s\s|[{_CJK}][\r\n]")
_CLUSTER = re.compile(r"\s+|.[\u0300-\u036f\uff9e\uff9f]*", re.DOTALL)
_BREAK_IN_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[{_CJK}])")


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    if cluster.isspace():
        return _SPACE
    for table in (_DASHES, _QUOTES, _INVISIBLE):
        if cluster in table:
            return table[cluster]
    text = unicodedata.normalize("NFKC", cluster).casefold().replace("ё", "е")
    if len(text) == 1 and text < "\x80":
        return text
    apart = unicodedata.normalize("NFD", text)
    if "LATIN" in unicodedata.name(apart[0], ""):
        return "".join(mark for mark in apart if not unicodedata.combining(mark))
    return text


class _Table(dict[int, str]):
    """A translation table that fills itself; a character that folds to several keeps its place with the first."""

    def __missing__(self, code: int) -> str:
        folded = _fold_cluster(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code).lower()[:1]
        return self[code]


_TABLE = _Table()


def fold(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters where it begins in ``text``, with the end as last item.

    The map is None where every character became one character, which is nearly always.
    """
    if not _AWKWARD.search(text):
        return text.translate(_TABLE), None
    folded: list[str] = []
    places: list[int] = []
    gaps = {found.start(): found.end() for found in _BREAK_IN_CJK.finditer(text)}
    at = 0
    while at < len(text):
        if at in gaps:  # 北方⏎領土: a line break between two ideographs is no space
            at = gaps[at]
            continue
        found = _CLUSTER.match(text, at)
        assert found is not None
        piece = _fold_cluster(found[0])
        folded.append(piece)
        places += [at] * len(piece)
        at = found.end()
    return "".join(folded), [*places, len(text)]


def key(text: str) -> str:
    """The shape under which a name is looked up: no marks, no hyphens, no spaces, Latin letters for Cyrillic.

    Long vowels written in ASCII are shortened ("hoppou ryoudo", "Hoppoo"), so that every way of romanising a Japanese
    name gives one key.
    """
    text = "".join(_fold_cluster(found[0]) for found in _CLUSTER.finditer(unicodedata.normalize("NFKC", text)))
    if re.search(r"[\u0400-\u04ff]", text):
        from anyascii import anyascii  # 30 ms, for look-up alone

        text = anyascii(text).casefold()
    text = re.sub(r"[\s'\"\-‐–—・·.,()（）「」«»“”]+", "", text)
    return re.sub(r"o[uo](?![aeiy])", "o", re.sub(r"uu", "u", text))
