"""Checkstyle's XML, which most review tools and build servers read."""

from itertools import groupby
from typing import TextIO

from glossary import wording
from glossary.reports.address import relative
from glossary.reports.outcome import Outcome
from glossary.reports.xml import clean, dump

NAME = "checkstyle"


def write(outcome: Outcome, out: TextIO) -> None:
    """A file element for each file with findings or a problem."""
    from xml.etree.ElementTree import Element, SubElement

    root = Element("checkstyle", version="10.0")
    for path, findings in groupby(outcome.reported, key=lambda finding: finding.path):
        file = SubElement(root, "file", name=clean(relative(path, outcome)))
        for finding in findings:
            SubElement(
                file,
                "error",
                line=f"{finding.place.line}",
                column=f"{finding.place.column}",
                severity=finding.judgement.level,
                message=clean(wording.brief(finding)),
                source=f"glossary.{finding.rule.code if finding.rule else ''}",
            )
    for problem in outcome.problems:
        file = SubElement(root, "file", name=clean(relative(problem.path, outcome)))
        SubElement(file, "error", line="1", severity="error", message=clean(problem.message), source="glossary.problem")
    dump(root, out)
