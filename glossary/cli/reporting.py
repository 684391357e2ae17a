"""What the commands with findings share: which report, how wide, and where it goes."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from glossary import files, reports
from glossary.cli import completing
from glossary.cli.options import coloured, width
from glossary.errors import ConfigError, FileError, nearest
from glossary.reports import REPORTS
from glossary.reports.outcome import Outcome

Function = TypeVar("Function", bound=Callable[..., Any])


def report_options(function: Function) -> Function:
    """``--format`` and ``--output-file``, given as ``report`` and ``output_file``."""
    for option in (
        click.option(
            "--output-file",
            "-o",
            metavar="FILE",
            shell_complete=completing.files,
            help="Where to put the report; standard output by default.",
        ),
        click.option(
            "--format",
            "--output-format",
            "report",
            type=click.Choice(REPORTS),
            envvar="GLOSSARY_OUTPUT_FORMAT",
            help=f"How to report.  [default: {REPORTS[0]}]",
        ),
    ):
        function = option(function)
    return function


def named(report: str | None, setting: str) -> str:
    """The report that was asked for, or that the settings name, or the one for people."""
    if report is None and setting and setting not in REPORTS:
        hint = nearest(setting, REPORTS, f"the reports are {', '.join(REPORTS)}")
        raise ConfigError(f"output-format {setting!r} is no report; {hint}")
    return report or setting or REPORTS[0]


def put(text: str, output_file: str | None, out: TextIO | None = None) -> None:
    """A text to a file, whole or not at all, or to a stream, standard output by default."""
    if output_file is None:
        (out or sys.stdout).write(text)
    else:
        files.write(Path(output_file), text.encode(errors="backslashreplace"))


def write(
    report: str, outcome: Outcome, output_file: str | None, out: TextIO | None = None, plain: bool = False
) -> None:
    """The report to its place, standard output by default; GitHub's also to the page of the run.

    There the annotations are seen that GitHub drops. ``plain`` means no colours.
    """
    out = out or sys.stdout
    outcome = replace(outcome, root=_root())
    if output_file is None:
        reports.named(report).write(replace(outcome, color=coloured(out) and not plain, width=width()), out)
    else:
        buffer = io.StringIO()
        reports.named(report).write(outcome, buffer)
        put(buffer.getvalue(), output_file)
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if report == "github" and page:
        from glossary.reports import github

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
