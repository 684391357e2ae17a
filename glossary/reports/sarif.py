"""SARIF 2.1.0, as GitHub's code scanning and other viewers read it.

What was silenced rides along with its reason, so that an audit can see it, and with what is reported the fix that
``--fix`` would try. Columns are code points, ends exclusive.
"""

import json
from typing import Any, TextIO

from glossary import wording
from glossary.document import Document, Place
from glossary.lint import Finding, Fix, Suppression
from glossary.perspective import Perspective, Rule
from glossary.reports.address import fingerprints, uri
from glossary.reports.outcome import Outcome
from glossary.rules import PAGES

NAME = "sarif"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
_RULES = list(Rule)
_LONGEST = 1024  # code points of a description that GitHub keeps


def write(outcome: Outcome, out: TextIO) -> None:
    """One run of one tool."""
    findings = [finding for finding in outcome.findings if finding.rule]
    keys = fingerprints(findings, outcome)
    run = {
        "tool": {"driver": {"name": "glossary", **_version(), "rules": [_rule(rule) for rule in _RULES]}},
        # A run under another perspective is another analysis: neither takes the other's findings for mended.
        "automationDetails": {"id": "/".join(part for part in ("glossary", outcome.perspective) if part) + "/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not outcome.problems,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": problem.message},
                        "locations": [{"physicalLocation": {"artifactLocation": _artifact(problem.path, outcome)}}],
                    }
                    for problem in outcome.problems
                ],
            }
        ],
        "results": [_result(finding, key, outcome) for finding, key in zip(findings, keys, strict=True)],
    }
    data = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    json.dump(data, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _version() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return {"semanticVersion": version("contested-glossary")}
    except PackageNotFoundError:  # run from a checkout that was never installed
        return {}


def _rule(rule: Rule) -> dict[str, Any]:
    about = " ".join(PAGES[rule].split("\n\n")[0].split())
    level = Perspective("neutral").level(rule)
    return {
        "id": rule.code,
        "name": rule.value,
        "shortDescription": {"text": f"{about.split('. ')[0].rstrip('.')}."[:_LONGEST]},
        "fullDescription": {"text": about[:_LONGEST]},
        "help": {"text": PAGES[rule], "markdown": PAGES[rule]},
        "defaultConfiguration": {"level": _LEVELS[level]},
        "properties": {"tags": ["naming"], "problem.severity": _SEVERITIES[level]},
    }


def _result(finding: Finding, key: str, outcome: Outcome) -> dict[str, Any]:
    assert finding.rule is not None
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "ruleIndex": _RULES.index(finding.rule),
        "level": _LEVELS[finding.judgement.level],
        "message": {"text": "\n".join(wording.told(finding))},
        "locations": [_location(finding.path, finding.place, outcome)],
        "partialFingerprints": {"primaryLocationLineHash": key},
        "suppressions": [_suppression(finding.suppression)] if finding.suppression else [],
        "properties": {"concept": finding.concept, "language": finding.language, "context": finding.standing},
    }
    if related := _related(finding, outcome):
        result["relatedLocations"] = [{"id": number, **location} for number, location in enumerate(related, 1)]
    if fix := outcome.fix(finding):
        result["fixes"] = [_fix(finding, fix, outcome)]
    return result


def _fix(finding: Finding, fix: Fix, outcome: Outcome) -> dict[str, Any]:
    """All the edits of a fix, which belong together."""
    text = Document(outcome.sources[finding.path], ())
    replacements = [
        {"deletedRegion": _region(text.place(edit.span)), "insertedContent": {"text": edit.text}}
        for edit in sorted(fix.edits)
    ]
    return {
        "description": {"text": f"“{' '.join(finding.text.split())}” → “{fix.text}”"},
        "artifactChanges": [
            {"artifactLocation": _artifact(finding.path, outcome), "replacements": replacements},
        ],
    }


def _related(finding: Finding, outcome: Outcome) -> list[dict[str, Any]]:
    """The other places of a finding: in its own file, and in the source of a translation."""
    found = [_location(finding.path, place, outcome) for place in finding.related]
    if origin := finding.origin:
        found.append({**_location(origin.path, origin.place, outcome), "message": {"text": origin.text}})
    return found


def _suppression(suppression: Suppression) -> dict[str, str]:
    kind = "inSource" if suppression.kind == "in-source" else "external"
    return {"kind": kind, **({"justification": suppression.reason} if suppression.reason else {})}


def _location(path: str, place: Place, outcome: Outcome) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(path, outcome), "region": _region(place)}}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str, outcome: Outcome) -> dict[str, str]:
    found = uri(path, outcome)
    return {"uri": found} if found.startswith("file:") else {"uri": found, "uriBaseId": "%SRCROOT%"}
