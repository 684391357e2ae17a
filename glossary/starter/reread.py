"""Read a network back from a package, so that training can go on from one that was shipped.

The file is CTranslate2's: a header, then every variable with its name, shape, type and bytes. Weights in eight bits
come back a little rounded, which the first steps of training make good.
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy
import torch
from torch import Tensor, nn

from glossary.starter.network import Attention, FeedForward, Network, Shape

_NUMBERED = re.compile(r"(encoder|decoder)/layer_(\d+)/")
_TYPES = {0: numpy.float32, 1: numpy.int8, 2: numpy.int16, 3: numpy.int32, 4: numpy.float16}


def read_network(package: Path) -> Network:
    """The network of a package that `package.write` has made. Raises `ValueError` for one of another make."""
    variables = _variables((package / "model" / "model.bin").read_bytes())
    try:
        embeddings = _weight(variables, "encoder/embeddings_0/weight")
        numbered = {found.groups() for name in variables if (found := _NUMBERED.match(name))}
        encoder, decoder = (sum(side == wanted for side, _ in numbered) for wanted in ("encoder", "decoder"))
        inner = len(variables["encoder/layer_0/ffn/linear_0/bias"])
        heads = int(variables["encoder/num_heads"])
        size, width = embeddings.shape
        network = Network(Shape(size, width, inner, heads, encoder, decoder))
        network.embeddings.data.copy_(embeddings)
        for module, prefix in _places(network):
            for name, variable in (("weight", "gamma"), ("bias", "beta")):
                if isinstance(module, nn.LayerNorm):
                    getattr(module, name).data.copy_(torch.from_numpy(variables[f"{prefix}/{variable}"]))
            if isinstance(module, nn.Linear):
                module.weight.data.copy_(_weight(variables, f"{prefix}/weight"))
                module.bias.data.copy_(torch.from_numpy(variables[f"{prefix}/bias"]))
    except (KeyError, RuntimeError) as problem:
        raise ValueError(f"{package}: this is no model of a starter package: {problem}") from None
    return network


def _places(network: Network) -> Iterator[tuple[nn.Module, str]]:
    """Every layer of a network with the name of its variables in the file."""
    yield network.encoder_norm, "encoder/layer_norm"
    yield network.decoder_norm, "decoder/layer_norm"
    for side, layers in (("encoder", network.encoder), ("decoder", network.decoder)):
        for number, parts in enumerate(layers):
            names = ("self_attention", "ffn") if side == "encoder" else ("self_attention", "attention", "ffn")
            for part, name in zip(parts, names, strict=True):
                prefix = f"{side}/layer_{number}/{name}"
                yield part.norm, f"{prefix}/layer_norm"
                for place, linear in enumerate(_linears(part)):
                    yield linear, f"{prefix}/linear_{place}"


def _linears(part: Attention | FeedForward) -> list[nn.Module]:
    if isinstance(part, FeedForward):
        return [part.wide, part.narrow]
    return [part.query, part.out] if part.memory is None else [part.query, part.memory, part.out]


def _weight(variables: dict[str, numpy.ndarray], name: str) -> Tensor:
    """A matrix, of eight bits with a scale a row or of floating-point numbers."""
    found = variables[name]
    if found.dtype == numpy.int8:
        return torch.from_numpy(found.astype(numpy.float32) / variables[f"{name}_scale"][:, None])
    return torch.from_numpy(found.astype(numpy.float32))


def _variables(data: bytes) -> dict[str, numpy.ndarray]:
    found: dict[str, numpy.ndarray] = {}
    at = 4  # the version of the format

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return int(value)

    def text() -> str:
        nonlocal at
        size = number("<H")
        at += size
        return data[at - size : at - 1].decode()

    text()  # what kind of model it is
    number("<I")  # and the revision of that
    for _ in range(number("<I")):
        name = text()
        shape = [number("<I") for _ in range(number("<B"))]
        kind, size = _TYPES[number("<B")], number("<I")
        found[name] = numpy.frombuffer(data[at : at + size], kind).reshape(shape).copy()
        at += size
    for _ in range(number("<I")):  # equal variables are written once
        alias, name = text(), text()
        found[alias] = found[name]
    return found
