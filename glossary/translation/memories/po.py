"""PO files as memories: what is translated and not fuzzy. New units are put at the end, and the rest stays a copy.

A message of several lines is remembered line by line where its translation has as many, for that is how a catalogue is
translated. A message that the file has already is left to whoever looks after the file.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from glossary import files
from glossary.document import OBJECT, Span, newline
from glossary.errors import FileError
from glossary.language import primary
from glossary.markup import is_paired
from glossary.reading import FORMAT_FLAGS
from glossary.translation.filling import po as messages
from glossary.translation.memories.sides import Side, paired
from glossary.translation.memory import Accepted, Remembered, key


def read(data: bytes, path: str, source: str, target: str) -> list[Remembered]:
    """The translated messages; the languages are those of the header, where it tells them."""
    catalogue = messages.parsed(files.decode(data, path))
    for field, language in (("X-Source-Language", source), ("Language", target)):
        there = primary(catalogue.metadata.get(field, ""))
        if there and there != language:
            raise FileError(
                f"{path}: this memory is of another language: {field} in its header is {there}, and {language} is "
                "needed. Give a memory of the languages of the translation"
            )
    units = []
    for entry in catalogue:
        if entry.translated() and not entry.obsolete:
            for ours, theirs in _texts(entry):
                unit = paired(_side(ours, entry.flags), _side(theirs, entry.flags), path)
                units += [unit] if unit else []
    return units


def added(data: bytes | None, path: str, units: Sequence[Accepted], source: str, target: str) -> tuple[bytes, int]:
    """The units whose message the file does not have, as messages without a context."""
    import polib

    if data is None:
        data = _new(source, target)
    text = files.decode(data, path)
    there = {key(entry.msgid) for entry in messages.parsed(text) if not entry.obsolete and not entry.msgctxt}
    rows = []
    for unit in units:
        message, translated = _raw(unit.source, unit), _raw(unit.target, unit)
        flags = _flags(unit, message)
        if key(message) not in there and flags is not None:
            rows.append(f"{polib.POEntry(msgid=message, msgstr=translated, flags=flags)}")
    end = newline(text.source)
    whole = text.source.rstrip() + "".join(f"\n\n{row.rstrip()}" for row in rows).replace("\n", end) + end
    return text.encode(whole if rows else text.source), len(rows)


def _texts(entry: Any) -> Iterator[tuple[str, str]]:
    pairs = [(entry.msgid, entry.msgstr)]
    if entry.msgid_plural:
        forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
        if len(forms) > 2:
            return  # which of them a sentence needs, its number says
        pairs = [(entry.msgid, forms[0]), (entry.msgid_plural, forms[-1])]
    for ours, theirs in pairs:
        mine, other = ([line for line in text.split("\n") if line.strip()] for text in (ours, theirs))
        yield from zip(mine, other, strict=True) if len(mine) == len(other) else [(ours, theirs)]


def _side(text: str, flags: Sequence[str]) -> Side:
    side = Side()
    for run in messages.seen(text, Span(0, len(text)), flags):
        written = text[run.span.start : run.span.end]
        if run.text == OBJECT:
            side.put(written)
        elif run.text:
            side.write(run.text)
        elif is_paired(written):
            name = written.strip("</>").split()[0].lower()
            (side.closes if written.startswith("</") else side.opens)(name)
    return side


def _raw(text: str, unit: Accepted) -> str:
    """A text with its objects as they were written."""
    for code, written in reversed(list(zip(unit.codes, unit.objects, strict=True))):
        text = text.replace(code, written)
    return text


def _flags(unit: Accepted, message: str) -> list[str] | None:
    """The flags under which a message is read as it was; None where a catalogue cannot tell what its objects are."""
    for flags in ([], *([flag] for flag in FORMAT_FLAGS)):
        side = _side(message, flags)
        if side.objects == list(unit.objects):
            return flags
    return None


def _new(source: str, target: str) -> bytes:
    import polib

    catalogue = polib.POFile()
    catalogue.metadata = {
        "Language": target,
        "X-Source-Language": source,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return f"{catalogue}".encode()
