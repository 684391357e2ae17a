"""Termbases on disk.

A store is a module with ``SUFFIXES`` and ``load(path) -> Termbase``; this table names them all. ``terms/`` itself is
a folder of TOML files; its compiled copy is `glossary.store.compiled`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from glossary import inflect, resources
from glossary.errors import TermbaseError
from glossary.store import compiled, toml
from glossary.terms import Termbase


class Store(Protocol):
    """What a store's module has to offer."""

    @property
    def SUFFIXES(self) -> list[str]:  # noqa: N802 - a module constant
        """The file name endings it reads, with the dot."""

    def load(self, path: Path) -> Termbase:
        """The termbase in a file. Raises `TermbaseError` with file and line."""


STORES: list[Store] = [toml]


def load(extra: Iterable[Path] = ()) -> Termbase:
    """The termbase of the program with the files or folders of ``extra`` laid over it.

    A concept of a later file replaces the one of the same id whole: two halves of a concept would be nobody's work.
    """
    own = compiled.load(resources.folder("terms"))
    others = [load_one(path) for path in extra]
    if not others:
        return own
    return Termbase({key: concept for base in (own, *others) for key, concept in base.concepts.items()})


def load_one(path: Path) -> Termbase:
    """One file or folder, by its suffix."""
    if path.is_dir():
        return compiled.load(path)
    for store in STORES:
        if path.suffix.lower() in store.SUFFIXES:
            return inflect.complete(store.load(path))
    known = ", ".join(sorted(suffix for store in STORES for suffix in store.SUFFIXES))
    raise TermbaseError(path, f"no termbase of this kind can be read; known suffixes are {known}")
