"""Termbases as CSV, the form in which a newsroom that has a spreadsheet keeps its names: one name a row.

The first row names the columns: ``concept``, ``lang`` and ``text`` must be there, the others of `COLUMNS` may be.
Several values in a cell have semicolons between; ``forms`` are ``gen=…`` and so on, ``not_when`` is a longer string
with its kind in brackets. What belongs to a concept is taken from the first of its rows that says it; its parties,
where none says so, are all who use one of its names. ``disabled`` with ``yes`` takes a concept out.

A file whose first row is language codes and nothing else, ``en,es``, is a plain word list: a concept a row, a name a
column, with semicolons between spellings of which the first is preferred. Nobody in particular uses these names, which
are ordinary words: their plurals and verb forms are found as well.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.errors import TermbaseError
from glossary.store.tables import FORMULA, table
from glossary.terms import CLASSES, KINDS, Concept, Dispute, Name, NotWhen, Termbase

if TYPE_CHECKING:
    from glossary.store.selection import Selection, Written

_NEEDED = ("concept", "lang", "text")
_OF_CONCEPT = ("dispute", "kind", "class", "definition", "note", "parties")
_LISTS = ("used_by", "loaded_in", "also", "variants", "instead", "only_with", "pair_with")
_WORDS = ("gender", "number", "valid_from", "valid_to")
_FLAGS = ("article", "case_sensitive", "indeclinable")
COLUMNS = (*_NEEDED, *_OF_CONCEPT, *_LISTS, *_WORDS, *_FLAGS, "forms", "not_when", "disabled")
_NOT_WHEN = re.compile(r"(.+) \((title|fossil|homonym)\)")
#: What makes a spreadsheet compute a cell.
_NO = ("", "no", "false", "0")


@dataclass
class _Rows:
    """What the rows of one concept have said so far."""

    line: int
    said: dict[str, str] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


def load(path: Path) -> Termbase:
    """The termbase in a file. Raises `TermbaseError`, with file and line, at the first row that is at fault."""
    termbase, problems = read(path)
    if problems:
        raise problems[0]
    return termbase


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read, and what is wrong with the rest."""
    concepts: dict[str, _Rows] = {}
    disabled: set[str] = set()
    problems: list[TermbaseError] = []
    try:
        # Spreadsheets put a byte order mark before UTF-8.
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            plain = _is_word_list(rows.fieldnames or [])
            problems += [] if plain else _columns(path, rows.fieldnames or [])
            for row in rows if not problems else ():
                try:
                    if plain:
                        _words(path, rows.line_num, row, concepts)
                    else:
                        _row(path, rows.line_num, row, concepts, disabled)
                except TermbaseError as problem:
                    problems.append(problem)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        return Termbase({}), [TermbaseError(path, f"it cannot be read as CSV in UTF-8: {problem}")]
    if not concepts and not disabled and not problems:
        problems.append(TermbaseError(path, "there is no name in this termbase"))
    return Termbase({key: _concept(path, key, found) for key, found in concepts.items()}, frozenset(disabled)), problems


def _is_word_list(columns: Sequence[str]) -> bool:
    return len(columns) > 1 and all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", column) for column in columns)


def _words(path: Path, line: int, row: Mapping[str | None, object], concepts: dict[str, _Rows]) -> None:
    cells = _cells(path, line, row)
    spellings = {language: _list(cell) for language, cell in cells.items() if cell}
    if len(spellings) < 2:
        raise TermbaseError(path, "the row has a word in one language only", line)
    names = [Name(language, text, also=tuple(also), line=line) for language, (text, *also) in spellings.items()]
    concepts[f"{path.stem}-{line}"] = _Rows(line, {"kind": "term"}, names)


def _columns(path: Path, given: Sequence[str]) -> list[TermbaseError]:
    missing = [f"the column {column!r} is missing" for column in _NEEDED if column not in given]
    unknown = [
        f"{column!r} is not a column; the columns are {', '.join(COLUMNS)}" for column in given if column not in COLUMNS
    ]
    return [TermbaseError(path, message, 1) for message in missing + unknown]


