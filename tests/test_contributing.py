"""CONTRIBUTING.md is tried as it is written, in a copy of the repository; the other pages of a release agree."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
#: A fenced block, and the path in the line before it where it is a file.
BLOCK = re.compile(r"(?:^`(?P<path>[^`\n]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, in which what an earlier section has added stays."""
    folder = tmp_path_factory.mktemp("copy") / "glossary"
    folder.mkdir()
    for name in ("glossary", "terms", "locales", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.mo"))
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder)
    return folder


def tried(script: str, folder: Path, tmp_path: Path) -> str:
    """What a script prints with the programs of this environment, which must not fail but where it finds something."""
    for name in ("glossary", "pytest", "ruff"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n')
        program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(folder)}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0 or "glossary lint" in script, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


HOW_TO = ["a concept", "a document format", "a report", "a termbase format", "an engine"]


@pytest.mark.parametrize("what", HOW_TO)
def test_how_to_add(what: str, copy: Path, tmp_path: Path) -> None:
    blocks = list(BLOCK.finditer(section(f"Add {what}")))
    assert {"sh", "console"} <= {block["kind"] for block in blocks}
    for block in blocks:
        if block["path"]:
            (copy / block["path"]).parent.mkdir(exist_ok=True)
            assert not (copy / block["path"]).exists()
            (copy / block["path"]).write_text(block["body"], encoding="utf-8")
        elif block["kind"] == "sh":
            tried(block["body"], copy, tmp_path)
        else:
            for command, output in COMMAND.findall(block["body"]):
                assert tried(command, copy, tmp_path) == output


def test_what_was_added_is_as_clean_as_the_rest(copy: Path, tmp_path: Path) -> None:
    """Runs last: every module of the page is there."""
    assert (copy / "glossary" / "engines" / "capitals.py").exists()
    tried("ruff check .; ruff format --check .", copy, tmp_path)


def test_every_how_to_is_tried() -> None:
    assert re.findall(r"^## Add (.*)$", PAGE, re.MULTILINE) == HOW_TO


def test_ci_does_what_the_page_says_it_does() -> None:
    """The commands of the set-up and those that must say nothing are CI's own."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    steps = {line.replace(" --quiet", "").removeprefix("uv run ") for line in ci.splitlines()}
    for line in (line for block in BLOCK.finditer(section("Set up")) for line in block["body"].splitlines()):
        assert line in steps or line in (". .venv/bin/activate", "pytest tests/test_cli.py"), line


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## (\S+), ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == version
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == version
    # What version 1.2.0 of the format requires; cffconvert, which checks all of it, wants an old jsonschema.
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert all(set(author) <= {"name", "website", "email", "orcid"} for author in citation["authors"])
