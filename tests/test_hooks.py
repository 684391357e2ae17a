"""What other people's automation calls: the hooks for pre-commit, and the script behind the GitHub action."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, TESTS, lay, missing

TERMS = f"terms = [{json.dumps(str(TESTS / 'terms'))}]\n"
TEXT = "A ferry to the Mist Islands sank.\n"


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder that is the working one, and a ``glossary`` in the path."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "glossary"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m glossary "$@"\n')
    program.chmod(0o755)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


# --- pre-commit ------------------------------------------------------------------------------------------------------

Hook = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def hook(here: Path, monkeypatch: pytest.MonkeyPatch) -> Hook:
    """The hooks of this repository, run by the real pre-commit in a repository of its own.

    Only ``language`` is another: pre-commit would install the program from a registry.
    """
    if shutil.which("git") is None:
        missing("git", "install git")
    pytest.importorskip("pre_commit", reason="install the group: dev")
    for variable in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(variable, os.devnull)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(here / "cache"))
    git("init", "-b", "main", str(here / "hooks"))
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert hooks.count("language: python") == 4
    hooks = hooks.replace("language: python", "language: system")
    (here / "hooks" / ".pre-commit-hooks.yaml").write_text(hooks, encoding="utf-8")
    git("-C", str(here / "hooks"), "add", "-A")
    git("-C", str(here / "hooks"), "commit", "-m", "hooks")
    git("-C", str(here / "hooks"), "tag", "v1")
    git("init", "-b", "main", ".")

    def run(name: str) -> subprocess.CompletedProcess[str]:
        settings = {"repos": [{"repo": str(here / "hooks"), "rev": "v1", "hooks": [{"id": name}]}]}
        lay({".pre-commit-config.yaml": yaml.safe_dump(settings)})
        git("add", "-A")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color", "never"], capture_output=True, text=True, check=False
        )

    return run


def test_the_hook_reports_what_is_staged(hook: Hook) -> None:
    lay({"glossary.toml": TERMS + 'extend-exclude = ["old/"]\n', "a.md": TEXT, "old/b.md": TEXT, "c.py": f"# {TEXT}"})
    done = hook("glossary")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "a.md:1:16: GL101 warning one-sided-name" in done.stdout
    assert "b.md" not in done.stdout
    assert "1 name reported, 0 let pass, 1 file checked" in done.stdout


def test_the_hook_passes_where_all_is_well_or_left_out(hook: Hook) -> None:
    lay({"glossary.toml": TERMS + 'extend-exclude = ["old/"]\n', "old/b.md": TEXT})
    done = hook("glossary")
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    lay({"a.md": "Calm.\n"})
    assert hook("glossary").returncode == 0


def test_the_hook_that_mends_changes_the_file_and_fails_once(hook: Hook) -> None:
    lay({"glossary.toml": TERMS, "a.md": "The Gray Sea is cold.\n"})
    done = hook("glossary-fix")
    assert (done.returncode, "files were modified by this hook" in done.stdout) == (1, True), done.stdout
    assert Path("a.md").read_text(encoding="utf-8") == "The Grey Sea is cold.\n"
    assert hook("glossary-fix").returncode == 0


def test_the_hook_for_terms_checks_those_of_the_settings(hook: Hook) -> None:
    row = "orm,en,Orm Bank,Arlandia,en\n"
    lay({"glossary.toml": 'terms = ["orm.csv"]\n', "orm.csv": "concept,lang,text,used_by,loaded_in\n" + row})
    done = hook("glossary-terms")
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    lay({"orm.csv": "concept,lang,text\norm,zz,\n"})
    broken = hook("glossary-terms")
    assert (broken.returncode, "orm.csv:2" in broken.stdout) == (1, True), broken.stdout


# --- the GitHub action -----------------------------------------------------------------------------------------------


def action(**inputs: str) -> subprocess.CompletedProcess[str]:
    """The script with its inputs, as `action.yml` gives them."""
    environment = {**os.environ, "PYTHON": sys.executable, **inputs}
    return subprocess.run(
        [ROOT / ".ci" / "action"], env=environment, capture_output=True, text=True, check=False, stdin=-3
    )


def test_the_inputs_of_the_action_are_the_scripts() -> None:
    told = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    given = told["runs"]["steps"][-1]["env"]
    inputs = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in told["inputs"]}
    assert {key: value for key, value in given.items() if key.startswith("INPUT_")} == inputs
    script = (ROOT / ".ci" / "action").read_text(encoding="utf-8")
    assert set(re.findall(r"INPUT_\w+", script)) == set(inputs)
    assert os.access(ROOT / ".ci" / "action", os.X_OK)


def test_the_action_annotates_and_fails(here: Path) -> None:
    lay({"glossary.toml": TERMS, "a.md": TEXT, "b.md": "Calm.\n", "glossary/__init__.py": "raise SystemExit(9)\n"})
    done = action()
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::warning ")
    assert "file=a.md" in done.stdout
    assert action(INPUT_PATHS="b.md").returncode == 0
    assert action(INPUT_PATHS="", INPUT_FAIL_LEVEL="error", INPUT_ARGS="").returncode == 0


def test_inputs_are_lists_and_never_read_as_shell(here: Path) -> None:
    lay({"glossary.toml": TERMS, "with space.md": TEXT, "$(touch oops).md": TEXT, "-x.md": TEXT})
    lay({"side.toml": 'sides = ["Arlandia"]\n'})
    paths = "with space.md\n$(touch oops).md\n-x.md\n"
    done = action(INPUT_PATHS=paths, INPUT_OUTPUT_FORMAT="concise")
    assert (done.returncode, done.stdout.count("GL101")) == (1, 3), done.stderr
    assert not Path("oops").exists()
    done = action(INPUT_PATHS=paths, INPUT_PERSPECTIVE="side.toml", INPUT_ARGS="--select\nGL1\n--statistics")
    assert (done.returncode, done.stdout) == (0, "nothing was found\n"), done.stderr
    assert action(INPUT_PERSPECTIVE="$(touch oops)").returncode == 2
    assert not Path("oops").exists()


def test_findings_for_code_scanning_are_written_beside(here: Path) -> None:
    lay({"glossary.toml": TERMS, "a.md": TEXT})
    done = action(INPUT_SARIF_FILE="found.sarif")
    assert done.returncode == 1
    (run,) = json.loads(Path("found.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["GL101"]
    done = action(INPUT_SARIF_FILE="found.sarif", INPUT_PATHS="a.md\nmissing.md")
    assert (done.returncode, done.stderr.count("missing.md: there is no such file")) == (2, 1)
