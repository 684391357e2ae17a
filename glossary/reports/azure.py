"""Logging commands of Azure Pipelines, which knows errors and warnings and nothing milder."""

from collections.abc import Mapping
from typing import TextIO

from glossary import wording
from glossary.reports.address import relative
from glossary.reports.outcome import Outcome

NAME = "azure"

_DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({";": "%3B", "]": "%5D"})


def write(outcome: Outcome, out: TextIO) -> None:
    """One command a line."""
    for problem in outcome.problems:
        out.write(_command({"type": "error", "sourcepath": relative(problem.path, outcome)}, problem.message))
    for finding in outcome.reported:
        properties = {
            "type": "error" if finding.judgement.level == "error" else "warning",
            "sourcepath": relative(finding.path, outcome),
            "linenumber": f"{finding.place.line}",
            "columnnumber": f"{finding.place.column}",
            "code": finding.rule.code if finding.rule else "",
        }
        out.write(_command(properties, wording.brief(finding)))


def _command(properties: Mapping[str, str], message: str) -> str:
    listed = "".join(f"{key}={value.translate(_PROPERTY)};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{message.translate(_DATA)}\n"
