"""What holding names costs, and what batching saves: ratios in one run.

    python tests/benchmarks/cost.py en ru [--engine argos] [--sentences 300]

Three ways through the same engine with the same beam: a document of which a third of the sentences have names, held;
the same not held, all sentences in one batch; and sentence by sentence, as `argostranslate` calls its models.
"""

import random
import time
from collections.abc import Callable

from glossary import formats, store
from glossary.engines import open_engine
from glossary.starter import corpus
from glossary.translation.translate import translate
from terms import a_job, options, sentences


def main() -> None:
    """Print the ratios."""
    arguments = options(__doc__).parse_args()
    source, target, count = arguments.source, arguments.target, arguments.sentences
    termbase, rng = store.load(), random.Random(6)
    engine = open_engine(arguments.engine, source, target)
    job = a_job(termbase, engine, source, target)
    named = sentences(termbase, source, target, count // 3, rng)
    column = corpus.COLUMNS.index(source)
    plain = [
        row[column] for rows in corpus.held_out().values() for row in rows if not job.find_source.mentions(row[column])
    ]
    lines = named + [rng.choice(plain) for _ in range(count - len(named))]
    rng.shuffle(lines)
    document = formats.of("a.txt").parse("\n\n".join(lines), "a.txt")
    engine.translate(["One."])  # the model is loaded before the clock starts
    job.find_target.mentions("")

    batched = timed(lambda: engine.translate(lines))
    alone = timed(lambda: [engine.translate([line]) for line in lines])
    held = timed(lambda: translate(document, job))
    print(f"{len(lines)} sentences, {len(named)} with names, {engine.name}, {source} to {target}")
    print(f"  held / not held           {held / batched:.2f}")
    print(f"  one by one / in a batch   {alone / batched:.2f}")
    print(f"  one by one / held         {alone / held:.2f}")


def timed(work: Callable[[], object]) -> float:
    """Seconds, the least of three runs: the others were disturbed."""
    spent = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent)


if __name__ == "__main__":
    main()
