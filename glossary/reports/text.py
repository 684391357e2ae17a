"""For people: one line a finding, as compilers write them, the reason below it, and a count at the end."""

from typing import TextIO

from glossary import wording
from glossary.i18n import _, ngettext
from glossary.lint import Finding
from glossary.perspective import Rule
from glossary.reports.outcome import Outcome

NAME = "text"

_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_DIM = "2"


def write(outcome: Outcome, out: TextIO) -> None:
    """The findings by file and place, and how many there are."""
    for finding in outcome.shown:
        out.write("\n".join(lines(finding, outcome.color)) + "\n")
    out.write(_summary(outcome) + "\n")


def lines(finding: Finding, color: bool) -> list[str]:
    """A finding and what is said about it, a line each."""

    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    rule, level = finding.rule, finding.judgement.level
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}:"
    if rule is None:
        return [f"{place} {paint(f'ok [{finding.standing}]', _DIM)} {wording.message(finding)}"]
    label = paint(f"{rule.code} {level}", _COLOURS[level])
    lines = [f"{place} {label} {wording.message(finding)} [{rule.value}]"]
    if rule in (Rule.ONE_SIDED_NAME, Rule.PARTY_VERDICT):
        lines.append("    " + _("because: {claim}").format(claim=wording.because(finding)))
    if finding.origin:
        origin = finding.origin
        where = f"{origin.path}:{origin.place.line}:{origin.place.column}"
        lines.append("    " + _("in the source: {place}").format(place=where))
    if finding.judgement.suggestions:
        instead = _(" or ").join(f"“{text}”" for text in finding.judgement.suggestions)
        advice = _("instead: {names}, or say who calls it so")
        if rule is Rule.TERM_LOST or finding.origin:
            advice = _("expected: {names}")
        elif rule is Rule.VARIANT_SPELLING:
            advice = _("instead: {names}")
        lines.append("    " + advice.format(names=instead))
    return lines


def _summary(outcome: Outcome) -> str:
    """How many names were reported in how many files; what was let pass is counted too, so that nothing is silent."""
    reported = len(outcome.reported)
    counts = [
        ngettext("{number} name reported", "{number} names reported", reported),
        ngettext("{number} let pass", "{number} let pass", len(outcome.findings) - reported),
        ngettext("{number} file checked", "{number} files checked", outcome.checked),
    ]
    return _(", ").join(counts)
