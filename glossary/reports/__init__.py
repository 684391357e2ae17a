"""Reports: a module with ``NAME`` and ``write(outcome, out)``; this table names them all.

What a report is given is an `Outcome`: it decides how things look and nothing else. Standard output gets the report and
nothing but the report. ``--all`` shows what is not reported in full, concise, grouped and the two of JSON; the formats
of other programs list what is reported, and SARIF what was silenced as well.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from glossary.reports.outcome import Outcome


class Report(Protocol):
    """What a report's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What ``--format`` calls it."""

    def write(self, outcome: Outcome, out: TextIO) -> None:
        """Write the whole report; called once, also when there is nothing to report."""


#: The reports in the order of ``--help``; the module of the same name in this package holds each.
REPORTS = (
    "full",
    "concise",
    "grouped",
    "json",
    "json-lines",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "sarif",
    "rdjson",
    "rdjsonl",
    "azure",
)
#: Reports that carry fixes, for other programs to make.
WITH_FIXES = ("sarif", "rdjson", "rdjsonl")


def named(name: str) -> Report:
    """A report by its name; one is written and the others are not loaded."""
    module: Report = import_module(f"glossary.reports.{name.replace('-', '_')}")
    return module
