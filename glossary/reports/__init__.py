"""Reports: a module with ``NAME`` and ``write(outcome, out)``; this table names them all.

What a report is given is a `Outcome`: it decides how things look and nothing else. Standard output gets the report and
nothing but the report.
"""

from typing import Protocol, TextIO

from glossary.reports import json, text
from glossary.reports.outcome import Outcome


class Report(Protocol):
    """What a report's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What ``--format`` calls it."""

    def write(self, outcome: Outcome, out: TextIO) -> None:
        """Write the whole report; called once, also when there is nothing to report."""


_ALL: list[Report] = [text, json]
REPORTS = {report.NAME: report for report in _ALL}
