"""Train a starter model, from text to checkpoint, on one processor core or a graphics card.

    python -m glossary.starter.train en ja --general CORPORA --work FOLDER --minutes 60

It wants torch, sentencepiece and sacrebleu beside the program. Everything is kept in the work folder every few minutes,
and the same command goes on from there, also with more text. The seeds are fixed; on another machine, or after an
interruption at another moment, the weights differ a little. `python -m glossary.starter.build` makes a package of it.

Any trained pair is a better start than none (Kocmi and Bojar, Trivial Transfer Learning for Low-Resource Neural Machine
Translation, 2018): Japanese to English begins as English to Japanese, with ``--like``, and what was shipped can be
trained further.

On a card (``--device cuda``, which nobody has tried yet) take a larger network, such as ``--width 384 --inner 1536
--encoder 6`` with ``--batch 8000``: twelve million numbers still fit a package of 14 MB. It cannot start from a smaller
one; the tokenizer can be another's.

The shipped packages had a rate of 3e-3 for the first quarter of an hour only: lowered to 1.2e-3 it took a tenth off the
held-out loss within three minutes. The last hour fell to zero. English into Japanese went on for two hours at 1.3e-3
with the sentences of ``corpus/pairs``, four fifths of all that it saw ours: from 2.03 nats a character to 1.60, and was
still falling when it was stopped. A processor without AVX-512 does bf16 five times slower than 32 bits.

What lets a network of four million numbers learn in an hour what it would otherwise need a day for: pieces that start
near their translations, attention that is shown where to look (both in `lexicon`), and an output that chooses among the
pieces of the target language only. What keeps it from learning ten thousand sentences by heart is that it never sees a
sentence whole: a fifth of its numbers and a tenth of its pieces are taken away, anew each time (Sennrich and Zhang,
Revisiting Low-Resource Neural Machine Translation, 2019). That came late, and lowered a loss that had stood still.
"""

import argparse
import io
import random
import shutil
import string
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from torch import Tensor
from torch.nn import functional

from glossary.starter import corpus, lexicon, mixture
from glossary.starter.network import Network, Shape
from glossary.starter.reread import read_network

SEED = 20_011
VOCABULARY = 8_000
DROPPED = 0.08  # the share of merges left out when our own text is cut, so that rare cuts are known too
LOST = 0.1  # the share of pieces that the network is not shown, on either side
SMOOTHING = 0.1
GUIDANCE = 0.5  # the weight of the attention's loss against the words' loss
WARM_UP = 150  # steps
BATCH = 800  # pieces of the target, in a step
LONGEST = 110  # pieces
FOR_LEXICON = 60_000  # pairs of general text that the lexicon is learnt from, beside our own
UNKNOWN, START, END = 0, 1, 2
SPECIAL = 3 + len(mixture.TAGS) + 256  # pieces every target vocabulary has: the three above, tags, single bytes
_CHUNK = 256  # rows of logits held at once: they stay in the processor's cache


def tokenizer(sources: Sequence[mixture.Source], work: Path) -> Any:
    """The SentencePiece model, trained on first use: ours in full, a little of the rest."""
    path = work / "sentencepiece.model"
    if not path.exists():
        rng = random.Random(SEED)
        lines: list[str] = []
        for source in sources:
            whole = len(source.pairs) if source.name in ("corpus", "names") else round(12_000 * source.weight)
            few = rng.sample(source.pairs, min(len(source.pairs), whole))
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
            control_symbols=mixture.TAGS,
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
    def forward(context: Any, hidden: Tensor, weights: Tensor, wanted: Tensor) -> Tensor:  # noqa: D102
        for_hidden, for_weights = torch.empty_like(hidden), torch.zeros_like(weights)
        total, size = torch.zeros(()), len(weights)
        for start in range(0, len(hidden), _CHUNK):
            rows, right = hidden[start : start + _CHUNK], wanted[start : start + _CHUNK, None]
            scores = rows @ weights.T
            scores -= scores.logsumexp(1, keepdim=True)
            total -= (1 - SMOOTHING) * scores.gather(1, right).sum() + SMOOTHING * scores.mean(1).sum()
            slope = scores.exp_().sub_(SMOOTHING / size)
            slope.scatter_add_(1, right, torch.full(right.shape, SMOOTHING - 1))
            for_hidden[start : start + _CHUNK] = slope @ weights
            for_weights += slope.T @ rows
        context.save_for_backward(for_hidden / len(hidden), for_weights / len(hidden))
        return total / len(hidden)

    @staticmethod
    def backward(context: Any, *grown: Tensor) -> tuple[Tensor, Tensor, None]:  # noqa: D102
        for_hidden, for_weights = context.saved_tensors
        return for_hidden * grown[0], for_weights * grown[0], None


