"""Fuzzing guided by coverage: an input that reaches new lines of a parser is kept and varied further.

    python tests/guided.py [--only NAME] [-max_total_time=600] [-runs=100000] ...

The readers and the good files are those of `test_fuzz`, which throws at them what it makes up and takes no note of what
that reached. Everything after the names goes to libFuzzer. What it finds is written into the working folder; cut short,
it belongs in ``cases/crashes``, named for its reader. It wants atheris, which is there for some Pythons on Linux alone.
"""

import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["glossary"]):
    import glossary

    for found in pkgutil.walk_packages(glossary.__path__, "glossary."):
        if "starter" not in found.name and "__main__" not in found.name:  # those are training's, and this would start
            import_module(found.name)
from test_fuzz import READERS, SEEDS, WORDS


def main() -> None:
    """Read inputs until told to stop; the first byte of each says which reader has it."""
    arguments = sys.argv[1:]
    names = [*READERS]
    if "--only" in arguments:
        at = arguments.index("--only")
        names = [arguments[at + 1]]
        del arguments[at : at + 2]

    def read(data: bytes) -> None:
        if data:
            READERS[names[data[0] % len(names)]](data[1:])

    # The process ends within `Fuzz`, so nothing can be tidied up: what was learnt stays for who wants to go on from it.
    folder = Path(tempfile.mkdtemp(prefix="guided-"))
    print(f"what reaches new lines is kept in {folder}", file=sys.stderr)
    (seeds := folder / "seeds").mkdir()
    for number, name in enumerate(names):
        (seeds / name).write_bytes(bytes([number]) + SEEDS.get(name, b"Ferries go to Ormholm."))
    words = folder / "words"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in WORDS if word), encoding="ascii")
    atheris.Setup([sys.argv[0], f"-dict={words}", "-max_len=4096", *arguments, str(seeds)], read)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
