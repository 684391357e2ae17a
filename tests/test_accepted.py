"""What was let pass, and who let it: in comments of the formats, in front matter, in a baseline."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

PAGE = """---
glossary: {ignore: [GL102 -- the paper's own]}
---
霧の😀 <!-- glossary: disable-line GL101 term=derry
  until=2030-01-31 -- title of the treaty -->

<!-- glossary: disable -->
Etorofu
<!-- glossary: enable -->
"""


def git(*arguments: str, author: str = "Ann", day: str = "2020-02-29") -> None:
    who = ["-c", f"user.name={author}", "-c", "user.email=a@example.org"]
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True, env={**os.environ, **when})


@pytest.fixture
def project(run: Run) -> Run:
    """Two commits by two people, and a comment that is not committed."""
    git("init", "-q", "-b", "main")
    Path("a.md").write_text(PAGE, encoding="utf-8")
    Path("plain.md").write_text("Etorofu is cold.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "x")
    git("checkout", "-qb", "desk")
    run("lint", "--write-baseline", "plain.md")
    git("add", ".")
    git("commit", "-qm", "y", author="Бо", day="2021-01-31")
    Path("b.txt").write_text("[glossary: disable-next-line GL1 -- caption]\nEtorofu\n", encoding="utf-8")
    return run


def test_each_is_listed_with_who_when_and_why(project: Run) -> None:
    done = project("audit", "--baseline", ".glossary-baseline.json")
    assert done.exit_code == 0
    lines = [line.rpartition(", ")[0] if "committed" not in line else line for line in done.stdout.splitlines()]
    assert lines == [
        "a.md:2:21: ignore GL102 — the paper's own (Ann, 2020-02-29",
        "a.md:4:20: disable-line GL101 term=derry until=2030-01-31 — title of the treaty (Ann, 2020-02-29",
        "a.md:7:16: disable — no reason (Ann, 2020-02-29",
        "b.txt:1:12: disable-next-line GL1 — caption (not committed)",
        ".glossary-baseline.json:2:1: GL101 “Etorofu” in plain.md — baseline (Бо, 2021-01-31",
    ]
    assert done.stderr == "5 let pass, 1 of them a comment without a reason, 3 files read\n"


def test_only_what_a_branch_brings(project: Run) -> None:
    found = project("audit", "--baseline", ".glossary-baseline.json", "--diff-base", "main", "--format", "json")
    rows = json.loads(found.stdout)["accepted"]
    assert [(row["path"], row["author"]) for row in rows] == [("b.txt", None), (".glossary-baseline.json", "Бо")]
    assert rows[1]["commit"] == subprocess.run(["git", "rev-parse", "HEAD"], stdout=-1, text=True).stdout.strip()


def test_without_git_nobody_is_named(run: Run) -> None:
    Path("a.md").write_text(PAGE, encoding="utf-8")
    rows = json.loads(run("audit", "--format", "json").stdout)["accepted"]
    assert [(row["until"], row["author"]) for row in rows] == [(None, None), ("2030-01-31", None), (None, None)]


def test_nothing_read_is_no_success(run: Run) -> None:
    assert run("audit").exit_code == 2
    Path("a.md").write_bytes(b"\x00\xff\x00")
    Path("b.md").write_text(PAGE, encoding="utf-8")
    done = run("audit")
    assert (done.exit_code, done.stdout.count("b.md"), "a.md" in done.stderr) == (2, 3, True)
