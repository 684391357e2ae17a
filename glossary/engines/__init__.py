"""Translation engines: a module with ``NAME`` and ``find(source, target)``; this table names them, best first.

An engine only turns sentences into sentences. It knows nothing of names: whatever protects them is done before, and
whatever is promised about them is checked after, by `glossary.translation.translate`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast, runtime_checkable

from glossary.errors import EngineError


@dataclass(frozen=True)
class Hypothesis:
    """A translation of a sentence, and the engine's log-probability of it, a piece, where it has one."""

    text: str
    score: float | None = None
    #: Whether the engine was less sure of it than of nine tenths of what it was measured on.
    doubtful: bool = False


#: What an engine can be asked for besides a translation: to write given ``forms`` (it is `Guided`); to carry
#: ``placeholders`` (words between `MARKS` come back between the same, in the place of their translation); ``nothing``.
Takes = Literal["forms", "placeholders", "nothing"]


#: Private characters round a placeholder: opening, between its number and its words, closing.
MARKS = ("\ue000", "\ue001", "\ue002")


class Engine(Protocol):
    """Something that translates from one language into another."""

    @property
    def takes(self) -> Takes:
        """What it can be asked for."""

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def remark(self) -> str:
        """What its user should know before relying on it, in one line; mostly nothing."""

    @property
    def fingerprint(self) -> str:
        """What its translations depend on besides the sentence; empty where they are not worth keeping."""

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """The hypotheses of every sentence, best first, at least one each and in the order of the sentences.

        Raises `EngineError` where the engine fails; it never leaves a sentence out.
        """


def marked(number: int, words: str) -> str:
    """Words as a placeholder, for an engine that takes them."""
    return f"{MARKS[0]}{number}{MARKS[1]}{words}{MARKS[2]}"


def unmarked(text: str) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    """A text without the marks of its placeholders, and where the words of each number stand in it."""
    found: dict[int, list[tuple[int, int]]] = {}
    parts, at, length = [], 0, 0
    for mark in _MARKED.finditer(text):
        parts += [text[at : mark.start()], mark[2]]
        length += mark.start() - at
        found.setdefault(int(mark[1]), []).append((length, length + len(mark[2])))
        length += len(mark[2])
        at = mark.end()
    return "".join([*parts, text[at:]]), found


_MARKED = re.compile(rf"{MARKS[0]}(\d+){MARKS[1]}([^{MARKS[0]}{MARKS[2]}]*){MARKS[2]}")

#: For each piece of a target text where it begins, and for each piece of the source its start, end and share.
Links = Sequence[tuple[int, list[tuple[int, int, float]]]]


@runtime_checkable
class Guided(Engine, Protocol):
    """An engine that can be told how a translation begins, and that says which source words a target word came from."""

    def complete(self, requests: Sequence[tuple[str, str]]) -> list[Hypothesis | None]:
        """For sentences and the beginnings of their translations the whole translations, scored as a whole.

        None where the engine has no way to write the beginning.
        """

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How likely the engine finds translations of sentences: log-probability a piece."""

    def pieces(self, words: Sequence[str]) -> list[int]:
        """Into how many pieces it cuts each of some words: the fewer, the more often it has seen them written so."""

    @property
    def readings(self) -> int:
        """In how many ways its attention can be read, from 0 on, the likeliest first."""

    def align(self, pairs: Sequence[tuple[str, str]], reading: int = 0) -> list[Links]:
        """For sentences and their translations which words came from which, as one reading has it."""


@dataclass(frozen=True)
class Missing:
    """Why an engine cannot translate between two languages, and the command that would mend it."""

    reason: str
    mend: str


class Module(Protocol):
    """What an engine's module has to offer. It imports its library inside `find`, never at the top."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module constant
        """What ``--engine`` calls it."""

    def find(self, source: str, target: str) -> Engine | Missing:
        """An engine ready to translate, or why there is none."""


#: Name -> module. ``auto`` tries `_AUTO` in its order: never ``libretranslate``, for text leaves the machine only on
#: demand, and never ``echo``, which translates nothing.
ENGINES = {
    "argos": "glossary.engines.argos",
    "apertium": "glossary.engines.apertium",
    "libretranslate": "glossary.engines.libretranslate",
    "echo": "glossary.engines.echo",
}
_AUTO = ["argos", "apertium"]


def open_engine(name: str, source: str, target: str) -> Engine:
    """The engine of that name, or with ``auto`` the best one installed for two languages.

    Raises `EngineError` that says for each engine tried what is missing and what would mend it.
    """
    missing = []
    for tried in _AUTO if name == "auto" else [name]:
        found = _module(tried).find(source, target)
        if not isinstance(found, Missing):
            return found
        missing.append(f"{tried}: {found.reason}; {found.mend}")
    raise EngineError(f"there is no engine for {source} to {target}. " + " — ".join(missing))


def _module(name: str) -> Module:
    return cast(Module, import_module(ENGINES[name]))
