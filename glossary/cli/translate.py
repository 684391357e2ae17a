"""``glossary translate``."""

from __future__ import annotations

import json
import sys
from functools import cache, partial
from pathlib import Path

import click

from glossary import files, formats, i18n, spoken, store
from glossary.cli import completing
from glossary.cli.exits import Exit
from glossary.cli.options import (
    coloured,
    language,
    perspective_option,
    settings,
    termbases,
    terms_option,
    the_perspective,
    width,
)
from glossary.cli.progress import Progress
from glossary.engines import ENGINES, open_engine
from glossary.engines.resume import Finished, resumable
from glossary.errors import ConfigError, FileError
from glossary.language import guess, language_name
from glossary.match import Matcher
from glossary.reports import full
from glossary.target import STANCES, Stance
from glossary.terms import Concept
from glossary.translation import filling, memories, trail
from glossary.translation.annotate import STYLES, Style
from glossary.translation.plan import CODE, Job
from glossary.translation.translate import Translation
from glossary.translation.translate import translate as translate_document


@click.command("translate")
@click.argument("file", default="-", metavar="[FILE|-]", shell_complete=completing.files)
@click.option("--to", "to", required=True, metavar="L", help="The language to translate into.")
@click.option("--from", "from_", metavar="L", help="The language of the text; guessed by default.")
@click.option(
    "--engine",
    type=click.Choice(["auto", *ENGINES]),
    default="auto",
    show_default=True,
    help="What translates; auto takes the best installed.",
)
@click.option(
    "--stance",
    type=click.Choice(STANCES),
    default="preserve",
    show_default=True,
    help="In the writer's own voice: keep the source's side, or follow the perspective.",
)
@perspective_option
@click.option(
    "--annotate",
    type=click.Choice(STYLES),
    default="footnote",
    show_default=True,
    help="How to explain a contested name at its first mention.",
)
@terms_option
@click.option(
    "--format",
    "report",
    type=click.Choice(["same", "json", "xliff"]),
    default="same",
    show_default=True,
    help="The format of the file, or the trail of every name, for a program or a translator's tool.",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    shell_complete=completing.files,
    help="Where to put the translation; standard output by default.",
)
@click.option("--all", "everything", is_flag=True, help="In PO and XLIFF, also what is translated already.")
@click.option(
    "--memory",
    "remembered",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A translation memory (TMX, PO) to be asked before the engine; may be given several times, the last first.",
)
@click.option("--update-memory", is_flag=True, help="Add what was translated and verified to the last memory.")
@click.option(
    "--stdin-filename", metavar="NAME", default="-", help="What to call standard input, which says its format."
)
@click.option("--no-cache", is_flag=True, help="Translate what was translated before as well.")
@click.option("--strict", is_flag=True, help="End with 1 where a name did not arrive.")
def translate(
    file: str,
    to: str,
    from_: str | None,
    engine: str,
    stance: Stance,
    perspective: str | None,
    annotate: Style,
    extra: tuple[Path, ...],
    report: str,
    output: str | None,
    everything: bool,
    remembered: tuple[Path, ...],
    update_memory: bool,
    stdin_filename: str,
    no_cache: bool,
    strict: bool,
) -> None:
    """Translate a file with its contested names consistent, verified and explained.

    Texts, Markdown, HTML and subtitles are translated whole; in PO and XLIFF what has no translation is filled in.
    What was said in quotation marks, or attributed, keeps its speaker's name. A name that did not arrive is reported on
    standard error, at its place in the source.
    """
    target = language(to, "--to")
    new = _to_update(remembered, engine) if update_memory else None
    name = stdin_filename if file == "-" else file
    house = the_perspective(perspective, name)
    progress = Progress()
    click.get_current_context().call_on_close(progress.end)
    if formats.name_of(name) in formats.LINTED_ONLY:
        raise FileError(f"{name}: this kind of file is linted and not translated; give its text in one that is")
    text = formats.read(file, name)
    fillable = filling.read(text)
    if everything and fillable is None:
        raise ConfigError(f"--all is for PO and XLIFF; {name} is translated whole, so leave it out")
    source = language(from_, "--from") or language(settings(name).language, "language")
    termbase = store.load(termbases(extra, name))
    form = formats.of(name)
    document = formats.document(text) if fillable is None else None
    if not source:
        said = spoken.of_document(document, termbase.languages) if document else fillable.language if fillable else ""
        source = spoken.decided(said or guess(text.source), name, "--from")
    if source == target:
        raise ConfigError(f"--to {to}: the text is in that language already; give --from if this is wrong")
    memory = memories.load(remembered, source, target, new) if remembered else None
    job = Job(
        source=source,
        target=target,
        engine=resumable(open_engine(engine, source, target), None if no_cache else Finished(), progress.tell),
        finder=cache(partial(Matcher, termbase)),
        perspective=house,
        stance=stance,
        form=form,
        note=lambda concept: _note(concept, target),
        style=annotate,
        heading=i18n.catalogue("glossary", target).gettext("Notes"),
        memory=memory,
    )
    if document is None:
        assert fillable is not None
        filled = fillable.fill(job, everything)
        click.echo(filled.summary, err=True)
        result, same, origin = filled.translation, filled.text, filled.source
    else:
        mine = spoken.by_language(document, source)[source]
        if left := len(document.segments) - len(mine.segments):
            click.echo(
                i18n._("paragraphs in another language, left as they are: {number}").format(number=left), err=True
            )
        result = translate_document(mine, job)
        same, origin = spoken.redeclared(result.text, source, target), text.source
    if report == "json":
        data = json.dumps(trail.as_dict(result, job), ensure_ascii=False, indent=1) + "\n"
        _write(output, data.encode())
    elif report == "xliff":
        _write(output, trail.as_xliff(result, job, name))
    else:
        _write(output, text.encode(same))
    progress.end()
    _tell(result, job, origin)
    if new is not None:
        number = memories.update(new, result.accepted, source, target)
        click.echo(i18n._("added to {path}: {number}").format(path=new, number=number), err=True)
    sys.exit(Exit.FOUND if strict and result.findings else Exit.CLEAN)


