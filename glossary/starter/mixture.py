"""What a network is trained on, and how often each kind of it is seen.

A `Source` is a list of pairs with a weight: its share of all training sentences. Our own corpus and the grammar decide
what the model says; general text keeps unseen words alive. Text of another register (a novel, an encyclopaedia, small
talk) is marked with a tag before the source sentence, which no reader of the model ever gives: what it says without a
tag is wire style.
"""

import lzma
import re
from dataclasses import dataclass
from pathlib import Path

from glossary.starter import corpus, grammar, names
from glossary.starter.corpus import Pair

MADE = 40_000  # sentences of the grammar
#: What part of all training sentences each kind of our own text is; general text has the rest.
SHARES = {"corpus": 0.85, "grammar": 0.02, "placed": 0.04, "names": 0.03}


@dataclass(frozen=True)
class Text:
    """A file of general text: the tag of its register, empty near the wire's, its weight, and whom it is owed to."""

    name: str
    tag: str
    weight: float
    attribution: str

    def of(self, source: str, target: str) -> bool:
        """Whether it is in two languages, whichever way round."""
        return sorted(self.name.partition(".")[0].split("-")) == sorted((source, target))


def _general() -> list[Text]:
    lines = Path(__file__).with_name("general.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return [Text(name, tag, float(weight), attribution) for name, tag, weight, attribution in rows]


GENERAL = _general()
TAGS = sorted({text.tag for text in GENERAL if text.tag})


@dataclass
class Source:
    """Pairs of one kind, drawn with ``weight`` against the other kinds."""

    name: str
    weight: float
    pairs: list[Pair]
    tag: str = ""


def sources(source: str, target: str, folder: Path, seed: int) -> list[Source]:
    """Everything that is trained on; the weights add up to one."""
    ours, others = own(source, target, seed), general(folder, source, target)
    whole, rest = sum(other.weight for other in others), 1 - sum(one.weight for one in ours)
    for other in others:
        other.weight *= rest / whole
    return [*ours, *others]


def own(source: str, target: str, seed: int) -> list[Source]:
    """Our own text: the corpus, what the grammar makes, the same with names in place, and names on their own."""
    written = corpus.pick([row for topic in corpus.triples().values() for row in topic], source, target)
    written += corpus.pairs(source, target)
    made = corpus.pick(list(grammar.sentences(seed, MADE)), source, target)
    return [
        Source("corpus", SHARES["corpus"], written),
        Source("grammar", SHARES["grammar"], made),
        Source("placed", SHARES["placed"], list(names.placed([*written, *made[:8_000]], source, target))),
        Source("names", SHARES["names"], names.pairs(source, target), "<term>"),
    ]


def general(folder: Path, source: str, target: str) -> list[Source]:
    """General text for two languages from ``PAIR.NAME.tsv.xz`` files, whichever way round they are."""
    found = []
    for text in GENERAL:
        path = folder / f"{text.name}.tsv.xz"
        if not text.of(source, target) or not path.exists():
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pairs = [_pair(line) for line in lines]
        if not text.name.startswith(source):
            pairs = [(two, one) for one, two in pairs]
        found.append(Source(text.name, text.weight, [pair for pair in pairs if len(pair[0]) < 400], text.tag))
    return found


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
