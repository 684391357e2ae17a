"""The sentences that a model is trained on, and how often each kind of them is seen.

A `Source` is a list of pairs with a weight: the share of all training sentences drawn from it. Our own corpus and the
grammar decide what the model says; general text keeps unseen words alive. Text of another register (a novel, an
encyclopaedia, small talk) is marked with a tag before the source sentence, which no reader of the model ever gives:
what it says without a tag is wire style.
"""

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
COLUMNS = ("en", "ja", "ru")
Pair = tuple[str, str]
Triple = tuple[str, str, str]

#: File name of general text -> the tag of its register ("" for one that is close to the wire) and its weight.
GENERAL = {
    "en-ru.un": ("", 6.0),
    "en-ru.un-sdg": ("", 0.5),
    "en-ru.pud": ("", 4.0),
    "en-ru.xquad": ("", 4.0),
    "en-ru.tico19": ("", 3.0),
    "en-ru.smartool": ("<talk>", 5.0),
    "en-ru.literature": ("<novel>", 7.0),
    "en-ru.opensource-guide": ("<web>", 1.0),
    "en-ru.mozilla-www": ("<web>", 1.0),
    "en-ru.bitcoin-org": ("<web>", 0.5),
    "en-ru.ultimate-geography": ("<term>", 1.0),
    "en-ru.cldr-names": ("<term>", 1.0),
    "en-ja.tatoeba": ("<talk>", 9.0),
    "en-ja.tanaka-small": ("<talk>", 4.0),
    "en-ja.kyoto-wiki": ("<wiki>", 14.0),
    "en-ja.ami-meeting": ("<talk>", 0.3),
    "en-ja.opensource-guide": ("<web>", 0.7),
    "en-ja.mozilla-www": ("<web>", 0.7),
    "en-ja.bitcoin-org": ("<web>", 0.5),
    "en-ja.cldr-names": ("<term>", 1.0),
    "en-ja.kyoto-lexicon": ("<term>", 2.0),
}
TAGS = sorted({tag for tag, _ in GENERAL.values() if tag})


@dataclass
class Source:
    """Pairs of one kind, drawn with ``weight`` against the other kinds."""

    name: str
    weight: float
    pairs: list[Pair]
    tag: str = ""


def triples(folder: Path = CORPUS) -> dict[str, list[Triple]]:
    """Our own corpus by topic: the files of a folder, without those in its sub-folders."""
    return {path.stem: list(_rows(path)) for path in sorted(folder.glob("*.tsv"))}


def held_out() -> dict[str, list[Triple]]:
    """The triples that nothing is trained on."""
    return triples(CORPUS / "heldout")


def _rows(path: Path) -> Iterator[Triple]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        if len(fields) != len(COLUMNS) or not all(fields):
            raise ValueError(f"{path}:{number}: three columns are wanted, this line has {len(fields)}")
        yield fields[0], fields[1], fields[2]


def pick(rows: list[Triple], source: str, target: str) -> list[Pair]:
    """Two columns of triples."""
    one, two = COLUMNS.index(source), COLUMNS.index(target)
    return [(row[one], row[two]) for row in rows]


def general(folder: Path, source: str, target: str) -> list[Source]:
    """General text for two languages from ``PAIR.NAME.tsv.xz`` files, whichever way round they are."""
    sources = []
    for name, (tag, weight) in GENERAL.items():
        languages = name.partition(".")[0].split("-")
        path = folder / f"{name}.tsv.xz"
        if sorted(languages) != sorted((source, target)) or not path.exists():
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pairs = [_pair(line) for line in lines]
        if languages[0] != source:
            pairs = [(two, one) for one, two in pairs]
        sources.append(Source(name, weight, [pair for pair in pairs if len(pair[0]) < 400], tag))
    return sources


def _pair(line: str) -> Pair:
    one, two = line.rstrip("\n").split("\t")[:2]
    return _plain(one), _plain(two)


def _plain(text: str) -> str:
    """Text in the spelling of our own: straight English quotation marks, no ё, half-width digits."""
    text = text.translate(_SPELLING)
    if re.search("[А-Яа-я]", text):
        text = re.sub(r'"([^"]*)"', r"«\1»", text)
    return text


_SPELLING = str.maketrans("ёЁ’‘“”\u00a0\u3000０１２３４５６７８９", "еЕ''\"\"  0123456789")