def _to_update(remembered: tuple[Path, ...], engine: str) -> Path:
    if not remembered:
        raise ConfigError("--update-memory: there is no memory to add to; name it with --memory FILE")
    if engine == "echo":
        raise ConfigError("--update-memory: echo translates nothing, and nothing of it is to be remembered")
    return remembered[-1]


def _note(concept: Concept, target: str) -> tuple[str, bool]:
    text = i18n.note(concept.id, concept.note, target)
    return text, target == "en" or text != concept.note


def _write(output: str | None, data: bytes) -> None:
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        files.write(Path(output), data)


def _tell(result: Translation, job: Job, source: str) -> None:
    """What became of the names, on standard error; ``source`` is the text that the findings' places are in."""
    if job.engine.remark:
        click.echo(job.engine.remark, err=True)
    for finding in result.findings:
        click.echo("\n".join(full.lines(finding, source, width(sys.stderr), coloured(sys.stderr))), err=True)
    rungs = [rung for held in result.units for rung in held.rungs]
    counts = ", ".join(f"{rungs.count(rung)} {rung}" for rung in dict.fromkeys(rungs))
    number = i18n.ngettext("{number} name", "{number} names", len(rungs))
    if seconds := sum(len(held.seconds) for held in result.units):
        counts += "; " + i18n._("given with a rival name: {number}").format(number=seconds)
    for held in result.units:
        if held.doubtful:
            click.echo(i18n._("check this: {text}").format(text=held.target), err=True)
    for refused in result.refused:
        reason = (
            i18n._("not taken from the memory, for it lacks {names}: {text}")
            if refused.lacks
            else i18n._("not taken from the memory, for the markup of its paragraph has no place: {text}")
        )
        names = ", ".join(f"“{name}”" for name in refused.lacks)
        click.echo(reason.format(names=names, text=CODE.sub("…", refused.remembered.target)), err=True)
    if job.memory is not None:
        taken = sum(held.recalled is not None for held in result.units)
        message = i18n._("sentences: {number}, from the memory: {taken}")
        click.echo(message.format(number=len(result.units), taken=taken), err=True)
    click.echo(f"{job.engine.name}: {number}" + (f": {counts}" if counts else ""), err=True)
    for note in result.notes:
        if not note.translated:
            message = i18n._("note {number} is in English: there is none in {language} yet")
            name = language_name(job.target, i18n.interface_language())
            click.echo(message.format(number=note.number, language=name), err=True)
