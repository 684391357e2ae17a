"""Termbases on disk.

A store is a module with ``SUFFIXES``, ``load(path)`` and ``read(path)``; one that can be written for other tools has a
``NAME`` and ``write(selection)``. Two tables name them all. ``terms/`` itself is a folder of TOML files; its compiled
copy is `glossary.store.compiled`, and `glossary.store.overlay` puts others over it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from glossary import inflect, resources
from glossary.errors import TermbaseError
from glossary.store import compiled, csv, po, skos, tbx, tmx, toml, utx
from glossary.store.profiles import PROFILES
from glossary.store.rulefiles import RULE_FILES
from glossary.store.selection import Selection, Written
from glossary.terms import Termbase


class Store(Protocol):
    """What a store's module has to offer."""

    @property
    def SUFFIXES(self) -> list[str]:  # noqa: N802 - a module constant
        """The file name endings it reads, with the dot."""

    def load(self, path: Path) -> Termbase:
        """The termbase in a file. Raises `TermbaseError` with file and line."""

    def read(self, path: Path) -> tuple[Termbase, list[TermbaseError]]:
        """What can be read of a file, and everything that is wrong with the rest."""


class Writer(Protocol):
    """What a store has to offer that can be written."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """What ``--format`` calls it."""

    def write(self, selection: Selection) -> Written:
        """The file, and in words what it cannot hold. Raises `ConfigError` where the selection lacks a direction."""


STORES: list[Store] = [csv, tbx, tmx, utx, toml]
WRITERS: list[Writer] = [csv, tbx, tmx, utx, po, skos, *PROFILES, *RULE_FILES]


def load(extra: Iterable[Path] = ()) -> Termbase:
    """The termbase of the program with the files or folders of ``extra`` laid over it.

    Raises `TermbaseError` with file and line where one of them is at fault or at odds with another.
    """
    own = compiled.load(resources.folder("terms"))
    others = [(path, load_one(path)) for path in extra]
    if not others:
        return own
    from glossary.store import overlay

    return overlay.lay(own, others)


def load_one(path: Path) -> Termbase:
    """One file or folder, by its suffix, with the cases of its names."""
    if path.is_dir():
        return compiled.load(path)
    return inflect.complete(_store(path).load(path))


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read of a file or folder, with the cases of its names, and what is wrong with the rest."""
    termbase, problems = (toml if path.is_dir() else _store(path)).read(path)
    return inflect.complete(termbase), problems


def _store(path: Path) -> Store:
    for store in STORES:
        if path.suffix.lower() in store.SUFFIXES:
            return store
    known = ", ".join(sorted(suffix for store in STORES for suffix in store.SUFFIXES))
    raise TermbaseError(path, f"no termbase of this kind can be read; known suffixes are {known}")
