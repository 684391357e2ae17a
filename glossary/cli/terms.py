"""``glossary terms``."""

import dataclasses
import json
import sys
from pathlib import Path

import click

from glossary import files, resources, store
from glossary.cli import completing
from glossary.cli.exits import Exit
from glossary.cli.options import (
    format_option,
    language,
    perspective_option,
    settings,
    sheet_width,
    termbases,
    terms_option,
    the_perspective,
)
from glossary.errors import ConfigError, TermbaseError, nearest
from glossary.perspective import Perspective
from glossary.target import STANCES, Stance
from glossary.terms import KINDS, Concept, Termbase


@click.group("terms")
def terms() -> None:
    """Read and check the termbase."""


@terms.command("list")
@click.option("--dispute", metavar="D", help="Only the concepts of this dispute.")
@click.option("--kind", type=click.Choice(KINDS), help="Only the concepts of this kind.")
@terms_option
@format_option
def list_(dispute: str | None, kind: str | None, extra: tuple[Path, ...], report: str) -> None:
    """List the concepts: identifier, kind, dispute and names."""
    found = [
        concept
        for concept in store.load(termbases(extra)).concepts.values()
        if dispute in (None, concept.dispute.id) and kind in (None, concept.kind)
    ]
    if not found:
        raise ConfigError("no concept of the termbase is like that; `glossary terms stats` lists disputes and kinds")
    if report == "json":
        _json({"version": 1, "concepts": [_row(concept) for concept in found]})
        return
    for concept in found:
        click.echo(f"{concept.id}\t{concept.kind}\t{concept.dispute.id}\t{' · '.join(_heads(concept))}")


def _heads(concept: Concept) -> list[str]:
    """What it is called in English, or in whatever language comes first."""
    return [name.text for name in concept.names_in("en") or concept.names[:1]]


def _row(concept: Concept) -> dict[str, object]:
    return {
        "concept": concept.id,
        "kind": concept.kind,
        "dispute": concept.dispute.id,
        "definition": concept.definition,
        "parties": list(concept.parties),
        "names": _heads(concept),
    }


@terms.command("show")
@click.argument("concepts", nargs=-1, required=True, metavar="CONCEPT…", shell_complete=completing.concepts)
@perspective_option
@terms_option
@format_option
def show(concepts: tuple[str, ...], perspective: str | None, extra: tuple[Path, ...], report: str) -> None:
    """Show concepts in full: the sides' names next to each other, the claims and their sources underneath.

    CONCEPT is an identifier, as `glossary terms list` and `glossary lookup` give it.
    """
    from glossary.cli.entries import entry
    from glossary.cli.sheet import sheet

    termbase, house = store.load(termbases(extra)), the_perspective(perspective)
    for key in concepts:
        if key not in termbase.concepts:
            hint = nearest(key, termbase.concepts, "`glossary lookup` finds concepts by name")
            raise ConfigError(f"there is no concept {key!r}; {hint}")
    found = [termbase.concepts[key] for key in concepts]
    if report == "json":
        rows = [{"concept": concept.id} | entry(concept, house) for concept in found]
        _json({"version": 1, "perspective": house.id, "concepts": rows})
        return
    width = sheet_width()
    click.echo("\n\n".join(sheet(concept, width) for concept in found))


@terms.command("export")
@click.option("--format", "format_", type=click.Choice(list(store.WRITERS)), required=True, help="What to write.")
@click.option("--from", "from_", metavar="L", help="The source language; flat lists need it.")
@click.option("--to", "to", metavar="L", help="The target language; flat lists need it.")
@click.option(
    "--stance",
    type=click.Choice(STANCES),
    default="preserve",
    show_default=True,
    help="In pairs: keep the source's side, or follow the perspective.",
)
@click.option("--format-version", "version", metavar="V", default="", help="TBX 3 or 2, UTX 1.20 or 1.11.")
@click.option("--for-spreadsheet", is_flag=True, help="Mark cells that a spreadsheet would take for a formula.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    shell_complete=completing.files,
    help="Where to write; standard output by default.",
)
@perspective_option
@terms_option
def export(
    format_: str,
    from_: str | None,
    to: str | None,
    stance: Stance,
    version: str,
    for_spreadsheet: bool,
    output: str | None,
    perspective: str | None,
    extra: tuple[Path, ...],
) -> None:
    """Write the termbase for another tool, as one perspective sees it.

    Formats of concepts (csv, tbx, skos) take every language, or those given; lists of pairs have one direction. What
    the format cannot hold is listed on standard error.
    """
    from glossary.store.selection import Selection

    source, target = language(from_, "--from"), language(to, "--to")
    termbase = store.load(termbases(extra))
    house = the_perspective(perspective)
    selection = Selection(termbase, house, source, target, stance, version, for_spreadsheet)
    written = store.writer(format_).write(selection, format_)
    if output is None:
        sys.stdout.buffer.write(written.data)
    else:
        files.write(Path(output), written.data)
    for part in written.lost:
        click.echo(f"not in {format_}: {part}", err=True)


