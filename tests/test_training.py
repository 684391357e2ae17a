"""How starter packages are made. PyTorch is asked of nobody else, so these run only where it is installed."""

import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
ctranslate2 = pytest.importorskip("ctranslate2")

from glossary.starter import lexicon, package, reread, train  # noqa: E402
from glossary.starter.mixture import Source  # noqa: E402
from glossary.starter.network import Network, Shape  # noqa: E402

SMALL = {"width": 32, "inner": 48, "heads": 2, "encoder": 2, "decoder": 2}


def mirrored(count: int) -> list[lexicon.Cut]:
    """A language of pieces 10 to 19 and its translation, 20 to 29 in the opposite order."""
    rng = random.Random(3)
    rows = [[rng.randrange(10, 20) for _ in range(rng.randrange(2, 7))] for _ in range(count)]
    return [(row, [piece + 10 for piece in reversed(row)]) for row in rows]


def aim(size: int) -> train.Goal:
    learnt = lexicon.learn(mirrored(300), size)
    pieces = torch.tensor([0, 1, 2, *range(20, 30)])
    place = torch.full((size,), -1)
    place[pieces] = torch.arange(len(pieces))
    return train.Goal(pieces, place, learnt)


def test_the_lexicon_learns_which_piece_is_which() -> None:
    learnt = lexicon.learn(mirrored(300), 30)
    assert [int(learnt.forth[piece].argmax()) for piece in range(10, 20)] == list(range(20, 30))
    assert [int(learnt.back[:, piece].argmax()) for piece in range(20, 30)] == list(range(10, 20))
    where, sure = learnt.alignment(torch.tensor([[10, 12, 15, -1]]), torch.tensor([[25, 22, 20]]))
    assert sure.tolist() == [[True, True, True]]
    assert where.argmax(2).tolist() == [[2, 1, 0]]


def test_a_step_of_training_teaches_words_and_attention() -> None:
    torch.manual_seed(1)
    network, goal, pairs = Network(Shape(30, **SMALL)), aim(30), mirrored(300)
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3)
    losses = []
    for step in range(120):
        loss = train.step_loss(network, pairs[step * 32 % 256 :][:32], goal)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert sum(losses[-10:]) < sum(losses[:10]) * 0.7


def test_ctranslate2_computes_what_was_trained(tmp_path: Path) -> None:
    torch.manual_seed(2)
    network = Network(Shape(30, **SMALL)).eval()
    pieces = ["<unk>", "<s>", "</s>", *(f"p{number}" for number in range(3, 30))]
    target = [0, 1, 2, *range(20, 30)]
    package.write_model(network, pieces, target, tmp_path / "model", None)
    source = [11, 14, 17, 12]
    made, looked = [1], []
    with torch.no_grad():
        ids = torch.tensor([source])
        mask = torch.ones(1, 1, 1, len(source), dtype=torch.bool)
        memory = network.encode(ids, mask)
        for _ in range(6):
            hidden, looks = network.decode(torch.tensor([made]), memory, mask)
            made.append(target[int((hidden[0, -1] @ network.embeddings[target].T).argmax())])
            looked.append(looks[0, -1])
    translator = ctranslate2.Translator(str(tmp_path / "model"))
    (result,) = translator.translate_batch(
        [[pieces[piece] for piece in source]], beam_size=1, max_decoding_length=6, return_attention=True
    )
    assert result.hypotheses[0] == [pieces[piece] for piece in made[1:]][: len(result.hypotheses[0])]
    found = torch.tensor(result.attention[0])
    assert torch.allclose(found, torch.stack(looked)[: len(found)], atol=1e-5)


@pytest.mark.parametrize(("quantization", "tolerance"), [(None, 0.0), ("int8", 0.02)])
def test_a_network_can_be_read_back(tmp_path: Path, quantization: str | None, tolerance: float) -> None:
    network = Network(Shape(30, **SMALL))
    pieces = [str(number) for number in range(30)]
    package.write_model(network, pieces, [0, 1, 2, *range(20, 30)], tmp_path / "model", quantization)
    again = reread.read_network(tmp_path)
    assert again.shape == network.shape
    for name, value in network.state_dict().items():
        assert torch.allclose(again.state_dict()[name], value, atol=tolerance), name


def test_batches_hold_every_kind_by_its_weight(tmp_path: Path) -> None:
    class Cut:
        """Numbers for letters."""

        def encode(self, text: str, **options: object) -> list[int]:
            return [10 + ord(letter) % 10 for letter in text]

        def piece_to_id(self, piece: str) -> int:
            return 9

    goal = aim(30)
    goal.place[10:20] = torch.arange(10)  # here the letters are their own translation
    sources = [Source("a", 0.75, [("ab", "ab")]), Source("b", 0.25, [("cdefg", "cdefg")], "<tag>")]
    stream = train.batches(sources, Cut(), goal, random.Random(1))
    rows = [row for _ in range(20) for row in next(stream)]
    tagged = [row for row in rows if row[0][0] == 9]
    assert all(len(row[1]) == 5 for row in tagged)
    assert 0.1 < len(tagged) / len(rows) < 0.5
