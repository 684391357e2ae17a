"""For people: the findings of each file under its path."""

from itertools import groupby
from typing import TextIO

from glossary import wording
from glossary.reports.excerpt import visible
from glossary.reports.full import label, summary
from glossary.reports.outcome import Outcome

NAME = "grouped"


def write(outcome: Outcome, out: TextIO) -> None:
    """A path, its findings with places in line, and an empty line; how many there are at the end."""
    for path, group in groupby(outcome.shown, key=lambda finding: finding.path):
        findings = list(group)
        places = [f"{finding.place.line}:{finding.place.column}" for finding in findings]
        wide = max(map(len, places))
        out.write(visible(f"{path}:") + "\n")
        for finding, place in zip(findings, places, strict=True):
            out.write(visible(f"  {place:<{wide}}  {label(finding)}  {wording.brief(finding)}") + "\n")
        out.write("\n")
    if not outcome.quiet:
        out.write(summary(outcome) + "\n")
