"""For people and editors: ``path:line:col: CODE message``, one line a finding, and how many there are."""

from typing import TextIO

from glossary import wording
from glossary.i18n import ngettext
from glossary.reports.excerpt import visible
from glossary.reports.full import label, where
from glossary.reports.outcome import Outcome

NAME = "concise"


def write(outcome: Outcome, out: TextIO) -> None:
    """The findings by file and place."""
    for finding in outcome.shown:
        out.write(visible(f"{where(finding)} {label(finding)} {wording.message(finding)}") + "\n")
    number = len(outcome.reported)
    if not outcome.quiet:
        out.write(ngettext("Found {number} finding.", "Found {number} findings.", number) + "\n")
