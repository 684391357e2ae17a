"""Gettext catalogues as something to translate: which messages, what in them is no text, and what is written back.

A message is filled in, and marked ``fuzzy`` unless every name and placeholder was verified in it and the engine was
sure of it. Notes on names become translators' comments: a button has no room for a footnote. Everything else in the
file stays: header, translated entries, comments, and what is obsolete.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from glossary.document import OBJECT, Document, Run, Segment, Span, newline
from glossary.errors import ConfigError, FileError
from glossary.files import Text
from glossary.formats import named
from glossary.i18n import _
from glossary.language import known, primary
from glossary.markup import is_paired
from glossary.reading import protected, shown
from glossary.reading import read as marked
from glossary.translation.annotate import Notes
from glossary.translation.filling import BETWEEN, Filled, explained
from glossary.translation.held import Held
from glossary.translation.plan import Job
from glossary.translation.translate import Translation, translate

_LINE = re.compile(r"\S(?:[^\n]*\S)?")  # without the white space round it


@dataclass(frozen=True)
class Message:
    """One string of an entry: its ``msgid``, or with ``plural`` its ``msgid_plural``."""

    entry: Any
    plural: bool

    @property
    def text(self) -> str:
        """The string itself."""
        text: str = self.entry.msgid_plural if self.plural else self.entry.msgid
        return text

    def placeholders(self, text: str) -> Counter[str]:
        """What must be in the translation as often as in the message."""
        return Counter(protected(self.entry.flags).findall(text))


@dataclass(frozen=True)
class Catalogue:
    """A catalogue that was read, as polib has it. Filling it in writes into it."""

    content: Any
    path: str
    newline: str = "\n"

    @property
    def language(self) -> str:
        """What its header calls its source language; English where it does not, as is gettext's custom."""
        stated = primary(self.content.metadata.get("X-Source-Language", ""))
        return stated if known(stated) else "en"

    def fill(self, job: Job, everything: bool) -> Filled:
        """Translate its messages and write them into their entries.

        Raises `ConfigError` where the header names another language, and `EngineError` where the engine fails.
        """
        stated = primary(self.content.metadata.get("Language", ""))
        if known(stated) and stated != job.target:
            raise ConfigError(
                f"{self.path}: it is to be translated into {stated!r}, as its header says, and not into {job.target!r};"
                f" give --to {stated}, or a catalogue of that language"
            )
        if not stated:
            self.content.metadata["Language"] = job.target
        found = messages(self.content, everything)
        # What has to be escaped in the file is polib's business, and a footnote has no place there.
        translation, verified = _fill(self.content, found, replace(job, style="none", form=named("plain")), self.path)
        summary = _("messages: {number}, verified: {verified}").format(number=len(found), verified=verified)
        written = f"{self.content}".replace("\n", self.newline)
        return Filled(written, "", translation, summary)


def read(text: Text) -> Catalogue:
    """A decoded catalogue. Raises `FileError` where it cannot be read."""
    return Catalogue(parsed(text), text.path, newline(text.source))


def parsed(text: Text) -> Any:
    """A catalogue as polib has it. Raises `FileError` where it cannot be read."""
    import polib

    try:
        return polib.pofile(text.source)
    except (OSError, UnicodeDecodeError, ValueError) as problem:
        raise FileError(f"{text.path}: this cannot be read as a PO file: {problem}") from None


def messages(catalogue: Any, everything: bool) -> list[Message]:
    """The strings to translate: of entries that have no translation or a fuzzy one, or with ``everything`` of all."""
    entries = [e for e in catalogue if not e.obsolete and (everything or not e.translated())]
    return [
        Message(entry, plural) for entry in entries for plural in ((False, True) if entry.msgid_plural else (False,))
    ]


def _fill(catalogue: Any, found: Sequence[Message], job: Job, path: str) -> tuple[Translation, int]:
    """Their translation as one, and how many were verified."""
    document, owner = _document(found, path)
    result = translate(document, job)
    texts = result.text.split(BETWEEN)
    units: dict[int, list[Held]] = {}
    for held in result.units:
        units.setdefault(owner[held.unit.segment], []).append(held)
    notes, verified = Notes(job.note), 0
    told = _flat("".join(entry.tcomment for entry in catalogue if not entry.obsolete))
    for number, (message, text) in enumerate(zip(found, texts, strict=True)):
        entry, mine = message.entry, units.get(number, [])
        sure = message.placeholders(text) == message.placeholders(message.text) and all(held.sure for held in mine)
        forms = len(entry.msgstr_plural) or _plural_forms(catalogue)
        if entry.msgid_plural:
            for form in range(forms):
                if (form > 0 or forms == 1) == message.plural:
                    entry.msgstr_plural[form] = text
            sure &= forms < 3  # two strings cannot fill three forms rightly
        else:
            entry.msgstr = text
        _mark(entry, sure and (not message.plural or "fuzzy" not in entry.flags))
        due = [note for note in explained(mine, notes) if _flat(note) not in told]
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, *due]))
        verified += sure
    return result, verified


def _document(found: Sequence[Message], path: str) -> tuple[Document, list[int]]:
    """All messages as one document, a segment a line, and to which message each segment belongs."""
    source = BETWEEN.join(message.text for message in found)
    segments: list[Segment] = []
    owner: list[int] = []
    at = 0
    for number, message in enumerate(found):
        end = at + len(message.text)
        for line in _LINE.finditer(source, at, end):
            row = tuple(seen(source, Span(*line.span()), message.entry.flags))
            if shown(row):
                segments.append(Segment(row))
                owner.append(number)
        at = end + len(BETWEEN)
    return Document(source, tuple(segments), path), owner


def seen(source: str, span: Span, flags: Iterable[str]) -> Iterator[Run]:
    """A stretch of a message: placeholders and addresses are objects, a tag is what it is in HTML."""
    return marked(source, span, protected(flags), lambda found: "" if is_paired(found[0]) else OBJECT)


def _plural_forms(catalogue: Any) -> int:
    found = re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


def _mark(entry: Any, sure: bool) -> None:
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.flags = flags if sure else [*flags, "fuzzy"]
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None


def _flat(text: str) -> str:
    """A comment however it is folded; a language without spaces is folded within words."""
    return "".join(text.split())
