"""A localisation project: the README's script for Weblate and the hooks for pre-commit, run on a repository."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, TESTS

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n\n'
#: The Japanese keeps the source's side, the Russian has another, and the German has no name.
MESSAGES = {
    "ja": ("Ferries to the Mist Islands", "ミスト諸島への船"),
    "ru": ("Ferries to the Mist Islands", "Паромы на Внешние Скерри"),
    "de": ("Save", "Speichern"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a catalogue for each language, and `glossary` on a path of its own."""
    folder = tmp_path / "my project"
    (folder / "po").mkdir(parents=True)
    for language, (source, target) in MESSAGES.items():
        text = HEADER.format(language=language) + f'#: a.c:1\nmsgid "{source}"\nmsgstr "{target}"\n'
        (folder / "po" / f"{language}.po").write_text(text, encoding="utf-8")
    terms = str(TESTS / "terms")
    (folder / "glossary.toml").write_text(f"terms = ['{terms}']\n", encoding="utf-8")
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@example.org commit -qm x"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "glossary"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m glossary "$@"\n')
    program.chmod(0o755)
    return folder


def environment(project: Path) -> dict[str, str]:
    """What Weblate sets, the repository's part of it with a space in its path."""
    return {
        "PATH": f"{project.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "WL_VCS": "git",
        "WL_REPO": "https://code.example/my-project.git",
        "WL_PATH": str(project),
        "WL_BRANCH": "main",
        "WL_FILEMASK": "po/*.po",
        "WL_TEMPLATE": "",
        "WL_NEW_BASE": "",
        "WL_FILE_FORMAT": "po",
        "WL_COMPONENT_SLUG": "app",
        "WL_PROJECT_SLUG": "my-project",
    }


def hook(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The README's script, with the working folder and the arguments that Weblate gives it."""
    found = re.search(r"```sh\n(#!/bin/sh\n.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found
    script = project.parent / "hook.sh"
    script.write_text(found[1])
    script.chmod(0o755)
    return subprocess.run(
        [str(script), *arguments],
        cwd=project,
        env=environment(project),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_component_is_checked_whole(project: Path) -> None:
    done = hook(project)
    assert done.returncode == 1, done.stderr
    assert re.search(r"po/ja\.po:\d+:\d+: GL101 “ミスト諸島”", done.stdout)
    assert re.search(r"po/ru\.po:\d+:\d+: GL202 ", done.stdout)
    assert "de.po" not in done.stdout


def test_a_translation_is_checked_alone(project: Path) -> None:
    done = hook(project, str(project / "po" / "ru.po"))
    assert done.returncode == 1, done.stderr
    assert "GL202" in done.stdout
    assert "ja.po" not in done.stdout
    clean = hook(project, str(project / "po" / "de.po"))
    assert clean.returncode == 0, clean.stdout + clean.stderr


def test_a_file_that_is_gone_is_no_success(project: Path) -> None:
    assert hook(project, str(project / "po" / "fr.po")).returncode == 2


@pytest.mark.parametrize(("name", "code"), [("glossary", "GL101"), ("glossary-check", "GL202")])
def test_pre_commit_gives_the_hooks_catalogues(project: Path, name: str, code: str) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert "pofile" in hooks[name]["types_or"]
    done = subprocess.run(
        [*shlex.split(hooks[name]["entry"]), "po/de.po", "po/ru.po"],
        cwd=project,
        env=environment(project),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, code in done.stdout) == (1, True), done.stdout + done.stderr
