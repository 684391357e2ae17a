"""The command line: options become one object, the object is built into a job, the job is run.

A command is loaded when it is called, so that ``glossary --help`` and a clean file cost little.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.exits import Exit
from glossary.errors import GlossaryError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Command -> one line for ``--help``; the module of the same name in this package holds it.
_COMMANDS = {
    "lookup": "Who calls it what, on whose authority, and what to write.",
    "lint": "Report names and words that take a side.",
    "translate": "Translate with names that are consistent, verified and annotated.",
    "check": "Hold a finished translation against its source.",
    "terms": "Check the termbase, show it, exchange it with other tools.",
    "packs": "List, install and remove Argos packages for translation.",
    "explain": "What lint reports of a name or a rule, for whom and why, and what to write.",
    "rule": "Explain a rule; without one, list them.",
    "audit": "List what was let pass, by whom, since when and why.",
    "completion": "Print the script that completes commands in a shell.",
}


class _Shown(click.ClickException):
    """An error of the program's own in Click's words, with the exit code that it carries."""

    def __init__(self, problem: GlossaryError) -> None:
        super().__init__(str(problem))
        self.exit_code = problem.exit_code  # type: ignore[misc]


class Commands(click.Group):
    """A group whose commands are modules, and whose errors end in a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a working day."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"glossary.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command without loading any."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name, help=line) for name, line in _COMMANDS.items() if name.startswith(incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn the program's own errors into Click's."""
        try:
            return super().invoke(ctx)
        except GlossaryError as problem:
            raise _Shown(problem) from problem
        except KeyboardInterrupt:  # Click's own exit code for it says that something was found
            click.echo("Interrupted", err=True)
            ctx.exit(Exit.INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="contested-glossary", prog_name="glossary")
def glossary() -> None:
    """Names that take a side: look them up, find them in text, hold them in translation."""


def main() -> None:
    """The ``glossary`` command."""
    for stream in (sys.stdout, sys.stderr):
        # Names are not ASCII, whatever a terminal or a CI runner's locale says.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            glossary.main(prog_name="glossary")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _close_output()
        sys.exit(Exit.CLEAN)
    except OSError as problem:
        _close_output()
        click.echo(f"Error: standard output cannot be written: {problem.strerror}", err=True)
        sys.exit(Exit.FAILED)


def _close_output() -> None:
    """Send what is left of the output nowhere, so that Python does not try and fail again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
