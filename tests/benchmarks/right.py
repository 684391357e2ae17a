"""How often `glossary check` finds fault with a right translation.

    python tests/benchmarks/right.py en-ja en-ru ja-en ru-en

The sentences of the starter packages' corpus were written in three languages together and proof-read, so every finding
in them is a false alarm, a gap of the termbase, or a slip of the corpus. Prints the share of sentences with a finding
and, with ``--list``, each of them.
"""

import argparse
import csv
from collections import Counter
from functools import cache
from pathlib import Path

from glossary import store
from glossary.checking import bilingual, stance
from glossary.checking.check import Translated, check
from glossary.formats import plain as text_format
from glossary.lint import Finding
from glossary.match import Matcher
from glossary.perspective import Perspective

CORPUS = Path(__file__).parents[2] / "glossary" / "starter" / "corpus"
TERMBASE = store.load()


@cache
def matcher(language: str) -> Matcher:
    """Finds the termbase's names."""
    return Matcher(TERMBASE, language)


@cache
def plain(language: str) -> frozenset[str]:
    """Words that tell nothing."""
    return stance.plain_words(TERMBASE, language)


def findings(texts: tuple[str, str], languages: tuple[str, str]) -> list[Finding]:
    """What is reported of one sentence."""
    one, two = (text_format.parse(text, language) for text, language in zip(texts, languages, strict=True))
    sides = bilingual.read(one, matcher(languages[0]), two, matcher(languages[1]))
    words = {language: plain(language) for language in languages}
    work = Translated(*sides, bilingual.aligned(*sides), Perspective("neutral"), words)
    return [finding for finding in check(work) if finding.reported]


def main() -> None:
    """Print a line for each pair of languages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pairs", nargs="+", metavar="SOURCE-TARGET")
    parser.add_argument("--list", action="store_true", help="print what was found too")
    arguments = parser.parse_args()
    rows = [
        row
        for path in sorted(CORPUS.rglob("*.tsv"))
        if path.parent.name in ("corpus", "heldout")
        for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    for pair in arguments.pairs:
        source, target = pair.split("-")
        reasons: Counter[str] = Counter()
        hit = 0
        for row in rows:
            found = findings((row[source], row[target]), (source, target))
            hit += bool(found)
            reasons.update(finding.judgement.reason for finding in found)
            for finding in found if arguments.list else ():
                print(finding.judgement.reason, finding.concept, finding.text, row[source], row[target], sep="\t")
        print(f"{pair}: {hit / len(rows):.2%} of {len(rows)}; {dict(reasons.most_common())}")


if __name__ == "__main__":
    main()
