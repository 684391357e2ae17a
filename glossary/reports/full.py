"""For people: where, the line with the name underlined, whose name it is, the claim, and what to write instead.

What was said of a name is said once for each file; the name's other mentions there have their line alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from glossary import wording
from glossary.i18n import _, ngettext
from glossary.reports.excerpt import excerpt, visible, wrap

if TYPE_CHECKING:
    from glossary.lint import Finding
    from glossary.reports.outcome import Outcome

NAME = "full"

_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_BOLD, _DIM = "1", "2"


def write(outcome: Outcome, out: TextIO) -> None:
    """The findings by file and place, and how many there are."""
    path, told = "", set[str]()
    for finding in outcome.shown:
        if finding.path != path:
            path, told = finding.path, set()
        words = lines(finding, outcome.sources.get(path, ""), outcome.width, outcome.color, told)
        out.write("\n".join(words) + "\n")
    if not outcome.quiet:
        out.write(summary(outcome) + "\n")


def lines(
    finding: Finding, source: str, width: int = 80, color: bool = False, told: set[str] | None = None
) -> list[str]:
    """A finding in lines, as wide as ``width`` cells where words can be broken, and an empty line.

    ``source`` is the decoded file, empty where there is none to show; ``told`` is what was said already, and grows.
    """
    rule, level = finding.rule, finding.judgement.level
    if rule is None or finding.suppression:
        line = paint(visible(f"{where(finding)} {label(finding)} {wording.message(finding)}"), _DIM, color)
        return [line, *(f"    {visible(reason)}" for reason in wording.silenced(finding))]
    head = (
        f"{paint(visible(where(finding)), _BOLD, color)} {paint(f'{label(finding)} {level}', _COLOURS[level], color)}"
    )
    shown = [f"{head} {rule}", *_excerpt(finding, source, width, color)]
    for text in _words(finding, set() if told is None else told):
        shown += [f"  {line}" for line in wrap(visible(text), width - 2, hanging=2)]
    return [*shown, ""]


def _words(finding: Finding, told: set[str]) -> Iterator[str]:
    """What is said of a finding, without what was said before: of the same name, or on the same claim."""
    message = wording.message(finding)
    if message not in told:
        yield message
        claim = wording.claim(finding)
        if claim and claim not in told:
            yield claim
        told |= {message, claim}
        yield from wording.advice(finding)
    yield from wording.elsewhere(finding)


def _excerpt(finding: Finding, source: str, width: int, color: bool) -> list[str]:
    if not source:
        return []
    gutter = max(len(str(finding.place.end_line)), 4)
    shown = []
    for number, text, before, marked in excerpt(source, finding.place, width - gutter - 3):
        underline = " " * before + paint("^" * marked, _COLOURS[finding.judgement.level], color)
        shown.append(f"{paint(f'{number:>{gutter}} |', _DIM, color)} {text}".rstrip())
        shown.append(f"{' ' * gutter} {paint('|', _DIM, color)} {underline}")
    return shown


def where(finding: Finding) -> str:
    """The place as compilers write it, so that a terminal or an editor can go there."""
    return f"{finding.path}:{finding.place.line}:{finding.place.column}:"


def label(finding: Finding) -> str:
    """The code of the rule; for what is not reported, how it stands or that it was silenced."""
    if finding.rule is None:
        return f"ok [{finding.standing}]"
    return f"{finding.rule.code} [{finding.suppression.kind}]" if finding.suppression else finding.rule.code


def paint(text: str, code: str, color: bool) -> str:
    """A text in a colour of a terminal, where colours are wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def summary(outcome: Outcome) -> str:
    """How many names were reported in how many files; what was let pass is counted too, so that nothing is silent."""
    reported, silenced = len(outcome.reported), len(outcome.suppressed)
    passed = len(outcome.findings) - reported - silenced
    counts = [
        ngettext("{number} name reported", "{number} names reported", reported),
        *([ngettext("{number} silenced", "{number} silenced", silenced)] if silenced else []),
        ngettext("{number} let pass", "{number} let pass", passed),
        ngettext("{number} file checked", "{number} files checked", outcome.checked),
    ]
    return _(", ").join(counts)
