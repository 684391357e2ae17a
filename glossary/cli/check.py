"""``glossary check``."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from glossary import bitexts, formats
from glossary.bitexts.units import Unit
from glossary.checking import bilingual, stance
from glossary.checking.check import Translated
from glossary.checking.check import check as check_translation
from glossary.cli import completing, reporting
from glossary.cli.exits import Exit
from glossary.cli.options import (
    fail_level_option,
    language,
    perspective_option,
    settings,
    terms_option,
    the_fail_level,
)
from glossary.cli.reporting import report_options
from glossary.document import Document
from glossary.errors import ConfigError, FileError, GlossaryError
from glossary.language import guess
from glossary.lint import Finding, failing
from glossary.match import Matcher, Matchers
from glossary.perspective import Perspective
from glossary.project.config import Configs
from glossary.project.desk import Choices, Desk
from glossary.project.walk import Wanted, walk
from glossary.reports.outcome import Outcome, Problem
from glossary.spoken import decided, of_document, of_name


@dataclass(frozen=True)
class _Asked:
    """What the command line and its settings say for a file."""

    matchers: Matchers
    perspective: Perspective
    languages: tuple[str, str]
    notes: bool


class _NothingError(FileError):
    """A bilingual file in which there is nothing that could be held against anything."""


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="SOURCE TARGET | BILINGUAL…", shell_complete=completing.files)
@click.option("--from", "from_", metavar="L", help="The language of the source; from the file's name, or guessed.")
@click.option("--to", "to", metavar="L", help="The language of the translation; from the file's name, or guessed.")
@perspective_option
@terms_option
@click.option("--notes", is_flag=True, help="Report contested names that nothing explains at their first mention.")
@report_options
@fail_level_option
@click.option("--all", "show_all", is_flag=True, help="List also which name stands for which.")
def check(
    paths: tuple[str, ...],
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

    SOURCE and TARGET are a text and its translation, which are aligned by paragraphs and sentences. BILINGUAL is a file
    that has both (PO, XLIFF 1.2 and 2, TMX) or a folder of such files. In the writer's own voice the translation may
    keep the source's side or follow the perspective; a quotation has to keep its speaker's word.
    """
    level = the_fail_level(fail_level)
    languages = language(from_, "--from"), language(to, "--to")
    desk = Desk(Choices(terms=extra))

    def asked(path: str) -> _Asked:
        """What is asked of a translation, under the settings of its file."""
        config = desk.configs.of(path)
        house = desk.perspective(perspective or config.perspective, config.voices)
        return _Asked(desk.matchers(config), house, languages, notes)

    both = [path for path in paths if bitexts.of(path) or Path(path).is_dir()]
    if not both and len(paths) == 2:
        outcome = _two_files(*paths, asked(paths[1]))
    elif len(both) == len(paths):
        outcome = _bilingual(paths, desk.configs, asked)
    else:
        alone = next(path for path in paths if path not in both)
        raise ConfigError(f"{alone}: a translation is held against its source; give the translation as well")
    outcome = replace(outcome, show_all=show_all, perspective=asked(paths[-1]).perspective.id)
    reporting.write(reporting.named(report, settings().output_format), outcome, output_file)
    for problem in outcome.problems:
        click.echo(f"Error: {problem.message}", err=True)
    if outcome.problems:
        sys.exit(Exit.FAILED)
    sys.exit(Exit.FOUND if failing(outcome.findings, level) else Exit.CLEAN)


def _two_files(source: str, target: str, asked: _Asked) -> Outcome:
    """A text and its translation."""
    one, finder = _read(source, asked.languages[0], asked.matchers)
    two, other = _read(target, asked.languages[1], asked.matchers)
    if finder.language == other.language:
        raise ConfigError(f"{source} and {target} are both taken to be in {other.language!r}; give --from and --to")
    sides = bilingual.read(one, finder, two, other)
    findings = _held(*sides, bilingual.aligned(*sides), asked)
    return Outcome(findings, [], 1, sources={source: one.source, target: two.source})


def _read(path: str, spoken: str, matchers: Matchers) -> tuple[Document, Matcher]:
    """A file and what finds names in it, in the language that was given, or of its name, or guessed."""
    document = formats.document(formats.read(path))
    spoken = spoken or of_document(document, matchers.termbase.languages)
    matcher = _finder(path, decided(spoken, path, "--from or --to"), matchers)
    if not document.segments:
        raise FileError(f"{path}: there is no text in it to be checked")
    return document, matcher


def _finder(path: str, spoken: str, matchers: Matchers) -> Matcher:
    matcher = matchers.of(spoken)
    if not matcher:
        raise _NothingError(f"{path}: the termbase has no names for texts in {spoken!r}; give --from or --to")
    return matcher


def _held(one: bilingual.Side, two: bilingual.Side, pairs: Sequence[bilingual.Pair], asked: _Asked) -> list[Finding]:
    termbase = asked.matchers.termbase
    plain = {side.language: stance.plain_words(termbase, side.language) for side in (one, two)}
    return check_translation(Translated(one, two, pairs, asked.perspective, plain, asked.notes))


# --- files that have both --------------------------------------------------------------------------------------------


def _bilingual(paths: Sequence[str], configs: Configs, asked: Callable[[str], _Asked]) -> Outcome:
    """Every file; one that cannot be checked is a problem beside the findings of the others.

    A catalogue that nobody has begun to translate is none where it was found in a folder, but it is told.
    """
    findings: list[Finding] = []
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    checked = 0
    for path in walk(paths, configs, Wanted(suffixes=frozenset(bitexts.suffixes()))):
        try:
            text = formats.read(path)
            found = _findings(text.source, path, asked(path))
        except _NothingError as nothing:
            if path in paths:
                problems.append(Problem(path, str(nothing)))
            else:
                click.echo(f"not checked: {nothing}", err=True)
        except GlossaryError as problem:
            problems.append(Problem(path, str(problem)))
        else:
            checked += 1
            findings += found
            sources[path] = text.source
    if not checked and not problems:
        where = ", ".join(paths)
        problems.append(
            Problem(where, f"{where}: nothing was checked; there is no finished translation in a file here")
        )
    return Outcome(findings, problems, checked, sources=sources)


def _findings(source: str, path: str, asked: _Asked) -> list[Finding]:
    """The findings of a bilingual file, in its order."""
    reader = bitexts.of(path)
    assert reader is not None
    units = [unit for unit in reader.read(source, path, asked.languages) if unit.target and unit.finished]
    if not units:
        raise _NothingError(f"{path}: there is no finished translation in it")
    rows: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        rows.setdefault((unit.source_language, unit.target_language), []).append(unit)
    found: list[Finding] = []
    for (one, two), row in rows.items():
        one = one or guess(" ".join(unit.source.text for unit in row))
        two = two or of_name(path, asked.matchers.termbase.languages)
        two = two or guess(" ".join(unit.target.text for unit in row if unit.target))
        if decided(one, path, "--from") == decided(two, path, "--to"):
            raise FileError(f"{path}: source and translation are both taken to be in {one!r}; give --from and --to")
        finders = [_finder(path, spoken, asked.matchers) for spoken in (one, two)]
        ours, theirs, pairs = bilingual.paired(row, path, source, *finders)
        found += _held(ours, theirs, pairs, asked)
    return sorted(found, key=lambda finding: finding.place)
