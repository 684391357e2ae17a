"""Train a starter model, measure it on what was held out, and write its package.

    python -m glossary.starter.train en ja --general CORPORA --work FOLDER --minutes 60

It wants torch, sentencepiece, ctranslate2 and sacrebleu beside the program. Everything is kept in the work folder every
few minutes, and the same command goes on from there, also with another mixture of text. The seeds are fixed; on another
machine, or after an interruption at another moment, the weights differ a little.
"""

import argparse
import io
import math
import random
import string
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from torch import Tensor

from glossary.starter import grammar, text
from glossary.starter.network import Network, Shape

SEED = 20_011
VOCABULARY = 8_000
PIECES_DROPPED = 0.08  # the share of merges left out when a word is cut, so that rare cuts are known too
SMOOTHING = 0.1
LEARNING_RATE = 2e-3
WARM_UP = 1_500
BATCH_TOKENS = 2_400  # of the target, in a step
LONGEST = 120  # pieces
UNKNOWN, START, END = 0, 1, 2
_CHUNK = 256  # rows of logits held at once: they stay in the processor's cache


def tokenizer(sources: Sequence[text.Source], work: Path) -> Any:
    """The SentencePiece model, trained on first use: ours in full, a little of the rest."""
    path = work / "sentencepiece.model"
    if not path.exists():
        rng = random.Random(SEED)
        lines: list[str] = []
        for source in sources:
            few = rng.sample(source.pairs, min(len(source.pairs), round(6_000 * source.weight)))
            lines += [side for pair in few for side in pair]
        model = io.BytesIO()  # a file's path would be kept in the model
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            vocab_size=VOCABULARY,
            model_type="bpe",
            character_coverage=0.9995,
            byte_fallback=True,
            split_digits=True,
            max_sentencepiece_length=12,
            control_symbols=text.TAGS,
            required_chars=string.ascii_letters + string.digits,
            normalization_rule_name="identity",
            num_threads=1,
            minloglevel=1,
        )
        path.write_bytes(model.getvalue())
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


class SmoothedLoss(torch.autograd.Function):
    """Cross entropy with label smoothing over all pieces, some rows at a time, forward and backward at once."""

    @staticmethod
    def forward(context: Any, hidden: Tensor, embeddings: Tensor, wanted: Tensor) -> Tensor:  # noqa: D102
        weights = embeddings.bfloat16()
        for_hidden, for_weights = torch.empty_like(hidden), torch.zeros_like(embeddings)
        total, size = torch.zeros(()), len(embeddings)
        for start in range(0, len(hidden), _CHUNK):
            rows, right = hidden[start : start + _CHUNK].bfloat16(), wanted[start : start + _CHUNK, None]
            scores = (rows @ weights.T).float()
            scores -= scores.logsumexp(1, keepdim=True)
            total -= (1 - SMOOTHING) * scores.gather(1, right).sum() + SMOOTHING * scores.mean(1).sum()
            slope = scores.exp_().sub_(SMOOTHING / size)
            slope.scatter_add_(1, right, torch.full(right.shape, SMOOTHING - 1))
            slope = slope.bfloat16()
            for_hidden[start : start + _CHUNK] = slope @ weights
            for_weights += slope.T @ rows
        context.save_for_backward(for_hidden / len(hidden), for_weights / len(hidden))
        return total / len(hidden)

    @staticmethod
    def backward(context: Any, *grown: Tensor) -> tuple[Tensor, Tensor, None]:  # noqa: D102
        for_hidden, for_weights = context.saved_tensors
        return for_hidden * grown[0], for_weights * grown[0], None


