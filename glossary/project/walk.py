"""Which files are meant: paths, and for a folder what is in it and not left out.

A folder's ``.gitignore`` is read by this program and not asked of git: it works in an exported tree and in a container
whose user git does not trust, costs no process, and its patterns are the ones of every other setting. What git does
beyond that is not done: a file that is ignored and tracked all the same is left out, and the user's own list of
ignored files is not read.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from glossary import formats
from glossary.project.config import NAMES, Config, Configs
from glossary.project.globs import Globs, ignored_by_git

#: Folders of tools and of other people's work, left out unless ``exclude`` says otherwise.
LEFT_OUT = frozenset(
    {
        ".bzr", ".direnv", ".eggs", ".git", ".hg", ".jj", ".mypy_cache", ".nox", ".pytest_cache", ".ruff_cache", ".svn",
        ".tox", ".venv", "__pycache__", "__pypackages__", "_build", "bower_components", "buck-out", "dist",
        "node_modules", "site-packages", "venv",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What the command line says of files; None where the settings have the word. Patterns are the working folder's.

    ``baseline`` is the list of known findings, which is no text that anybody reads. ``suffixes`` are those of the files
    that are taken from folders, where these are no documents for lint.
    """

    exclude: Globs | None = None
    extend_exclude: Globs = field(default_factory=lambda: Globs("", ()))
    force_exclude: bool = False
    respect_gitignore: bool | None = None
    hidden: bool | None = None
    baseline: Path | None = None
    suffixes: frozenset[str] | None = None


def walk(paths: Sequence[str], configs: Configs, wanted: Wanted) -> Iterator[str]:
    """The files that paths stand for, each once, a folder's in the order of their names.

    A file that is named is always meant, unless ``force_exclude`` asks for the patterns there too; hidden files and
    what git ignores are left out of folders. Links to folders are not followed, so none can lead in a circle.
    """
    walker = _Walker(configs, wanted)
    seen = set()
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            found: Iterator[str] = iter(() if wanted.force_exclude and walker.excluded_whole(path) else (path,))
        elif wanted.force_exclude and walker.excluded_whole(path):
            continue
        else:
            found = walker.root(path)
        for file in found:
            place = os.path.abspath(file) if file != "-" else file
            if place not in seen:
                seen.add(place)
                yield file


class _Walker:
    def __init__(self, configs: Configs, wanted: Wanted) -> None:
        self.configs, self.wanted = configs, wanted
        self.suffixes = frozenset(formats.suffixes()) if wanted.suffixes is None else wanted.suffixes
        self._ignoring: dict[str, tuple[Globs, ...]] = {}
        self._roots: set[str] = set()

    def root(self, folder: str) -> Iterator[str]:
        """The files in a folder that was named."""
        self._roots.add(os.path.abspath(folder))
        yield from self._readable(folder)

    def inside(self, folder: str) -> Iterator[str]:
        """The files in a folder, without those that it is not for."""
        root = os.path.abspath(folder)
        config = self.configs.of(folder + os.sep)
        ignoring = self._above(root) if self._gitignore(config) else ()
        with os.scandir(folder) as entries:
            rows = sorted(entries, key=lambda entry: entry.name)
        for entry in rows:
            place = os.path.join(root, entry.name)
            path = entry.path if folder != "." else entry.name
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                if not is_folder and not entry.is_file():
                    continue
            except OSError:  # a link that leads to itself
                continue
            if self._hidden(config, entry.name) or self._excluded(config, place, entry.name, is_folder):
                continue
            if ignoring and _ignored(ignoring, place, is_folder):
                continue
            if is_folder:
                yield from self._readable(path)
            elif self._included(config, place, entry.name):
                yield path

    def _readable(self, folder: str) -> Iterator[str]:
        """What is in a folder; the folder itself where it cannot be opened, so that its silence is told."""
        try:
            yield from self.inside(folder)
        except OSError:
            yield folder

    def excluded_whole(self, path: str) -> bool:
        """Whether a path that was named, or a folder above it, is excluded."""
        if path == "-":
            return False
        place = os.path.abspath(path)
        config = self.configs.of(path)
        below = Path(path).parts if not Path(path).is_absolute() else (Path(path).name,)
        if self._patterns(config) is None and not LEFT_OUT.isdisjoint(below):
            return True
        return self._by_pattern(config, place, os.path.isdir(path))

    def _patterns(self, config: Config) -> Globs | None:
        return self.wanted.exclude if self.wanted.exclude is not None else config.exclude

    def _excluded(self, config: Config, place: str, name: str, is_folder: bool) -> bool:
        if is_folder and self._patterns(config) is None and name in LEFT_OUT:
            return True
        return self._by_pattern(config, place, is_folder)

    def _by_pattern(self, config: Config, place: str, is_folder: bool) -> bool:
        lists = (self._patterns(config), config.extend_exclude, self.wanted.extend_exclude)
        return any(globs.match(place, is_folder) for globs in lists if globs is not None)

    def _hidden(self, config: Config, name: str) -> bool:
        shown = self.wanted.hidden if self.wanted.hidden is not None else config.hidden
        return name.startswith(".") and not shown

    def _included(self, config: Config, place: str, name: str) -> bool:
        if config.include is not None and self.wanted.suffixes is None:
            return config.include.match(place)
        if os.path.splitext(name)[1].lower() not in self.suffixes:
            return False
        return name not in NAMES and place not in (str(config.baseline), str(self.wanted.baseline))

    def _gitignore(self, config: Config) -> bool:
        asked = self.wanted.respect_gitignore
        return asked if asked is not None else config.respect_gitignore

    def _above(self, folder: str) -> tuple[Globs, ...]:
        """What git is told to ignore in a folder: by itself, and by those above as far as the repository's root.

        Outside a repository nothing above the folder that was named has a say.
        """
        if folder not in self._ignoring:
            mine = ignored_by_git(folder)
            top = os.path.exists(os.path.join(folder, ".git")) or (folder in self._roots and not _in_repository(folder))
            above = () if top else self._above(os.path.dirname(folder))
            self._ignoring[folder] = (mine, *above) if mine else above
        return self._ignoring[folder]


def _in_repository(folder: str) -> bool:
    return any((parent / ".git").exists() for parent in (Path(folder), *Path(folder).parents))


def _ignored(lists: Sequence[Globs], place: str, is_folder: bool) -> bool:
    """The nearest list that says anything of a file decides."""
    for globs in lists:
        decision = globs.decides(place, is_folder)
        if decision is not None:
            return decision
    return False
