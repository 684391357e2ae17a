"""Gettext catalogues for lint: what is translated, in the language of the file; in a template, the messages themselves.

Entries are those of `glossary.bitexts.po`. Nobody is shown one that is fuzzy or obsolete, so it is skipped.
Placeholders are objects, and a string that is folded over several lines is one text. What is translated by this program
goes through `glossary.translation.filling.po`.
"""

import codecs
import re
from collections.abc import Iterable
from pathlib import PurePath

from glossary import files
from glossary.bitexts import po
from glossary.document import Document, Segment
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats import comments as marks
from glossary.formats.data import append as append
from glossary.formats.data import footnote as footnote
from glossary.language import guess, known
from glossary.reading import paragraphs

NAME = "po"

_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-][A-Za-z]{2,4})*(?:@\w+)?")
_HEAD = 10_000  # bytes in which the header says how the file is encoded
_SEALED = "it is the key of a message; change it where it was taken from"


def decode(data: bytes, path: str) -> Text:
    """A catalogue as text, in the encoding that its header declares where it is no UTF-8."""
    try:
        return files.decode(data, path)
    except FileError:
        stated = _CHARSET.search(data[:_HEAD])
        try:
            name = codecs.lookup(stated[1].decode("ascii")).name if stated else "utf-8"
            source = data.decode(name)
        except (LookupError, UnicodeDecodeError):
            raise FileError(
                f"{path}: the bytes are neither UTF-8 nor what the header declares; save the file as UTF-8"
            ) from None
        if name == "utf-8" or "\0" in source:
            raise
        return Text(path, source, name)


def parse(source: str, path: str = "-") -> Document:
    """The translated strings of a catalogue, or its messages where nothing is translated.

    Raises `FileError` with the first line that is no PO.
    """
    (spoken, language), entries = po.catalogue(source, path)
    chosen = [(e, key) for e in entries if e.finished for key in e.translations if e.says(key)]
    language, sealed = language or _of_path(path), ""
    if not chosen:
        chosen = [(e, key) for e in entries for key in ("msgid", "msgid_plural") if e.says(key)]
        # The path names the language that it is to be translated into.
        language = spoken or guess(" ".join(po.text(source, entry.strings[key]) for entry, key in chosen))
        sealed = _SEALED
    found: list[Segment] = []
    for entry, key in chosen:
        found += paragraphs(po.seen(source, entry, key), "message", language=language, style='"', sealed=sealed)
    return Document(source, tuple(found), path, language)


def _of_path(path: str) -> str:
    """The language that a path names: ``ja.po``, ``ja/LC_MESSAGES/x.po``, ``x-ja.po``, ``x.ja.po``."""
    file = PurePath(path)
    folder = file.parent.parent if file.parent.name == "LC_MESSAGES" else file.parent
    words = [file.stem, *re.split(r"[.-]", file.stem)[:0:-1], folder.name]
    codes = (found[1] for word in words if (found := _LOCALE.fullmatch(word)))
    return next((code for code in codes if known(code)), "")


def comments(source: str) -> Iterable[marks.Comment]:
    """Those of the translator, ``# glossary: …``."""
    return marks.lines(source, "#")


def escape(text: str, segment: Segment | None) -> str:
    """The text as it stands between quotation marks."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
