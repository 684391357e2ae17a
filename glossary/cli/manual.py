"""The manual page, made from the commands when the package is built: what ``--help`` says, and nothing of its own.

It is roff with the macros of man(7), in ASCII, so that groff and mandoc read it in every locale.
"""

import re
from collections.abc import Iterator
from inspect import cleandoc

import click

from glossary.cli.exits import MEANINGS


def page(program: click.Command, name: str, version: str, date: str) -> str:
    """The whole page; the date is ISO's, or empty where nobody says when it was."""
    context = click.Context(program, info_name=name, **program.context_settings)
    lines = [f'.TH {name.upper()} 1 "{date}" "{name} {version}"', ".ad l", ".nh"]  # neither stretched nor hyphenated
    lines += [".SH NAME", rf"{name} \- {_summary(program)}"]
    lines += [".SH SYNOPSIS", *_usage(program, context)]
    lines += [".SH DESCRIPTION", *_text(program.help or "")]
    lines += [".SH OPTIONS", *_options(program, context)]
    lines += [".SH COMMANDS", *_commands(program, context)]
    lines += [".SH EXIT STATUS"]
    for code, meaning in MEANINGS.items():
        lines += [".TP", rf"\fB{code.value}\fP", _line(meaning)]
    return "\n".join(lines) + "\n"


def _commands(group: click.Command, context: click.Context) -> Iterator[str]:
    """Every command below, those of groups as well."""
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        within = click.Context(command, parent=context, info_name=name)
        yield f".SS {_line(within.command_path)}"
        yield from _usage(command, within)
        yield ".PP"
        yield from _text(command.help or "")
        yield from _options(command, within)
        yield from _commands(command, within)


def _usage(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield rf"\fB{_line(context.command_path)}\fP {_line(pieces)}"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            yield ".TP"
            yield " ".join(rf"\fB{_line(word)}\fP" if word[0] == "-" else _line(word) for word in record[0].split())
            yield _line(record[1])


def _text(help_: str) -> Iterator[str]:
    """Paragraphs; one that begins with ``\\b`` keeps its lines, as in ``--help``."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", cleandoc(help_).partition("\f")[0])):
        if number:
            yield ".PP"
        if paragraph.startswith("\b"):
            yield ".nf"
            yield from (_line(line) for line in paragraph.splitlines()[1:])
            yield ".fi"
        else:
            yield _line(" ".join(paragraph.split()))


def _summary(command: click.Command) -> str:
    """The help's first paragraph as a half-sentence, for lists of manual pages."""
    return _line(" ".join((command.help or "").partition("\n\n")[0].split()).rstrip("."))


def _line(text: str) -> str:
    """A text that roff takes for nothing else: no escape, no request, no hyphen for a minus, no letter but ASCII's."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("|", "|\\:")  # a line may end after a bar
    text = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)
    return "\\&" + text if text.startswith((".", "'")) else text
