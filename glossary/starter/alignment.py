"""How often a package's attention finds a name: on held-out sentences in which the place of one is known."""

from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece

from glossary.starter import corpus, names


def share(package: Path, source: str, target: str) -> float:
    """Of the names that arrived, the share for whose pieces attention looked at the right source word.

    Only names count that stand once in the source and once in the translation. The right word is the one that most of
    the translated name's pieces look at hardest, as an aligner would read it.
    """
    translator = ctranslate2.Translator(str(package / "model"))
    cut = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    by_text = {name.source: name for name in names.known(source, target)}
    any_name = names.pattern(by_text, source)
    rows = [one for topic in corpus.held_out().values() for one, _ in corpus.pick(topic, source, target)]
    inputs = [cut.encode(row, out_type=str) for row in rows]
    results = translator.translate_batch(inputs, beam_size=1, return_attention=True)
    right = total = 0
    for row, pieces, result in zip(rows, inputs, results, strict=True):
        output = cut.decode(result.hypotheses[0])
        for found in any_name.finditer(row):
            forms = [form for form in by_text[found[0]].forms if output.count(form) == 1]
            if row.count(found[0]) != 1 or not forms:
                continue
            start = output.index(max(forms, key=len))
            wanted = _pieces(cut, pieces, found.start(), found.end())
            made = _pieces(cut, result.hypotheses[0], start, start + len(max(forms, key=len)))
            looks = [max(range(len(pieces)), key=result.attention[0][at].__getitem__) for at in made]
            total += 1
            right += sum(look in wanted for look in looks) * 2 > len(looks)
    return right / max(1, total)


def _pieces(cut: Any, pieces: list[str], start: int, end: int) -> list[int]:
    """Which pieces write the characters [start, end) of the text that they make."""
    bounds = [len(cut.decode(pieces[:at])) for at in range(len(pieces) + 1)]
    return [at for at in range(len(pieces)) if bounds[at] < end and bounds[at + 1] > start]
