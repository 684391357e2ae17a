"""Termbases on disk.

A store is a module with ``read(path)``; one that can be written for other tools has ``write(selection, format)``. Two
tables name them, and a module is loaded when a file of its kind comes: look-up needs none of them. ``terms/`` itself is
a folder of TOML files; its compiled copy is `glossary.store.compiled`; `glossary.store.overlay` puts others over it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from glossary import resources
from glossary.errors import TermbaseError
from glossary.store import compiled
from glossary.terms import Termbase

if TYPE_CHECKING:
    from glossary.store.selection import Selection, Written


class Store(Protocol):
    """What a store's module has to offer."""

    def read(self, path: Path) -> tuple[Termbase, list[TermbaseError]]:
        """What can be read of a file, and everything that is wrong with the rest, with file and line.

        Raises `TermbaseError` where nothing can.
        """


class Writer(Protocol):
    """What a store has to offer that can be written."""

    def write(self, selection: Selection, format: str) -> Written:
        """A file, and in words what it cannot hold. Raises `ConfigError` where the selection lacks what it needs."""


#: File name endings -> the module that reads them.
READERS = {".csv": "csv", ".tbx": "tbx", ".tmx": "tmx", ".utx": "utx", ".toml": "toml"}
#: Formats, as ``--format`` calls them -> the module that writes them.
WRITERS = {
    "csv": "csv",
    "tbx": "tbx",
    "tmx": "tmx",
    "utx": "utx",
    "po": "po",
    "skos": "skos",
    **dict.fromkeys(("deepl", "google-pair", "google-set", "amazon", "omegat", "weblate"), "profiles"),
    **dict.fromkeys(("vale", "prh"), "rulefiles"),
}


def writer(format: str) -> Writer:
    """What writes a format."""
    module: Writer = import_module(f"glossary.store.{WRITERS[format]}")
    return module


def load(extra: Iterable[Path] = ()) -> Termbase:
    """The termbase of the program with the files or folders of ``extra`` laid over it.

    Raises `TermbaseError` with file and line where one of them is at fault or at odds with another.
    """
    folder = resources.folder("terms")
    # The settings and the command line may both name a file.
    others = list({path.resolve(): path for path in extra}.values())
    if not others:
        return compiled.load(folder)

    def laid() -> Termbase:
        from glossary.store import overlay

        return overlay.lay(compiled.load(folder), [(path, load_one(path)) for path in others])

    return compiled.kept([folder, *others], laid)


def load_one(path: Path) -> Termbase:
    """One file or folder, by its suffix, with the cases of its names."""
    if path.is_dir():
        return compiled.load(path)
    termbase, problems = _store(path).read(path)
    if problems:
        raise problems[0]
    from glossary import inflect

    return inflect.complete(termbase)


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read of a file or folder, with the cases of its names, and what is wrong with the rest."""
    from glossary import inflect

    termbase, problems = read_bare(path)
    return inflect.complete(termbase), problems


def read_bare(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read of a file or folder with the forms that are written there alone, and what is wrong with it."""
    store = _module("toml") if path.is_dir() else _store(path)
    try:
        return store.read(path)
    except TermbaseError as problem:
        return Termbase({}), [problem]


def _store(path: Path) -> Store:
    if name := READERS.get(path.suffix.lower()):
        return _module(name)
    known = ", ".join(sorted(READERS))
    raise TermbaseError(path, f"no termbase of this kind can be read; known suffixes are {known}")


def _module(name: str) -> Store:
    module: Store = import_module(f"glossary.store.{name}")
    return module
