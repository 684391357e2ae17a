"""Argos Translate packages, decoded with CTranslate2 directly.

Only the packages' own parts are used: the model and the tokenizer. ``argostranslate.translate`` is never imported; it
brings a sentence splitter that loads PyTorch and takes seven seconds.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from glossary.engines import Engine, Hypothesis, Missing
from glossary.engines.routes import Chain, route
from glossary.errors import EngineError, PackageError

if TYPE_CHECKING:
    from glossary.packs import Pack

NAME = "argos"
_HYPOTHESES = 4
_BATCH_TOKENS = 2048  # source tokens decoded together; keeps a long document's memory flat
_MEND = "run: pip install 'contested-glossary[translate]' (the README tells how to do without PyTorch)"


class Argos:
    """One installed package. The model is loaded at the first sentence."""

    def __init__(self, pack: "Pack") -> None:
        self.name = NAME
        self._pack = pack

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
        package, prefix = self._pack.package, self._pack.package.target_prefix
        results = self._translator.translate_batch(
            [package.tokenizer.encode(sentence) for sentence in sentences],
            target_prefix=[[prefix]] * len(sentences) if prefix else None,
            beam_size=_HYPOTHESES,
            num_hypotheses=_HYPOTHESES,
            length_penalty=0.2,
            replace_unknowns=True,
            return_scores=True,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
        )
        return [
            [
                Hypothesis(self._text(tokens, prefix), score)
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]

    def _text(self, tokens: list[str], prefix: str) -> str:
        text: str = self._pack.package.tokenizer.decode(tokens)
        return text.removeprefix(prefix).strip()


def find(source: str, target: str) -> Engine | Missing:
    """The packages that lead from one language to the other, directly or through a third."""
    try:
        from glossary import packs

        installed = {(pack.source, pack.target): pack for pack in packs.installed()}
        import ctranslate2  # noqa: F401 - asked for now, so that its absence is said before any work is done
    except (ImportError, PackageError) as problem:
        return Missing(str(problem).splitlines()[0], _MEND)
    way = route(installed, source, target)
    if not way:
        return Missing(f"no package from {source} to {target}", f"run: glossary packs install {source} {target}")
    engines = [Argos(installed[pair]) for pair in way]
    return engines[0] if len(engines) == 1 else Chain(NAME, engines)
