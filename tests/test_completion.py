"""Completion as a shell does it: the script is sourced in Bash, and what Bash would offer is printed."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result
from conftest import ROOT, missing

from glossary.cli import _COMMANDS, completing, glossary
from glossary.cli.completion import SHELLS

Run = Callable[..., Result]


@pytest.fixture
def offered(tmp_path: Path) -> Callable[[str], list[str]]:
    """What Bash has to offer for a command line that is being typed, in a folder with a file ``draft.md``."""
    if shutil.which("bash") is None:
        missing("bash", "there is no bash")
    program = tmp_path / "bin" / "glossary"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m glossary "$@"\n')
    program.chmod(0o755)
    (tmp_path / "draft.md").touch()

    def offer(line: str) -> list[str]:
        words = line.split(" ")
        # `compopt` works only while a user types, so what it was told is printed with the words.
        script = f"""
            compopt() {{ local IFS=' '; echo "compopt $*"; }}
            eval "$(glossary completion bash)" || exit
            COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
            COMP_CWORD={len(words) - 1}
            $(complete -p glossary | sed 's/.*-F \\([^ ]*\\).*/\\1/') glossary
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["bash", "--norc", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        assert not done.stderr
        return done.stdout.split("\n")[:-1]

    return offer


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("glossary l", ["lookup", "lint"]),
        ("glossary terms s", ["show", "stats"]),
        ("glossary lint --fail-l", ["--fail-level"]),
        ("glossary lint --fail-level w", ["warning"]),
        ("glossary lint --select GL101,party", ["GL101,party-verdict"]),
        ("glossary rule mixed", ["mixed-naming"]),
        ("glossary terms show southern-k", ["southern-kurils"]),
        ("glossary lint --perspective neu", ["compopt -o default", "neutral"]),
        ("glossary lint --perspective j", ["compopt -o default", "je-gov", "jm-gov", "jo-gov", "jp-gov"]),
        ("glossary lint dra", ["compopt -o default", ""]),  # Bash's own completion of paths takes over
    ],
)
def test_bash_offers(offered: Callable[[str], list[str]], line: str, expected: list[str]) -> None:
    assert offered(line) == expected


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script_that_it_can_read(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert "_GLOSSARY_COMPLETE" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_another_shell_is_a_usage_error(run: Run) -> None:
    assert run("completion", "tcsh").exit_code == 2


def parameters(command: click.Command, context: click.Context) -> Iterator[tuple[click.Context, click.Parameter]]:
    yield from ((context, parameter) for parameter in command.params)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from parameters(below, click.Context(below, parent=context, info_name=name))


def test_every_value_that_is_a_file_or_a_rule_is_completed() -> None:
    """Those that help calls so: a new option cannot forget it."""
    seen = set()
    for context, parameter in parameters(glossary, click.Context(glossary, info_name="glossary")):
        called = re.split(r"[^A-Z]+", parameter.make_metavar(context))
        items = parameter.shell_complete(context, "")
        for word in {"FILE", "PATH", "SOURCE", "TARGET", "FOLDER"} & set(called):
            if parameter.name not in ("target", "source") or context.info_name == "check":
                assert [item.type for item in items] == ["file"], (context.command_path, parameter.name)
                seen.add(word)
        for word in {"RULE", "RULES"} & set(called):
            assert "GL101" in [item.value for item in items], (context.command_path, parameter.name)
            seen.add(word)
    assert seen == {"FILE", "PATH", "SOURCE", "TARGET", "FOLDER", "RULE", "RULES"}


def test_the_names_of_commands_are_completed_without_loading_one() -> None:
    script = (
        "import sys, click\nfrom glossary.cli import glossary\n"
        "print([item.value for item in glossary.shell_complete(click.Context(glossary), '')])\n"
        "print([name for name in sys.modules if name.startswith('glossary.cli.')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == f"{list(_COMMANDS)}\n['glossary.cli.exits']\n"


def test_concepts_are_those_of_the_termbase(real: object) -> None:
    from glossary.terms import Termbase

    assert isinstance(real, Termbase)
    found = [item.value for item in completing.concepts(click.Context(glossary), glossary.params[0], "")]
    assert found == sorted(real.concepts)
