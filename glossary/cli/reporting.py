"""What the commands with findings share: which report, how wide, and where it goes."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from glossary import files
from glossary.cli.options import coloured, width
from glossary.errors import FileError
from glossary.reports import REPORTS, full, github
from glossary.reports.outcome import Outcome

Function = TypeVar("Function", bound=Callable[..., Any])


def report_options(function: Function) -> Function:
    """``--format`` and ``--output-file``, given as ``report`` and ``output_file``."""
    for option in (
        click.option(
            "--output-file", "-o", metavar="FILE", help="Where to put the report; standard output by default."
        ),
        click.option(
            "--format",
            "--output-format",
            "report",
            type=click.Choice(list(REPORTS)),
            default=full.NAME,
            show_default=True,
            envvar="GLOSSARY_OUTPUT_FORMAT",
            help="How to report.",
        ),
    ):
        function = option(function)
    return function


def write(report: str, outcome: Outcome, output_file: str | None, out: TextIO | None = None) -> None:
    """The report to its place, standard output by default; GitHub's also to the page of the run.

    There the annotations are seen that GitHub drops.
    """
    out = out or sys.stdout
    outcome = replace(outcome, root=_root())
    if output_file is None:
        REPORTS[report].write(replace(outcome, color=coloured(out), width=width()), out)
    else:
        buffer = io.StringIO()
        REPORTS[report].write(outcome, buffer)
        files.write(Path(output_file), buffer.getvalue().encode(errors="backslashreplace"))
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if report == github.NAME and page:
        try:
            with Path(page).open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(github.summary(outcome))
        except OSError as problem:
            raise FileError(f"{page}: the summary of the run cannot be written: {problem.strerror}") from None


def _root() -> str:
    """The folder of the checkout where a CI service tells it: a job may have gone to a folder below."""
    names = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
    folders = (os.environ.get(name, "") for name in names)
    here = Path.cwd()
    return next((folder for folder in folders if folder and here.is_relative_to(folder)), "")
