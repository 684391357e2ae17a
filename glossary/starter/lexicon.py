"""Which piece translates which, learnt from the training text before the network sees it.

Two translation tables by expectation maximisation, one each way (Model 1 of Brown et al., The Mathematics of
Statistical Machine Translation, 1993, with a pull towards the diagonal as in Dyer et al., A Simple, Fast, and Effective
Reparameterization of IBM Model 2, 2013). Where both agree, training shows the decoder's attention where to look (Chen
et al., Guided Alignment Training for Topic-Aware Neural Machine Translation, 2016). That brings a small network over
its slow first hours, and makes the attention fit to say which source word a target word came from.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

PULL = 3.0  # how strongly a place looks to its like in the other sentence
SURE = 0.15  # product of both tables from which an alignment is taught
_FLOOR = 1e-6

Cut = tuple[list[int], list[int]]


class Lexicon:
    """``forth[s, t]`` is how likely source piece ``s`` becomes ``t``, ``back[s, t]`` that ``t`` comes from ``s``."""

    def __init__(self, forth: Tensor, back: Tensor) -> None:
        self.forth, self.back = forth, back

    def alignment(self, source: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
        """Where each target piece comes from, and in which rows that is known.

        ``source`` is (batch, source) and ``wanted`` (batch, target), both with -1 where there is nothing. Returns
        (batch, target, source), each row a distribution, and (batch, target).
        """
        s, t = source.clamp(min=0)[:, None, :], wanted.clamp(min=0)[:, :, None]
        there = (source >= 0)[:, None, :] & (wanted >= 0)[:, :, None]
        near = _near(source, wanted).transpose(1, 2)
        one, two = (table[s, t] * near * there for table in (self.forth, self.back))
        one = one / one.sum(1, keepdim=True).clamp(min=_FLOOR)  # of a source piece, over the target
        two = two / two.sum(2, keepdim=True).clamp(min=_FLOOR)
        both = one * two
        total = both.sum(2, keepdim=True)
        return both / total.clamp(min=_FLOOR), (both.amax(2) > SURE)


def _near(source: Tensor, target: Tensor) -> Tensor:
    """(batch, source, target): how much places pull each other, from 1 down."""
    spots = []
    for ids in (source, target):
        length = (ids >= 0).sum(1, keepdim=True).clamp(min=1)
        spots.append((torch.arange(ids.shape[1])[None, :] + 0.5) / length)
    return torch.exp(-PULL * (spots[0][:, :, None] - spots[1][:, None, :]).abs())


def learn(pairs: Sequence[Cut], size: int, rounds: int = 4) -> Lexicon:
    """Both tables from pairs of piece numbers; ``size`` is the vocabulary's."""
    forth, back = torch.ones(size, size), torch.ones(size, size)
    batches = [_padded(pairs[start : start + 256]) for start in range(0, len(pairs), 256)]
    for _ in range(rounds):
        forth_counts, back_counts = torch.zeros(size * size), torch.zeros(size * size)
        for source, target in batches:
            there = (source >= 0)[:, :, None] & (target >= 0)[:, None, :]
            place = (source.clamp(min=0)[:, :, None] * size + target.clamp(min=0)[:, None, :])[there]
            near = _near(source, target) * there
            for table, counts, over in ((forth, forth_counts, 1), (back, back_counts, 2)):
                share = near * table[source.clamp(min=0)[:, :, None], target.clamp(min=0)[:, None, :]]
                share /= share.sum(over, keepdim=True).clamp(min=_FLOOR)
                counts.index_add_(0, place, share[there])
        forth, back = forth_counts.view(size, size), back_counts.view(size, size)
        forth /= forth.sum(1, keepdim=True).clamp(min=1.0)
        back /= back.sum(0, keepdim=True).clamp(min=1.0)
    return Lexicon(forth, back)


def _padded(pairs: Sequence[Cut]) -> tuple[Tensor, Tensor]:
    sides = []
    for rows in zip(*pairs, strict=True):
        width = max(map(len, rows))
        sides.append(torch.tensor([[*row, *[-1] * (width - len(row))] for row in rows]))
    return sides[0], sides[1]


def embeddings(pairs: Sequence[Cut], size: int, width: int) -> Tensor:
    """A first place for every piece, (size, width): near the pieces that share sentences with it, in both languages.

    The positive pointwise mutual information of pieces over pairs of sentences, cut down to its largest directions
    (Levy et al., A Strong Baseline for Learning Cross-Lingual Word Embeddings from Sentence Alignments, 2017).
    """
    found = torch.zeros(size, size)
    for one, two in pairs:
        here = torch.tensor(sorted({*one, *two}))
        found[here[:, None], here[None, :]] += 1.0 / len(here)
    single = found.sum(1).clamp(min=_FLOOR)
    mutual = (found * found.sum() / (single[:, None] * single[None, :])).clamp(min=1.0).log()
    left, strength, _ = torch.svd_lowrank(mutual, width, niter=2)
    found = left * strength.sqrt()
    return found / found.pow(2).sum(1, keepdim=True).sqrt().clamp(min=_FLOOR)
