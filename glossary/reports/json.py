"""For machines: a versioned document whose shape is written down here and does not follow the program's own types.

``start`` and ``end`` are Unicode code points into the decoded file, ``end`` exclusive; lines and columns count from 1.
A finding with ``"reported": false`` comes only with ``--all``. It has ``null`` for ``rule``, ``code`` and ``level``,
unless it was silenced: then ``suppression`` has the ``kind`` (``in-source`` or ``baseline``) and the ``reason``.
``fix`` is there where a name can be replaced: ``applicability`` (``safe`` or ``unsafe``), and ``edits`` of the file.
"""

import json
from dataclasses import asdict
from typing import Any, TextIO

from glossary import wording
from glossary.lint import Finding
from glossary.reports.outcome import Outcome

NAME = "json"
VERSION = 1


def write(outcome: Outcome, out: TextIO) -> None:
    """One JSON object, indented, in UTF-8."""
    data = {
        "version": VERSION,
        "findings": [as_dict(finding) for finding in outcome.shown],
        "problems": [{"path": problem.path, "message": problem.message} for problem in outcome.problems],
        "summary": {
            "checked": outcome.checked,
            "reported": len(outcome.reported),
            "suppressed": len(outcome.suppressed),
            "by_rule": outcome.by_rule(),
        },
    }
    json.dump(data, out, ensure_ascii=False, indent=1)
    out.write("\n")


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as lint, check and translate all write it."""
    rule = finding.rule
    data: dict[str, Any] = {
        "path": finding.path,
        "code": rule.code if rule else None,
        "rule": rule.value if rule else None,
        "level": finding.judgement.level if rule else None,
        "concept": finding.concept,
        "language": finding.language,
        **finding.place._asdict(),
        "text": finding.text,
        "used_by": list(finding.used_by),
        "context": finding.standing,
        "reported": finding.reported,
        "because": wording.because(finding),
        "message": wording.message(finding),
        "suggestions": list(finding.judgement.suggestions),
        "related": [place._asdict() for place in finding.related],
        "suppression": asdict(finding.suppression) if finding.suppression else None,
    }
    if finding.fix and finding.fix.edits:
        edits = [{"start": span.start, "end": span.end, "text": text} for span, text in finding.fix.edits]
        data["fix"] = {"applicability": finding.fix.applicability, "edits": edits}
    if origin := finding.origin:
        data["source"] = {"path": origin.path, "text": origin.text, **origin.place._asdict()}
    return data
