"""The compiled copy of a termbase folder: reading a thousand TOML files takes longer than linting ten megabytes."""

import zlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from glossary import cache, folding, inflect, lookup, terms
from glossary.store import toml
from glossary.terms import Claim, Concept, Dispute, Example, Name, NotWhen, Relation, Source, Termbase

#: Every module that has a hand in what a copy holds: it is made anew when one of them changes.
_MAKERS = [Path(file) for file in (__file__, terms.__file__, inflect.__file__, lookup.__file__, folding.__file__)]


def load(folder: Path) -> Termbase:
    """The termbase of a folder with its cases and look-up index, from the compiled copy where that is fresh.

    Raises `TermbaseError` where the files have to be read and one of them is at fault.
    """
    mark = cache.fingerprint([*_MAKERS, *toml.files(folder)])
    copy = cache.read(_name(folder), mark)
    if copy is not None:
        return _unpack(copy)
    termbase = inflect.complete(toml.load(folder))
    termbase = replace(termbase, index=lookup.index(termbase))
    cache.write(_name(folder), mark, _pack(termbase))
    return termbase


def _name(folder: Path) -> str:
    return f"terms-{zlib.crc32(str(folder.resolve()).encode()):08x}"


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
        row["examples"] = tuple(_row(item) for item in value.examples)
        return tuple(row.values())

    concepts = tuple(concept(value) for value in termbase.concepts.values())
    index = dict(termbase.index or {})
    return tuple(map(_row, sources)), tuple(map(_row, disputes)), concepts, tuple(termbase.disabled), index


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
        values["examples"] = tuple(Example(*item) for item in values["examples"])
        return Concept(**values)

    return Termbase({found.id: found for found in map(concept, data[2])}, frozenset(data[3]), data[4])
