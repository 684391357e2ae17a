"""TOML: the strings that people read, by their keys; see `glossary.formats.data`."""

from collections.abc import Iterable

from glossary.document import Document
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats import data
from glossary.formats.data import append as append
from glossary.formats.data import escape as escape
from glossary.formats.data import footnote as footnote

NAME = "toml"


def parse(source: str, path: str = "-") -> Document:
    """The strings of a TOML text that people read."""
    return data.parse(source, path, NAME)


def comments(source: str) -> Iterable[marks.Comment]:
    """What stands behind ``#``."""
    return marks.ends(source, "#")
