"""Gettext catalogues for lint: what is translated, in the language of the file; in a template, the messages themselves.

Nobody is shown an entry that is fuzzy or obsolete, so it is skipped. Placeholders are objects, and a string that is
folded over several lines is one text. What is translated by this program goes through `glossary.catalogue`.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from glossary import files
from glossary.document import Document, Run, Segment, Span
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats import comments as marks
from glossary.formats.blocks import Line, lines
from glossary.formats.data import append as append
from glossary.formats.data import footnote as footnote
from glossary.formats.data import unescape
from glossary.formats.reading import FORMAT_FLAGS, paragraphs, protected, read, without_markup
from glossary.language import guess, known

NAME = "po"

_KEYWORD = re.compile(r"[ \t]*(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?[ \t]*(?=\")")
_STRING = re.compile(r'[ \t]*"((?:[^"\\]|\\.)*+)"?')
_ESCAPE = re.compile(r"\\x[0-9a-fA-F]{2}|\\[0-7]{1,3}|\\.")
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-][A-Za-z]{2,4})*(?:@\w+)?")
_HEAD = 10_000  # bytes in which the header says how the file is encoded


@dataclass
class Entry:
    """One message: its flags, and its strings by keyword, each the stretches between its quotation marks."""

    flags: frozenset[str] = frozenset()
    strings: dict[str, list[Span]] = field(default_factory=dict)

    def says(self, keyword: str) -> bool:
        """Whether there is anything between the quotation marks."""
        return any(span.start < span.end for span in self.strings.get(keyword, ()))


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
    """The translated strings of a catalogue, or its messages where nothing is translated."""
    entries = list(_entries(lines(source)))
    header = next((entry for entry in entries if not entry.says("msgid") and "msgctxt" not in entry.strings), None)
    stated = "".join(source[slice(*span)] for span in header.strings.get("msgstr", ())) if header else ""
    named = [entry for entry in entries if entry.says("msgid")]
    ready = [entry for entry in named if "fuzzy" not in entry.flags]
    shown = [(entry, key) for entry in ready for key in entry.strings if key.startswith("msgstr") and entry.says(key)]
    language = _field(stated, "Language") or _of_path(path)
    if not shown:
        shown = [(entry, key) for entry in named for key in ("msgid", "msgid_plural") if entry.says(key)]
        words = " ".join(source[slice(*span)] for entry, key in shown for span in entry.strings[key])
        # The path names the language that it is to be translated into.
        language = _field(stated, "X-Source-Language") or guess(words)
    texts = [segment for entry, key in shown for segment in _segments(source, entry, key, language)]
    return Document(source, tuple(texts), path, language)


def _entries(rows: Iterable[Line]) -> Iterator[Entry]:
    entry, keyword = Entry(), ""
    for line in rows:
        text = line.text.lstrip()
        begins = _KEYWORD.match(line.text)
        if text.startswith("#") or (line.blank and keyword):
            if entry.strings:
                yield entry
                entry, keyword = Entry(), ""
            if text.startswith("#,"):
                entry.flags |= frozenset(re.findall(r"[\w-]+", text))
        elif begins:
            starts = begins[1] in ("msgctxt", "msgid")
            if starts and ("msgid" if begins[1] == "msgid" else keyword) in entry.strings:
                yield entry
                entry = Entry()
            keyword = begins[1] + (begins[2] or "")
            entry.strings.setdefault(keyword, []).append(_inner(line, begins.end()))
        elif keyword and _STRING.match(line.text):
            entry.strings[keyword].append(_inner(line, 0))
    if entry.strings:
        yield entry


def _inner(line: Line, at: int) -> Span:
    """The stretch between the quotation marks that begin at a place of a line."""
    found = _STRING.match(line.text, at)
    assert found is not None  # whoever asks has seen the first mark
    return Span(line.span.start + found.start(1), line.span.start + found.end(1))


def _segments(source: str, entry: Entry, keyword: str, language: str) -> Iterator[Segment]:
    runs: list[Run] = []
    for span in entry.strings[keyword]:
        if runs:
            runs.append(Run(Span(runs[-1].span.end, span.start), ""))
        runs += read(source, span, _ESCAPE, _unescape)
    runs = without_markup(runs, protected(entry.flags)) if entry.flags & set(FORMAT_FLAGS) else without_markup(runs)
    sealed = "" if keyword.startswith("msgstr") else "it is the key of a message; change it where it was taken from"
    yield from paragraphs(runs, "message", language=language, style='"', sealed=sealed)


def _unescape(found: re.Match[str]) -> str:
    raw = found[0]
    if raw[1] in "01234567":
        return chr(int(raw[1:], 8))
    return {"\\a": "\a", "\\v": "\v"}.get(raw) or unescape(found)


def _field(header: str, name: str) -> str:
    """The language that a field of the header names."""
    found = re.search(rf"(?:^|\\n){name}:[ \t]*([A-Za-z]{{2,3}})(?![A-Za-z])", header)
    return found[1].lower() if found else ""


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
