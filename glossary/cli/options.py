"""What several commands share: options, and the settings behind them."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from glossary import perspective, perspectives
from glossary.cli import completing
from glossary.project import config

Function = TypeVar("Function", bound=Callable[..., Any])


@lru_cache
def configs() -> config.Configs:
    """The settings of every folder, each looked at once."""
    return config.Configs()


def settings(path: str = "") -> config.Config:
    """The project's settings: those of a file, or where none is given those of the working folder."""
    return configs().of(path or f"{Path.cwd()}{os.sep}")


def perspective_option(function: Function) -> Function:
    """``--perspective``: a preset or a file."""
    return click.option(
        "--perspective",
        metavar="P",
        shell_complete=completing.perspectives,
        help="Whose usage to follow: neutral, un, a government such as jp-gov, or a TOML file.  [default: neutral]",
    )(function)


def terms_option(function: Function) -> Function:
    """``--terms``: termbases of the user's own, given as ``extra``."""
    return click.option(
        "--terms",
        "extra",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A termbase (TOML folder or file, CSV) to lay over the program's own; may be given several times.",
    )(function)


def termbases(extra: tuple[Path, ...], path: str = "") -> list[Path]:
    """The termbases of a file's settings, or of the working folder's, and those of the option after them."""
    return [*settings(path).terms, *extra]


def format_option(function: Function) -> Function:
    """``--format``: text for people or JSON for machines, given as ``report``."""
    return click.option(
        "--format",
        "--output-format",
        "report",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to answer.",
    )(function)


def fail_level_option(function: Function) -> Function:
    """``--fail-level``: from how severe a finding on a command ends with 1."""
    return click.option(
        "--fail-level",
        type=click.Choice([*perspective.LEVELS, "never"]),
        help="The level from which to end with 1.  [default: warning]",
    )(function)


def the_fail_level(value: str | None) -> perspective.Level | None:
    """The level that an option or the settings name; None where nothing is to fail."""
    return settings().fail_level if value is None else perspective.level_named(value)


def the_perspective(name: str | None, path: str = "") -> perspective.Perspective:
    """The perspective that an option or a file's settings name, with the settings' own verdicts on voices."""
    chosen = perspectives.load(name or settings(path).perspective)
    return replace(chosen, voices={**chosen.voices, **settings(path).voices})


def language(code: str | None, option: str) -> str:
    """A language code that CLDR knows, or nothing. Raises `ConfigError` for any other."""
    from glossary.language import code as checked

    return checked(code or "", option)


def coloured(stream: TextIO = sys.stdout) -> bool:
    """Whether to use colours: on a terminal, and never against ``NO_COLOR``."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def width(stream: TextIO = sys.stdout) -> int:
    """How many cells a line may have: a terminal's own, within what reads well, and 80 where there is none."""
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 100)) if stream.isatty() else 80


def sheet_width() -> int:
    """How many cells a concept's sheet may have: a terminal's own, within what its columns need and the eye follows."""
    import shutil

    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 140))
