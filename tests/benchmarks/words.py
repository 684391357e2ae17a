"""How many terms of a plain word list arrive: IT words in English sentences, into Spanish, in one run.

    python tests/benchmarks/words.py [--engine apertium] [--show 10]

`it/terms.csv` is the list and `it/sentences.txt` the text. Printed are the share of terms that were verified in the
number of the source, of each rung, and of those in exactly the listed or plural form; beside them the *oracle*, what
the engine writes by itself.
"""

import argparse
from collections import Counter
from pathlib import Path

from glossary import formats, store
from glossary.engines import open_engine
from glossary.store import overlay
from glossary.terms import Termbase
from glossary.translation.bitext import arrived
from glossary.translation.translate import translate
from terms import a_job

FOLDER = Path(__file__).with_name("it")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--engine", default="apertium")
    parser.add_argument("--show", type=int, default=0, help="this many of the sentences")
    arguments = parser.parse_args()
    path = FOLDER / "terms.csv"
    termbase = overlay.lay(Termbase({}), [(path, store.load_one(path))])
    engine = open_engine(arguments.engine, "en", "es")
    job = a_job(termbase, engine, "en", "es")
    lines = (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()
    result = translate(formats.of("a.txt").parse("\n\n".join(lines), "a.txt"), job)
    plain = dict(zip(lines, (found[0].text for found in engine.translate(lines)), strict=True))
    rungs = Counter(rung for held in result.units for rung in held.rungs)
    total = sum(rungs.values())
    exact = own = 0
    for held in result.units:
        for term, place in zip(held.unit.terms, held.places, strict=True):
            listed = {form.lower() for name in term.names for form in (name.text, *name.forms.get("pl", ()))}
            exact += place is not None and held.target[place.start : place.end].lower() in listed
            own += arrived([term], plain[held.unit.text], job.find_target) != [None]
    print(f"{total} terms in {len(lines)} sentences, {engine.name}, en to es")
    for rung, number in rungs.most_common():
        print(f"  {rung:12} {number:4}  {number / total:6.1%}")
    print(f"  verified {1 - rungs['failed'] / total:.1%}, as listed {exact / total:.1%}, oracle {own / total:.1%}")
    for held in result.units[: arguments.show]:
        print(f"    {held.unit.text} -> {held.target}")


if __name__ == "__main__":
    main()
