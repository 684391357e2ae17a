"""``glossary lint``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli import completing, reporting
from glossary.cli.choosing import Asked, choosing_options
from glossary.cli.exits import Exit
from glossary.cli.grouped import Grouped
from glossary.cli.mending import After, after_options, check_base, finish, old_baseline, tell_gone, write_baseline
from glossary.cli.options import fail_level_option, perspective_option, terms_option
from glossary.cli.reporting import report_options
from glossary.perspective import Level, level_named
from glossary.project import sweep
from glossary.project.desk import Desk
from glossary.project.walk import walk
from glossary.reports.outcome import Outcome, Problem

if TYPE_CHECKING:
    from glossary.project.baseline import Baseline
    from glossary.project.fix import Mending


class _Lint(Grouped):
    sections = {  # noqa: RUF012 - never changed
        "Rules": ("lang", "perspective", "extra", "date", "select", "ignore", "extend_select", "extend_ignore"),
        "Files": (
            "exclude",
            "extend_exclude",
            "force_exclude",
            "respect_gitignore",
            "hidden",
            "stdin_filename",
            "jobs",
        ),
        "Settings": ("config", "isolated", "show_settings", "show_files"),
        "Report": ("report", "output_file", "show_all", "statistics", "quiet", "no_color"),
        "What is known already": ("baseline", "write_baseline", "diff_base"),
        "Fixes": ("fix", "unsafe_fixes", "diff", "show_fixes"),
        "Exit code": ("fail_level", "exit_zero", "exit_non_zero_on_fix"),
    }


@click.command("lint", cls=_Lint)
@click.argument("paths", nargs=-1, metavar="[PATH…|-]", shell_complete=completing.files)
@click.option("--lang", metavar="L", help="The language of the text; by default its own word, its name, or a guess.")
@perspective_option
@terms_option
@click.option("--date", metavar="DAY", help="The date of the text, for names that were given up; its own by default.")
@choosing_options
@report_options
@click.option("--all", "show_all", is_flag=True, help="List also the mentions with nothing against them, and why.")
@click.option("--statistics", is_flag=True, help="Count by rule and by concept, and list no findings.")
@click.option("--quiet", "-q", is_flag=True, help="Write the findings and nothing else.")
@click.option("--no-color", is_flag=True, help="Use no colours, also on a terminal.")
@click.option("--show-settings", is_flag=True, help="Show what holds for each PATH, and check nothing.")
@click.option("--show-files", is_flag=True, help="List the files that would be checked.")
@click.option(
    "--stdin-filename", metavar="NAME", default="-", help="What to call standard input: its format, settings."
)
@click.option("--jobs", type=click.IntRange(min=0), default=1, help="Processes, for many files; 0 for one a core.")
@after_options
@fail_level_option
@click.option("--exit-zero", is_flag=True, help="End with 0 in spite of findings.")
def lint(
    paths: tuple[str, ...],
    report: str | None,
    output_file: str | None,
    show_all: bool,
    statistics: bool,
    quiet: bool,
    no_color: bool,
    show_settings: bool,
    show_files: bool,
    stdin_filename: str,
    jobs: int,
    fail_level: str | None,
    exit_zero: bool,
    **wanted: Any,
) -> None:
    """Report names and words that take a side, told apart by whose voice they stand in.

    PATH is a file or a folder; - is standard input. Settings are those of the nearest .glossary.toml, glossary.toml or
    pyproject.toml above each file.
    """
    asked = Asked(**{field.name: wanted.pop(field.name) for field in fields(Asked)})
    after = After(**wanted)
    desk = Desk(asked.choices(after.known, after.diff_base))
    here = desk.here
    report = reporting.named(report, here.output_format)
    if show_settings:
        from glossary.cli.shown import settings_of

        shown = (settings_of(path, desk, asked.wanted(after.known), report, fail_level) for path in paths or (".",))
        click.echo("\n\n".join(shown))
        return
    old = old_baseline(after, here.baseline)
    desk = Desk(desk.choices, old) if old is not None else desk
    after.check_report(report)
    check_base(after, paths or (".",))
    chosen = list(walk(paths or (".",), desk.configs, asked.wanted(after.known)))
    if show_files:
        click.echo("".join(f"{path}\n" for path in chosen), nl=False)
        sys.exit(Exit.CLEAN if chosen else Exit.FAILED)
    checked = list(_checked(chosen, desk, jobs, stdin_filename, after.mending, old))
    outcome = sweep.outcome(checked, show_all)
    house = desk.settings("-").perspective.id
    outcome = replace(outcome, perspective=house, quiet=quiet, unsafe_fixes=after.unsafe_fixes)
    _nothing_is_no_success(paths, chosen, asked, outcome, quiet)
    replaced = 0
    if after.mending != "none":
        replaced, unwritten = finish(after, checked, quiet)
        outcome.problems.extend(unwritten)
    texts = [file.path for file in checked if not file.problem]
    if old is not None:
        write_baseline(after, here.baseline, old, outcome.findings, texts)
    elif not after.diff_base and not quiet:
        tell_gone(checked, lambda path: desk.settings(path).baseline)
    # Where the mended text itself goes to standard output, the report cannot.
    out = sys.stderr if any(file.old and file.stdin for file in checked) else sys.stdout
    if statistics:
        from glossary.cli import statistics as counting

        count = counting.as_json if report == "json" else counting.table
        reporting.put(count(outcome.findings) + "\n", output_file, out)
    elif not after.diff:
        reporting.write(report, outcome, output_file, out, plain=no_color)
    for problem in outcome.problems:
        click.echo(f"Error: {problem.message}", err=True)
    if outcome.problems:
        sys.exit(Exit.FAILED)
    if exit_zero or after.write_baseline:
        sys.exit(Exit.CLEAN)
    if after.diff:
        sys.exit(Exit.FOUND if replaced else Exit.CLEAN)
    changed = replaced > 0 and after.exit_non_zero_on_fix
    sys.exit(Exit.FOUND if changed or _failed(checked, fail_level, desk) else Exit.CLEAN)


def _checked(
    paths: Sequence[str], desk: Desk, jobs: int, stdin_name: str, mending: Mending, known: Baseline | None
) -> Iterator[sweep.Checked]:
    if jobs == 1:
        return sweep.check_files(paths, desk.settings, stdin_name, mending)
    from glossary.project import crew

    return crew.check_files(paths, desk, jobs, stdin_name, mending, known)


def _failed(checked: Sequence[sweep.Checked], fail_level: str | None, desk: Desk) -> bool:
    """Whether any file has a finding at its fail level or above."""
    found = [file for file in checked if file.findings]
    if not found:
        return False
    from glossary.lint import failing

    def limit(path: str) -> Level | None:
        return desk.settings(path).fail_level if fail_level is None else level_named(fail_level)

    return any(failing(file.findings, limit(file.path)) for file in found)


def _nothing_is_no_success(
    paths: Sequence[str], chosen: Sequence[str], asked: Asked, outcome: Outcome, quiet: bool
) -> None:
    """Say that nothing was checked. That is a problem, unless every file was named and then left out on request."""
    if chosen:
        return
    if asked.force_exclude and paths and not any(Path(path).is_dir() for path in paths):
        if not quiet:
            click.echo("nothing was checked: the settings leave out every file that was named", err=True)
        return
    where = ", ".join(paths) or "."
    outcome.problems.append(
        Problem(where, f"{where}: nothing was checked; there is no file of a known kind here, or all are left out")
    )
