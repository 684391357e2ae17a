"""Bilingual files: a reader is a module with ``NAME``, ``SUFFIXES`` and ``read(source, path, languages)``.

What it yields are units, a text and its translation each, with their places in the decoded file, so that whatever is
found in them can be pointed at. This table names the readers; a new one is a module and a line here.
"""

from pathlib import PurePath
from typing import Protocol

from glossary.bitexts import po, tmx, xliff
from glossary.units import Unit


class Bitext(Protocol):
    """What a reader's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What the format is called."""

    @property
    def SUFFIXES(self) -> list[str]:  # noqa: N802
        """The file name endings it is known by, with the dot."""

    def read(self, source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
        """The units of a decoded file, in its order.

        ``languages`` are those of source and target that were asked for, empty where the file is to say. Where it has
        several they choose, and elsewhere they are believed before it. Raises `FileError` with the line at fault.
        """


BITEXTS: list[Bitext] = [po, xliff, tmx]
_BY_SUFFIX = {suffix: reader for reader in BITEXTS for suffix in reader.SUFFIXES}


def suffixes() -> list[str]:
    """Every suffix that some reader knows."""
    return sorted(_BY_SUFFIX)


def of(path: str) -> Bitext | None:
    """The reader of a file by its name; None for what is no bilingual file."""
    return _BY_SUFFIX.get(PurePath(path).suffix.lower())
