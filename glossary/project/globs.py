"""Patterns for files, as ``.gitignore`` has them, relative to a folder.

``drafts`` is a file or folder of that name anywhere below, ``/drafts`` only beside the pattern's own file, ``ja/**``
and ``*.html`` are what they look like, and ``!`` takes a later pattern back. One meaning for all settings that name
files, so that nobody has to learn two.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import ConfigError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Globs:
    """Patterns and the folder that they are relative to; ``origin`` is named where one of them is at fault."""

    def __init__(self, root: str, patterns: Sequence[str], origin: str = "") -> None:
        self.root = root
        self.patterns = tuple(patterns)
        self._origin = origin

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def __repr__(self) -> str:
        return f"Globs({self.root!r}, {list(self.patterns)!r})"

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # a tenth of a second, for projects that have patterns

        try:
            return GitIgnoreSpec.from_lines(self.patterns)
        except ValueError as problem:
            raise ConfigError(f"{self._origin or self.root}: {problem}") from None

    def decides(self, path: str, folder: bool = False) -> bool | None:
        """Whether the last pattern that fits an absolute path takes it in; None where none fits."""
        if not self.patterns:
            return None
        base = self.root if self.root.endswith(os.sep) else self.root + os.sep
        if not path.startswith(base):
            return None
        name = path[len(base) :].replace(os.sep, "/")
        return self._spec.check_file(name + "/" if folder else name).include

    def match(self, path: str, folder: bool = False) -> bool:
        """Whether an absolute path is meant."""
        return bool(self.decides(path, folder))


def ignored_by_git(folder: str) -> Globs:
    """The patterns of a folder's ``.gitignore``, and of the repository's own list where the folder is its root."""
    lines: list[str] = []
    for file in (Path(folder, ".git", "info", "exclude"), Path(folder, ".gitignore")):
        try:
            lines += file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            continue
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return Globs(folder, kept, str(Path(folder, ".gitignore")))
