"""Translation memories on disk: a module with ``read`` and ``added``; this table names them by their files' suffix."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from glossary import files
from glossary.errors import ConfigError, FileError
from glossary.translation.memory import Accepted, Memory, Remembered, key

#: File name endings -> the module that reads and writes them.
KINDS = {".tmx": "tmx", ".po": "po"}


class Kind(Protocol):
    """What a memory's module has to offer. Languages are two or three letters, and a file's region says nothing."""

    def read(self, data: bytes, path: str, source: str, target: str) -> list[Remembered]:
        """The units of a file in two languages, in order; those with markup that nobody can follow are left out.

        Raises `FileError` for what is no such file, or a memory of other languages.
        """

    def added(
        self, data: bytes | None, path: str, units: Sequence[Accepted], source: str, target: str
    ) -> tuple[bytes, int]:
        """The file with units behind its own, of which not one letter changes, and how many it took.

        A new file where ``data`` is None. Left out is what the format cannot hold.
        """


def load(paths: Sequence[Path], source: str, target: str, new: Path | None = None) -> Memory:
    """Several files as one memory, the last before the others. ``new`` is one that need not be there yet.

    Raises `FileError` for one that cannot be read, `ConfigError` for one of another kind.
    """
    units: list[Remembered] = []
    for path in paths:
        kind, data = _kind(path), _data(path, path == new)
        if data is not None:
            units += kind.read(data, str(path), source, target)
    return Memory(tuple(units))


def update(path: Path, accepted: Sequence[Accepted], source: str, target: str) -> int:
    """Add to a file what it does not have; the number of units that were added. Written whole or not at all."""
    kind, data = _kind(path), _data(path, new=True)
    there = kind.read(data, str(path), source, target) if data is not None else []
    known = {(key(unit.source), unit.target) for unit in there}
    fresh: dict[str, Accepted] = {}
    for unit in accepted:
        if (key(unit.source), key(unit.target)) not in known:
            fresh.setdefault(key(unit.source), unit)
    if not fresh and data is not None:
        return 0
    whole, number = kind.added(data, str(path), list(fresh.values()), source, target)
    if number or data is None:
        files.write(path, whole)
    return number


def _kind(path: Path) -> Kind:
    name = KINDS.get(path.suffix.lower())
    if name is None:
        raise ConfigError(f"--memory {path}: a memory is a TMX or PO file; its name has to end in .tmx or .po")
    return cast(Kind, import_module(f"glossary.translation.memories.{name}"))


def _data(path: Path, new: bool) -> bytes | None:
    """What is in a file; None where it is not there and need not be."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        if new:
            return None
        raise FileError(
            f"{path}: there is no such memory; give one that is there, or --update-memory to begin it"
        ) from None
    except OSError as problem:
        raise FileError(f"{path}: it cannot be read: {problem.strerror}") from None
