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
from glossary.reports.excerpt import visible
from glossary.reports.full import summary as counts
from glossary.reports.outcome import Outcome

NAME = "github"

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~#@"})
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


def summary(outcome: Outcome) -> str:
    """All findings as a table in Markdown, for the page of the run."""
    rows = [
        (f"{relative(finding.path, outcome)}:{finding.place.line}:{finding.place.column}", finding)
        for finding in sorted(outcome.reported, key=lambda finding: -LEVELS.index(finding.judgement.level))
    ]
    lines = ["### glossary", "", _plain(counts(outcome)), ""]
    if rows:
        lines += ["| | | |", "|---|---|---|"]
    for where, finding in rows[:_ROWS]:
        label = f"{finding.rule.code if finding.rule else ''} {finding.judgement.level}"
        lines.append(f"| {_plain(where)} | {label} | {_plain(wording.brief(finding))} |")
    if len(rows) > _ROWS:
        lines.append(f"| … | | {len(rows) - _ROWS} |")
    lines += [f"- {_plain(problem.message)}" for problem in outcome.problems]
    return "\n".join(lines) + "\n\n"


def _plain(text: str) -> str:
    """A text that is no Markdown, on one line."""
    return visible(text).translate(_MARKDOWN)


def _position(place: Place) -> dict[str, str]:
    """Lines, and columns where there is one line only, as GitHub wants it."""
    position = {"line": f"{place.line}", "endLine": f"{place.end_line}"}
    if place.line == place.end_line:
        position |= {"col": f"{place.column}", "endColumn": f"{place.end_column}"}
    return position


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    listed = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{message.translate(_DATA)}\n"
