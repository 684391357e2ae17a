"""Gettext catalogues: messages and their translations, with the place of every letter between the quotation marks.

Obsolete entries are no units; fuzzy ones are not finished. Each plural form is held against the plural message. What
is translated into which language the header says (``X-Source-Language``, ``Language``). `glossary.formats.po` makes the
segments for lint out of the same entries.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from glossary import reading
from glossary.bitexts.units import Unit, asked_for, segment
from glossary.blocks import lines
from glossary.document import Run, Segment, Span
from glossary.errors import FileError

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:[ \t]*\[[ \t]*(\d+)[ \t]*\])?(?=[ \t]*\")[ \t]*")
_STRING = re.compile(r'"((?:[^"\\\r\n]|\\[^\r\n])*+)"[ \t\f\v]*')
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LANGUAGE = re.compile(r"^(Language|X-Source-Language):[ \t]*([A-Za-z]{2,3})(?![A-Za-z])", re.M)


@dataclass
class Entry:
    """One entry: its flags, and for each keyword the stretches of the source between quotation marks.

    Keys are ``msgctxt``, ``msgid``, ``msgid_plural``, ``msgstr``, and ``msgstr[0]`` and so on.
    """

    flags: set[str] = field(default_factory=set)
    strings: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether its translation, where there is one, is shown to anybody."""
        return "fuzzy" not in self.flags

    @property
    def translations(self) -> list[str]:
        """The keys of its translation; several where there are plural forms."""
        return [key for key in self.strings if key.startswith("msgstr")]

    def says(self, key: str) -> bool:
        """Whether there is anything between the quotation marks."""
        return any(span.start < span.end for span in self.strings.get(key, ()))


class Catalogue(NamedTuple):
    """The languages of source and target that a header names, empty where it does not, and the messages."""

    languages: tuple[str, str]
    entries: list[Entry]


def catalogue(source: str, path: str) -> Catalogue:
    """A decoded catalogue. Raises `FileError` with the first line that is no PO."""
    languages, found = ("", ""), []
    for entry in _entries(source, path):
        if "forbidden" in entry.flags:  # Weblate's mark of what must not be written: no translation of anything
            continue
        if entry.says("msgid"):
            found.append(entry)
        elif not entry.says("msgctxt"):
            header = text(source, entry.strings.get("msgstr", []))
            named = {name: language.lower() for name, language in _LANGUAGE.findall(header)}
            languages = named.get("X-Source-Language", ""), named.get("Language", "")
    return Catalogue(languages, found)


def _entries(source: str, path: str) -> Iterator[Entry]:
    """Every entry, the header first, obsolete ones left out."""
    entry = Entry()
    current: list[Span] | None = None
    for number, line in enumerate(lines(source), 1):
        end = line.span.end
        body = end - len(line.text.lstrip())
        if source.startswith("#", body):
            if entry.translations:
                yield entry
                entry = Entry()
            if source.startswith("#,", body):
                entry.flags |= {flag.strip() for flag in source[body + 2 : end].split(",")}
            elif source.startswith("#~", body):
                entry.flags.clear()  # they were those of the obsolete entry
            current = None
        elif found := _KEYWORD.match(source, body, end):
            key = f"{found[1]}[{int(found[2])}]" if found[2] else found[1]
            if key in entry.strings or (key in ("msgctxt", "msgid") and _has_text(entry)):
                if not entry.translations:
                    raise FileError(f"{path}:{number}: a second {key} before any msgstr; one of the two has to go")
                yield entry
                entry = Entry()
            current = entry.strings[key] = list(_strings(source, found.end(), end, path, number))
        elif body < end and source[body] == '"' and current is not None:
            current += _strings(source, body, end, path, number)
        elif body < end and not source.startswith("domain", body):
            raise FileError(f"{path}:{number}: this is no line of a PO file: {source[body:end].strip()[:40]!r}")
    if _has_text(entry):
        yield entry


def _has_text(entry: Entry) -> bool:
    return any(key.startswith(("msgid", "msgstr")) for key in entry.strings)


def _strings(source: str, at: int, end: int, path: str, number: int) -> Iterator[Span]:
    """The stretches inside the quotation marks of a line."""
    while at < end:
        found = _STRING.match(source, at, end)
        if not found:
            raise FileError(f"{path}:{number}: a string without its closing quotation mark, or something behind it")
        yield Span(*found.span(1))
        at = found.end()


def runs(source: str, strings: Sequence[Span]) -> list[Run]:
    """What is seen of a string over any number of lines; what stands between them is hidden."""
    found: list[Run] = []
    for span in strings:
        if found and span.start < span.end:
            found.append(Run(Span(found[-1].span.end, span.start), ""))
        found += reading.read(source, span, _ESCAPE, _unescaped)
    return found


def _unescaped(found: re.Match[str]) -> str:
    if found[1] or found[2]:
        return chr(int(found[1], 16) if found[1] else int(found[2], 8))
    return _ESCAPED.get(found[0][1], found[0][1])


def text(source: str, strings: Sequence[Span]) -> str:
    """A string as the program shows it."""
    return "".join(_ESCAPE.sub(_unescaped, source[slice(*span)]) for span in strings)


def seen(source: str, entry: Entry, key: str) -> list[Run]:
    """What a reader sees of a string, in which tags and placeholders are nothing or things.

    Placeholders are what the flags speak of and whatever else looks like one.
    """
    marks = re.compile(f"{reading.protected(entry.flags).pattern}|{reading.PLACEHOLDER}")
    return reading.without_markup(runs(source, entry.strings[key]), marks)


def read(source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
    """The messages of a catalogue with their translations; one for each plural form."""
    units: list[Unit] = []
    said, entries = catalogue(source, path)
    for number, entry in enumerate(entries):
        message = _segment(source, entry, "msgid_plural" if "msgid_plural" in entry.strings else "msgid")
        if message is None:
            continue
        name = text(source, [*entry.strings.get("msgctxt", []), *entry.strings["msgid"]])
        for key in entry.translations:
            target = _segment(source, entry, key)
            units.append(Unit(name, message, target, *said, len(units), number, entry.finished))
    return asked_for(units, languages)


def _segment(source: str, entry: Entry, key: str) -> Segment | None:
    return segment(reading.trimmed(seen(source, entry, key)))
