"""What is done beside a report: files mended, the list of known findings written, what was done told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from glossary.cli import completing
from glossary.errors import ConfigError, FileError
from glossary.project.config import BASELINE
from glossary.reports import WITH_FIXES
from glossary.reports.outcome import Problem

if TYPE_CHECKING:
    from glossary.lint import Finding
    from glossary.project.baseline import Baseline
    from glossary.project.fix import Mending
    from glossary.project.sweep import Checked

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class After:
    """What the command line asked to be done with findings."""

    baseline: str | None = None
    write_baseline: bool = False
    diff_base: str = ""
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    show_fixes: bool = False
    exit_non_zero_on_fix: bool = False

    def __post_init__(self) -> None:
        if self.fix and self.diff:
            raise ConfigError("--fix changes the files and --diff only shows how: give one of them")
        if self.show_fixes and not (self.fix or self.diff):
            raise ConfigError("--show-fixes lists what --fix replaces: give --fix or --diff as well")
        if self.exit_non_zero_on_fix and not (self.fix or self.diff):
            raise ConfigError("--exit-non-zero-on-fix says how a run with --fix ends: give --fix as well")
        if self.write_baseline and (self.diff or self.diff_base):
            raise ConfigError("--write-baseline needs all findings: give it without --diff and --diff-base")

    def check_report(self, report: str) -> None:
        """Raise `ConfigError` where ``--unsafe-fixes`` would change nothing."""
        if self.unsafe_fixes and not (self.fix or self.diff) and report not in WITH_FIXES:
            raise ConfigError(
                "--unsafe-fixes says which fixes are made: give --fix or --diff as well, or a report that carries "
                f"fixes ({', '.join(WITH_FIXES)})"
            )

    @property
    def known(self) -> Path | None:
        """The list of known findings that was given."""
        return Path(self.baseline) if self.baseline else None

    @property
    def mending(self) -> Mending:
        """How far the texts are to be mended."""
        if not (self.fix or self.diff):
            return "none"
        return "unsafe" if self.unsafe_fixes else "safe"


def after_options(function: Function) -> Function:
    """The options of `After`, in its fields' names."""
    for option in reversed(
        [
            click.option(
                "--baseline",
                metavar="FILE",
                shell_complete=completing.files,
                help="Let the findings in this list be; report only others.",
            ),
            click.option(
                "--write-baseline",
                is_flag=True,
                help=f"Write all findings to the list given by --baseline, {BASELINE} without.",
            ),
            click.option(
                "--diff-base",
                metavar="REF",
                default="",
                help="Report only what stands on lines added since the merge base with this branch or commit.",
            ),
            click.option("--fix", is_flag=True, help="Replace names where the house's settings leave one answer."),
            click.option(
                "--unsafe-fixes", is_flag=True, help="Also make or report fixes that an editor should look at."
            ),
            click.option("--diff", is_flag=True, help="Show what --fix would change and change nothing."),
            click.option("--show-fixes", is_flag=True, help="List on standard error every name that was replaced."),
            click.option("--exit-non-zero-on-fix", is_flag=True, help="End with 1 where anything was replaced."),
        ]
    ):
        function = option(function)
    return function


def old_baseline(after: After, setting: Path | None) -> Baseline | None:
    """The list of known findings that is to be written anew, as it was; empty where there is none yet."""
    if not after.write_baseline:
        return None
    from glossary.project import baseline as baselines

    path = _path(after, setting)
    return baselines.load(path) if path.exists() else baselines.Baseline(path.absolute().parent)


def _path(after: After, setting: Path | None) -> Path:
    return after.known or setting or Path(BASELINE)


def write_baseline(
    after: After, setting: Path | None, old: Baseline, findings: Sequence[Finding], checked: Iterable[str]
) -> None:
    """The list of all that is found now."""
    from glossary import files
    from glossary.project import baseline as baselines

    path = _path(after, setting)
    new = baselines.remember(findings, checked, old)
    files.write(path, baselines.dump(new).encode())
    click.echo(f"{path}: {_count(sum(new.counts.values()), 'finding')} written", err=True)


def tell_gone(checked: Iterable[Checked], baseline: Callable[[str], Baseline | None]) -> None:
    """The entries of the lists that hold for the files, and that nothing answers to any more."""
    lists: dict[int, tuple[Baseline, list[Checked]]] = {}
    for file in checked:
        known = None if file.problem else baseline(file.path)
        if known is not None:
            lists.setdefault(id(known), (known, []))[1].append(file)
    if not lists:
        return
    from glossary.project import baseline as baselines

    for known, files_ in lists.values():
        found = [finding for file in files_ for finding in file.findings]
        for key, count in baselines.gone(found, [file.path for file in files_], known):
            text = known.texts.get(key, "")
            times = f" ({count} times)" if count > 1 else ""
            click.echo(
                f"{key.path}: {key.rule} “{text}” is in the baseline and no longer in the file{times}; "
                "--write-baseline takes it out",
                err=True,
            )


def check_base(after: After, paths: Iterable[str]) -> None:
    """Ask git about the reference before anything is read. Raises `ConfigError` where it cannot answer."""
    if after.diff_base:
        from glossary.project import changes

        for path in paths:
            changes.since(after.diff_base, path)


def finish(after: After, checked: Sequence[Checked], quiet: bool = False) -> tuple[int, list[Problem]]:
    """Write the mended files, or show how they would change. How many names were replaced, and what went wrong."""
    from glossary import files

    replaced, problems, rows = 0, [], []
    for file in checked:
        if file.old is None or file.text is None:
            continue
        try:
            if after.diff:
                _show_difference(file)
            elif file.stdin:
                sys.stdout.buffer.write(file.text.encode(file.text.source))
                sys.stdout.buffer.flush()
            elif file.done:
                files.write(Path(file.path), file.text.encode(file.text.source))
        except FileError as problem:
            problems.append(Problem(file.path, str(problem)))
            continue
        replaced += len(file.done)
        rows.append(file)
    if not quiet:
        _tell(after, rows, replaced)
    return replaced, problems


def _show_difference(file: Checked) -> None:
    assert file.old is not None
    assert file.text is not None
    if file.done:
        from glossary.project.fix import difference

        mark = "\ufeff" if file.old.bom else ""
        for line in difference(mark + file.old.source, mark + file.text.source, file.path):
            sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()


def _tell(after: After, rows: Sequence[Checked], replaced: int) -> None:
    for file in rows:
        for done in file.done if after.show_fixes else ():
            place, old = done.finding.place, " ".join(done.finding.text.split())
            code = done.finding.rule.code if done.finding.rule else ""
            click.echo(f"{file.path}:{place.line}:{place.column}: {code} “{old}” → “{done.fix.text}”", err=True)
        for finding in file.findings:
            if finding.fix and finding.fix.obstacle:
                place, text = finding.place, " ".join(finding.text.split())
                click.echo(
                    f"{file.path}:{place.line}:{place.column}: “{text}” was left as it is: {finding.fix.obstacle}",
                    err=True,
                )
    changed = sum(bool(file.done) for file in rows)
    verb = "would be replaced" if after.diff else "replaced"
    click.echo(f"{_count(replaced, 'name')} {verb} in {_count(changed, 'file')}", err=True)
    waiting = sum(bool(f.fix and f.fix.edits and f.reported) for file in rows for f in file.findings)
    if waiting and not after.unsafe_fixes:
        click.echo(f"{_count(waiting, 'name')} more with --unsafe-fixes, to be looked at by an editor", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
