"""GitLab's code quality report.

GitLab keeps one finding of a fingerprint and compares fingerprints between branches: each has to be the only one of its
kind, and the same after lines have moved.
"""

import hashlib
import json
from typing import TextIO

from glossary import wording
from glossary.reports.address import fingerprints, relative
from glossary.reports.outcome import Outcome

NAME = "gitlab"

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def write(outcome: Outcome, out: TextIO) -> None:
    """A JSON array."""
    rows = []
    findings = outcome.reported
    for finding, fingerprint in zip(findings, fingerprints(findings, outcome), strict=True):
        path, place = relative(finding.path, outcome), finding.place
        rows.append(
            {
                "description": wording.brief(finding),
                "check_name": finding.rule.code if finding.rule else "",
                "fingerprint": _hash(path, fingerprint),
                "severity": _SEVERITIES[finding.judgement.level],
                "location": {"path": path, "lines": {"begin": place.line, "end": place.end_line}},
            }
        )
    for problem in outcome.problems:
        path = relative(problem.path, outcome)
        rows.append(
            {
                "description": problem.message,
                "check_name": "problem",
                "fingerprint": _hash(path, problem.message),
                "severity": "blocker",
                "location": {"path": path, "lines": {"begin": 1, "end": 1}},
            }
        )
    json.dump(rows, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
