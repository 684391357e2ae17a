"""Many files in several processes, their findings in the order of the files.

A process costs half a second before it has checked anything, so this pays for hundreds of files. Each makes its own
`Desk` of the same choices; findings come back with their concepts named instead of copied, and are about this process's
termbase again.
"""

import io
import os
import pickle
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from glossary.errors import GlossaryError
from glossary.project import sweep
from glossary.project.baseline import Baseline
from glossary.project.desk import Choices, Desk
from glossary.project.fix import Mending
from glossary.project.sweep import Checked
from glossary.terms import Concept, Name, Termbase

_BATCH = 16  # files


def check_files(
    paths: Sequence[str],
    desk: Desk,
    jobs: int = 1,
    stdin_name: str = "-",
    mending: Mending = "none",
    known: Baseline | None = None,
) -> Iterator[Checked]:
    """Every file, in the order of the paths, by ``jobs`` processes; 0 stands for one for each core."""
    jobs = min(jobs or _cores(), -(-len(paths) // _BATCH))
    if jobs <= 1:
        yield from sweep.check_files(paths, desk.settings, stdin_name, mending)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fresh process, and no copy of this one: that is the same on every system, and safe beside threads.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (desk.choices, known, mending))
    try:
        work = [(batch, None if batch == ["-"] else pool.submit(_check, batch)) for batch in _batches(paths)]
        for batch, future in work:
            if future is None:  # standard input is this process's
                yield from sweep.check_files(batch, desk.settings, stdin_name, mending)
                continue
            for path, packed in zip(batch, future.result(), strict=True):
                yield _unpack(packed, desk.settings(path).matchers.termbase)
    except BrokenProcessPool:
        raise GlossaryError("a process that checked files was ended from outside; try with --jobs 1") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """How many cores this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(paths: Sequence[str]) -> Iterator[list[str]]:
    for is_stdin, group in groupby(paths, lambda path: path == "-"):
        files = list(group)
        size = 1 if is_stdin else _BATCH
        yield from (files[start : start + size] for start in range(0, len(files), size))


@dataclass
class _Place:
    """What a process of the crew has at hand."""

    desk: Desk
    mending: Mending
    _names: dict[int, dict[int, tuple[str, int]]] = field(default_factory=dict)

    def names(self, termbase: Termbase) -> dict[int, tuple[str, int]]:
        """Each name of a termbase, by its identity, with its concept and its number there."""
        if id(termbase) not in self._names:
            rows = ((c.id, i, n) for c in termbase.concepts.values() for i, n in enumerate(c.names))
            self._names[id(termbase)] = {id(name): (concept, number) for concept, number, name in rows}
        return self._names[id(termbase)]


_places: list[_Place] = []


def _begin(choices: Choices, known: Baseline | None, mending: Mending) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others when it is interrupted
    _places.append(_Place(Desk(choices, known), mending))


def _check(paths: list[str]) -> list[bytes]:
    place = _places[-1]
    try:
        return [
            _pack(file, place.names(place.desk.settings(file.path).matchers.termbase))
            for file in sweep.check_files(paths, place.desk.settings, mending=place.mending)
        ]
    except GlossaryError as problem:  # some of the family cannot be sent
        raise GlossaryError(str(problem)) from None


def _pack(checked: Checked, names: dict[int, tuple[str, int]]) -> bytes:
    out = io.BytesIO()
    pickler = _Pickler(out)
    pickler.names = names
    pickler.dump(checked)
    return out.getvalue()


def _unpack(packed: bytes, termbase: Termbase) -> Checked:
    unpickler = _Unpickler(io.BytesIO(packed))
    unpickler.concepts = termbase.concepts
    found = unpickler.load()
    assert isinstance(found, Checked)
    return found


class _Pickler(pickle.Pickler):
    names: dict[int, tuple[str, int]]

    def persistent_id(self, value: Any) -> tuple[str, int] | None:
        """The place of a concept, which is no name of its own, or of a name."""
        if isinstance(value, Concept):
            return (value.id, -1)
        return self.names.get(id(value)) if isinstance(value, Name) else None


class _Unpickler(pickle.Unpickler):
    concepts: Mapping[str, Concept]

    def persistent_load(self, place: tuple[str, int]) -> Concept | Name:
        """The concept or name of a place."""
        concept, number = place
        found = self.concepts[concept]
        return found if number < 0 else found.names[number]
