"""Termbases as TOML: ``<folder>/<dispute>/<concept>.toml``, the form in which they are written by hand.

A file that says only ``disabled = true`` takes the concept of its name out of the termbase that it is laid over.
Each dispute's folder has one ``dispute.toml`` with the parties and the sources that its concepts cite. The schema is
what `_concept` and its helpers ask for; a key they do not ask for is an error, because a misspelt key is a claim lost.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from glossary.errors import TermbaseError
from glossary.terms import (
    CLASSES,
    EXCEPTIONS,
    KINDS,
    STATUSES,
    Claim,
    Concept,
    Dispute,
    Example,
    Name,
    NotWhen,
    Relation,
    Source,
    Termbase,
)

DISPUTE = "dispute.toml"


def files(folder: Path) -> list[Path]:
    """Every TOML file of a termbase folder, in an order that no file system decides."""
    return sorted(folder.rglob("*.toml"))


def load(path: Path) -> Termbase:
    """A folder of disputes, or one concept file that stands beside its ``dispute.toml``.

    Raises `TermbaseError`, with file and line, at the first file that is not as it should be; `read` finds all.
    """
    termbase, problems = read(path)
    if problems:
        raise problems[0]
    return termbase


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read, and what is wrong with the rest."""
    concepts: dict[str, Concept] = {}
    problems: list[TermbaseError] = []
    disabled: set[str] = set()
    disputes: dict[Path, tuple[Dispute, dict[str, Source]] | None] = {}
    for file in files(path) if path.is_dir() else [path]:
        if file.name == DISPUTE:
            continue
        try:
            if _disables(file):
                disabled.add(file.stem)
                continue
            if file.parent not in disputes:
                disputes[file.parent] = None
                disputes[file.parent] = _dispute(file.parent / DISPUTE)
            found = disputes[file.parent]
            if found is None:  # reported once, with the first concept of the folder
                continue
            concept = _concept(file, *found)
            if concept.id in concepts:
                raise TermbaseError(file, f"the concept {concept.id!r} is already in {concepts[concept.id].file}")
            concepts[concept.id] = concept
        except TermbaseError as problem:
            problems.append(problem)
    if not concepts and not disabled and not problems:
        problems.append(TermbaseError(path, "there is no concept in this termbase"))
    return Termbase(concepts, frozenset(disabled)), problems


def _disables(file: Path) -> bool:
    """Whether a file only takes the concept of its name out: ``disabled = true``. It needs no ``dispute.toml``."""
    text, data = _open(file)
    if "disabled" not in data:
        return False
    table = _Table(file, text, data)
    if not table.flag("disabled") or len(data) > 1:
        raise table.fail("a file that disables a concept says disabled = true and nothing else", "disabled")
    return True


class _Table:
    """A TOML table that is being taken apart: every key is asked for once, by type, and none is left over."""

    def __init__(self, path: Path, text: str, data: Mapping[str, Any], header: str = "", index: int = 0) -> None:
        self.path, self._text, self._header, self._index = path, text, header, index
        self._left = dict(data)

    def fail(self, message: str, key: str = "") -> TermbaseError:
        return TermbaseError(self.path, message, _line(self._text, self._header, self._index, key))

    def line(self) -> int:
        """Where the table begins."""
        return _line(self._text, self._header, self._index, "")

    def _take(self, key: str, kind: type, what: str, default: Any) -> Any:
        value = self._left.pop(key, default)
        if value is _REQUIRED:
            raise self.fail(f"{self._header or 'the file'} has no {key!r}, {what}")
        if value is not default and not isinstance(value, kind):
            raise self.fail(f"{key!r} must be {what}", key)
        return value

    def string(self, key: str, default: Any = "") -> str:
        value: str = self._take(key, str, "a string", default)
        if key != "until" and value != value.strip():
            raise self.fail(f"{key!r} begins or ends with a space", key)
        return value

    def day(self, key: str) -> str:
        """A date as TOML or as a string, which may be only a year or a month."""
        value = self._left.pop(key, "")
        if isinstance(value, date):
            return value.isoformat()
        if not isinstance(value, str) or (value and not re.fullmatch(r"\d{3,4}(-\d\d(-\d\d)?)?", value)):
            raise self.fail(f"{key!r} must be a date, YYYY, YYYY-MM or YYYY-MM-DD", key)
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value: bool = self._take(key, bool, "true or false", default)
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._take(key, list, "a list of strings", [])
        if not all(isinstance(item, str) and item for item in value):
            raise self.fail(f"{key!r} must be a list of strings, none of them empty", key)
        return tuple(value)

    def choice(self, key: str, choices: tuple[str, ...], default: Any = "") -> str:
        value = self.string(key, default)
        if value not in choices and value != default:
            raise self.fail(f"{key!r} is {value!r}; it must be one of {', '.join(choices)}", key)
        return value

    def tables(self, key: str) -> "list[_Table]":
        value = self._take(key, list, f"an array of tables, [[{key}]]", [])
        header = f"{self._header}.{key}" if self._header else key
        if not all(isinstance(item, dict) for item in value):
            raise self.fail(f"{key!r} must be an array of tables, [[{header}]]", key)
        return [_Table(self.path, self._text, item, header, i) for i, item in enumerate(value)]

    def mapping(self, key: str) -> dict[str, Any]:
        value: dict[str, Any] = self._take(key, dict, "a table", {})
        return value

    def close(self) -> None:
        for key in self._left:
            raise self.fail(f"{key!r} is not a key that {self._header or 'this file'} can have", key)


_REQUIRED: Any = object()


