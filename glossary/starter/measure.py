"""How well a package translates what was held out: BLEU and chrF by sacrebleu, by length and topic, and how fast.

    python -m glossary.starter.measure PACKAGE [--own SOURCE.txt TRANSLATION.txt]

The two files are compared line by line. The score below which the worst tenth of the held-out sentences lie is printed
last: `package` writes it down, so that such a sentence can be marked for checking.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from glossary.engines import Engine
from glossary.engines.argos import Argos
from glossary.packs import Pack
from glossary.starter import corpus
from glossary.starter.corpus import Pair

LENGTHS = ((1, 12), (13, 20), (21, 30), (31, 99))


@dataclass(frozen=True)
class Figure:
    """Scores of one group of sentences, from 0 to 100."""

    name: str
    sentences: int
    bleu: float
    chrf: float


def scores(name: str, found: Sequence[str], wanted: Sequence[str], target: str) -> Figure:
    """BLEU on words (Japanese: on characters) and chrF of translations against one reference each."""
    bleu = sacrebleu.corpus_bleu(found, [wanted], tokenize="char" if target == "ja" else "13a")
    return Figure(name, len(found), bleu.score, sacrebleu.corpus_chrf(found, [wanted]).score)


def measure(engine: Engine, topics: dict[str, list[Pair]], target: str) -> tuple[list[Figure], list[float], float]:
    """The figures of all sentences, of each length and of each topic; every sentence's score; words a second."""
    pairs = [pair for rows in topics.values() for pair in rows]
    started = time.monotonic()
    best = [hypotheses[0] for hypotheses in engine.translate([source for source, _ in pairs])]
    spent = time.monotonic() - started
    rows = [(len(one.split()), hypothesis.text, two) for (one, two), hypothesis in zip(pairs, best, strict=True)]
    figures = [scores("all", [row[1] for row in rows], [row[2] for row in rows], target)]
    if any(" " in one for one, _ in pairs):
        for low, high in LENGTHS:
            some = [row for row in rows if low <= row[0] <= high]
            name = f"{low} to {high} words" if high < 99 else f"{low} words and more"
            figures.append(scores(name, [row[1] for row in some], [row[2] for row in some], target))
    start = 0
    for topic, content in topics.items():
        some = rows[start : start + len(content)]
        figures.append(scores(topic, [row[1] for row in some], [row[2] for row in some], target))
        start += len(content)
    return figures, [hypothesis.score or 0.0 for hypothesis in best], sum(row[0] for row in rows) / spent


def main() -> None:
    """Print the figures of a package."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--own", type=Path, nargs=2, metavar=("SOURCE", "TRANSLATION"))
    arguments = parser.parse_args()
    data = json.loads((arguments.package / "metadata.json").read_text(encoding="utf-8"))
    source, target = data["from_code"], data["to_code"]
    engine = Argos(Pack(source, target, "", arguments.package, decoding=data.get("decoding", {})))
    topics = {topic: corpus.pick(rows, source, target) for topic, rows in corpus.held_out().items()}
    if arguments.own:
        one, two = (path.read_text(encoding="utf-8").splitlines() for path in arguments.own)
        topics["own"] = list(zip(one, two, strict=True))
    engine.translate(["One."])  # the model is loaded before the clock starts
    figures, every, speed = measure(engine, topics, target)
    for figure in figures:
        print(f"| {figure.name} | {figure.sentences} | {figure.bleu:.1f} | {figure.chrf:.1f} |")
    print(f"{speed:.0f} words a second; the worst tenth scores below {sorted(every)[len(every) // 10]:.3f}")


if __name__ == "__main__":
    main()
