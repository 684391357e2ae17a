"""Bilingual files: a reader is a module with ``read(source, path, languages)``.

What it yields are units, a text and its translation each, with their places in the decoded file, so that whatever is
found in them can be pointed at. This table names the readers; a new one is a module and a line here.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from glossary.bitexts.units import Unit


class Bitext(Protocol):
    """What a reader's module has to offer."""

    def read(self, source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
        """The units of a decoded file, in its order.

        ``languages`` are those of source and target that were asked for, empty where the file is to say. Where it has
        several they choose, and elsewhere they are believed before it. Raises `FileError` with the line at fault.
        """


#: Readers, each the name of its module -> the file name endings that it is known by, with the dot.
SUFFIXES = {
    "po": (".po", ".pot"),
    "xliff": (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"),
    "tmx": (".tmx",),
}
_BY_SUFFIX = {suffix: name for name, suffixes in SUFFIXES.items() for suffix in suffixes}


def suffixes() -> list[str]:
    """Every suffix that some reader knows."""
    return sorted(_BY_SUFFIX)


def of(path: str) -> Bitext | None:
    """The reader of a file by its name, whose module is loaded now; None for what is no bilingual file."""
    name = _BY_SUFFIX.get(PurePath(path).suffix.lower())
    if name is None:
        return None
    module: Bitext = import_module(f"glossary.bitexts.{name}")
    return module
