"""A concept on one sheet: the sides' names next to each other by language, the claims underneath.

The columns are the parties in the order of their codes, then whoever shares a name, then the names that no party owns;
the first column is nobody's prize and the last nobody's blame.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from textwrap import wrap

from glossary import i18n, wording
from glossary.i18n import _, interface_language
from glossary.language import language_name, party_name
from glossary.terms import Concept, Name

_MARK = "*"
#: A table wider than this many columns is read as a list instead.
_COLUMNS = 4


def sheet(concept: Concept, width: int = 100) -> str:
    """The whole page, ``width`` terminal cells wide where the words allow it."""
    rows = _rows(concept)
    sides = sorted({side for row in rows.values() for side in row}, key=lambda side: (not side, len(side), side))
    body = _table(rows, sides, width) if len(sides) <= _COLUMNS else _list(rows, sides)
    marked = any(_MARK in text for row in rows.values() for texts in row.values() for text in texts)
    foot = [_("{mark} takes a side where nobody is named as its user").format(mark=_MARK)] if marked else []
    return "\n".join([*_head(concept, width), "", *body, *foot, *_claims(concept, width)])


def _head(concept: Concept, width: int) -> list[str]:
    dispute = concept.dispute
    lines = [f"{concept.id} · {concept.kind} · {dispute.id}", *wrap(concept.definition, width)]
    if note := i18n.note(concept.id, concept.note, interface_language()):
        lines += _fold(note, width)
    if concept.parties:
        lines.append(
            _("parties: {parties}; administered by {holders}; as of {day}").format(
                parties=wording.parties(concept.parties),
                holders=wording.parties(dispute.administered_by) or "—",
                day=dispute.as_of or "—",
            )
        )
    for relation in concept.relations:
        according = f" ({wording.parties(relation.according_to)})" if relation.according_to else ""
        lines.append(f"{relation.type}: {relation.concept}{according}")
    return lines + [f"{key}: {value}" for key, value in concept.ids.items()]


def _rows(concept: Concept) -> dict[str, dict[tuple[str, ...], list[str]]]:
    """Language -> parties -> names."""
    rows: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for name in concept.names:
        side = tuple(sorted(set(name.used_by) & set(concept.parties or name.used_by)))
        rows.setdefault(name.language, {}).setdefault(side, []).append(_name(name))
    return rows


def _name(name: Name) -> str:
    period = f" ({name.valid_from}–{name.valid_to})" if name.valid_from or name.valid_to else ""
    mark = _MARK if name.loaded(name.language) or "*" in name.loaded_in else ""
    return f"{name.text}{mark}{period}"


def _side(side: tuple[str, ...]) -> str:
    return wording.parties(side) if side else _("no party's own")


def _table(
    rows: dict[str, dict[tuple[str, ...], list[str]]], sides: Sequence[tuple[str, ...]], width: int
) -> list[str]:
    languages = {code: language_name(code, interface_language()) for code in rows}
    first = max(map(cells, languages.values())) + 2
    column = max(16, (width - first) // len(sides) - 2)
    lines = _rows_of("", [_fold(_side(side), column) for side in sides], first, column)
    for code, row in rows.items():
        columns = [[line for text in row.get(side, []) for line in _fold(text, column)] for side in sides]
        lines += _rows_of(languages[code], columns, first, column)
    return lines


def _rows_of(label: str, columns: Sequence[Sequence[str]], first: int, column: int) -> list[str]:
    """The terminal's lines of one row of the table, whose cells may have several lines each."""
    return [
        _line([label if number == 0 else "", *(c[number] if number < len(c) else "" for c in columns)], first, column)
        for number in range(max(map(len, columns)))
    ]


def _line(texts: Sequence[str], first: int, column: int) -> str:
    widths = [first, *[column + 2] * (len(texts) - 1)]
    return "".join(text + " " * (size - cells(text)) for text, size in zip(texts, widths, strict=True)).rstrip()


def _list(rows: dict[str, dict[tuple[str, ...], list[str]]], sides: Sequence[tuple[str, ...]]) -> list[str]:
    lines = []
    for code, row in rows.items():
        lines.append(language_name(code, interface_language()))
        lines += [f"  {_side(side)}: {_(', ').join(row[side])}" for side in sides if side in row]
    return lines


def _claims(concept: Concept, width: int) -> list[str]:
    lines = []
    for name in concept.names:
        for claim in name.claims:
            since = f" {claim.since}–{claim.until}" if claim.since or claim.until else ""
            who = party_name(claim.authority, interface_language())
            text = f"{name.text} · {who}, {wording.status(claim.status)}{since}: {wording.claimed(claim)}"
            first, *rest = _fold(text, width - 4)
            lines += [f"  {first}", *(f"    {line}" for line in rest)]
    return ["", _("claims"), *lines] if lines else []


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: ideographs and kana take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _fold(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken at spaces and, in scripts without spaces, anywhere."""
    lines, line = [], ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if cells(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        line = word
        while cells(line) > width and any(unicodedata.east_asian_width(char) in "WF" for char in line):
            cut = next(i for i in range(1, len(line) + 1) if cells(line[: i + 1]) > width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines
