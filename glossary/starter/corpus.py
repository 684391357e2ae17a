"""Our own corpus: wire sentences in English, Japanese and Russian, by topic; some topics are never trained on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

FOLDER = Path(__file__).with_name("corpus")
COLUMNS = ("en", "ja", "ru")
Pair = tuple[str, str]
Triple = tuple[str, str, str]


def triples(folder: Path = FOLDER) -> dict[str, list[Triple]]:
    """The corpus by topic: the files of a folder, without those in its sub-folders."""
    return {path.stem: list(_rows(path)) for path in sorted(folder.glob("*.tsv"))}


def pairs(source: str, target: str) -> list[Pair]:
    """The sentences that are written in two languages only, these two, whichever way round."""
    found: list[Pair] = []
    for path in sorted((FOLDER / "pairs").glob("*.tsv")):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        columns = head.split("\t")
        if {source, target} == set(columns):
            one, two = columns.index(source), columns.index(target)
            found += [(fields[one], fields[two]) for fields in _fields(path, lines, 2)]
    return found


def held_out() -> dict[str, list[Triple]]:
    """The triples that nothing is trained on."""
    return triples(FOLDER / "heldout")


def article() -> list[Triple]:
    """The sentences of the example article in `tests/articles`, translated by hand."""
    return [row for rows in triples(FOLDER / "article").values() for row in rows]


def _rows(path: Path) -> Iterator[Triple]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    yield from ((en, ja, ru) for en, ja, ru in _fields(path, lines, len(COLUMNS)))


def _fields(path: Path, lines: Sequence[str], columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(lines, start=2):
        fields = line.split("\t")
        if len(fields) != columns or not all(fields):
            raise ValueError(f"{path}:{number}: {columns} columns are wanted, this line has {len(fields)}")
        yield fields


def pick(rows: Sequence[Triple], source: str, target: str) -> list[Pair]:
    """Two columns of triples."""
    one, two = COLUMNS.index(source), COLUMNS.index(target)
    return [(row[one], row[two]) for row in rows]