@dataclass(frozen=True)
class Goal:
    """What a batch is held to: which pieces the target may have, and what the lexicon says of attention."""

    pieces: Tensor  # their numbers, in the order of the target vocabulary
    place: Tensor  # by number of a piece, its place in the target vocabulary, -1 where it has none
    lexicon: lexicon.Lexicon

    def knows(self, row: Sequence[int]) -> bool:
        """Whether a target can be written with these pieces."""
        return bool((self.place[list(row)] >= 0).all())


def goal(sources: Sequence[mixture.Source], cut: Any, network: Network, work: Path) -> Goal:
    """The goal, learnt on first use, when it also gives the network's pieces their first places."""
    path = work / "goal.pt"
    if not path.exists():
        rng = random.Random(SEED)
        pairs: list[lexicon.Cut] = []
        for source in sources:
            ours = source.name in mixture.SHARES
            count = 8_000 if ours else round(FOR_LEXICON * source.weight)
            few = rng.sample(source.pairs, min(len(source.pairs), count))
            pairs += [
                (one, two)
                for one, two in zip(*(cut.encode([pair[side] for pair in few]) for side in (0, 1)), strict=True)
                if one and two and max(len(one), len(two)) <= LONGEST
            ]
        pieces = torch.tensor(sorted({piece for pair in pairs for piece in pair[1]} | set(range(SPECIAL))))
        pairs.sort(key=lambda pair: len(pair[0]))
        learnt = lexicon.learn(pairs, cut.get_piece_size())
        first = lexicon.embeddings(pairs, cut.get_piece_size(), network.shape.width)
        sparse = (learnt.forth.to_sparse(), learnt.back.to_sparse())
        torch.save({"pieces": pieces, "forth": sparse[0], "back": sparse[1], "first": first}, path)
    kept = _load(path)
    network.embeddings.data.copy_(kept["first"])
    place = torch.full((cut.get_piece_size(),), -1)
    place[kept["pieces"]] = torch.arange(len(kept["pieces"]))
    return Goal(kept["pieces"], place, lexicon.Lexicon(kept["forth"].to_dense(), kept["back"].to_dense()))


def batches(
    sources: Sequence[mixture.Source], cut: Any, aim: Goal, rng: random.Random, size: int = BATCH
) -> Iterator[list[lexicon.Cut]]:
    """Batches without end, of sentences of about one length and ``size`` pieces of the target."""
    decks: dict[str, list[corpus.Pair]] = {source.name: [] for source in sources}
    weights = [source.weight for source in sources]
    while True:
        pool = []
        for source in rng.choices(sources, weights, k=4_000):
            deck = decks[source.name]
            if not deck:  # every sentence once before any comes again
                deck += rng.sample(source.pairs, len(source.pairs))
            one, two = _cut(deck.pop(), cut, source.name in mixture.SHARES and rng.random() < 0.5)
            if source.tag:
                one.insert(0, cut.piece_to_id(source.tag))
            if one and two and max(len(one), len(two)) <= LONGEST and aim.knows(two):
                pool.append((one, two))
        pool.sort(key=lambda pair: (len(pair[1]), len(pair[0])))
        cuts: list[list[lexicon.Cut]] = [[]]
        for row in pool:
            if (len(cuts[-1]) + 1) * (len(row[1]) + 1) > size:
                cuts.append([])
            cuts[-1].append(row)
        rng.shuffle(cuts)
        yield from cuts


