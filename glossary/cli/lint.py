"""``glossary lint``."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from glossary import files, formats, store, sweep
from glossary.baseline import Baseline
from glossary.cli import reporting
from glossary.cli.exits import Exit
from glossary.cli.mending import After, after_options, check_base, finish, read_baseline, tell_gone, write_baseline
from glossary.cli.options import (
    fail_level_option,
    language,
    perspective_option,
    settings,
    termbases,
    terms_option,
    the_fail_level,
    the_perspective,
)
from glossary.cli.reporting import report_options
from glossary.dates import day
from glossary.errors import ConfigError
from glossary.lint import failing
from glossary.perspective import Level, Perspective, Rule
from glossary.reports.outcome import Outcome, Problem
from glossary.suppress import rules_of
from glossary.terms import Termbase


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    paths: tuple[str, ...]
    language: str
    perspective: Perspective
    levels: dict[Rule, Level | None]
    fail_level: Level | None
    show_all: bool
    stdin_filename: str
    date: str
    undated: str
    after: After
    baseline: Baseline | None


@click.command("lint")
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--lang", metavar="L", help="The language of the text; guessed for each file by default.")
@perspective_option
@terms_option
@report_options
@click.option("--select", metavar="RULES", help="Report only these rules: names or codes with commas between.")
@click.option("--ignore", metavar="RULES", help="Do not report these rules.")
@fail_level_option
@click.option("--all", "show_all", is_flag=True, help="List also the mentions with nothing against them, and why.")
@click.option("--date", metavar="DAY", help="The date of the text, for names that were given up; its own by default.")
@after_options
@click.option("--stdin-filename", metavar="NAME", default="-", help="What to call standard input, and its format.")
def lint(
    paths: tuple[str, ...],
    lang: str | None,
    perspective: str | None,
    extra: tuple[Path, ...],
    report: str,
    output_file: str | None,
    select: str | None,
    ignore: str | None,
    fail_level: str | None,
    show_all: bool,
    date: str | None,
    stdin_filename: str,
    **wanted: Any,
) -> None:
    """Report names and words that take a side, told apart by whose voice they stand in.

    PATH is a file or a folder (every text and Markdown file in it); - is standard input. Nothing is reported that the
    text quotes, attributes ("which Japan calls …") or gives together with the other side's name.
    """
    after = After(**wanted)
    known = read_baseline(after, settings().baseline)
    options = Options(
        paths=paths or (".",),
        language=language(lang or settings().language, "--lang"),
        perspective=the_perspective(perspective),
        levels=_levels(select, ignore),
        fail_level=the_fail_level(fail_level),
        show_all=show_all,
        stdin_filename=stdin_filename,
        date=day(date or "", "--date"),
        undated=settings().date,
        after=after,
        baseline=known,
    )
    check_base(after, options.paths)
    outcome, checked = run(options, store.load(termbases(extra)))
    outcome = replace(outcome, perspective=options.perspective.id)
    replaced = 0
    if after.mending != "none":
        replaced, unwritten = finish(after, checked)
        outcome.problems.extend(unwritten)
    texts = [file.path for file in checked if not file.problem]
    if known is not None and after.write_baseline:
        write_baseline(after, settings().baseline, known, outcome.findings, texts)
    elif known is not None and not after.diff_base:
        tell_gone(known, outcome.findings, texts)
    if not after.diff:
        # Where the mended text itself goes to standard output, the report cannot.
        mended = any(file.old and file.stdin for file in checked)
        reporting.write(report, outcome, output_file, sys.stderr if mended else None)
    for problem in outcome.problems:
        click.echo(f"Error: {problem.message}", err=True)
    if outcome.problems:
        sys.exit(Exit.FAILED)
    if after.diff:
        sys.exit(Exit.FOUND if replaced else Exit.CLEAN)
    if after.write_baseline:
        sys.exit(Exit.CLEAN)
    changed = replaced > 0 and after.exit_non_zero_on_fix
    sys.exit(Exit.FOUND if changed or failing(outcome.findings, options.fail_level) else Exit.CLEAN)


def run(options: Options, termbase: Termbase) -> tuple[Outcome, list[sweep.Checked]]:
    """Check every file; one that cannot be read is a problem beside the others' findings."""
    checking = sweep.Settings(
        options.perspective,
        sweep.Matchers(termbase),
        options.language,
        options.levels,
        date=options.date,
        undated=options.undated,
        require_reason=settings().require_suppression_reason,
        baseline=options.baseline,
        since=options.after.diff_base,
    )
    paths = files.under(list(options.paths), formats.suffixes())
    checked = list(sweep.check_files(paths, lambda path: checking, options.stdin_filename, options.after.mending))
    outcome = sweep.outcome(checked, options.show_all)
    if not checked:
        where = ", ".join(options.paths)
        outcome.problems.append(Problem(where, f"{where}: nothing was checked, there is no text or Markdown file here"))
    return outcome, checked


def _levels(select: str | None, ignore: str | None) -> dict[Rule, Level | None]:
    """The rules that are switched off."""
    off = set(_rules(ignore, "--ignore"))
    if select is not None:
        off |= set(Rule) - set(_rules(select, "--select"))
    return dict.fromkeys(off)


def _rules(value: str | None, option: str) -> list[Rule]:
    """Rules by name, by code, or by the beginning of a code (``GL1``)."""
    rules = []
    for part in filter(None, (part.strip() for part in (value or "").split(","))):
        found = rules_of(part)
        if not found:
            known = ", ".join(f"{rule.code} {rule.value}" for rule in Rule)
            raise ConfigError(f"{option} {part}: there is no such rule; the rules are {known}")
        rules += found
    return rules
