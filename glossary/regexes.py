"""Regular expressions kept compiled from one run to the next: to compile a language's takes longer than a page does.

Python's `re` has no way to keep one, so this takes what it compiles to, a list of numbers, and gives it back to the
engine, which looks it over before it takes it. Both are `re`'s own inner doors: where one is missing, or a list is
refused, everything is compiled as ever.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from glossary import cache


@contextmanager
def kept(name: str, files: Iterable[Path]) -> Iterator[Callable[[str, int], re.Pattern[str]]]:
    """A function that compiles a pattern with its flags; ``name`` is the copy's, ``files`` what patterns come from."""
    mark = cache.fingerprint([Path(__file__), *files])
    known: dict[tuple[str, int], Any] = cache.read(name, mark) or {}
    before = len(known)

    def compiled(pattern: str, flags: int) -> re.Pattern[str]:
        key = pattern, int(flags)
        try:
            if key not in known:
                known[key] = _compile(*key)
            found: re.Pattern[str] = import_module("_sre").compile(pattern, *known[key])
        except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
            return re.compile(pattern, flags)
        return found

    yield compiled
    if len(known) > before:
        cache.write(name, mark, known)


def _compile(pattern: str, flags: int) -> tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]:
    """What the engine wants to know of a pattern: flags, code, and its groups in number, by name and by index."""
    compiler = import_module("re._compiler")
    parsed = import_module("re._parser").parse(pattern, flags)
    state = parsed.state
    names: dict[str, int] = state.groupdict
    by_index: list[str | None] = [None] * state.groups
    for name, number in names.items():
        by_index[number] = name
    code = [int(each) for each in compiler._code(parsed, flags)]  # they have names, which no copy can hold
    return int(flags | state.flags), code, state.groups - 1, names, tuple(by_index)
