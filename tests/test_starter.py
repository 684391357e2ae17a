"""The starter packages' text, and that they are what they say they are."""

import json
import re
from collections import Counter

import pytest

from glossary import packs
from glossary.starter import corpus, grammar, invented, names, rules

TRIPLES = [(topic, row) for topic, rows in corpus.triples().items() for row in rows]
HELD_OUT = [(topic, row) for topic, rows in corpus.held_out().items() for row in rows]
PAIRS = corpus.pairs("en", "ja")
#: What no sentence of a column may have: the quotation marks of another language, letters of another script.
BARRED = {"en": "[‘’“”«»А-яぁ-んァ-ン一-鿿]", "ja": '["“”«»А-яё０-９]', "ru": '["“”„ёЁぁ-んァ-ン一-鿿]'}


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(TRIPLES) >= 5_000
    assert len(HELD_OUT) == 400


def test_nothing_that_is_held_out_is_trained_on() -> None:
    assert not {topic for topic, _ in TRIPLES} & {topic for topic, _ in HELD_OUT}
    for column in range(3):
        held = {row[column] for _, row in HELD_OUT}
        assert not {row[column] for _, row in TRIPLES} & held
        assert not {row[column] for row in PAIRS if column < 2} & held


def test_no_sentence_stands_twice() -> None:
    counts = Counter(row[0].lower() for row in [*(row for _, row in TRIPLES), *PAIRS])
    assert [sentence for sentence, count in counts.items() if count > 1] == []


def test_pairs_are_the_same_whichever_way_round() -> None:
    assert len(PAIRS) >= 20_000
    assert corpus.pairs("ja", "en") == [(ja, en) for en, ja in PAIRS]
    assert corpus.pairs("en", "ru") == []
    for en, ja in PAIRS:
        assert not re.search(BARRED["en"], en), en
        assert not re.search(BARRED["ja"], ja), ja
        assert ja.count("「") == ja.count("」"), ja
        assert (en, ja) == (en.strip(), ja.strip())
        assert 0.15 < len(ja) / len(en) < 1.2, (en, ja)  # nothing is left out on either side


@pytest.mark.parametrize(("column", "language"), list(enumerate(corpus.COLUMNS)))
def test_every_sentence_is_spelt_in_its_language(column: int, language: str) -> None:
    for topic, row in [*TRIPLES, *HELD_OUT]:
        assert not re.search(BARRED[language], row[column]), (topic, row[column])
        assert row[column] == row[column].strip()


def test_quotations_are_quotations_in_every_language() -> None:
    """As many marks open as close, and what is quoted in one language is quoted in the others."""
    for topic, (en, ja, ru) in [*TRIPLES, *HELD_OUT]:
        assert ja.count("「") == ja.count("」"), (topic, ja)
        assert ja.count("『") == ja.count("』"), (topic, ja)
        assert ru.count("«") >= ru.count("»") > 0 or "«" not in ru, (topic, ru)
        assert en.count('"') % 2 == 0, (topic, en)


def test_the_grammar_writes_whole_sentences_without_repeating_itself() -> None:
    made = list(grammar.sentences(7, 2_000))
    assert len({en for en, _, _ in made}) > 1_950
    for en, ja, ru in made:
        assert not re.search(r"[{}|*?/]", en + ja + ru), (en, ja, ru)
        assert not re.search(BARRED["ru"], ru), ru
        assert not re.search(r"\b[Вв] (вторник|Вьетнам|Франц|Украин)|\b[Оо] [аоуэи]", ru), ru
        assert not re.search(r"\b[Aa] [AEIO][a-z]", en), en


def test_every_symbol_of_the_grammar_has_rules() -> None:
    known = set(rules.rules()) | set(invented.MADE)
    for symbol, found in rules.rules().items():
        for rule in found:
            for form in [form for forms in rule.forms for form in forms]:
                assert set(re.findall(r"\{([a-z]+)\d?[:?}]", form)) <= known, (symbol, form)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Велмора", ["Велмора", "Велморы", "Велморе", "Велмору", "Велморой", "Велморе"]),
        ("Тания", ["Тания", "Тании", "Тании", "Танию", "Танией", "Тании"]),
        ("Бадор", ["Бадор", "Бадора", "Бадору", "Бадор", "Бадором", "Бадоре"]),
        ("Мика", ["Мика", "Мики", "Мике", "Мику", "Микой", "Мике"]),
        ("Каро", ["Каро"]),
    ],
)
def test_invented_names_have_russian_cases(name: str, expected: list[str]) -> None:
    assert list(invented.cases(name)) == expected


def test_names_are_put_in_place_of_the_sources() -> None:
    rows = [("Japan claims Kunashiri.", "日本は国後島の領有権を主張している。")]
    assert list(names.placed(rows, "en", "ja")) == [("Japan claims 国後島.", rows[0][1])]
    rows = [("He was on Iturup.", "Он был на Итурупе.")]
    assert list(names.placed(rows, "en", "ru")) == [("He was on Итуруп.", rows[0][1])]


@pytest.mark.parametrize("pack", packs.starters(), ids=lambda pack: pack.path.name)
def test_a_starter_package_is_small_and_says_what_it_is(pack: packs.Pack) -> None:
    assert sum(file.stat().st_size for file in pack.path.rglob("*")) < 14e6
    assert {"type", "from_code", "to_code", "argos_version"} <= set(
        json.loads((pack.path / "metadata.json").read_text())
    )
    card = (pack.path / "README.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card
    assert "| all | 400 |" in card
    assert pack.doubtful_below is not None


def test_the_starter_packages_are_there() -> None:
    assert {(pack.source, pack.target) for pack in packs.starters()} >= {
        ("en", "ja"),
        ("en", "ru"),
        ("ja", "en"),
        ("ru", "en"),
    }