def _line(text: str, header: str, index: int, key: str) -> int:
    """The line of a key in the ``index``-th table called ``header``; the line of the table where it has no such key.

    Tables of tables (``names.claims``) are counted within the file, which is near enough: the message names the key.
    """
    lines = text.splitlines()
    start, seen = 0, -1
    if header:
        for number, line in enumerate(lines, 1):
            if re.match(rf"\s*\[\[?\s*{re.escape(header)}\s*\]", line):
                seen += 1
                if seen == index:
                    start = number
                    break
        else:
            return 0
    for number, line in enumerate(lines[start:], start + 1):
        if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[\[?\s*{re.escape(key)}\b", line):
            return number
        if header and line.lstrip().startswith("["):
            break
    return start


def _open(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        raise TermbaseError(path, "the file is missing; every folder of concepts needs it") from None
    except (OSError, UnicodeDecodeError, RecursionError) as problem:
        raise TermbaseError(path, f"it cannot be read: {problem}") from None
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        message = re.sub(r" \(at .*\)$", "", str(problem))
        raise TermbaseError(path, f"not valid TOML: {message}", int(line[1]) if line else 0) from None


def _dispute(path: Path) -> tuple[Dispute, dict[str, Source]]:
    text, data = _open(path)
    table = _Table(path, text, data)
    sources = {
        key: _source(_Table(path, text, item, f"sources.{key}"), key) for key, item in table.mapping("sources").items()
    }
    dispute = Dispute(
        id=path.parent.name,
        title=table.string("title", _REQUIRED),
        parties=table.strings("parties"),
        administered_by=table.strings("administered_by"),
        claimed_by=table.strings("claimed_by"),
        as_of=table.day("as_of"),
        note=table.string("note"),
        file=str(path),
    )
    table.close()
    return dispute, sources


def _source(table: _Table, key: str) -> Source:
    read_on, verified = table.day("read_on"), table.flag("verified", True)
    if bool(read_on) == (not verified):
        raise table.fail("a source says either read_on = the day it was opened, or verified = false")
    source = Source(
        key=key,
        publisher=table.string("publisher", _REQUIRED),
        title=table.string("title", _REQUIRED),
        date=table.day("date"),
        address=table.string("address"),
        read_on=read_on,
        via=table.string("via"),
    )
    table.close()
    return source


def _concept(path: Path, dispute: Dispute, sources: Mapping[str, Source]) -> Concept:
    text, data = _open(path)
    table = _Table(path, text, data)
    kind = table.choice("kind", KINDS, _REQUIRED)
    only_with = table.strings("only_with")
    concept = Concept(
        id=path.stem,
        dispute=dispute,
        kind=kind,
        definition=table.string("definition", _REQUIRED),
        note=table.string("note"),
        status_class=table.choice("class", CLASSES, _REQUIRED if kind == "status-word" else ""),
        parties=table.strings("parties") if "parties" in data else dispute.parties,
        ids={key: str(value) for key, value in table.mapping("ids").items()},
        relations=tuple(_relation(item) for item in table.tables("relations")),
        names=tuple(_name(item, sources, only_with) for item in table.tables("names")),
        file=str(path),
        examples=tuple(_example(item) for item in table.tables("examples")),
    )
    table.close()
    if not concept.names:
        raise table.fail("the concept has no name; add a [[names]] table")
    return concept


def _example(table: _Table) -> Example:
    example = Example(
        table.string("lang", _REQUIRED), table.string("text", _REQUIRED), table.strings("reports"), table.line()
    )
    table.close()
    return example


def _relation(table: _Table) -> Relation:
    relation = Relation(
        table.string("type", _REQUIRED), table.string("concept", _REQUIRED), table.strings("according_to")
    )
    table.close()
    return relation


def _name(table: _Table, sources: Mapping[str, Source], only_with: tuple[str, ...]) -> Name:
    name = Name(
        lang=table.string("lang", _REQUIRED),
        text=table.string("text", _REQUIRED),
        used_by=table.strings("used_by"),
        loaded_in=table.strings("loaded_in"),
        also=table.strings("also"),
        variants=table.strings("variants"),
        forms=_forms(table),
        indeclinable=table.flag("indeclinable"),
        gender=table.choice("gender", ("m", "f", "n")),
        number=table.choice("number", ("sg", "pl")),
        article=table.flag("article"),
        case_sensitive=table.flag("case_sensitive"),
        not_when=tuple(_exception(item) for item in table.tables("not_when")),
        only_with=table.strings("only_with") or only_with,
        pair_with=table.strings("pair_with"),
        instead=table.strings("instead"),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        claims=tuple(_claim(item, sources) for item in table.tables("claims")),
        line=table.line(),
    )
    table.close()
    if name.indeclinable and name.forms:
        raise table.fail("an indeclinable name has no forms", "indeclinable")
    return name


def _forms(table: _Table) -> dict[str, tuple[str, ...]]:
    forms = {}
    for label, value in table.mapping("forms").items():
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) and item for item in values):
            raise table.fail(f"the form {label!r} must be a string or a list of strings", label)
        forms[label] = tuple(values)
    return forms


def _exception(table: _Table) -> NotWhen:
    found = NotWhen(table.string("text", _REQUIRED), table.choice("is", EXCEPTIONS, _REQUIRED))
    table.close()
    return found


def _claim(table: _Table, sources: Mapping[str, Source]) -> Claim:
    key = table.string("source", _REQUIRED)
    if key not in sources:
        raise table.fail(f"the source {key!r} is not in the folder's {DISPUTE}", "source")
    claim = Claim(
        authority=table.string("authority", _REQUIRED),
        status=table.choice("status", STATUSES, _REQUIRED),
        source=sources[key],
        about=table.string("about"),
        since=table.day("since"),
        until=table.day("until"),
    )
    table.close()
    return claim
