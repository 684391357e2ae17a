"""Rows for other programs: CSV and tabs, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.store.selection import Selection

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before what would begin one."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def table(rows: Iterable[Sequence[str]], selection: Selection, delimiter: str = ",") -> bytes:
    """Rows as CSV (RFC 4180) or with tabs, in UTF-8."""
    out = io.StringIO()
    if delimiter == "\t":  # these readers know no quotes
        out.writelines("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
    else:
        safe = spreadsheet_safe if selection.spreadsheet else str
        csv.writer(out, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()