def _cut(pair: corpus.Pair, cut: Any, freely: bool) -> lexicon.Cut:
    if freely:
        one, two = (cut.encode(side, enable_sampling=True, alpha=DROPPED, nbest_size=-1) for side in pair)
    else:
        one, two = (cut.encode(side) for side in pair)
    return one, two


def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Rows of piece numbers as one tensor, (batch, longest)."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


@dataclass(frozen=True)
class Seen:
    """What the network made of a batch: (batch, target, width), (batch, target, source), and what was wanted."""

    hidden: Tensor
    looked: Tensor
    source: Tensor
    wanted: Tensor


def lost(ids: Tensor) -> Tensor:
    """Piece numbers of which a few are unknown."""
    return ids.masked_fill((torch.rand(ids.shape) < LOST) & (ids > END), UNKNOWN)


def see(network: Network, batch: Sequence[lexicon.Cut]) -> Seen:
    """Run a batch through the network."""
    source = padded([pair[0] for pair in batch], -1)
    wanted = padded([[*pair[1], END] for pair in batch], -1)
    target = padded([[START, *pair[1]] for pair in batch], END)
    shown = source.clamp(min=0)
    if network.training:
        shown, target = lost(shown), lost(target)
    hidden, looked = network(shown, (source >= 0)[:, None, None, :], target)
    return Seen(hidden, looked, source, wanted)


def step_loss(network: Network, batch: Sequence[lexicon.Cut], aim: Goal) -> Tensor:
    """The mean loss a piece of one batch: of its words, and of where attention looked."""
    seen = see(network, batch)
    kept = seen.wanted >= 0
    right = aim.place[seen.wanted[kept]]
    loss: Tensor = SmoothedLoss.apply(seen.hidden[kept], network.embeddings[aim.pieces], right)
    where, sure = aim.lexicon.alignment(seen.source, seen.wanted)
    missed = -(where * seen.looked.clamp(min=1e-6).log()).sum(2)[sure]
    return loss + GUIDANCE * missed.sum() / max(1, len(missed))


@torch.no_grad()
def held_out_loss(network: Network, pairs: Sequence[corpus.Pair], cut: Any, aim: Goal) -> float:
    """Nats a character of the target: comparable across tokenizers."""
    network.eval()
    total = 0.0
    rows = sorted((_cut(pair, cut, False) for pair in pairs), key=lambda pair: len(pair[1]))
    for start in range(0, len(rows), 16):
        seen = see(network, rows[start : start + 16])
        kept = seen.wanted >= 0
        scores = functional.linear(seen.hidden[kept], network.embeddings[aim.pieces])
        right = aim.place[seen.wanted[kept]].clamp(min=0)
        total += float(functional.cross_entropy(scores, right, reduction="sum"))
    network.train()
    return total / sum(len(pair[1]) for pair in pairs)


def rate(done: float, step: int, high: float, fall: float) -> float:
    """The learning rate: a warm-up, a plateau, and a fall over the last share of the time; ``done`` is from 0 to 1."""
    left = (1 - min(done, 1.0)) / fall if fall else 1.0
    return high * min(1.0, (step + 1) / WARM_UP) * (0.02 + 0.98 * min(1.0, left))


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    minutes: float
    rate: float
    fall: float


