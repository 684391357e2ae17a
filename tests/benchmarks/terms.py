"""How many names arrive, by which rung, and what holding them costs: one command, ratios in one run.

    python tests/benchmarks/terms.py en ru [--engine argos] [--sentences 300] [--show 10]

Names of the termbase are put into sentences in every case and position and translated, held and not held. Printed are
the share of names that were verified and of each rung; beside them the *oracle* (how many the engine writes by itself)
and the *control* (how many of as many names drawn at random would have been found in the same output). On the held-out
sentences of the starter corpus that have names, chrF with and without holding says what it did to the sentences.
"""

import argparse
import random
import re
import time
from collections import Counter
from functools import cache, partial

import sacrebleu

from glossary import formats, store
from glossary.context import Context
from glossary.engines import Engine, open_engine
from glossary.match import Matcher
from glossary.perspective import Perspective
from glossary.starter import corpus
from glossary.target import target_names
from glossary.terms import Termbase
from glossary.translation.bitext import Term, arrived
from glossary.translation.plan import Job
from glossary.translation.translate import translate

CARRIERS = {
    "en": [
        "The dispute over {} has lasted for decades.",
        "{} will be on the agenda of the talks in Tokyo.",
        "The minister visited {} on Monday.",
        "He spoke about {} at a press conference.",
        "The two leaders did not mention {}.",
        "Ships were seen near {} on Monday.",
        '"We will never give up {}," the minister said.',
        "The status of {} remains unclear.",
        "People from {} came to the capital.",
        "The statement of March 12 says nothing about {}, according to the foreign ministry.",
        "For many years the two countries have not agreed on {} and on the border.",
        "Talks on {} and economic cooperation will resume in Moscow next week, the president said.",
        "Historians say that {} was important for both countries.",
        "A map with {} on it hung behind the speaker.",
        "Without {}, there will be no treaty.",
        "Russia and China support the idea of talks on {}.",
        "Reporters asked whether {} would be discussed.",
        "The ambassador told reporters that the position on {} had not changed.",
        "{} was not the subject of the meeting.",
        "In his speech the prime minister called {} a symbol of peace.",
    ],
    "ja": [
        "{}をめぐる対立は何十年も続いている。",
        "大臣は月曜日、{}を訪問した。",
        "両首脳は{}に触れなかった。",
        "{}の地位は今も明確ではない。",
        "{}は会談の議題になる。",
        "外相は記者会見で{}について語った。",
        "月曜日、{}の近くで船が目撃された。",
        "{}から来た人々が首都に集まった。",
    ],
}


def sentences(termbase: Termbase, source: str, target: str, count: int, rng: random.Random) -> list[str]:
    """Sentences with one name each, of concepts that are places or documents and have names in both languages."""
    names = [
        name
        for concept in termbase.concepts.values()
        if concept.kind not in ("status-word", "people", "language", "organisation")
        and [n for n in concept.names_in(target) if not n.romanised]
        for name in concept.names_in(source)
        if not name.romanised and not name.valid_to and not name.only_with
    ]
    made = []
    for number in range(count):
        name = rng.choice(names)
        text = ("the " if name.article and source == "en" else "") + name.text
        sentence = CARRIERS[source][number % len(CARRIERS[source])].format(text)
        made.append(sentence[0].upper() + sentence[1:])
    return made


def a_job(termbase: Termbase, engine: Engine, source: str, target: str) -> Job:
    """The neutral perspective, the source's side kept, no notes."""
    return Job(
        source=source,
        target=target,
        engine=engine,
        finder=cache(partial(Matcher, termbase)),
        perspective=Perspective("neutral"),
        stance="preserve",
        form=formats.of("a.txt"),
        note=lambda concept: ("", True),
        style="none",
    )


def options(page: str | None) -> argparse.ArgumentParser:
    """What every benchmark of translation is told; ``page`` is its manual page."""
    parser = argparse.ArgumentParser(description=(page or "").partition("\n")[0])
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--engine", default="argos")
    parser.add_argument("--sentences", type=int, default=300)
    return parser


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--show", type=int, default=0, help="this many of the names that did not arrive")
    arguments = parser.parse_args()
    source, target = arguments.source, arguments.target
    termbase, rng = store.load(), random.Random(5)
    engine = open_engine(arguments.engine, source, target)
    job = a_job(termbase, engine, source, target)
    engine.translate(["One."])  # the model is loaded before the clock starts

    lines = sentences(termbase, source, target, arguments.sentences, rng)
    started = time.perf_counter()
    plain = [hypotheses[0].text for hypotheses in engine.translate(lines)]
    plainly = time.perf_counter() - started
    document = formats.of("a.txt").parse("\n\n".join(lines), "a.txt")
    started = time.perf_counter()
    result = translate(document, job)
    held = time.perf_counter() - started

    terms = [(unit, term) for unit in result.units for term in unit.unit.terms]
    rungs = Counter(rung for unit in result.units for rung in unit.rungs)
    total = sum(rungs.values())
    print(f"{total} names in {len(lines)} sentences, {engine.name}, {source} to {target}")
    for rung, number in rungs.most_common():
        print(f"  {rung:12} {number:4}  {number / total:6.1%}")
    print(f"  verified     {total - rungs['failed']:4}  {1 - rungs['failed'] / total:6.1%}")
    by_text = dict(zip(lines, plain, strict=True))
    others = [term for _, term in terms]
    rng.shuffle(others)
    own = drawn = 0
    for (unit, term), other in zip(terms, others, strict=True):
        own += arrived([term], by_text[unit.unit.text], job.find_target) != [None]
        drawn += arrived([other], unit.target, job.find_target) != [None]
    print(f"  oracle {own / total:.1%}, control {drawn / total:.1%}, time {held / plainly:.2f} times the plain decode")
    missing = [(unit, rung) for unit in result.units for rung in unit.rungs if rung == "failed"]
    for unit, _ in missing[: arguments.show]:
        print(f"    {unit.unit.text} -> {unit.target} [{', '.join(term.preferred for term in unit.unit.terms)}]")

    if source not in corpus.COLUMNS or target not in corpus.COLUMNS:
        return
    pairs = [pair for rows in corpus.held_out().values() for pair in corpus.pick(rows, source, target)]
    named = [pair for pair in pairs if _named(pair[0], job)]
    document = formats.of("a.txt").parse("\n\n".join(one for one, _ in named), "a.txt")
    whole = re.split(r"\n\n", translate(document, job).text)
    alone = [hypotheses[0].text for hypotheses in engine.translate([one for one, _ in named])]
    with_names, without = (sacrebleu.corpus_chrf(found, [[two for _, two in named]]).score for found in (whole, alone))
    print(f"  chrF on {len(named)} held-out sentences with names: held {with_names:.2f}, not held {without:.2f}")


def _named(sentence: str, job: Job) -> list[Term]:
    found = []
    for mention in job.find_source.mentions(sentence):
        names, joined = target_names(mention, Context("own-voice"), job.perspective, job.stance, job.target)
        if names and not mention.exception:
            found.append(Term(mention, Context("own-voice"), mention.start, mention.end, names, joined))
    return found


if __name__ == "__main__":
    main()
