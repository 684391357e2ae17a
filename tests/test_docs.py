"""The README is what the program does: its transcripts are run, its tables compared."""

import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir
from conftest import ROOT

from glossary.cli.exits import MEANINGS, Exit

README = (ROOT / "README.md").read_text(encoding="utf-8")


def transcripts() -> list[tuple[str, str]]:
    """Every command of the README's consoles with what it prints."""
    consoles = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [
        (command, output)
        for console in consoles
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", console, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "output"), transcripts())
def test_transcripts(command: str, output: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if "translate" in command:
        request.getfixturevalue("apertium")
    (tmp_path / "glossary").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m glossary "$@"\n')
    (tmp_path / "glossary").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, encoding="utf-8", stdout=-1, stderr=-2, check=False
    )
    assert done.stdout == output


def test_the_first_command_translates_the_article_offline(argos_libraries: None) -> None:
    """Into Japanese with notes, on a machine that has no package of its own."""
    found = re.search(r"^pip install uv && uv run --extra translate glossary (.*)$", README, re.MULTILINE)
    assert found
    done = subprocess.run(
        [sys.executable, "-m", "glossary", *found[1].split()],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("北方領土", "南クリル諸島", "択捉島", "国後島", "[^n1]: この4島はロシアが"):
        assert name in done.stdout
    assert "the starter package en → ja" in done.stderr


def test_there_are_transcripts_of_every_job() -> None:
    assert {command.split("glossary ")[1].split()[0] for command, _ in transcripts()} == {
        "lookup",
        "lint",
        "explain",
        "translate",
        "check",
    }


def test_every_setting_is_named() -> None:
    from glossary.project.config import _KEYS

    assert [key for key in _KEYS if not re.search(rf"[`\[]{key}\b(?!-)|^{key} = ", README, re.MULTILINE)] == []


def test_the_settings_that_are_shown_are_the_examples() -> None:
    desk = (ROOT / "tests" / "articles" / "desk" / "glossary.toml").read_text(encoding="utf-8")
    assert f"```toml\n{desk}```\n" in README


def test_the_repositorys_own_texts_pass() -> None:
    """With the settings of this repository, which leave out only what is made of such names."""
    command = [sys.executable, "-m", "glossary", "lint"]
    done = [
        subprocess.run([*command, *more], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        for more in (["--show-files"], [])
    ]
    files = done[0].stdout.splitlines()
    assert {"README.md", "glossary/starter/corpus/README.md"} <= set(files)
    assert done[1].returncode == 0, done[1].stdout + done[1].stderr
    assert "0 names reported" in done[1].stdout
    assert f"{len(files)} files checked" in done[1].stdout


def test_the_table_of_exit_codes_is_the_programs() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", README, re.MULTILINE)
    assert [(int(code), meaning.replace("`", "")) for code, meaning in rows] == list(MEANINGS.items())
    assert list(MEANINGS) == list(Exit)


def test_ci_runs_the_readmes_test_command() -> None:
    command = "uv run --all-extras pytest"
    assert f"&& {command}\n" in README
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["es", "ja", "ru"])
def test_the_programs_words_are_translated(language: str) -> None:
    """Every message of the code is in every catalogue, translated, with the same placeholders, and no other is."""
    found = extract_from_dir(
        str(ROOT / "glossary"), keywords={"_": None, "gettext": None, "translated": None, "ngettext": (1, 2)}
    )
    messages = {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}
    catalogue = polib.pofile(str(ROOT / "locales" / language / "LC_MESSAGES" / "glossary.po"))
    assert {entry.msgid for entry in catalogue} == messages
    for entry in catalogue:
        for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert text
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", entry.msgid)), entry.msgid
