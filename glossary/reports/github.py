"""Workflow commands, which GitHub shows beside the lines of a pull request; and a page for the summary of a run.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word. So the worst come first, and a
name has one annotation in each file, which gives its other places; the summary has all of them.
"""

from collections.abc import Mapping
from typing import TextIO

from glossary import wording
from glossary.document import Place
from glossary.lint import Finding
from glossary.perspective import LEVELS
from glossary.reports.address import relative
from glossary.reports.outcome import Outcome

NAME = "github"

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
_ROWS = 1000  # a summary may have one megabyte


def write(outcome: Outcome, out: TextIO) -> None:
    """One command a line."""
    for problem in outcome.problems:
        properties = {"title": "glossary", "file": relative(problem.path, outcome)}
        out.write(_command("error", properties, problem.message))
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in outcome.reported:
        # Where there is no concept, every place is a thing of its own.
        which = finding.concept or f"{finding.place.start}"
        groups.setdefault((finding.path, f"{finding.rule}", which), []).append(finding)
    for first, *others in sorted(groups.values(), key=lambda group: -LEVELS.index(group[0].judgement.level)):
        lines = wording.told(first)
        if others:
            lines.append(wording.also([finding.place for finding in others]))
        code = f"{first.rule.code} {first.rule}" if first.rule else ""
        properties = {"title": f"glossary ({code})", "file": relative(first.path, outcome), **_position(first.place)}
        out.write(_command(_COMMANDS[first.judgement.level], properties, "\n".join(lines)))


def _position(place: Place) -> dict[str, str]:
    """Lines, and columns where there is one line only, as GitHub wants it."""
    position = {"line": f"{place.line}", "endLine": f"{place.end_line}"}
    if place.line == place.end_line:
        position |= {"col": f"{place.column}", "endColumn": f"{place.end_column}"}
    return position


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_escape(value, _PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escape(message, _DATA)}\n"


def _escape(text: str, signs: Mapping[str, str]) -> str:
    return text.translate(str.maketrans(dict(signs)))
