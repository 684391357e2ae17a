"""``--statistics``: how often each rule was broken, and with which concepts."""

import json
from collections import Counter
from collections.abc import Iterable

from glossary.i18n import _
from glossary.lint import Finding
from glossary.perspective import Rule


def table(findings: Iterable[Finding]) -> str:
    """Two tables, the most frequent first and equals in the order of their names."""
    rules, concepts = _counts(findings)
    blocks = [
        _block(_("rules"), [(number, f"{rule.code} {rule}") for rule, number in rules]),
        _block(_("concepts"), [(number, concept) for concept, number in concepts]),
    ]
    return "\n\n".join(blocks) if rules else _("nothing was found")


def as_json(findings: Iterable[Finding]) -> str:
    """The same for machines."""
    rules, concepts = _counts(findings)
    data = {
        "version": 1,
        "rules": [{"code": rule.code, "rule": rule.value, "count": number} for rule, number in rules],
        "concepts": [{"concept": concept, "count": number} for concept, number in concepts],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _counts(findings: Iterable[Finding]) -> tuple[list[tuple[Rule, int]], list[tuple[str, int]]]:
    reported = [finding for finding in findings if finding.reported]
    rules = Counter(finding.rule for finding in reported if finding.rule)
    concepts = Counter(finding.concept for finding in reported if finding.concept)
    return (
        sorted(rules.items(), key=lambda row: (-row[1], row[0].code)),
        sorted(concepts.items(), key=lambda row: (-row[1], row[0])),
    )


def _block(title: str, rows: list[tuple[int, str]]) -> str:
    width = max((len(f"{number}") for number, _text in rows), default=0)
    return "\n".join([title, *(f"  {number:>{width}}  {text}" for number, text in rows)])