@terms.command("import")
@click.argument("file", metavar="FILE", shell_complete=completing.files)
@click.option("--from", "from_", metavar="L", help="The language of the first column, of a list without a header.")
@click.option("--to", "to", metavar="L", help="The language of the second column, of a list without a header.")
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    shell_complete=completing.files,
    required=True,
    help="Where to write the termbase, a CSV file.",
)
def import_(file: str, from_: str | None, to: str | None, output: str) -> None:
    """Make a termbase of a file of another tool: TBX, TMX, UTX, CSV, or two columns with or without a header.

    The termbase is a spreadsheet to be completed (who uses a name, in which languages it takes a side) and works at
    once: `glossary translate --terms FILE`.
    """
    from glossary.store.selection import Selection
    from glossary.store.wordlist import read_pairs

    source, target = language(from_, "--from"), language(to, "--to")
    if bool(source) != bool(target):
        raise ConfigError("a list without a header has two languages; give --from and --to")
    if source:
        termbase, problems = read_pairs(Path(file), source, target)
    else:
        termbase, problems = store.read_bare(Path(file))
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if termbase.concepts:
        written = store.writer("csv").write(Selection(termbase, Perspective("neutral")), "csv")
        files.write(Path(output), written.data)
        names = sum(len(concept.names) for concept in termbase.concepts.values())
        click.echo(
            f"{output}: {len(termbase.concepts)} concepts, {names} names; use it with --terms {output}", err=True
        )
    if problems or not termbase.concepts:
        sys.exit(Exit.FAILED)


@terms.command("stats")
@terms_option
@format_option
def stats(extra: tuple[Path, ...], report: str) -> None:
    """Print how much the termbase knows: concepts, names by language, verified claims, parties."""
    from glossary import stats as counting

    found = counting.stats(store.load(termbases(extra)))
    if report == "json":
        _json(dataclasses.asdict(found))
        return
    share = f" ({100 * found.verified // found.claims} %)" if found.claims else ""
    click.echo(f"{found.concepts} concepts, {found.names} names in {len(found.languages)} languages")
    click.echo(f"{found.claims} claims, {found.verified} of them on a source that was opened{share}")
    for title, figures in (
        ("names by language", found.languages),
        ("concepts by kind", found.kinds),
        ("concepts by dispute", found.disputes),
        ("names by user", found.parties),
    ):
        click.echo(f"\n{title}")
        click.echo(_figures(figures))


def _figures(figures: object) -> str:
    from textwrap import wrap

    assert isinstance(figures, dict)
    items = [f"{key} {number}".replace(" ", "\N{NO-BREAK SPACE}") for key, number in figures.items()]
    lines = wrap(", ".join(items), 98, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"  {line}" for line in lines).replace("\N{NO-BREAK SPACE}", " ")


@terms.command("validate")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def validate(path: Path | None) -> None:
    """Check every file of a termbase: its form, its references, and that it favours nobody.

    PATH is a folder of disputes or one file; by default the termbases of the settings, or else the program's own.
    """
    concepts = names = 0
    problems: list[TermbaseError] = []
    for one in [path] if path else settings().terms or [None]:
        termbase, found = store.read(one or resources.folder("terms"))
        problems += found or _whole(one, termbase)
        concepts += len(termbase.concepts)
        names += sum(1 for _ in termbase.names())
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{concepts} concepts, {names} names, {len(problems)} problems")
    sys.exit(Exit.FAILED if problems else Exit.CLEAN)


def _whole(path: Path | None, termbase: Termbase) -> list[TermbaseError]:
    """What is wrong between files. A user's termbase is seen as it will be, laid over the program's."""
    from glossary import examples, integrity
    from glossary.store import overlay

    if path is None:
        return [*integrity.problems(termbase), *examples.problems(termbase)]
    try:
        together = overlay.lay(store.load(), [(path, termbase)])
    except TermbaseError as problem:
        return [problem]
    files = {Path(concept.file) for concept in termbase.concepts.values()}
    found = [*integrity.problems(together), *examples.problems(together)]
    return [problem for problem in found if problem.path in files]


def _json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
