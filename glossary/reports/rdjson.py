"""The Reviewdog Diagnostic Format: one object with everything.

Its columns are bytes of UTF-8, counted from 1, the end exclusive, whatever the file is encoded in. Suggestions are
alternatives to each other, so the edits of a fix, which belong together, are one stretch of text with them made.
"""

import json
from typing import Any, TextIO

from glossary import wording
from glossary.document import Document, Place, Span
from glossary.lint import Finding, Fix
from glossary.reports.address import relative
from glossary.reports.outcome import Outcome, Problem

NAME = "rdjson"

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
_SOURCE = {"name": "glossary"}


def write(outcome: Outcome, out: TextIO) -> None:
    """One JSON object."""
    json.dump({"source": _SOURCE, "diagnostics": diagnostics(outcome)}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def diagnostics(outcome: Outcome) -> list[dict[str, Any]]:
    """What is reported, and after it what could not be checked."""
    return [
        *(_finding(finding, outcome) for finding in outcome.reported),
        *(_problem(problem, outcome) for problem in outcome.problems),
    ]


def _finding(finding: Finding, outcome: Outcome) -> dict[str, Any]:
    source = outcome.sources.get(finding.path, "")
    data: dict[str, Any] = {
        "message": "\n".join(wording.told(finding)),
        "location": {"path": relative(finding.path, outcome), "range": _range(finding.place, source)},
        "severity": _SEVERITIES[finding.judgement.level],
        "source": _SOURCE,
        "code": {"value": finding.rule.code if finding.rule else ""},
    }
    if fix := outcome.fix(finding):
        data["suggestions"] = [_suggestion(fix, source)]
    return data


def _suggestion(fix: Fix, source: str) -> dict[str, Any]:
    start, end = min(edit.span.start for edit in fix.edits), max(edit.span.end for edit in fix.edits)
    mended = Document(source, ()).splice(fix.edits)
    text = mended[start : len(mended) - (len(source) - end)]
    return {"range": _range(Document(source, ()).place(Span(start, end)), source), "text": text}


def _problem(problem: Problem, outcome: Outcome) -> dict[str, Any]:
    location = {"path": relative(problem.path, outcome)}
    return {"message": problem.message, "location": location, "severity": "ERROR", "source": _SOURCE}


def _range(place: Place, source: str) -> dict[str, Any]:
    """Lines and columns; without the text, from which bytes could be counted, whole lines."""
    if not source:
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {
        "start": {"line": place.line, "column": _column(place.start, place.column, source)},
        "end": {"line": place.end_line, "column": _column(place.end, place.end_column, source)},
    }


def _column(offset: int, column: int, source: str) -> int:
    return len(source[offset - column + 1 : offset].encode()) + 1
