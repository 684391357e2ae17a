"""Documents: a format is a module with ``NAME``, ``parse(source, path)``, ``comments(source)``,
``escape(text, segment)`` and the two functions that write footnotes.

A format has no writer: a document knows the place of everything, and `Document.splice` copies what was not changed.
This table names the formats; a new one is a module and a line here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from glossary.document import Document, Segment
    from glossary.formats.comments import Comment


class Format(Protocol):
    """What a format's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What the format is called on the command line."""

    def parse(self, source: str, path: str) -> Document:
        """The segments of a source text; whatever is not in one is never touched."""

    def comments(self, source: str) -> Iterable[Comment]:
        """The comments in which a directive may stand; none in code that only shows one."""

    def escape(self, text: str, segment: Segment | None) -> str:
        """A text as it has to be written in the place of this segment, or within one."""

    def footnote(self, number: int) -> str:
        """The mark of a footnote in the text."""

    def append(self, text: str, notes: Sequence[str], heading: str, newline: str) -> str:
        """A finished document with its footnotes, which are numbered from one."""


#: Formats, each the name of its module -> the file name endings that it is known by, with the dot.
SUFFIXES = {
    "plain": (".txt", ".text"),
    "markdown": (".md", ".markdown", ".mdown"),
    "html": (".html", ".htm", ".xhtml"),
    "rst": (".rst", ".rest"),
    "asciidoc": (".adoc", ".asciidoc", ".asc"),
    "subtitles": (".srt", ".vtt"),
    "json": (".json", ".jsonl", ".ndjson", ".arb"),
    "yaml": (".yaml", ".yml"),
    "toml": (".toml",),
}
_BY_SUFFIX = {suffix: name for name, suffixes in SUFFIXES.items() for suffix in suffixes}


def suffixes() -> list[str]:
    """Every suffix that some format reads."""
    return sorted(_BY_SUFFIX)


def name_of(path: str) -> str:
    """What the format of a file is called, by the file's name; plain text where the name says nothing."""
    return _BY_SUFFIX.get(os.path.splitext(path)[1].lower(), "plain")  # noqa: PTH122 - for every file there is


def of(path: str) -> Format:
    """The format of a file."""
    return named(name_of(path))


def named(name: str) -> Format:
    """A format by its name; its module is loaded when a text has to be taken apart, which few have."""
    module: Format = import_module(f"glossary.formats.{name}")
    return module
