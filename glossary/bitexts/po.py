"""Gettext catalogues: messages and their translations, with the place of every letter between the quotation marks.

Obsolete entries are no units; fuzzy ones are not finished. Each plural form is held against the plural message. What
is translated into which language the header says (``X-Source-Language``, ``Language``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from glossary.document import Run, Segment, Span, literal
from glossary.errors import FileError
from glossary.formats.reading import shown, trimmed, without_markup
from glossary.units import Unit, asked_for

NAME = "po"
SUFFIXES = [".po", ".pot"]

_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:[ \t]*\[[ \t]*(\d+)[ \t]*\])?(?=[ \t]*\")[ \t]*")
_STRING = re.compile(r'"((?:[^"\\\r\n]|\\[^\r\n])*)"[ \t\f\v]*')
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LANGUAGE = re.compile(r"^(Language|X-Source-Language):[ \t]*([A-Za-z]{2,3})(?![A-Za-z])", re.M)


@dataclass
class Entry:
    """One entry: its flags, and for each keyword the stretches of the source between quotation marks.

    Keys are ``msgctxt``, ``msgid``, ``msgid_plural``, ``msgstr``, and ``msgstr[0]`` and so on.
    """

    flags: set[str] = field(default_factory=set)
    strings: dict[str, list[Span]] = field(default_factory=dict)


def entries(source: str, path: str) -> Iterator[Entry]:
    """The entries of a catalogue, its header first, obsolete ones left out. Raises `FileError` at what is no entry."""
    entry, at, number = Entry(), 0, 0
    current: list[Span] | None = None
    while at < len(source):
        number += 1
        end = _line_end(source, at)
        body = at + len(source[at:end]) - len(source[at:end].lstrip(" \t\f\v"))
        if source.startswith("#", body):
            if any(key.startswith("msgstr") for key in entry.strings):
                yield entry
                entry = Entry()
            if source.startswith("#,", body):
                entry.flags |= {flag.strip() for flag in source[body + 2 : end].split(",")}
            current = None
        elif found := _KEYWORD.match(source, body, end):
            key = f"{found[1]}[{int(found[2])}]" if found[2] else found[1]
            if key in entry.strings or (key in ("msgctxt", "msgid") and _has_text(entry)):
                if not any(key.startswith("msgstr") for key in entry.strings):
                    raise FileError(f"{path}:{number}: a second {key} before any msgstr; one of the two has to go")
                yield entry
                entry = Entry()
            current = entry.strings[key] = list(_strings(source, found.end(), end, path, number))
        elif body < end and source[body] == '"' and current is not None:
            current += _strings(source, body, end, path, number)
        elif body < end and not source.startswith("domain", body):
            raise FileError(f"{path}:{number}: this is no line of a PO file: {source[body:end].strip()[:40]!r}")
        at = _LINE_END.match(source, end).end() if end < len(source) else end  # type: ignore[union-attr]
    if _has_text(entry):
        yield entry


def _has_text(entry: Entry) -> bool:
    return any(key.startswith(("msgid", "msgstr")) for key in entry.strings)


def _line_end(source: str, at: int) -> int:
    found = _LINE.match(source, at)
    return found.end() if found else at


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
        if span.start == span.end:
            continue
        if found:
            found.append(Run(Span(found[-1].span.end, span.start), ""))
        at = span.start
        for escape in _ESCAPE.finditer(source, span.start, span.end):
            found += literal(source, Span(at, escape.start()))
            found.append(Run(Span(*escape.span()), _unescaped(escape[0][1:])))
            at = escape.end()
        found += literal(source, Span(at, span.end))
    return found


def _unescaped(code: str) -> str:
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _ESCAPED.get(code, code)


def text(source: str, strings: Sequence[Span]) -> str:
    """A string as the program shows it."""
    return "".join(run.text if not run.literal else source[slice(*run.span)] for run in runs(source, strings))


def languages_of(header: str) -> tuple[str, str]:
    """The languages of source and target that a header names, empty where it does not."""
    named = {field: language.lower() for field, language in _LANGUAGE.findall(header)}
    return named.get("X-Source-Language", ""), named.get("Language", "")


def read(source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
    """The messages of a catalogue with their translations; one for each plural form."""
    units: list[Unit] = []
    declared = ("", "")
    for number, entry in enumerate(entries(source, path)):
        ids = entry.strings.get("msgid", [])
        name = text(source, [*entry.strings.get("msgctxt", []), *ids])
        if not name:
            declared = languages_of(text(source, entry.strings.get("msgstr", [])))
            continue
        if "forbidden" in entry.flags:  # Weblate's mark of what must not be written: no translation of anything
            continue
        message = _segment(source, entry.strings.get("msgid_plural", ids))
        if message is None:
            continue
        for key, strings in entry.strings.items():
            if key.startswith("msgstr"):
                target = _segment(source, strings)
                units.append(Unit(name, message, target, *declared, len(units), number, "fuzzy" not in entry.flags))
    return asked_for(units, languages)


def _segment(source: str, strings: Sequence[Span]) -> Segment | None:
    found = trimmed(without_markup(runs(source, strings)))
    return Segment(tuple(found)) if shown(found) else None
