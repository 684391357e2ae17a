"""Argos Translate packages, decoded with CTranslate2 directly.

Only the packages' own parts are used: the model and the tokenizer. ``argostranslate.translate`` is never imported; it
brings a sentence splitter that loads PyTorch and takes seven seconds. Where the user's packages lead nowhere, the
starter packages that come with the program do, alone or together with them.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from glossary import i18n
from glossary.engines import Engine, Hypothesis, Missing
from glossary.engines.routes import along, route
from glossary.errors import EngineError

if TYPE_CHECKING:
    from glossary.packs import Pack

NAME = "argos"
_HYPOTHESES = 4
_LENGTH_PENALTY = 0.2
_BATCH_TOKENS = 2048  # source tokens decoded together; keeps a long document's memory flat
_MEND = "run: pip install 'contested-glossary[translate]'"


class Argos:
    """One installed package. The model is loaded at the first sentence."""

    def __init__(self, pack: "Pack") -> None:
        self.name = NAME
        self._pack = pack

    @property
    def remark(self) -> str:
        """That a starter package is a small one."""
        if not self._pack.starter:
            return ""
        return i18n._(
            "the starter package {source} → {target} translates: small, trained on wire copy about disputes, and to be "
            "read by an editor; `glossary packs install {source} {target}` fetches the public one"
        ).format(source=self._pack.source, target=self._pack.target)

    @cached_property
    def _translator(self) -> Any:
        import ctranslate2

        try:
            return ctranslate2.Translator(str(self._pack.path / "model"), device="cpu", compute_type="auto")
        except (RuntimeError, ValueError) as problem:
            raise EngineError(
                f"{self._pack.path}: the model cannot be loaded ({problem}); remove the package with "
                f"`glossary packs remove {self._pack.source} {self._pack.target}` and install it again"
            ) from None

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """All sentences of a document at once: the decoder sorts and batches them by length."""
        if not sentences:
            return []
        prefix = self._pack.target_prefix
        results = self._translator.translate_batch(
            [self._pack.tokenizer.encode(sentence) for sentence in sentences],
            target_prefix=[[prefix]] * len(sentences) if prefix else None,
            beam_size=_HYPOTHESES,
            num_hypotheses=_HYPOTHESES,
            length_penalty=_LENGTH_PENALTY,
            replace_unknowns=True,
            return_scores=True,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
        )
        return [
            [
                self._hypothesis(tokens, score, prefix)
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]

    def _hypothesis(self, tokens: list[str], score: float, prefix: str) -> Hypothesis:
        text = self._pack.tokenizer.decode(tokens).removeprefix(prefix).strip()
        # CTranslate2 has divided the sum of the pieces' log-probabilities by a power of their number.
        score *= max(1, len(tokens)) ** (_LENGTH_PENALTY - 1)
        limit = self._pack.doubtful_below
        return Hypothesis(text, score, limit is not None and score < limit)


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
