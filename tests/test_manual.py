"""The manual page has every command and option, and the programs that show manual pages can read it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import missing

from glossary.cli import glossary
from glossary.cli.exits import MEANINGS
from glossary.cli.manual import page

VERSION = "7.8.9"


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("man") / "glossary.1"
    path.write_text(page(glossary, "glossary", VERSION, "2020-02-29"), encoding="ascii")
    return path


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, f"{path} {name}")


@pytest.mark.parametrize("reader", [["man", "-l"], ["groff", "-man", "-Tutf8", "-ww"], ["mandoc"]])
def test_it_is_shown(manual: Path, reader: list[str]) -> None:
    """Without a warning, and with all that ``--help`` says."""
    if shutil.which(reader[0]) is None:
        pytest.skip(f"there is no {reader[0]}")
    environment = {**os.environ, "MANWIDTH": "100"}
    done = subprocess.run([*reader, manual], capture_output=True, encoding="utf-8", check=True, env=environment)
    assert not done.stderr
    shown = subprocess.run(["col", "-bx"], input=done.stdout, capture_output=True, encoding="utf-8", check=True).stdout
    words = " ".join(shown.split())
    assert f"glossary {VERSION}" in words
    assert "NAME glossary - Names that take a side: look them up" in words
    for path, command in commands(glossary, "glossary"):
        assert path in words
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                assert all(name in words for name in parameter.opts), (path, parameter.opts)
                assert parameter.help.split("  [")[0][:40] in words
    for code, meaning in MEANINGS.items():
        assert f"{code.value} {meaning}"[:40] in words


def test_mandoc_has_nothing_against_it(manual: Path) -> None:
    if shutil.which("mandoc") is None:
        missing("mandoc", "apt-get install mandoc")
    subprocess.run(["mandoc", "-Tlint", "-Wwarning", manual], check=True)


def test_what_roff_would_take_for_something_else_is_only_text(tmp_path: Path) -> None:
    @click.command(help=".TH is no request, 'nor is this.\n\n.B\\fR a\\b c – d\n\n\b\n'a\n  .b")
    @click.option("--one", help="'quoted' at the start")
    def odd(one: str) -> None:
        pass

    text = page(odd, "odd", VERSION, "")
    assert [line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))] == [
        ".TH", ".ad", ".nh", ".SH", ".SH", ".SH", ".PP", ".PP", ".nf", ".fi", ".SH", ".TP", ".TP", ".SH", ".SH",
        *[".TP"] * len(MEANINGS),
    ]  # fmt: skip
    assert "\\&.B\\efR a\\eb c \\[u2013] d\n" in text
    assert "\\&'a\n  .b\n" in text
    assert "\\&'quoted' at the start\n" in text
