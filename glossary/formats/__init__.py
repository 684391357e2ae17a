"""Documents: a format is a module with ``NAME``, ``SUFFIXES``, ``parse(source, path)``, ``comments(source)``,
``escape(text, segment)`` and the two functions that write footnotes.

A format has no writer: a document knows the place of everything, and `Document.splice` copies what was not changed.
This table names the formats; a new one is a module and a line here.
"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Protocol

from glossary.document import Document, Segment
from glossary.formats import asciidoc, html, json, markdown, plain, rst, subtitles, toml, yaml
from glossary.formats.comments import Comment


class Format(Protocol):
    """What a format's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What the format is called on the command line."""

    @property
    def SUFFIXES(self) -> list[str]:  # noqa: N802
        """The file name endings it is known by, with the dot."""

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


FORMATS: list[Format] = [plain, markdown, html, rst, asciidoc, subtitles, json, yaml, toml]
_BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.SUFFIXES}


def suffixes() -> list[str]:
    """Every suffix that some format reads."""
    return sorted(_BY_SUFFIX)


def of(path: str) -> Format:
    """The format of a file by its name; plain text where the name says nothing."""
    return _BY_SUFFIX.get(PurePath(path).suffix.lower(), plain)
