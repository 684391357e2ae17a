"""What counts as the same letters: case, width, accents on Latin letters, dashes, apostrophes, white space.

So do an old or variant form of an ideograph and the one in use (舊 and 旧, 嶋 and 島), and Arabic and Hebrew with and
without their vowel signs. Simplified and traditional Chinese names are names of their own in the termbase.

Folding changes the length of a text, so `fold` also gives the place of every folded character. Japanese and Russian
marks are letters and stay: が is not か and й is not и; only ё, which Russian print writes as е, is folded.
"""

import re
import string
import unicodedata
from functools import lru_cache

_SPACE = " "
_DASHES = dict.fromkeys("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
_QUOTES = dict.fromkeys("'\u2018\u2019\u02bc\uff07", "'")
#: Zero-width characters and the soft hyphen: present in a text for the typesetter alone.
_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

#: Old and variant forms, each after the one in use.
_FORMS = """
島嶋嶌 旧舊 台臺 湾灣 国國 択擇 沢澤 浜濱 桜櫻 県縣 辺邊邉 斎齋 広廣 関關 総總 戦戰 争爭 学學 会會 将將
万萬 与與 独獨 占佔 鉄鐵 塩鹽 浅淺 滝瀧 竜龍 真眞 静靜 実實 権權 帰歸 当當 号號 対對 体體 党黨 区區
観觀 岳嶽 峡峽 来來 気氣 満滿 楽樂 厳嚴 両兩 釈釋 訳譯 駅驛 条條 証證 奥奧 横橫 黄黃 恵惠 栄榮 円圓
仏佛 伝傳 従從 発發 変變 声聲 聴聽 図圖 団團 点點 属屬 続續 継繼 庁廳
"""
_VARIANTS = {form: group[0] for group in _FORMS.split() for form in group[1:]}
#: Vowel signs and the stretching stroke of Hebrew and Arabic.
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670"
_MARKS = rf"\u0300-\u036f\u3099\u309a{_POINTS}"

#: Where one character does not become one character, and the slow way with a map is needed.
_COMBINING = rf"{_MARKS}\uff61-\uff9f\u1100-\u11ff"
_COMBINED = re.compile(f"[{_COMBINING}]")
_AWKWARD = re.compile(rf"[{_COMBINING}\u00ad\u200b-\u200d\u2060\ufeff]|\s\s|[{_CJK}][\r\n]")
_CLUSTER = re.compile(
    rf"\s+|[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.[{_MARKS}\uff9e\uff9f]*",
    re.DOTALL,
)
_POINTED = re.compile(f"[{_POINTS}]")
_BREAK_IN_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*(?:\r\n|\r|\n)[ \t]*(?=[{_CJK}])")
_UNSEEN = re.compile("[" + "".join(_INVISIBLE) + "]")
_GAP = re.compile(r"\s+")
_INTRICATE = re.compile(rf"[{_CJK}{_COMBINING}{''.join(_INVISIBLE)}]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f][^\x00-\x7f]*")  # not with +: `re` looks for a class ten times as quickly


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    if cluster.isspace():
        return _SPACE
    for table in (_DASHES, _QUOTES, _INVISIBLE, _VARIANTS):
        if cluster in table:
            return table[cluster]
    text = unicodedata.normalize("NFKC", _POINTED.sub("", cluster)).casefold().replace("ё", "е")
    if len(text) == 1 and text < "\x80":
        return text
    apart = unicodedata.normalize("NFD", text)
    if not apart:
        return ""
    if "LATIN" in unicodedata.name(apart[0], ""):
        return "".join(mark for mark in apart if not unicodedata.combining(mark))
    return text


class _Table(dict[int, str]):
    """A translation table that fills itself; a character that folds to several keeps its place with the first."""

    def __missing__(self, code: int) -> str:
        folded = _fold_cluster(chr(code))
        folded = _fold_cluster(folded)  # an ideograph for compatibility is one with an old form
        self[code] = folded if len(folded) == 1 else chr(code).lower()[:1]
        return self[code]


_TABLE = _Table()
_ASCII = bytes(range(128))
_LOWER = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_FEW = 40
_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f"  # that begin no line


def fold(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters where it begins in ``text``, with the end as last item.

    The map is None where every character became one character, which is nearly always.
    """
    if text.isascii() and text.isprintable() and "  " not in text:  # most text, and several times as quick
        return text.lower(), None
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
        if len(piece) > len(found[0]) == 1:  # ß is not ss here, as it is none where everything is one to one
            piece = _TABLE[ord(found[0])]
        folded.append(piece)
        places += [at] * len(piece)
        at = found.end()
    return "".join(folded), [*places, len(text)]


def folded(text: str) -> str:
    """What `fold` makes of a text, without the places and the white space at its ends, and many times as quick.

    Most letters of a text in Latin script are ASCII, and of the others there are few different ones.
    """
    if not text.isascii():
        others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
        if _INTRICATE.search(others):
            text = _BREAK_IN_CJK.sub("", _UNSEEN.sub("", text))
            if _COMBINED.search(others):
                return fold(_GAP.sub(" ", text.strip()))[0]
        different = set(others)
        if len(others) * 10 > len(text) or len(different) > _FEW:
            text = _BEYOND_ASCII.sub(lambda found: found[0].translate(_TABLE), text)
        else:
            for char in different:
                text = text.replace(char, _TABLE[ord(char)])
    # For most lines this is all there is to do about white space, and nothing but that takes time here.
    seen = " ".join([line for row in text.split("\n") if (line := row.strip())])
    if "  " in seen or any(space in seen for space in _SPACES):
        seen = " ".join(seen.split())
    if seen.isascii():
        return seen.lower()
    return seen.encode("utf-8", "surrogatepass").translate(_LOWER).decode("utf-8", "surrogatepass")


def unfolded(text: str) -> str | None:
    """The text as written, a letter for each of `folded`; None where letters are not folded one by one."""
    return " ".join(text.split()) if text.isascii() or not _INTRICATE.search(text) else None


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
