"""A name at first mention: one side's, with whose other name it also has, whichever comes first."""

import pytest

from glossary.gloss import glosses
from glossary.terms import Termbase


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mist Islands, which Belmark calls Outer Skerries",
                "Outer Skerries, which Arlandia calls Mist Islands"]),
        ("ja", ["ミスト諸島（Belmark名・アウタースケリーズ諸島）",
                "アウタースケリーズ諸島（Arlandia名・ミスト諸島）"]),
        ("ru", ["Туманные острова (Belmark — Внешние Скерри)", "Внешние Скерри (Arlandia — Туманные острова)"]),
        ("fr", []),
    ],
)  # fmt: skip
def test_each_side_is_glossed_with_the_other(invented: Termbase, language: str, sentences: list[str]) -> None:
    assert glosses(invented.concepts["skerries"], language) == sentences


def test_a_name_of_all_needs_no_gloss(invented: Termbase) -> None:
    assert glosses(invented.concepts["grey-sea"], "en") == []
