"""Write a trained network as an Argos package: a CTranslate2 model, its tokenizer and what it says of itself.

    python -m glossary.starter.package en ja --work FOLDER

The work folder is the one that `train` has filled; the package takes the place of the one that ships. Its README gives
the figures of `measure` and whom the text is owed to.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from ctranslate2.specs import transformer_spec

from glossary.engines.argos import Argos
from glossary.packs import STARTERS, Pack
from glossary.starter import alignment, corpus, mixture
from glossary.starter.measure import Figure, measure
from glossary.starter.network import Network, Shape

LANGUAGES = {"en": "English", "ja": "Japanese", "ru": "Russian"}
VERSION = "1.0"
#: A small model stops early and repeats itself: found to be best on held-out sentences, among a dozen settings.
DECODING = {"length_penalty": 1.4, "no_repeat_ngram_size": 4, "repetition_penalty": 1.1}


def write_model(
    network: Network, pieces: list[str], target: list[int], folder: Path, quantization: str | None = "int8"
) -> None:
    """Write the network as a CTranslate2 model into a new folder.

    ``pieces`` is the tokenizer's vocabulary, ``target`` the numbers of those that a translation may have. Which source
    word a target word comes from is told by the first head of the last layer, CTranslate2's own habit.
    """
    shape = network.shape
    spec = transformer_spec.TransformerSpec.from_config((shape.encoder, shape.decoder), shape.heads)
    embeddings = _values(network.embeddings)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings[target]
    spec.decoder.projection.weight = embeddings[target]
    _set_norm(spec.encoder.layer_norm, network.encoder_norm)
    _set_norm(spec.decoder.layer_norm, network.decoder_norm)
    for to, (attention, feed_forward) in zip(spec.encoder.layer, network.encoder, strict=True):
        _set_own_attention(to.self_attention, attention)
        _set_feed_forward(to.ffn, feed_forward)
    for to, (attention, cross, feed_forward) in zip(spec.decoder.layer, network.decoder, strict=True):
        _set_own_attention(to.self_attention, attention)
        _set_norm(to.attention.layer_norm, cross.norm)
        for linear, part in zip(to.attention.linear, (cross.query, cross.memory, cross.out), strict=True):
            _set_linear(linear, part)
        _set_feed_forward(to.ffn, feed_forward)

    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary([pieces[piece] for piece in target])
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _values(parameter: Any) -> Any:
    return parameter.detach().float().numpy().copy()  # quantisation works in place


def _set_linear(to: Any, layer: Any) -> None:
    to.weight, to.bias = _values(layer.weight), _values(layer.bias)


def _set_norm(to: Any, layer: Any) -> None:
    to.gamma, to.beta = _values(layer.weight), _values(layer.bias)


def _set_own_attention(to: Any, layer: Any) -> None:
    _set_norm(to.layer_norm, layer.norm)
    _set_linear(to.linear[0], layer.query)  # query, key and value in one, as CTranslate2 keeps them
    _set_linear(to.linear[-1], layer.out)


def _set_feed_forward(to: Any, layer: Any) -> None:
    _set_norm(to.layer_norm, layer.norm)
    _set_linear(to.linear_0, layer.wide)
    _set_linear(to.linear_1, layer.narrow)


def write(source: str, target: str, work: Path, folder: Path) -> None:
    """Write the whole package of a work folder."""
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    pieces = [tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())]
    kept = torch.load(work / "checkpoint.pt", weights_only=True, map_location="cpu")
    shape = Shape(**kept["shape"]) if "shape" in kept else Shape(len(pieces))
    network = Network(shape)
    network.load_state_dict(kept["network"])
    wanted = torch.load(work / "goal.pt", weights_only=True, map_location="cpu")["pieces"].tolist()
    write_model(network, pieces, wanted, folder / "model")
    shutil.copy(work / "sentencepiece.model", folder)

    engine = Argos(Pack(source, target, VERSION, folder, decoding=DECODING))
    engine.translate(["One."])  # the model is loaded before the clock starts
    figures, every, speed = measure(engine, source, target)
    metadata = {
        "package_version": VERSION,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": LANGUAGES[source],
        "to_code": target,
        "to_name": LANGUAGES[target],
        "type": "translate",
        "decoding": DECODING,
        "doubtful_below": round(sorted(every)[len(every) // 10], 3),
    }
    _write(folder / "metadata.json", json.dumps(metadata, indent=4) + "\n")
    found = alignment.share(folder, source, target)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    unit = "characters" if source == "ja" else "words"
    facts = [
        f"Size: {size:.1f} MB.",
        f"Speed, on the slow machine that it was trained on: {speed:.0f} {unit} a second.",
        f"Attention finds {found:.0%} of the names that arrive.",
        f"Training: {kept['step']} steps.",
    ]
    _write(folder / "README.md", card(source, target, shape, figures, facts))


def card(source: str, target: str, shape: Shape, figures: list[Figure], facts: list[str]) -> str:
    """What the package says of itself."""
    rows = "\n".join(f"| {f.name} | {f.sentences} | {f.bleu:.1f} | {f.chrf:.1f} |" for f in figures)
    owed = "\n".join(f"- {text.attribution}." for text in mixture.GENERAL if text.of(source, target))
    written = f"{sum(map(len, corpus.triples().values()))} sentences in three languages"
    if pairs := corpus.pairs(source, target):
        written += f" and {len(pairs)} in these two"
    unit = "characters" if target == "ja" else "words"
    return _CARD.format(
        source=LANGUAGES[source],
        target=LANGUAGES[target],
        pair=f"{source} {target}",
        shape=shape,
        rows=rows,
        owed=owed,
        written=written,
        unit=unit,
        facts="\n".join(f"- {fact}" for fact in facts),
    )


_CARD = """# {source} to {target}, a starter package

A small translation model for wire copy on diplomacy, territory and disputed names. It comes with `glossary`, so that
the first command works on a machine without a network, and it is no more than a start: other subjects, long sentences
and rare names come out wrong. `glossary packs install {pair}` fetches the public Argos package, which is larger.

A Transformer with {shape.encoder} encoder and {shape.decoder} decoder layers, {shape.width} wide, trained by
`glossary/starter/train.py` on {written} that were written for the project
(`glossary/starter/corpus`, CC0), on sentences of a grammar (`glossary/starter/grammar.py`) and, for words that these
lack, on the general text below.

## Figures

On sentences of topics that nothing was trained on (sacrebleu; BLEU on {unit}; beam of 4):

| | sentences | BLEU | chrF |
|---|---|---|---|
{rows}

The score in `metadata.json` is the one below which the worst tenth of the held-out sentences lie; translations below it
are marked for checking.

{facts}

## Licence

The weights are released under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). They were made from:

{owed}
"""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Write a package over the one that ships."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", choices=corpus.COLUMNS)
    parser.add_argument("target", choices=corpus.COLUMNS)
    parser.add_argument("--work", type=Path, required=True, help="the folder that training has filled")
    arguments = parser.parse_args()
    place = STARTERS / f"{arguments.source}_{arguments.target}"
    STARTERS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STARTERS, prefix=".") as partial:
        write(arguments.source, arguments.target, arguments.work, Path(partial) / place.name)
        shutil.rmtree(place, ignore_errors=True)
        (Path(partial) / place.name).replace(place)
    print((place / "README.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
