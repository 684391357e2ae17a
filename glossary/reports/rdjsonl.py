"""The Reviewdog Diagnostic Format line by line."""

import json
from typing import TextIO

from glossary.reports.outcome import Outcome
from glossary.reports.rdjson import diagnostics

NAME = "rdjsonl"


def write(outcome: Outcome, out: TextIO) -> None:
    """A JSON object a line."""
    for row in diagnostics(outcome):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