def train(network: Network, stream: Iterator[list[lexicon.Cut]], aim: Goal, work: Path, plan: Plan, check: Any) -> None:
    """Train for some minutes, from the work folder's checkpoint where there is one. ``check`` says how it goes."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    checkpoint, step = work / "checkpoint.pt", 0
    if checkpoint.exists():
        kept = _load(checkpoint)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        step = kept["step"]
    started = saved = time.monotonic()
    shown = tokens = 0.0
    network.train()
    while (spent := time.monotonic() - started) < plan.minutes * 60:
        batch = next(stream)
        for group in optimizer.param_groups:
            group["lr"] = rate(spent / (plan.minutes * 60), step, plan.rate, plan.fall)
        loss = step_loss(network, batch, aim)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        step += 1
        tokens += sum(len(pair[1]) + 1 for pair in batch)
        shown = loss.item() if shown == 0 else 0.99 * shown + 0.01 * loss.item()
        if time.monotonic() - saved > 180:
            saved = time.monotonic()
            save(network, optimizer, step, checkpoint)
            print(f"step {step}, {spent:.0f} s, {tokens / spent:.0f}/s, loss {shown:.3f}, {check(network)}", flush=True)
    save(network, optimizer, step, checkpoint)
    print(f"step {step}, loss {shown:.3f}, {check(network)}", flush=True)


def _load(path: Path) -> Any:
    return torch.load(path, weights_only=True, map_location=torch.get_default_device())


def save(network: Network, optimizer: Any, step: int, path: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    partial = path.with_suffix(".partial")
    kept = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save({**kept, "shape": asdict(network.shape)}, partial)
    partial.replace(path)


def main() -> None:
    """Train, going on from where the work folder stands."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", choices=corpus.COLUMNS)
    parser.add_argument("target", choices=corpus.COLUMNS)
    parser.add_argument("--general", type=Path, required=True, help="folder of PAIR.NAME.tsv.xz files")
    parser.add_argument("--work", type=Path, required=True, help="folder for the tokenizer and the checkpoint")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--fall", type=float, default=0.6, help="the last share of the time, in which the rate falls")
    parser.add_argument("--like", type=Path, help="work folder or package to start from, of this pair or of another")
    parser.add_argument("--seed", type=int, default=SEED, help="another one for every continuation")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda for a graphics card")
    parser.add_argument("--batch", type=int, default=BATCH, help="pieces of the target in a step")
    for part in ("width", "inner", "heads", "encoder", "decoder"):
        parser.add_argument(f"--{part}", type=int, default=getattr(Shape, part), help="the network's, see Shape")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_default_device(arguments.device)
    torch.set_float32_matmul_precision("high")  # of no effect on a processor
    torch.manual_seed(arguments.seed)
    arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.like and not (arguments.work / "sentencepiece.model").exists():
        shutil.copy(arguments.like / "sentencepiece.model", arguments.work)
    every = mixture.sources(arguments.source, arguments.target, arguments.general, SEED)
    for one in every:
        print(f"{one.name}: {len(one.pairs)} pairs, {one.weight:.3f}")
    cut = tokenizer(every, arguments.work)
    shape = {part: getattr(arguments, part) for part in ("width", "inner", "heads", "encoder", "decoder")}
    network = Network(Shape(cut.get_piece_size(), **shape))
    aim = goal(every, cut, network, arguments.work)
    if arguments.like and (arguments.like / "checkpoint.pt").exists():
        network.load_state_dict(_load(arguments.like / "checkpoint.pt")["network"])
    elif arguments.like:
        network.load_state_dict(read_network(arguments.like).state_dict())
    rows = [row for topic in corpus.held_out().values() for row in topic]
    held = corpus.pick(rows, arguments.source, arguments.target)
    stream = batches(every, cut, aim, random.Random(arguments.seed), arguments.batch)
    plan = Plan(arguments.minutes, arguments.rate, arguments.fall)
    print(f"{len(aim.pieces)} target pieces", flush=True)
    train(network, stream, aim, arguments.work, plan, lambda now: f"held out {held_out_loss(now, held, cut, aim):.4f}")


if __name__ == "__main__":
    main()
