"""Made text for measuring: the sentences of our own corpus, shuffled into files, and termbases of invented names."""

import csv
import random
import zlib
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from glossary.match import Matcher
from glossary.starter import corpus

_PARAGRAPH = 4  # sentences
_NAMED = 3  # sentences with names in a file that has any


class Wire:
    """English sentences with and without names of a termbase, and files made of them; the same for the same seed."""

    def __init__(self, matcher: Matcher, seed: int = 1) -> None:
        self._rng = random.Random(seed)
        english = dict.fromkeys(row[0] for rows in corpus.triples().values() for row in rows)
        self._named, self._plain = list[str](), list[str]()
        for sentence in english:
            (self._named if matcher.mentions(sentence) else self._plain).append(sentence)
        self._mark = zlib.crc32("\n".join([*self._named, "", *self._plain]).encode())

    def text(self, size: int, named: bool, markdown: bool = False) -> str:
        """A text of at least so many bytes, with three sentences that have names in them or with none."""
        sentences, total = [self._rng.choice(self._named) for _ in range(_NAMED if named else 0)], 0
        while total < size:
            sentences.append(self._rng.choice(self._plain))
            total += len(sentences[-1]) + 1
        self._rng.shuffle(sentences)
        paragraphs = [" ".join(sentences[start : start + _PARAGRAPH]) for start in range(0, len(sentences), _PARAGRAPH)]
        if markdown:
            paragraphs = [self._marked_up(number, paragraph) for number, paragraph in enumerate(paragraphs)]
        return "\n\n".join(paragraphs) + "\n"

    def folder(self, folder: Path, files: int, size: int, share: float, suffix: str) -> Path:
        """So many files of a size in bytes, of which a share has names; made once and kept for the same sentences."""
        folder = folder.with_name(f"{folder.name}-{self._mark:08x}")
        if not folder.exists():
            folder.mkdir(parents=True)
            for number in range(files):
                named = int((number + 1) * share) > int(number * share)
                text = self.text(size, named, markdown=suffix == ".md")
                (folder / f"{number:04}{suffix}").write_text(text, encoding="utf-8")
        return folder

    def _marked_up(self, number: int, paragraph: str) -> str:
        """A paragraph as Markdown has them: a heading before one in five, an emphasis, a link, a block quotation."""
        words = paragraph.split(" ")
        at = self._rng.randrange(len(words))
        words[at] = [f"**{words[at]}**", f"[{words[at]}](https://example.org/{number})", words[at]][number % 3]
        text = " ".join(words)
        if number % 5 == 0:
            return f"## {' '.join(paragraph.split(' ')[:4]).strip('.,')}\n\n{text}"
        return f"> {text}" if number % 7 == 0 else text


def termbase(path: Path, concepts: int) -> Path:
    """A spreadsheet of so many invented concepts, each with a name of two sides in English; made once and kept."""
    if not path.exists():
        names = _names()
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["concept", "lang", "text", "used_by", "loaded_in", "also", "definition", "note", "disabled"])
            for number in range(concepts):
                for side in ("Arlandia", "Belmark"):
                    name = next(names)
                    rows.writerow(
                        [f"thing-{number}", "en", f"{name} Bank", side, "en", f"{name} Shoal", "A shoal.", "", ""]
                    )
    return path


def _names() -> Iterator[str]:
    """Words that nobody has, all different."""
    heads, middles, ends = ("Vel Kor Zan Mur Tash Bel Dro Gly Quor Pev", "mo ra li du ke sta vo ne", "rax lund vik dar")
    parts = (heads.split(), middles.split(), middles.split(), middles.split(), ends.split())
    every: Callable[[tuple[str, ...]], str] = "".join
    return map(every, product(*parts))