def batches(sources: Sequence[text.Source], cut: Any, rng: random.Random) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Batches without end, of sentences of about one length."""
    decks: dict[str, list[text.Pair]] = {source.name: [] for source in sources}
    weights = [source.weight for source in sources]
    while True:
        pool = []
        for source in rng.choices(sources, weights, k=6_000):
            deck = decks[source.name]
            if not deck:  # every sentence once before any comes again
                deck += rng.sample(source.pairs, len(source.pairs))
            one, two = deck.pop()
            ours = rng.random() < 0.5
            pair = [
                cut.encode(side, enable_sampling=True, alpha=PIECES_DROPPED, nbest_size=-1) if ours else cut.encode(side)
                for side in (one, two)
            ]
            if source.tag:
                pair[0].insert(0, cut.piece_to_id(source.tag))
            if max(map(len, pair)) <= LONGEST:
                pool.append((pair[0], pair[1]))
        pool.sort(key=lambda pair: (len(pair[1]), len(pair[0])))
        cuts: list[list[tuple[list[int], list[int]]]] = [[]]
        for row in pool:
            if (len(cuts[-1]) + 1) * (len(row[1]) + 1) > BATCH_TOKENS:
                cuts.append([])
            cuts[-1].append(row)
        rng.shuffle(cuts)
        yield from cuts


def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Rows of piece numbers as one tensor, (batch, longest)."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def step_loss(network: Network, batch: list[tuple[list[int], list[int]]]) -> Tensor:
    """The mean loss a piece of one batch."""
    source = padded([pair[0] for pair in batch], -1)
    wanted = padded([[*pair[1], END] for pair in batch], -1).flatten()
    target = padded([[START, *pair[1]] for pair in batch], END)
    with torch.autocast("cpu", torch.bfloat16):
        hidden = network(source.clamp(min=0), (source >= 0)[:, None, None, :], target)
    kept = wanted >= 0
    loss: Tensor = SmoothedLoss.apply(hidden.float().flatten(0, 1)[kept], network.embeddings, wanted[kept])
    return loss


def rate(done: float, step: int, high: float) -> float:
    """The learning rate: a warm-up, then a fall to a fiftieth over the time given; ``done`` goes from 0 to 1."""
    return high * min(1.0, (step + 1) / WARM_UP) * (0.02 + 0.98 * (1 + math.cos(math.pi * min(done, 1.0))) / 2)


def train(network: Network, stream: Iterator[Any], work: Path, minutes: float, high: float) -> None:
    """Train for some minutes, from the work folder's checkpoint where there is one."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=high, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    checkpoint, step = work / "checkpoint.pt", 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        step = kept["step"]
    started = saved = time.monotonic()
    shown = tokens = 0.0
    network.train()
    while (spent := time.monotonic() - started) < minutes * 60:
        batch = next(stream)
        for group in optimizer.param_groups:
            group["lr"] = rate(spent / (minutes * 60), step, high)
        loss = step_loss(network, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        step += 1
        tokens += sum(len(pair[1]) + 1 for pair in batch)
        shown = loss.item() if shown == 0 else 0.99 * shown + 0.01 * loss.item()
        if step % 200 == 0:
            print(f"step {step}, loss {shown:.3f}, {spent:.0f} s, {tokens / spent:.0f} pieces/s", flush=True)
        if time.monotonic() - saved > 180:
            saved = time.monotonic()
            save(network, optimizer, step, checkpoint)
    save(network, optimizer, step, checkpoint)


def save(network: Network, optimizer: Any, step: int, path: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    partial = path.with_suffix(".partial")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, partial)
    partial.replace(path)


def sources(source: str, target: str, folder: Path, ours: float) -> list[text.Source]:
    """Everything that is trained on; ``ours`` is how much our own text weighs against the general text's 1."""
    others = text.general(folder, source, target)
    whole = sum(other.weight for other in others) or 1.0
    for other in others:
        other.weight /= whole
    return [*grammar.sources(source, target, SEED, ours), *others]


def main() -> None:
    """Train, going on from where the work folder stands."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", choices=text.COLUMNS)
    parser.add_argument("target", choices=text.COLUMNS)
    parser.add_argument("--general", type=Path, required=True, help="folder of PAIR.NAME.tsv.xz files")
    parser.add_argument("--work", type=Path, required=True, help="folder for the tokenizer and the checkpoint")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--ours", type=float, default=1.5, help="weight of our own text against general text")
    parser.add_argument("--rate", type=float, default=LEARNING_RATE)
    parser.add_argument("--seed", type=int, default=SEED, help="another one for every continuation")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    arguments.work.mkdir(parents=True, exist_ok=True)
    every = sources(arguments.source, arguments.target, arguments.general, arguments.ours)
    for one in every:
        print(f"{one.name}: {len(one.pairs)} pairs, weight {one.weight:.3f}")
    cut = tokenizer(every, arguments.work)
    network = Network(Shape(cut.get_piece_size(), encoder=5, decoder=2))
    train(network, batches(every, cut, random.Random(arguments.seed)), arguments.work, arguments.minutes, arguments.rate)


if __name__ == "__main__":
    main()
