"""Write a trained network as an Argos package: a CTranslate2 model, its tokenizer and what it says of itself."""

import json
from pathlib import Path
from typing import Any

from ctranslate2.specs import transformer_spec

from glossary.starter.network import Network

LANGUAGES = {"en": "English", "ja": "Japanese", "ru": "Russian"}


def write_model(network: Network, pieces: list[str], folder: Path, quantization: str | None, layer: int = -1) -> None:
    """Write the network as a CTranslate2 model into a new folder.

    ``layer`` is the decoder layer whose attention says which source word a target word comes from; it is averaged
    over all heads.
    """
    shape = network.shape
    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder, shape.decoder), shape.heads, alignment_layer=layer, alignment_heads=shape.heads
    )
    embeddings = _values(network.embeddings)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings
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
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _values(parameter: Any) -> Any:
    return parameter.detach().float().numpy()


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


def write_metadata(folder: Path, source: str, target: str, version: str) -> None:
    """Write what Argos Translate asks of a package."""
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": LANGUAGES[source],
        "to_code": target,
        "to_name": LANGUAGES[target],
        "type": "translate",
    }
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=4) + "\n", encoding="utf-8")
