"""The Transformer that is trained, laid out as CTranslate2 computes it.

Pre-norm, ReLU, sinusoidal positions, one matrix for both embeddings and the output: all of them what CTranslate2's
`TransformerSpec` expects by default, so that `export` only has to copy weights.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """How large a network is. ``vocabulary`` counts pieces, ``width`` and ``inner`` numbers a token."""

    vocabulary: int
    width: int = 256
    inner: int = 512
    heads: int = 4
    encoder: int = 4
    decoder: int = 2


def positions(length: int, width: int) -> Tensor:
    """The sinusoids that CTranslate2 uses when a model stores none, (length, width): they start from one."""
    half = width // 2
    rates = torch.exp(torch.arange(half) * -(math.log(10_000) / (half - 1)))
    angles = torch.arange(1, length + 1)[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def drop(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout from random bytes, four times as fast on a CPU as PyTorch's."""
    if not training or share == 0:
        return x
    limit = round(share * 256)
    kept = torch.empty(x.shape, dtype=torch.uint8).random_() >= limit
    return x * (kept.to(x.dtype) * (256 / (256 - limit)))


class Attention(nn.Module):
    """Attention to the layer's own input, or to the encoder's output, with its norm and residual."""

    def __init__(self, shape: Shape, dropout: float, own: bool) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.scale = (shape.width // shape.heads) ** -0.5
        self.norm = nn.LayerNorm(shape.width)
        self.query = nn.Linear(shape.width, shape.width * (3 if own else 1))
        self.memory = None if own else nn.Linear(shape.width, shape.width * 2)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> tuple[Tensor, Tensor]:
        """``x`` is (batch, length, width); ``mask`` is true where a key may be looked at.

        Returns the new ``x`` and where the first head looked, (batch, length, keys).
        """
        query = self.query(self.norm(x))
        parts = query.chunk(3, dim=-1) if self.memory is None else (query, *self.memory(memory).chunk(2, dim=-1))
        q, k, v = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in parts)
        # Sentences are short: two plain products are faster on a CPU than the fused kernel's backward pass.
        scores = (q * self.scale) @ k.transpose(-1, -2)
        looked = scores.masked_fill_(~mask, -1e4).softmax(-1)
        out: Tensor = self.out((looked @ v).transpose(1, 2).flatten(2))
        return x + drop(out, self.dropout, self.training), looked[:, 0]


class FeedForward(nn.Module):
    """The two linear layers between attentions, with their norm and residual."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.norm = nn.LayerNorm(shape.width)
        self.wide = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, length, width) in and out."""
        out: Tensor = self.narrow(functional.relu(self.wide(self.norm(x)), inplace=True))
        return x + drop(out, self.dropout, self.training)


class Network(nn.Module):
    """Encoder and decoder."""

    def __init__(self, shape: Shape, dropout: float = 0.2) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.embeddings = nn.Parameter(torch.randn(shape.vocabulary, shape.width) * shape.width**-0.5)
        self.encoder = nn.ModuleList(
            nn.ModuleList([Attention(shape, dropout, own=True), FeedForward(shape, dropout)])
            for _ in range(shape.encoder)
        )
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(
            nn.ModuleList(
                [Attention(shape, dropout, own=True), Attention(shape, dropout, own=False), FeedForward(shape, dropout)]
            )
            for _ in range(shape.decoder)
        )
        self.decoder_norm = nn.LayerNorm(shape.width)

    def embed(self, ids: Tensor) -> Tensor:
        """(batch, length) piece numbers to (batch, length, width)."""
        x = functional.embedding(ids, self.embeddings) * math.sqrt(self.shape.width)
        return drop(x + positions(ids.shape[1], self.shape.width), self.dropout, self.training)

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """(batch, source) piece numbers to (batch, source, width); ``mask`` is (batch, 1, 1, source)."""
        x = self.embed(source)
        for attention, feed_forward in self.encoder:
            x = feed_forward(attention(x, None, mask)[0])
        out: Tensor = self.encoder_norm(x)
        return out

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The decoder's output before the projection to pieces, (batch, target, width), and where it looked.

        That is the first head of the last layer, (batch, target, source): the one that CTranslate2 reads alignments
        from unless a model says otherwise, and the one that training guides.
        """
        past = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).tril()
        x = self.embed(target)
        for attention, cross, feed_forward in self.decoder:
            x, looked = cross(attention(x, None, past)[0], memory, mask)
            x = feed_forward(x)
        out: Tensor = self.decoder_norm(x)
        return out, looked

    def forward(self, source: Tensor, mask: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """What the decoder makes of pairs of sentences, and where it looked; see `decode`."""
        return self.decode(target, self.encode(source, mask), mask)
