"""The compiled copy of a termbase: reading a thousand TOML files takes longer than linting ten megabytes.

A copy is opened and not read. A concept is unpacked when it is asked for, since a text has names of a few and most have
none; what is looked for in a language lies in a copy beside it, made when a text is first in that language.
"""

from __future__ import annotations

import marshal
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from glossary import cache
from glossary.terms import (
    Claim,
    Concept,
    Dispute,
    Example,
    Name,
    NotWhen,
    Patterns,
    Prepared,
    Relation,
    Source,
    Termbase,
)

#: Every module that has a hand in what a copy holds: it is made anew when one of them changes.
_PACKAGE = Path(__file__).parents[1]
_MAKERS = [*(_PACKAGE / f"{name}.py" for name in ("terms", "inflect", "lookup", "folding", "match"))]
_MAKING = [Path(__file__).parent, _PACKAGE / "wordforms"]
_PLAIN = 2  # the version of marshal without references, in which equal values give equal bytes


def load(folder: Path) -> Termbase:
    """The termbase of a folder with its cases and look-up index, from the compiled copy where that is fresh.

    Raises `TermbaseError` where the files have to be read and one of them is at fault.
    """

    def made() -> Termbase:
        from glossary import inflect
        from glossary.store import toml

        return inflect.complete(toml.load(folder))

    return kept([folder], made)


def kept(paths: Iterable[Path], make: Callable[[], Termbase]) -> Termbase:
    """The termbase that files and folders give together, from its copy; made, and the copy written, where it is stale.

    Raises what ``make`` does.
    """
    paths = list(paths)
    name = _name(*paths)
    try:
        mark = cache.fingerprint([*_MAKERS, *(file for path in [*_MAKING, *paths] for file in _files(path))])
    except OSError:  # a file that is not there: those who read it have the words for it
        return make()
    copy = cache.read(name, mark)
    if copy is None:
        termbase = make()
        copy = _pack(termbase)
        cache.write(name, mark, copy)
    return _unpack(copy, lambda language, made: _patterns(f"{name}-{language}", mark, language, made))


def _name(*paths: Path) -> str:
    places = "\n".join(str(path.resolve()) for path in paths)
    return f"terms-{zlib.crc32(places.encode()):08x}"


def _files(path: Path) -> Iterator[os.DirEntry[str] | Path]:
    """A file, or every file in a folder and below that a termbase or a program may be read from, in order."""
    if not path.is_dir():
        yield path
        return
    left = [os.fspath(path)]
    while left:
        with os.scandir(left.pop()) as entries:
            rows = sorted(entries, key=lambda entry: entry.name)
        yield from (entry for entry in rows if entry.name.endswith((".toml", ".py")))
        left += [entry.path for entry in rows if entry.is_dir(follow_symlinks=False)]


def _patterns(name: str, mark: bytes, language: str, termbase: Termbase) -> Patterns:
    """What is looked for in texts of a language, from the copy that lies beside that of the termbase."""
    copy: Patterns | None = cache.read(name, mark)
    if copy is None:
        from glossary import match

        copy = match.patterns(termbase, language)
        cache.write(name, mark, copy)
    return copy


def _row(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, field.name) for field in fields(value))


def _pack(termbase: Termbase) -> tuple[Any, ...]:
    """Sources and disputes once each, everything that names them by number; each concept in bytes of its own."""
    from glossary import lookup

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

    def concept(value: Concept) -> bytes:
        row = dict(zip((field.name for field in fields(value)), _row(value), strict=True))
        row["dispute"] = disputes.setdefault(value.dispute, len(disputes))
        row["names"] = tuple(name(item) for item in value.names)
        row["ids"] = dict(value.ids)
        row["relations"] = tuple(_row(item) for item in value.relations)
        row["examples"] = tuple(_row(item) for item in value.examples)
        return marshal.dumps(tuple(row.values()), _PLAIN)

    concepts = {key: concept(value) for key, value in termbase.concepts.items()}
    shared = marshal.dumps((tuple(map(_row, sources)), tuple(map(_row, disputes))), _PLAIN)
    index = marshal.dumps(dict(lookup.index(termbase)), _PLAIN)
    return concepts, shared, tuple(termbase.disabled), tuple(termbase.languages), index


def _unpack(data: tuple[Any, ...], patterns: Callable[[str, Termbase], Patterns]) -> Termbase:
    concepts, shared, disabled, languages, index = data
    termbase = Termbase(_Concepts(concepts, shared), frozenset(disabled))
    prepared = Prepared(
        lambda: marshal.loads(index),  # noqa: S302 - what the copy is, its parts are
        list(languages),
        lambda language: patterns(language, termbase),
    )
    return replace(termbase, prepared=prepared)


class _Concepts(Mapping[str, Concept]):
    """The concepts of a copy, each unpacked when it is first asked for and one and the same from then on."""

    def __init__(self, packed: Mapping[str, bytes], shared: bytes) -> None:
        self._packed, self._packed_shared = packed, shared
        self._made: dict[str, Concept] = {}

    def __getitem__(self, key: str) -> Concept:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._concept(marshal.loads(self._packed[key]))  # noqa: S302
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    @cached_property
    def _shared(self) -> tuple[list[Source], list[Dispute]]:
        sources, disputes = marshal.loads(self._packed_shared)  # noqa: S302
        return [Source(*row) for row in sources], [Dispute(*row) for row in disputes]

    def _concept(self, row: tuple[Any, ...]) -> Concept:
        values = dict(zip(_CONCEPT, row, strict=True))
        values["dispute"] = self._shared[1][values["dispute"]]
        values["names"] = tuple(self._name(item) for item in values["names"])
        values["relations"] = tuple(Relation(*item) for item in values["relations"])
        values["examples"] = tuple(Example(*item) for item in values["examples"])
        return Concept(**values)

    def _name(self, row: tuple[Any, ...]) -> Name:
        values = dict(zip(_NAME, row, strict=True))
        values["not_when"] = tuple(NotWhen(*item) for item in values["not_when"])
        values["claims"] = tuple(self._claim(item) for item in values["claims"])
        return Name(**values)

    def _claim(self, row: tuple[Any, ...]) -> Claim:
        authority, status, source, *rest = row
        return Claim(authority, status, self._shared[0][source], *rest)


_NAME = [field.name for field in fields(Name)]
_CONCEPT = [field.name for field in fields(Concept)]
