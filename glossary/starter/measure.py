"""How well a package translates what was held out: BLEU and chrF by sacrebleu, by length and topic, and how fast.

    python -m glossary.starter.measure PACKAGE

The example article is measured beside them. The score below which the worst tenth of the held-out sentences lie is
printed last: `package` writes it down, so that such a sentence can be marked for checking.
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

LENGTHS = ((1, 12), (13, 20), (21, 30), (31, 99))


@dataclass(frozen=True)
class Figure:
    """Scores of one group of sentences, from 0 to 100."""

    name: str
    sentences: int
    bleu: float
    chrf: float


def scores(name: str, rows: Sequence[tuple[str, str]], target: str) -> Figure:
    """BLEU on words (Japanese: on characters) and chrF of translations against one reference each."""
    found, wanted = [row[0] for row in rows], [[row[1] for row in rows]]
    bleu = sacrebleu.corpus_bleu(found, wanted, tokenize="char" if target == "ja" else "13a")
    return Figure(name, len(rows), bleu.score, sacrebleu.corpus_chrf(found, wanted).score)


def measure(engine: Engine, source: str, target: str) -> tuple[list[Figure], list[float], float]:
    """The figures of all held-out sentences, of each length, of each topic and of the article.

    With them come the held-out sentences' scores, and how many words a second were translated; Japanese has no spaces
    between words, so there it is characters, and no lengths are told apart.
    """
    topics = {topic: corpus.pick(rows, source, target) for topic, rows in corpus.held_out().items()}
    pairs = [pair for rows in topics.values() for pair in rows]
    started = time.monotonic()
    best = [hypotheses[0] for hypotheses in engine.translate([one for one, _ in pairs])]
    spent = time.monotonic() - started
    sizes = [len(one) if source == "ja" else len(one.split()) for one, _ in pairs]
    rows = [(hypothesis.text, two) for hypothesis, (_, two) in zip(best, pairs, strict=True)]
    figures = [scores("all", rows, target)]
    for low, high in LENGTHS if source != "ja" else ():
        name = f"{low} to {high} words" if high < 99 else f"{low} words and more"
        figures.append(scores(name, [row for row, n in zip(rows, sizes, strict=True) if low <= n <= high], target))
    start = 0
    for topic, content in topics.items():
        figures.append(scores(topic, rows[start : start + len(content)], target))
        start += len(content)
    article = corpus.pick(corpus.article(), source, target)
    made = [hypotheses[0].text for hypotheses in engine.translate([one for one, _ in article])]
    figures.append(scores("the example article", list(zip(made, [two for _, two in article], strict=True)), target))
    return figures, [hypothesis.score or 0.0 for hypothesis in best], sum(sizes) / spent


def main() -> None:
    """Print the figures of a package."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path)
    arguments = parser.parse_args()
    data = json.loads((arguments.package / "metadata.json").read_text(encoding="utf-8"))
    source, target = data["from_code"], data["to_code"]
    engine = Argos(Pack(source, target, "", arguments.package, decoding=data.get("decoding", {})))
    engine.translate(["One."])  # the model is loaded before the clock starts
    figures, every, speed = measure(engine, source, target)
    for figure in figures:
        print(f"| {figure.name} | {figure.sentences} | {figure.bleu:.1f} | {figure.chrf:.1f} |")
    print(f"{speed:.0f} words a second; the worst tenth scores below {sorted(every)[len(every) // 10]:.3f}")


if __name__ == "__main__":
    main()
