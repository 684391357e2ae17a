"""Argos Translate packages, decoded with CTranslate2 directly.

Only the packages' own parts are used: the model and the tokenizer. ``argostranslate.translate`` is never imported; it
brings a sentence splitter that loads PyTorch and takes seven seconds. Where the user's packages lead nowhere, the
starter packages that come with the program do, alone or together with them.
"""

import json
import math
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from glossary import i18n
from glossary.engines import Engine, Hypothesis, Links, Missing, Takes
from glossary.engines.readings import Reading, read_as, readings
from glossary.engines.routes import along, route
from glossary.errors import EngineError

if TYPE_CHECKING:
    from glossary.packs import Pack

NAME = "argos"
_HYPOTHESES = 4
_BATCH_TOKENS = 2048  # source tokens decoded together; keeps a long document's memory flat
_MEND = "run: pip install 'contested-glossary[translate]'"


class Argos:
    """One installed package. The model is loaded at the first sentence."""

    def __init__(self, pack: "Pack") -> None:
        self.name = NAME
        self.takes: Takes = "forms"
        self._pack = pack
        self._readers: dict[int, Any] = {}

    @property
    def remark(self) -> str:
        """That a starter package is a small one."""
        if not self._pack.starter:
            return ""
        return i18n._(
            "the starter package {source} → {target} translates: small, trained on wire copy about disputes, and to be "
            "read by an editor; `glossary packs install {source} {target}` fetches the public one"
        ).format(source=self._pack.source, target=self._pack.target)

    @property
    def fingerprint(self) -> str:
        """The package's model, by place, size and time, and how it is decoded."""
        model = (self._pack.path / "model" / "model.bin").stat()
        return f"{self._pack.path} {model.st_size} {model.st_mtime_ns} {_HYPOTHESES} {self._decoding}"

    @cached_property
    def _translator(self) -> Any:
        return self._load()

    def _load(self, **options: Any) -> Any:
        import ctranslate2

        try:
            return ctranslate2.Translator(str(self._pack.path / "model"), device="cpu", compute_type="auto", **options)
        except (RuntimeError, ValueError) as problem:
            raise EngineError(
                f"{self._pack.path}: the model cannot be loaded ({problem}); remove the package with "
                f"`glossary packs remove {self._pack.source} {self._pack.target}` and install it again"
            ) from None

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """All sentences of a document at once: the decoder sorts and batches them by length."""
        if not sentences:
            return []
        results = self._translator.translate_batch(
            [self._pieces(sentence) for sentence in sentences],
            target_prefix=[self._prefix] * len(sentences) if self._prefix else None,
            beam_size=_HYPOTHESES,
            num_hypotheses=_HYPOTHESES,
            **self._decoding,
            replace_unknowns=True,
            return_scores=True,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
        )
        return [
            [self._hypothesis(tokens, score) for tokens, score in zip(result.hypotheses, result.scores, strict=True)]
            for result in results
        ]

    def complete(self, requests: Sequence[tuple[str, str]]) -> list[Hypothesis | None]:
        """Whole translations from their beginnings, two at a time for each, the better one kept.

        A piece that the vocabulary lacks would silently become another: such a beginning is refused.
        """
        cut = [(self._pieces(sentence), self._pieces(beginning)) for sentence, beginning in requests]
        able = [n for n, (_, beginning) in enumerate(cut) if self._vocabulary.issuperset(beginning)]
        made: list[Hypothesis | None] = [None] * len(requests)
        if not able:
            return made
        results = self._translator.translate_batch(
            [cut[n][0] for n in able],
            target_prefix=[[*self._prefix, *cut[n][1]] for n in able],
            beam_size=2,
            **self._decoding,
            disable_unk=True,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
        )
        whole = [result.hypotheses[0] for result in results]
        for n, tokens, score in zip(able, whole, self._scores([cut[n][0] for n in able], whole), strict=True):
            made[n] = Hypothesis(self._text(tokens), score)
        return made

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The model's own judgement of translations; one that it has no pieces for is as bad as can be."""
        cut = [(self._pieces(source), self._pieces(target)) for source, target in pairs]
        scores = self._scores([one for one, _ in cut], [[*self._prefix, *two] for _, two in cut])
        known = [self._vocabulary.issuperset(two) for _, two in cut]
        return [score if knows else -math.inf for score, knows in zip(scores, known, strict=True)]

    def _scores(self, sources: list[list[str]], targets: list[list[str]]) -> list[float]:
        if not sources:
            return []
        found = self._translator.score_batch(sources, targets, max_batch_size=_BATCH_TOKENS, batch_type="tokens")
        return [sum(score.log_probs) / max(1, len(score.log_probs)) for score in found]

    def pieces(self, words: Sequence[str]) -> list[int]:
        """How many pieces the package's tokenizer makes of each word."""
        return [len(self._pieces(word)) for word in words]

    @property
    def readings(self) -> int:
        """The model's own reading, and those of `glossary.engines.readings`."""
        return 1 + len(self._others)

    @cached_property
    def _others(self) -> list[Reading]:
        return readings(self._pack.path / "model" / "model.bin")

    def _reader(self, reading: int) -> Any:
        if reading not in self._readers:
            self._readers[reading] = read_as(self._pack.path / "model", self._others[reading - 1], self._load)
        return self._readers[reading]

    def align(self, pairs: Sequence[tuple[str, str]], reading: int = 0) -> list[Links]:
        """The attention that the model pays while it is made to write the given translations."""
        cut = [(self._pieces(sentence), self._pieces(target)) for sentence, target in pairs]
        if not cut:
            return []
        results = (self._reader(reading) if reading else self._translator).translate_batch(
            [one for one, _ in cut],
            target_prefix=[[*self._prefix, *two] for _, two in cut],
            beam_size=1,
            max_decoding_length=max(len(two) for _, two in cut) + len(self._prefix) + 1,
            return_attention=True,
        )
        return [
            self._links(one, two, result.attention[0][len(self._prefix) :])
            for (one, two), result in zip(cut, results, strict=True)
        ]

    def _links(self, source: list[str], target: list[str], attention: Sequence[Sequence[float]]) -> Links:
        places = self._bounds(source)
        starts = [start for start, _ in self._bounds(target)]
        return [
            (at, [(start, end, share) for (start, end), share in zip(places, row, strict=False)])
            for at, row in zip(starts, attention, strict=False)
        ]

    def _bounds(self, pieces: list[str]) -> list[tuple[int, int]]:
        """Where each piece stands in the text that they make."""
        ends = [len(self._pack.tokenizer.decode(pieces[:count])) for count in range(len(pieces) + 1)]
        return list(pairwise(ends))

    @cached_property
    def _decoding(self) -> dict[str, Any]:
        from glossary.packs import DECODING

        found: dict[str, Any] = {**DECODING, **self._pack.decoding}
        return found | {"no_repeat_ngram_size": int(found["no_repeat_ngram_size"])}

    @cached_property
    def _prefix(self) -> list[str]:
        return [self._pack.target_prefix] if self._pack.target_prefix else []

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """The pieces that a translation may have."""
        for name in ("target_vocabulary", "shared_vocabulary"):
            for file in self._pack.path.glob(f"model/{name}.*"):
                text = file.read_text(encoding="utf-8")
                return frozenset(json.loads(text) if file.suffix == ".json" else text.split("\n"))
        return frozenset()

    def _pieces(self, text: str) -> list[str]:
        return self._pack.tokenizer.encode(text)

    def _text(self, tokens: list[str]) -> str:
        return self._pack.tokenizer.decode(tokens).removeprefix(self._pack.target_prefix).strip()

    def _hypothesis(self, tokens: list[str], score: float) -> Hypothesis:
        # CTranslate2 has divided the sum of the pieces' log-probabilities by a power of their number.
        score *= max(1, len(tokens)) ** (self._decoding["length_penalty"] - 1)
        text, limit = self._text(tokens), self._pack.doubtful_below
        # Bytes that make no character are what a model writes when it has lost its way.
        return Hypothesis(text, score, (limit is not None and score < limit) or "\ufffd" in text)


def find(source: str, target: str) -> Engine | Missing:
    """The packages that lead from one language to the other, directly or through a third."""
    try:
        import ctranslate2  # noqa: F401 - asked for now, so that its absence is said before any work is done
        import sentencepiece  # noqa: F401
    except ImportError as problem:
        return Missing(str(problem).splitlines()[0], _MEND)
    from glossary import packs

    own = {(pack.source, pack.target): pack for pack in packs.installed()}
    every = {(pack.source, pack.target): pack for pack in packs.starters()} | own
    way = route(own, source, target) or route(every, source, target)
    if not way:
        return Missing(f"no package from {source} to {target}", f"run: glossary packs install {source} {target}")
    return along(NAME, way, [Argos(every[pair]) for pair in way])
