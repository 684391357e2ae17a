"""Only what a branch brings, asked of a real git."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from glossary.project import changes

Run = Callable[..., Result]
OLD = "Etorofu is far.\n"
NEW = "Takeshima is near.\n"


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def commit(message: str = "x") -> None:
    git("add", "-A")
    git("commit", "-m", message)


@pytest.fixture
def repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A repository with one finding on its main branch, and a branch that is checked out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git("init", "-b", "main")
    Path("a.md").write_text(OLD, encoding="utf-8")
    commit()
    git("checkout", "-b", "topic")
    return run


def new(run: Run, *arguments: str) -> list[str]:
    """The new findings."""
    changes.added.cache_clear()
    done = run("lint", *arguments, "--diff-base", "main", "--format", "json")
    assert done.exit_code in (0, 1), done.stderr
    return [f"{finding['path']}:{finding['line']}" for finding in json.loads(done.stdout)["findings"]]


def test_nothing_is_new(repository: Run) -> None:
    assert new(repository) == []
    assert repository("lint", "--diff-base", "main").exit_code == 0


def test_committed_uncommitted_staged_and_unknown(repository: Run) -> None:
    Path("a.md").write_text(OLD + "\n" + NEW, encoding="utf-8")
    assert new(repository) == ["a.md:3"]
    git("add", "-A")
    assert new(repository) == ["a.md:3"]
    commit()
    assert new(repository) == ["a.md:3"]
    Path("b.md").write_text(OLD, encoding="utf-8")
    assert new(repository) == ["a.md:3", "b.md:1"]


def test_what_main_did_meanwhile_is_not_this_branchs_doing(repository: Run) -> None:
    Path("b.md").write_text("Nothing.\n", encoding="utf-8")
    commit()
    git("checkout", "main")
    Path("a.md").write_text("Nothing.\n", encoding="utf-8")
    commit()
    git("checkout", "topic")
    assert new(repository) == []


def test_a_renamed_file_is_the_file_that_it_was(repository: Run) -> None:
    text = OLD + "".join(f"\nLine {number} of a long text.\n" for number in range(20))
    Path("a.md").write_text(text, encoding="utf-8")
    commit()
    git("branch", "-f", "main")
    git("mv", "a.md", "b.md")
    Path("b.md").write_text(text + "\n" + NEW, encoding="utf-8")
    commit()
    assert new(repository) == ["b.md:43"]


@pytest.mark.parametrize("name", ["日本 語.md", 'a"b.md', "tab\there.md", "é/ü.md"])
def test_awkward_names(repository: Run, name: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text("Nothing.\n", encoding="utf-8")
    commit()
    git("branch", "-f", "main")
    Path(name).write_text("Nothing.\n\n" + NEW, encoding="utf-8")
    assert new(repository) == [f"{name}:3"]


def test_from_a_folder_below_and_with_a_users_settings(repository: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in (("diff.noprefix", "true"), ("diff.relative", "true"), ("diff.mnemonicPrefix", "true")):
        git("config", key, value)
    git("config", "color.ui", "always")
    Path("deep").mkdir()
    Path("deep/b.md").write_text(NEW, encoding="utf-8")
    Path("a.md").write_text(OLD + "\n" + NEW, encoding="utf-8")
    git("add", "-A")
    monkeypatch.chdir("deep")
    assert new(repository, "../a.md", ".") == ["../a.md:3", "b.md:1"]


def test_lines_that_look_like_a_difference(repository: Run) -> None:
    Path("a.md").write_text(OLD + "\n++ b/other.md\n\n" + NEW, encoding="utf-8")
    assert new(repository) == ["a.md:5"]


def test_utf_16_is_new_as_a_whole(repository: Run) -> None:
    Path("a.txt").write_bytes(b"\xff\xfe" + OLD.encode("utf-16-le"))
    commit()
    git("branch", "-f", "main")
    Path("a.txt").write_bytes(b"\xff\xfe" + (OLD + NEW).encode("utf-16-le"))
    assert len(new(repository, "a.txt")) == 2


def test_a_worktree(repository: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    git("worktree", "add", "-b", "other", "wt", "main")
    monkeypatch.chdir("wt")
    Path("a.md").write_text(OLD + "\n" + NEW, encoding="utf-8")
    assert new(repository) == ["a.md:3"]


@pytest.mark.parametrize("ref", ["nowhere", "--all", ""])
def test_no_such_reference(repository: Run, ref: str) -> None:
    done = repository("lint", f"--diff-base={ref}")
    assert done.exit_code == (2 if ref else 1)
    assert ("--diff-base" in done.stderr) == bool(ref)


def test_no_common_ancestor(repository: Run) -> None:
    git("checkout", "--orphan", "lonely")
    commit("of its own")
    done = repository("lint", "--diff-base", "main")
    assert (done.exit_code, "no common ancestor" in done.stderr) == (2, True)


def test_no_repository(run: Run) -> None:
    Path("a.md").write_text(OLD, encoding="utf-8")
    done = run("lint", "--diff-base", "main")
    assert (done.exit_code, "lies in no git repository" in done.stderr) == (2, True)


def test_no_git(repository: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    done = repository("lint", "--diff-base", "main")
    assert (done.exit_code, "git is needed" in done.stderr) == (2, True)


def test_standard_input_has_no_history(repository: Run) -> None:
    done = repository("lint", "-", "--diff-base", "main", stdin=NEW)
    assert (done.exit_code, "standard input has no history" in done.stderr) == (2, True)
