"""Documents: a format is a module with ``NAME``, ``decode(data, path)``, ``parse(source, path)``,
``comments(source)``, ``escape(text, segment)`` and the two functions that write footnotes.

Bytes become a `files.Text`, and that a `Document`. What is text is decoded by `files.decode`; a format of its own kind,
such as Word's, gives a text that stands for its bytes, the segments of it, and why it cannot be written.
A format has no writer: a document knows the place of everything, and `Document.splice` copies what was not changed.
This table names the formats; a new one is a module and a line here, or an object where several share all but a few
facts, as the languages of `glossary.formats.code` do.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from glossary import bitexts, files

if TYPE_CHECKING:
    from glossary.document import Document, Segment
    from glossary.files import Text
    from glossary.formats.comments import Comment


class Format(Protocol):
    """What a format's module has to offer."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What the format is called on the command line."""

    def decode(self, data: bytes, path: str) -> Text:
        """The bytes of a file as text. Raises `FileError` with what is wrong and where."""

    def parse(self, source: str, path: str) -> Document:
        """The segments of a source text; whatever is not in one is never touched.

        A text in which something is wrong is read as far as it can be. Only what is meant for a program before it is
        for people, catalogues and XLIFF, is that or raises `FileError` with the line at fault.
        """

    def comments(self, source: str) -> Iterable[Comment]:
        """The comments in which a directive may stand; none in code that only shows one."""

    def escape(self, text: str, segment: Segment | None) -> str:
        """A text as it has to be written in the place of this segment, or within one."""

    def footnote(self, number: int) -> str:
        """The mark of a footnote in the text."""

    def append(self, text: str, notes: Sequence[str], heading: str, newline: str) -> str:
        """A finished document with its footnotes, which are numbered from one."""


#: Languages of code -> the file name endings that they are known by; `glossary.formats.code` has a format for each.
CODE = {
    "python": (".py", ".pyi"),
    "javascript": (".js", ".mjs", ".cjs", ".jsx"),
    "typescript": (".ts", ".mts"),
    "tsx": (".tsx",),
    "go": (".go",),
    "rust": (".rs",),
    "java": (".java",),
    "c": (".c", ".h"),
    "cpp": (".cpp", ".cc", ".hpp"),
}
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
    "po": bitexts.SUFFIXES["po"],
    "xliff": bitexts.SUFFIXES["xliff"],
    "docx": (".docx",),
    **CODE,
}
#: Formats that are linted and never translated, for nobody can write them.
LINTED_ONLY = frozenset({"docx", *CODE})
#: Formats that decode bytes in a way of their own.
_DECODING = frozenset({"po", "xliff", "docx", *CODE})
_BY_SUFFIX = {suffix: name for name, suffixes in SUFFIXES.items() for suffix in suffixes}


def suffixes() -> list[str]:
    """The suffixes of what is read in a folder: of code only what is named, or what the settings include."""
    return sorted(suffix for suffix, name in _BY_SUFFIX.items() if name not in CODE)


def name_of(path: str) -> str:
    """What the format of a file is called, by the file's name; plain text where the name says nothing."""
    return _BY_SUFFIX.get(os.path.splitext(path)[1].lower(), "plain")  # noqa: PTH122 - for every file there is


def of(path: str) -> Format:
    """The format of a file."""
    return named(name_of(path))


def named(name: str) -> Format:
    """A format by its name; its module is loaded when a text has to be taken apart, which few have."""
    if name in CODE:
        from glossary.formats import code

        return code.LANGUAGES[name]
    module: Format = import_module(f"glossary.formats.{name}")
    return module


def read(path: str, name: str = "-") -> Text:
    """A file as its format has it, or standard input for ``-``, which is then called ``name``.

    Raises `FileError` with what is wrong and at which byte.
    """
    name = name if path == "-" else path
    form = name_of(name)
    decode = named(form).decode if form in _DECODING else files.decode
    return decode(files.load(path), name)


def document(text: Text) -> Document:
    """The segments of a text by its format, or those that were found when it was decoded."""
    if text.segments is not None:
        from glossary.document import Document

        return Document(text.source, text.segments, text.path)
    return of(text.path).parse(text.source, text.path)
