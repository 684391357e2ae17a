"""For machines that read line by line: each finding as ``json`` has it; a file that could not be checked is a line
``{"path": …, "problem": …}``."""

import json
from typing import TextIO

from glossary.reports.json import as_dict
from glossary.reports.outcome import Outcome

NAME = "json-lines"


def write(outcome: Outcome, out: TextIO) -> None:
    """A JSON object a line."""
    for finding in outcome.shown:
        out.write(json.dumps(as_dict(finding), ensure_ascii=False) + "\n")
    for problem in outcome.problems:
        out.write(json.dumps({"path": problem.path, "problem": problem.message}, ensure_ascii=False) + "\n")
