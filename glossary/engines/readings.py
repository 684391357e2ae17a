"""Which of a model's attention is read as an alignment: two numbers in its file, which can be changed in memory.

CTranslate2 returns the attention of one decoder layer, of its first head or of several. A converter that was told
nothing writes the last layer and one head, which is right for a model whose training guided that head and poor for most
others. Nothing but the attention returned depends on the two numbers.
"""

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: A layer, from the last one as -1, and how many of its heads, all of them as 0.
Reading = tuple[int, int]
_LAYER, _HEADS = b"decoder/alignment_layer", b"decoder/alignment_heads"
#: What stands behind a variable's name that is one 16-bit number: rank, type, bytes, value.
_SCALAR = struct.Struct("<xBBIh")
_INT16 = 2
_NUMBERED = re.compile(rb"decoder/layer_(\d+)/")


def readings(model: Path) -> list[Reading]:
    """The readings that a model has besides its own, likeliest first; none where its file is of another make."""
    data = model.read_bytes()
    layers = {int(found[1]) for found in _NUMBERED.finditer(data)}
    if not layers or _place(data, _LAYER) is None or _place(data, _HEADS) is None:
        return []
    return [(-1, 0), *((layer, 0) for layer in sorted(layers, reverse=True)[1:])]


def read_as(folder: Path, reading: Reading, make: Callable[..., Any]) -> Any:
    """What ``make`` makes of a model folder, with its attention read in another way."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    data = bytearray(files["model.bin"])
    for name, value in zip((_LAYER, _HEADS), reading, strict=True):
        place = _place(data, name)
        assert place is not None
        struct.pack_into("<h", data, place, value)
    return make(files=files | {"model.bin": bytes(data)})


def _place(data: bytes | bytearray, name: bytes) -> int | None:
    """Where the value of a variable stands."""
    at = data.find(name + b"\0")
    if at < 0 or len(data) < at + len(name) + _SCALAR.size:
        return None
    rank, kind, size, _ = _SCALAR.unpack_from(data, at + len(name))
    return at + len(name) + _SCALAR.size - size if (rank, kind, size) == (0, _INT16, 2) else None
