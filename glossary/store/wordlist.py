"""Two columns without a header, as translation services export their glossaries: with commas, semicolons or tabs."""

import csv
from pathlib import Path

from glossary.errors import TermbaseError
from glossary.store import foreign
from glossary.terms import Name, Termbase


def read_pairs(path: Path, source: str, target: str) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read, and what is wrong with the rest. A word that comes twice has two translations."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        return Termbase({}), [TermbaseError(path, f"it cannot be read as a list in UTF-8: {problem}")]
    first = text.partition("\n")[0]
    delimiter = max("\t,;", key=first.count)
    found: dict[str, list[Name]] = {}
    problems = []
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            problems.append(TermbaseError(path, "the row has not a word in both languages", reader.line_num))
            continue
        names = found.setdefault(cells[0], [Name(source, cells[0], line=reader.line_num)])
        names.append(Name(target, cells[1], line=reader.line_num))
    if not found and not problems:
        problems.append(TermbaseError(path, "there is no word in this list"))
    rows = {f"{path.stem}-{number}": names for number, names in enumerate(found.values(), 1)}
    return foreign.termbase(path, rows), problems