def _row(
    path: Path, line: int, row: Mapping[str | None, object], concepts: dict[str, _Rows], disabled: set[str]
) -> None:
    cells = _cells(path, line, row)
    key = cells["concept"]
    if not key:
        raise TermbaseError(path, "the row names no concept", line)
    if cells.get("disabled", "").lower() not in _NO:
        disabled.add(key)
        return
    for column in _NEEDED:
        if not cells[column]:
            raise TermbaseError(path, f"the row of {key!r} has no {column!r}", line)
    if cells.get("kind", "") not in ("", *KINDS):
        raise TermbaseError(path, f"'kind' is {cells['kind']!r}; it must be one of {', '.join(KINDS)}", line)
    if cells.get("class", "") not in ("", *CLASSES):
        raise TermbaseError(path, f"'class' is {cells['class']!r}; it must be one of {', '.join(CLASSES)}", line)
    found = concepts.setdefault(key, _Rows(line))
    found.said = cells | {column: cell for column, cell in found.said.items() if cell}
    lists: dict[str, Any] = {column: _list(cells.get(column, "")) for column in _LISTS}
    words: dict[str, Any] = {column: cells.get(column, "") for column in _WORDS}
    flags: dict[str, Any] = {column: cells.get(column, "").lower() not in _NO for column in _FLAGS}
    forms, exceptions = _forms(path, line, cells), _exceptions(path, line, cells)
    found.names.append(
        Name(cells["lang"], cells["text"], **lists, **words, **flags, forms=forms, not_when=exceptions, line=line)
    )


def _from_spreadsheet(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _forms(path: Path, line: int, cells: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for part in _list(cells.get("forms", "")):
        case, equals, form = (piece.strip() for piece in part.partition("="))
        if not equals or not form:
            raise TermbaseError(path, f"'forms' has {part!r}; write the case and the form, such as gen=…", line)
        forms[case] = (*forms.get(case, ()), form)
    return forms


def _exceptions(path: Path, line: int, cells: Mapping[str, str]) -> tuple[NotWhen, ...]:
    found = []
    for part in _list(cells.get("not_when", "")):
        match = _NOT_WHEN.fullmatch(part)
        if match is None:
            message = f"'not_when' has {part!r}; write the longer string and (title), (fossil) or (homonym)"
            raise TermbaseError(path, message, line)
        found.append(NotWhen(match[1], match[2]))
    return tuple(found)


def _cells(path: Path, line: int, row: Mapping[str | None, object]) -> dict[str, str]:
    if None in row or None in row.values():
        raise TermbaseError(path, "the row has not as many cells as the first row", line)
    return {str(column): _from_spreadsheet(str(cell).strip()) for column, cell in row.items()}


def _list(cell: str) -> tuple[str, ...]:
    return tuple(value for part in cell.split(";") if (value := part.strip()))


def _concept(path: Path, key: str, found: _Rows) -> Concept:
    verdict = found.said.get("kind") == "status-word"  # said by anybody, about whatever is disputed
    users = {party for name in found.names for party in name.used_by} if not verdict else set()
    parties = tuple(sorted(_list(found.said.get("parties", "")) or users))
    dispute = found.said.get("dispute") or path.stem
    return Concept(
        id=key,
        dispute=Dispute(dispute, dispute, parties, file=str(path)),
        kind=found.said.get("kind") or "place",
        definition=found.said.get("definition", ""),
        note=found.said.get("note", ""),
        status_class=found.said.get("class", ""),
        parties=parties,
        names=tuple(found.names),
        file=str(path),
    )


# --- writing ---------------------------------------------------------------------------------------------------------


def write(selection: Selection, format: str = "csv") -> Written:
    """All names, or those in the languages that were asked for, a row each; reading the file gives them back."""
    rows = [_cells_of(concept, name) for concept in selection.concepts for name in selection.names(concept)]
    used = [column for column in COLUMNS if column in _NEEDED or any(row.get(column) for row in rows)]
    lines = [used, *([row.get(column, "") for column in used] for row in rows)]
    from glossary.store.selection import Written

    return Written(table(lines, selection), selection.lost(*_HELD))


_HELD = (
    "users", "loaded", "spellings", "forms", "grammar", "exceptions", "company", "periods",
    "definitions", "notes", "verdicts",
)  # fmt: skip


def _cells_of(concept: Concept, name: Name) -> dict[str, str]:
    cells = {
        "concept": concept.id,
        "lang": name.lang,
        "text": name.text,
        "dispute": concept.dispute.id,
        "kind": concept.kind,
        "class": concept.status_class,
        "definition": concept.definition,
        "note": concept.note,
        "parties": "; ".join(concept.parties),
        "forms": "; ".join(f"{case}={form}" for case, forms in name.forms.items() for form in forms),
        "not_when": "; ".join(f"{other.text} ({other.kind})" for other in name.not_when),
    }
    cells |= {column: "; ".join(getattr(name, column)) for column in _LISTS}
    cells |= {column: getattr(name, column) for column in _WORDS}
    return cells | {column: "yes" if getattr(name, column) else "" for column in _FLAGS}
