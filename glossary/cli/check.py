"""``glossary check``."""

import sys
from pathlib import Path

import click

from glossary import bilingual, files, formats, stance, store
from glossary.check import Translated
from glossary.check import check as check_translation
from glossary.cli import completing, reporting
from glossary.cli.exits import Exit
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
from glossary.document import Document
from glossary.errors import ConfigError, FileError
from glossary.lint import failing
from glossary.match import Matcher
from glossary.reports.outcome import Outcome
from glossary.spoken import decided, of_file
from glossary.terms import Termbase


@click.command("check")
@click.argument("source", metavar="SOURCE", shell_complete=completing.files)
@click.argument("target", required=False, metavar="[TARGET]", shell_complete=completing.files)
@click.option("--from", "from_", metavar="L", help="The language of the source; from the file's name, or guessed.")
@click.option("--to", "to", metavar="L", help="The language of the translation; from the file's name, or guessed.")
@perspective_option
@terms_option
@click.option("--notes", is_flag=True, help="Report contested names that nothing explains at their first mention.")
@report_options
@fail_level_option
@click.option("--all", "show_all", is_flag=True, help="List also which name stands for which.")
def check(
    source: str,
    target: str | None,
    from_: str | None,
    to: str | None,
    perspective: str | None,
    extra: tuple[Path, ...],
    notes: bool,
    report: str | None,
    output_file: str | None,
    fail_level: str | None,
    show_all: bool,
) -> None:
    """Hold a finished translation against its source: names lost, sides changed, verdicts added or softened.

    SOURCE and TARGET are a text and its translation, which are aligned by paragraphs and sentences. In the writer's own
    voice the translation may keep the source's side or follow the perspective; a quotation has to keep its speaker's
    word.
    """
    house, level = the_perspective(perspective), the_fail_level(fail_level)
    termbase = store.load(termbases(extra))
    if target is None:
        raise ConfigError(f"{source}: a translation is held against its source; give the translation as well")
    one, finder = _read(source, language(from_, "--from"), termbase)
    two, other = _read(target, language(to, "--to"), termbase)
    if finder.language == other.language:
        raise ConfigError(f"{source} and {target} are both taken to be in {other.language!r}; give --from and --to")
    sides = bilingual.read(one, finder, two, other)
    plain = {side.language: stance.plain_words(termbase, side.language) for side in sides}
    work = Translated(*sides, bilingual.aligned(*sides), house, plain, notes)
    sources = {source: one.source, target: two.source}
    outcome = Outcome(check_translation(work), [], 1, show_all, sources=sources, perspective=house.id)
    reporting.write(reporting.named(report, settings().output_format), outcome, output_file)
    sys.exit(Exit.FOUND if failing(outcome.findings, level) else Exit.CLEAN)


def _read(path: str, spoken: str, termbase: Termbase) -> tuple[Document, Matcher]:
    """A file and what finds names in it, in the language that was given, or of its name, or guessed."""
    text = files.read(path)
    spoken = spoken or of_file(text.source, path, termbase.languages)
    spoken = decided(spoken, path, "--from or --to")
    matcher = Matcher(termbase, spoken)
    if not matcher:
        raise FileError(f"{path}: the termbase has no names for texts in {spoken!r}; give --from or --to")
    document = formats.of(path).parse(text.source, path)
    if not document.segments:
        raise FileError(f"{path}: there is no text in it to be checked")
    return document, matcher
