"""From one language to another through others, where there is no direct way."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from glossary.engines import Engine, Hypothesis, Takes

Pair = tuple[str, str]
T = TypeVar("T", bound=Pair)


def along(name: str, way: Sequence[Pair], engines: Sequence[Engine]) -> Engine:
    """The engines of a way as one."""
    return engines[0] if len(engines) == 1 else Chain(name, engines, [way[0][0], *(pair[1] for pair in way)])


def route(pairs: Iterable[Pair], source: str, target: str) -> list[Pair]:
    """The shortest chain of pairs between two languages, alphabetical among equals; empty where there is none."""
    onward: dict[str, list[str]] = {}
    for start, end in sorted(set(pairs)):
        onward.setdefault(start, []).append(end)
    ways = deque([[source]])
    seen = {source}
    while ways:
        way = ways.popleft()
        if way[-1] == target:
            return list(pairwise(way))
        for following in onward.get(way[-1], []):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


@dataclass(frozen=True)
class Chain:
    """Engines one after the other. Only the best hypothesis goes on; the last engine's are all kept."""

    name: str
    engines: Sequence[Engine]
    languages: Sequence[str]  # one more than engines

    def after_first(self) -> Engine:
        """What is left of the way from the second language on."""
        return self.engines[1] if len(self.engines) == 2 else Chain(self.name, self.engines[1:], self.languages[1:])

    @property
    def takes(self) -> Takes:
        """Nothing as a whole; each of its engines is asked for what it takes by itself."""
        return "nothing"

    @property
    def remark(self) -> str:
        """Every engine's."""
        return "; ".join(engine.remark for engine in self.engines if engine.remark)

    @property
    def fingerprint(self) -> str:
        """Every engine's."""
        return "; ".join(engine.fingerprint for engine in self.engines)

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """Translate through every language of the chain."""
        *before, last = self.engines
        doubtful = [False] * len(sentences)
        for engine in before:
            best = [hypotheses[0] for hypotheses in engine.translate(sentences)]
            sentences = [hypothesis.text for hypothesis in best]
            doubtful = [was or hypothesis.doubtful for was, hypothesis in zip(doubtful, best, strict=True)]
        return [
            [replace(hypothesis, doubtful=was or hypothesis.doubtful) for hypothesis in hypotheses]
            for was, hypotheses in zip(doubtful, last.translate(sentences), strict=True)
        ]
