"""Which lines are new since a branch went its own way, asked of git: for reports on what a change brings and no more.

The comparison is with the merge base, so that what happened on the other branch meanwhile is nobody's doing here. What
is not committed counts, and so do files that git does not know yet; a renamed file is the file that it was.
"""

import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from glossary.document import Place
from glossary.errors import ConfigError
from glossary.lint import Finding

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPES = {b"a": 7, b"b": 8, b"t": 9, b"n": 10, b"v": 11, b"f": 12, b"r": 13, b'"': 34, b"\\": 92}


@dataclass
class Added:
    """The new lines of a repository: by file, the ranges of lines, both ends included. None stands for all lines."""

    root: Path
    lines: dict[str, list[tuple[int, int]] | None] = field(default_factory=dict)

    def new(self, path: str, place: Place) -> bool:
        """Whether a stretch of a file touches a line that is new."""
        ranges = self.lines.get(Path(os.path.relpath(Path(path).resolve(), self.root)).as_posix(), [])
        return ranges is None or any(place.line <= last and first <= place.end_line for first, last in ranges)


@dataclass(frozen=True)
class Author:
    """Who wrote a line as it is: the name, the day as ISO has it, and the commit."""

    name: str
    day: str
    commit: str


def authors(path: str) -> list[Author | None]:
    """Who wrote each line of a file, as git has it: None for a line that is not committed.

    Empty where there is no git, or it does not know the file.
    """
    import subprocess

    file = Path(path).resolve()
    command = ["git", "blame", "--line-porcelain", "-w", "--", file.name]
    try:
        done = subprocess.run(command, cwd=file.parent, capture_output=True, check=False)
    except OSError:
        return []
    found: list[Author | None] = []
    said: dict[str, str] = {}
    commit = ""
    for line in done.stdout.decode(errors="replace").split("\n") if not done.returncode else ():
        if line.startswith("\t"):  # the line itself ends what is said of it
            when = datetime.datetime.fromtimestamp(int(said["author-time"]), datetime.UTC)
            mine = Author(said["author"], when.date().isoformat(), commit)
            found.append(mine if commit.strip("0") else None)
            commit, said = "", {}
        elif not commit:
            commit = line.partition(" ")[0]
        else:
            key, _, value = line.partition(" ")
            said[key] = value
    return found


def only_new(findings: Iterable[Finding], ref: str) -> list[Finding]:
    """The findings on lines that were added since the merge base with ``ref``.

    A finding about several places is new where one of them is. Raises `ConfigError` where a file is in no repository
    or the repository does not know the reference.
    """
    return [
        finding
        for finding in findings
        if any(since(ref, finding.path).new(finding.path, place) for place in (finding.place, *finding.related))
    ]


def since(ref: str, path: str) -> Added:
    """The new lines of the repository that a path lies in."""
    if path == "-":
        raise ConfigError("--diff-base: standard input has no history; give files or folders")
    folder = Path(path).resolve()
    for parent in [folder, *folder.parents]:
        if (parent / ".git").exists():
            return added(parent, ref)
    raise ConfigError(f"--diff-base {ref}: {path} lies in no git repository, so nothing tells which lines are new")


@lru_cache
def added(root: Path, ref: str) -> Added:
    """The new lines of a repository, asked for once a run."""
    if ref.startswith("-"):
        raise ConfigError(f"--diff-base {ref}: this is no name of a branch or a commit")
    base = _git(root, ref, "merge-base", ref, "HEAD").decode().strip()
    # Every setting of the user's that changes how a difference is written is overruled here.
    difference = _git(
        root, ref, "-c", "core.quotePath=false", "diff", "--unified=0", "--find-renames", "--no-relative", "--no-color",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/", base, "--",
    )  # fmt: skip
    found = Added(root)
    ranges: list[tuple[int, int]] = []
    lines = iter(difference.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            ranges = []
            found.lines[_name(line[4:])] = ranges
        elif hunk := _HUNK.match(line):
            gone, first, new = (int(number) if number else 1 for number in hunk.groups())
            if new:
                ranges.append((first, first + new - 1))
            for _ in range(gone + new):  # the lines themselves, which can look like anything
                next(lines)
        elif line.startswith(b"Binary files ") and line.endswith(b" differ"):
            # UTF-16 is binary to git, which cannot tell its lines.
            found.lines[_name(line[len(b"Binary files ") : -len(b" differ")].rpartition(b" and ")[2])] = None
    for name in _git(root, ref, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
        found.lines[os.fsdecode(name)] = None
    return found


def _git(root: Path, ref: str, *arguments: str) -> bytes:
    import subprocess

    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise ConfigError(f"--diff-base {ref}: git is needed to tell which lines are new; install it") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else "the two have no common ancestor; a shallow clone needs its history"
        raise ConfigError(f"--diff-base {ref}: git cannot compare with it: {reason}")
    return done.stdout


def _name(written: bytes) -> str:
    """A path as a difference has it: behind ``b/``, in quotation marks where it has control characters or quotes."""
    if written.startswith(b'"') and written.endswith(b'"'):
        escape = re.compile(rb'\\([abtnvfr"\\]|[0-7]{3})')
        written = escape.sub(lambda m: bytes([_ESCAPES.get(m[1]) or int(m[1], 8)]), written[1:-1])
    # git ends a name that has a space with a tab.
    return os.fsdecode(written.removesuffix(b"\t").removeprefix(b"b/"))
