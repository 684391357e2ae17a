"""What every report is made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.lint import Finding, Fix


@dataclass(frozen=True)
class Problem:
    """A file that could not be checked, and why."""

    path: str
    message: str


@dataclass(frozen=True)
class Outcome:
    """All findings of a run in order, reported or not, and the files that could not be checked.

    ``show_all`` says whether mentions with nothing against them are to be shown too; ``color`` whether the output is a
    terminal that wants it, and ``width`` how many cells a line of it has; ``sources`` holds the decoded text of each
    file that has findings. ``perspective`` is the name of the one that judged. ``root`` is the folder that the paths of
    machine formats are relative to, the working directory where it is empty. ``quiet`` leaves out the count at the end.
    ``unsafe_fixes`` says whether formats that carry fixes get those too that an editor should look at.
    """

    findings: list[Finding]
    problems: list[Problem]
    checked: int
    show_all: bool = False
    color: bool = False
    sources: dict[str, str] = field(default_factory=dict)
    width: int = 80
    perspective: str = ""
    root: str = ""
    quiet: bool = False
    unsafe_fixes: bool = False

    @property
    def reported(self) -> list[Finding]:
        """The findings that say something against a mention."""
        return [finding for finding in self.findings if finding.reported]

    @property
    def suppressed(self) -> list[Finding]:
        """The findings that a directive in the text, or a list beside it, has silenced."""
        return [finding for finding in self.findings if finding.suppression]

    @property
    def shown(self) -> list[Finding]:
        """What the report lists."""
        return self.findings if self.show_all else self.reported

    def fix(self, finding: Finding) -> Fix | None:
        """How other programs may mend a finding, if they may; its text is among the sources then."""
        fix = finding.fix
        if fix is None or not fix.edits or not finding.reported or finding.path not in self.sources:
            return None
        return fix if self.unsafe_fixes or fix.applicability == "safe" else None

    def by_rule(self) -> dict[str, int]:
        """How often each rule was broken, by its readable name, alphabetically."""
        return dict(sorted(Counter(finding.rule.value for finding in self.reported if finding.rule).items()))
