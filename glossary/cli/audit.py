"""``glossary audit``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from glossary import formats
from glossary.cli import completing
from glossary.cli.exits import Exit
from glossary.cli.options import format_option
from glossary.errors import FileError
from glossary.project import accepted, changes
from glossary.project.accepted import Acceptance
from glossary.project.desk import Choices, Desk
from glossary.project.walk import Wanted, walk


@click.command("audit")
@click.argument("paths", nargs=-1, metavar="[PATH…]", shell_complete=completing.files)
@click.option(
    "--diff-base",
    metavar="REF",
    default="",
    help="List only what was written since the merge base with this branch or commit.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    shell_complete=completing.files,
    help="The list of known findings; by default the settings' own.",
)
@format_option
def audit(paths: tuple[str, ...], diff_base: str, baseline: str | None, report: str) -> None:
    """List what was let pass, by whom, since when and why: comments in the texts, and the baseline.

    PATH is a file or a folder, by default the working folder. Who wrote a line is what git says.
    """
    desk = Desk(Choices())
    problems: list[str] = []
    chosen = list(walk(paths or (".",), desk.configs, Wanted()))
    found = list(_in_texts(chosen, desk, problems))
    known = Path(baseline) if baseline else desk.here.baseline
    if known is not None:
        found += accepted.in_baseline(known)
    if diff_base:
        found = [one for one in found if changes.since(diff_base, one.path).new(one.path, one.place)]
    if report == "json":
        rows = [_row(one) for one in found]
        click.echo(json.dumps({"version": 1, "accepted": rows, "problems": problems}, ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(_line(one))
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if not chosen:
        click.echo("Error: there is no file of a known kind here, so nothing was read", err=True)
    if report != "json":
        bare = sum(one.kind == "in-source" and not one.reason for one in found)
        comments = "a comment" if bare == 1 else "comments"
        read = f"{len(chosen)} {'file' if len(chosen) == 1 else 'files'} read"
        click.echo(f"{len(found)} let pass, {bare} of them {comments} without a reason, {read}", err=True)
    sys.exit(Exit.FAILED if problems or not chosen else Exit.CLEAN)


def _in_texts(paths: list[str], desk: Desk, problems: list[str]) -> Iterator[Acceptance]:
    for path in paths:
        try:
            yield from accepted.in_text(formats.read(path), desk.settings(path).matchers.termbase.concepts)
        except FileError as problem:
            problems.append(str(problem))


def _line(one: Acceptance) -> str:
    """One acceptance as a line that tools for lines can read."""
    who = f"{one.author.name}, {one.author.day}, {one.author.commit[:10]}" if one.author else "not committed"
    about = f" in {one.about}" if one.about else ""
    reason = one.reason or ("no reason" if one.kind == "in-source" else "baseline")
    return f"{one.path}:{one.place.line}:{one.place.column}: {one.what}{about} — {reason} ({who})"


def _row(one: Acceptance) -> dict[str, object]:
    return {
        "kind": one.kind,
        "path": one.path,
        "line": one.place.line,
        "column": one.place.column,
        "what": one.what,
        "about": one.about,
        "reason": one.reason,
        "until": one.until or None,
        "author": one.author.name if one.author else None,
        "day": one.author.day if one.author else None,
        "commit": one.author.commit if one.author else None,
    }
