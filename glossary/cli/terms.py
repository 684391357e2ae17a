"""``glossary terms``."""

import sys
from pathlib import Path

import click

from glossary import resources
from glossary.cli.exits import Exit
from glossary.store import integrity, toml


@click.group("terms")
def terms() -> None:
    """Check the termbase."""


@terms.command("validate")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def validate(folder: Path | None) -> None:
    """Check every file of a termbase folder: its form, its references, and that it favours nobody by omission."""
    path = folder or resources.folder("terms")
    termbase, problems = toml.read(path)
    if not problems:
        problems = integrity.problems(termbase)
    for problem in problems:
        click.echo(str(problem))
    names = sum(1 for _ in termbase.names())
    click.echo(f"{len(termbase.concepts)} concepts, {names} names, {len(problems)} problems")
    sys.exit(Exit.FAILED if problems else Exit.CLEAN)
