"""The compiled copy of a termbase folder: reading a thousand TOML files takes longer than linting ten megabytes.

The copy lies in the user's cache folder under a name made from the folder's path, and begins with a fingerprint of
every file's name, size and time, the program's own included, so it is used only for exactly what it was made from.
It is written beside its place and renamed into it: two processes that start at once both succeed, and neither can
read half a copy. Where no cache can be written the TOML files are simply read each time.

It is ``marshal`` with a checksum, the format and the trust of Python's own ``.pyc`` files.
"""

import marshal
import os
import sys
import zlib
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from glossary import folding, lookup, terms
from glossary.store import toml
from glossary.terms import Claim, Concept, Dispute, Name, NotWhen, Relation, Source, Termbase


def load(folder: Path) -> Termbase:
    """The termbase of a folder, from its compiled copy where that is fresh; with the look-up index in either case."""
    copy = _place(folder)
    fingerprint = _fingerprint(folder)
    termbase = _read(copy, fingerprint)
    if termbase is None:
        termbase = toml.load(folder)
        termbase = replace(termbase, index=lookup.index(termbase))
        _write(copy, fingerprint, termbase)
    return termbase


def _place(folder: Path) -> Path:
    """Where the copy of a folder lies. (A library for cache folders takes longer to load than the copy itself.)"""
    if sys.platform == "win32":
        cache = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "glossary" / f"terms-{zlib.crc32(str(folder.resolve()).encode()):08x}.bin"


def _fingerprint(folder: Path) -> bytes:
    """Of every file of the termbase, and of every module that has a hand in what the copy holds."""
    parts = [sys.version]
    for file in [*map(Path, (__file__, terms.__file__, lookup.__file__, folding.__file__)), *toml.files(folder)]:
        stat = file.stat()
        parts.append(f"{file}|{stat.st_size}|{stat.st_mtime_ns}")
    return "\n".join(parts).encode()


def _read(copy: Path, fingerprint: bytes) -> Termbase | None:
    try:
        data = copy.read_bytes()
    except OSError:
        return None
    head, body = data[: len(fingerprint)], data[len(fingerprint) + 4 :]
    if head != fingerprint or data[len(fingerprint) : len(fingerprint) + 4] != _checksum(body):
        return None
    try:
        return _unpack(marshal.loads(body))
    except (ValueError, EOFError, TypeError, LookupError):
        return None


def _write(copy: Path, fingerprint: bytes, termbase: Termbase) -> None:
    body = marshal.dumps(_pack(termbase))
    partial = copy.with_suffix(f".{os.getpid()}")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(fingerprint + _checksum(body) + body)
        partial.replace(copy)
    except OSError:
        with suppress(OSError):  # a read-only home costs time, nothing else
            partial.unlink(missing_ok=True)


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")


def _row(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, field.name) for field in fields(value))


def _pack(termbase: Termbase) -> tuple[Any, ...]:
    """Sources and disputes once each, everything that names them by number."""
    sources: dict[Source, int] = {}
    disputes: dict[Dispute, int] = {}

    def claim(value: Claim) -> tuple[Any, ...]:
        row = list(_row(value))
        row[2] = sources.setdefault(value.source, len(sources))
        return tuple(row)

    def name(value: Name) -> tuple[Any, ...]:
        row = dict(zip((field.name for field in fields(value)), _row(value), strict=True))
        row["forms"] = dict(value.forms)
        row["not_when"] = tuple(_row(item) for item in value.not_when)
        row["claims"] = tuple(claim(item) for item in value.claims)
        return tuple(row.values())

    def concept(value: Concept) -> tuple[Any, ...]:
        row = dict(zip((field.name for field in fields(value)), _row(value), strict=True))
        row["dispute"] = disputes.setdefault(value.dispute, len(disputes))
        row["names"] = tuple(name(item) for item in value.names)
        row["ids"] = dict(value.ids)
        row["relations"] = tuple(_row(item) for item in value.relations)
        return tuple(row.values())

    concepts = tuple(concept(value) for value in termbase.concepts.values())
    return tuple(map(_row, sources)), tuple(map(_row, disputes)), concepts, dict(termbase.index or {})


def _unpack(data: tuple[Any, ...]) -> Termbase:
    sources = [Source(*row) for row in data[0]]
    disputes = [Dispute(*row) for row in data[1]]
    name_fields = [field.name for field in fields(Name)]
    concept_fields = [field.name for field in fields(Concept)]

    def claim(row: tuple[Any, ...]) -> Claim:
        authority, status, source, *rest = row
        return Claim(authority, status, sources[source], *rest)

    def name(row: tuple[Any, ...]) -> Name:
        values = dict(zip(name_fields, row, strict=True))
        values["not_when"] = tuple(NotWhen(*item) for item in values["not_when"])
        values["claims"] = tuple(claim(item) for item in values["claims"])
        return Name(**values)

    def concept(row: tuple[Any, ...]) -> Concept:
        values = dict(zip(concept_fields, row, strict=True))
        values["dispute"] = disputes[values["dispute"]]
        values["names"] = tuple(name(item) for item in values["names"])
        values["relations"] = tuple(Relation(*item) for item in values["relations"])
        return Concept(**values)

    return Termbase({found.id: found for found in map(concept, data[2])}, data[3])
