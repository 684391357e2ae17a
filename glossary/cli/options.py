"""What several commands share: options, and the settings behind them."""

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from glossary import config, perspective
from glossary.errors import ConfigError

Function = TypeVar("Function", bound=Callable[..., Any])


@lru_cache
def settings() -> config.Config:
    """The project's settings."""
    return config.find(Path.cwd())


def perspective_option(function: Function) -> Function:
    """``--perspective``: a preset or a file."""
    return click.option(
        "--perspective",
        metavar="P",
        help="Whose usage to follow: a preset (neutral, jp-gov, ru-gov) or a TOML file.  [default: neutral]",
    )(function)


def the_perspective(name: str | None) -> perspective.Perspective:
    """The perspective that an option or the settings name."""
    return perspective.load(name or settings().perspective)


def language(code: str | None, option: str) -> str:
    """A language code that CLDR knows, or nothing. Raises `ConfigError` for any other."""
    from glossary.language import known

    if not code:
        return ""
    base = code.replace("_", "-").partition("-")[0].lower()
    if not known(base):
        raise ConfigError(f"{option} {code}: this is no language code; give one such as en, ja or ru")
    return base


def coloured(stream: TextIO = sys.stdout) -> bool:
    """Whether to use colours: on a terminal, and never against ``NO_COLOR``."""
    return stream.isatty() and not os.environ.get("NO_COLOR")
