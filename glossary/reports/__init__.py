"""Reports: a module with ``NAME`` and ``write(outcome, out)``; this table names them all.

What a report is given is an `Outcome`: it decides how things look and nothing else. Standard output gets the report and
nothing but the report. ``--all`` shows what is not reported in full, concise, grouped and the two of JSON; the formats
of other programs list what is reported, and SARIF what was silenced as well.
"""

from typing import Protocol, TextIO

from glossary.reports import (
    azure,
    checkstyle,
    concise,
    full,
    github,
    gitlab,
    grouped,
    json,
    json_lines,
    junit,
    rdjson,
    rdjsonl,
    sarif,
)
from glossary.reports.outcome import Outcome


class Report(Protocol):
    """What a report's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What ``--format`` calls it."""

    def write(self, outcome: Outcome, out: TextIO) -> None:
        """Write the whole report; called once, also when there is nothing to report."""


_ALL: list[Report] = [
    full,
    concise,
    grouped,
    json,
    json_lines,
    github,
    gitlab,
    junit,
    checkstyle,
    sarif,
    rdjson,
    rdjsonl,
    azure,
]
REPORTS = {report.NAME: report for report in _ALL}
#: Reports that carry fixes, for other programs to make.
WITH_FIXES = ("sarif", "rdjson", "rdjsonl")
