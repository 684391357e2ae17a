"""Options of ``glossary lint`` that say which files are checked, under which settings and rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from glossary.cli import completing
from glossary.errors import ConfigError
from glossary.project.globs import Globs

if TYPE_CHECKING:
    from glossary.project.desk import Choices
    from glossary.project.walk import Wanted

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Asked:
    """What the options of this module were given."""

    config: Path | None = None
    isolated: bool = False
    lang: str | None = None
    perspective: str | None = None
    extra: tuple[Path, ...] = ()
    date: str | None = None
    select: str | None = None
    ignore: str | None = None
    extend_select: str | None = None
    extend_ignore: str | None = None
    exclude: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool | None = None
    hidden: bool | None = None

    def __post_init__(self) -> None:
        if self.config is not None and self.isolated:
            raise ConfigError("--isolated reads no settings and --config names some: give one of them")

    def choices(self, baseline: Path | None, since: str) -> Choices:
        """What is asked for every file."""
        from glossary.cli.options import language
        from glossary.dates import day
        from glossary.project.desk import Choices
        from glossary.project.selection import Selection, listed, rules_of

        chosen = listed(self.select, "--select")
        if chosen and not self.extend_select and all(r.code.startswith("GL2") for w in chosen for r in rules_of(w)):
            raise ConfigError(f"--select {self.select}: a text alone shows none of this; `glossary check` reports it")
        return Choices(
            config=self.config,
            isolated=self.isolated,
            language=language(self.lang, "--lang"),
            perspective=self.perspective or "",
            terms=self.extra,
            selection=Selection(
                chosen,
                listed(self.ignore, "--ignore") or (),
                listed(self.extend_select, "--extend-select") or (),
                listed(self.extend_ignore, "--extend-ignore") or (),
            ),
            date=day(self.date or "", "--date"),
            baseline=baseline,
            since=since,
        )

    def wanted(self, baseline: Path | None) -> Wanted:
        """Which files are asked for; the list of known findings is none of them."""
        from glossary.project.walk import Wanted

        return Wanted(
            _globs(self.exclude, "--exclude") if self.exclude else None,
            _globs(self.extend_exclude, "--extend-exclude"),
            self.force_exclude,
            self.respect_gitignore,
            self.hidden,
            baseline.absolute() if baseline else None,
        )


def _globs(values: tuple[str, ...], option: str) -> Globs:
    patterns = [part for value in values for part in value.split(",") if part]
    return Globs(os.getcwd(), patterns, option)  # noqa: PTH109


def choosing_options(function: Function) -> Function:
    """The options of `Asked` that only lint has, in its fields' names."""
    for option in reversed(
        [
            click.option(
                "--config", type=click.Path(path_type=Path), metavar="FILE", help="Use these settings for all files."
            ),
            click.option("--isolated", is_flag=True, help="Read no settings."),
            click.option(
                "--select",
                metavar="RULES",
                shell_complete=completing.rules,
                help="Only these: names, codes, their beginnings (GL1), ALL.",
            ),
            click.option("--ignore", metavar="RULES", shell_complete=completing.rules, help="Not these."),
            click.option("--extend-select", metavar="RULES", shell_complete=completing.rules, help="These as well."),
            click.option("--extend-ignore", metavar="RULES", shell_complete=completing.rules, help="Nor these."),
            click.option(
                "--exclude",
                multiple=True,
                metavar="PATTERNS",
                help="Leave these files out, and no others; as in .gitignore.",
            ),
            click.option("--extend-exclude", multiple=True, metavar="PATTERNS", help="Leave these files out as well."),
            click.option(
                "--force-exclude", is_flag=True, help="Leave them out even where they are named, as hooks do."
            ),
            click.option(
                "--respect-gitignore/--no-respect-gitignore",
                default=None,
                help="Leave out of folders what git ignores.  [default: yes]",
            ),
            click.option("--hidden/--no-hidden", default=None, help="Take hidden files from folders.  [default: no]"),
        ]
    ):
        function = option(function)
    return function
