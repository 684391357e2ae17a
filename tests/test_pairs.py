"""Both names where the house wants both: what is written, where, and that lint has nothing to add."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS
from test_translate import run as translate

from glossary import formats
from glossary.lint import Finding, lint
from glossary.match import Matcher
from glossary.perspective import Perspective
from glossary.target import Stance
from glossary.terms import Concept, Dispute, Name, Termbase
from glossary.translation.translate import Translation

Run = Callable[..., Result]

NAMES = {
    "es": {"Mist Islands": "islas de la Niebla", "Outer Skerries": "Skerries Exteriores", "Velgrad": "Velgrado"},
    "ru": {"Mist Islands": "Туманные острова", "Outer Skerries": "Внешние Скерри", "Velgrad": "Вельград"}
    | {"Velhavn": "Вельхавн"},
    "ja": {"Mist Islands": "ミスト諸島", "Outer Skerries": "アウタースケリーズ諸島", "Velgrad": "ヴェルグラード"}
    | {"Velhavn": "ヴェルハウン"},
}
FRAMES = {
    "es": {"what Arlandia calls the": "lo que Arlandia llama", "which Belmark calls the": "que Belmark llama"},
    "ru": {
        "what Arlandia calls the": "то, что Арландия называет",
        "which Belmark calls the": "которые Бельмарк называет",
    },
    "ja": {"what Arlandia calls the": "アルランディアの呼称では", "which Belmark calls the": "ベルマルクの呼称では"},
}


def engine(language: str) -> Callable[[str], list[str]]:
    """Knows every name and the frames of attribution, and leaves the other words as they are."""

    def work(sentence: str) -> list[str]:
        for source, target in (FRAMES[language] | NAMES[language]).items():
            sentence = sentence.replace(source, target)
        return [sentence.replace("the ", "").replace("The ", "")]

    return work


def house(*sides: str, pair: str = "*", places: tuple[str, ...] = ("first-mention", "headline")) -> Perspective:
    return Perspective("house", sides=frozenset(sides), pair=frozenset([pair]), pair_in=frozenset(places))


def translated(
    termbase: Termbase, text: str, language: str, how: Perspective, stance: Stance = "preserve", name: str = "a.txt"
) -> Translation:
    result, _ = translate(termbase, text, engine(language), name=name, target=language, house=how, stance=stance)
    return result


def linted(termbase: Termbase, text: str, language: str, how: Perspective, name: str = "a.txt") -> list[Finding]:
    document = formats.of(name).parse(text, name)
    return [finding for finding in lint(document, Matcher(termbase, language), how) if finding.reported]


@pytest.mark.parametrize(
    ("language", "side", "expected"),
    [
        ("es", "Arlandia", "Vista islas de la Niebla (Skerries Exteriores) aqui. Y islas de la Niebla."),
        ("es", "Belmark", "Vista Skerries Exteriores (islas de la Niebla) aqui. Y Skerries Exteriores."),
        ("ru", "Arlandia", "Vista Туманные острова (Внешние Скерри) aqui. Y Туманные острова."),
        ("ru", "Belmark", "Vista Внешние Скерри (Туманные острова) aqui. Y Внешние Скерри."),
        ("ja", "Arlandia", "Vista ミスト諸島（Belmark名・アウタースケリーズ諸島） aqui.Y ミスト諸島."),
        ("ja", "Belmark", "Vista アウタースケリーズ諸島（Arlandia名・ミスト諸島） aqui.Y アウタースケリーズ諸島."),
    ],
)
def test_the_first_mention_has_both_and_the_later_ones_are_short(
    invented: Termbase, language: str, side: str, expected: str
) -> None:
    how = house(side)
    text = "Vista the Mist Islands aqui. Y the Outer Skerries."
    result = translated(invented, text, language, how, "house")
    assert result.text == expected
    (held, _) = result.units
    (place,), (number,) = held.places, held.seconds
    assert place is not None
    assert held.target[place.start : place.end] in expected
    second = held.seconds[number]
    assert place.start < second.start < second.end <= place.end
    assert linted(invented, result.text, language, how) == []


def test_a_pair_stands_in_the_case_of_its_name(invented: Termbase) -> None:
    result, _ = translate(
        invented, "He saw the Mist Islands.", lambda text: ["Он был на Туманных островах."], target="ru", house=house()
    )
    assert result.text == "Он был на Туманных островах (Внешних Скерри)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # not in a quotation, which keeps its speaker's word; the writer's own mention after it has the pair
        ("“the Mist Islands are ours,” he said. Velaz the Mist Islands.", (1, "Velaz islas de la Niebla (Skerries")),
        # not where somebody calls it so
        ("Vio what Arlandia calls the Mist Islands.", (0, "llama islas de la Niebla.")),
        # not where the source has both
        ("Vio the Mist Islands (Outer Skerries).", (0, "Vio islas de la Niebla (Skerries Exteriores).")),
        ("Vio the Mist Islands, which Belmark calls the Outer Skerries.", (0, "Niebla, que Belmark")),
        # within brackets and before some, a stroke
        ("Vio islas (the Mist Islands).", (1, "islas (islas de la Niebla/Skerries Exteriores).")),
        ("Vio the Mist Islands (80).", (1, "Vio islas de la Niebla/Skerries Exteriores (80).")),
        # no name of another side in the language; nobody's own name
        ("Vio the Grey Sea.", (0, "")),
        # each concept by itself
        (
            "Vio Velgrad and Velgrad, the Mist Islands.",
            (2, "Vio Velgrado (Velhavn) and Velgrado, islas de la Niebla ("),
        ),
    ],
)
def test_where_a_pair_is_written(invented: Termbase, text: str, expected: tuple[int, str]) -> None:
    result = translated(invented, text, "es", house())
    assert expected[1] in result.text
    assert sum(len(held.seconds) for held in result.units) == expected[0]


def test_a_house_that_asks_for_none_gets_none(invented: Termbase) -> None:
    text = "Vio the Mist Islands."
    assert translated(invented, text, "es", house(pair="other")).text == "Vio islas de la Niebla."
    assert "(" not in translated(invented, text, "es", house(places=("headline",))).text


def test_a_headline_tells_for_the_text_below_it_and_every_headline_tells(invented: Termbase) -> None:
    text = "# Vio the Mist Islands\n\nVelaz the Mist Islands now.\n\n## Y the Mist Islands\n"
    result = translated(invented, text, "es", house(), name="a.md")
    assert result.text == (
        "# Vio islas de la Niebla (Skerries Exteriores)\n\nVelaz islas de la Niebla now.\n\n"
        "## Y islas de la Niebla (Skerries Exteriores)\n"
    )
    result = translated(invented, text, "es", house(places=("first-mention",)), name="a.md")
    assert [line.count("(") for line in result.text.splitlines() if line] == [0, 1, 0]


def test_a_headline_in_capitals_has_its_pair_in_capitals(invented: Termbase) -> None:
    result = translated(invented, "STORM OVER THE MIST ISLANDS\n\nNada.", "es", house())
    assert result.text.splitlines()[0].endswith("ISLAS DE LA NIEBLA (SKERRIES EXTERIORES)")


def test_markup_ends_before_the_bracket_and_the_note_stands_behind_it(invented: Termbase) -> None:
    result, _ = translate(
        invented, "Vio the **Mist Islands** [now](x).", engine("es"), name="a.md", house=house(), style="footnote"
    )
    assert result.text.startswith("Vio **islas de la Niebla** (Skerries Exteriores)[^n1] [now](x).")


def test_marks_that_an_engine_adds_do_not_hide_a_mention(invented: Termbase) -> None:
    """Russian copy has some names in quotation marks where English has none."""
    result, _ = translate(
        invented,
        "He saw the Mist Islands.",
        lambda text: ["Он любит «Туманные острова» тоже."],
        target="ru",
        house=house(),
    )
    assert result.text == "Он любит «Туманные острова» (Внешние Скерри) тоже."


def test_marks_of_another_name_go_with_it(invented: Termbase) -> None:
    result, _ = translate(
        invented, "He saw the Outer Skerries.", lambda text: ["Он любит «Туманные острова» тоже."], target="ru"
    )
    assert result.text == "Он любит Внешние Скерри тоже."


def test_what_an_engine_says_unasked_takes_no_pair_away(invented: Termbase) -> None:
    result, _ = translate(
        invented,
        "One. He saw the Mist Islands.",
        lambda text: ["Islas de la Niebla uno." if "One" in text else "Vio islas de la Niebla."],
        house=house(),
    )
    assert result.text == "Islas de la Niebla uno. Vio islas de la Niebla (Skerries Exteriores)."


TEXTS = [
    "Vio the Mist Islands.\n\nOtra the Mist Islands.\n",
    "Head of the Outer Skerries\n\nVio the Outer Skerries y Velgrad. “The Mist Islands!” dijo él.\n\nY Velgrad.\n",
    "Vio what Arlandia calls the Mist Islands. Y the Outer Skerries.\n",
    "Vio the Mist Islands, which Belmark calls the Outer Skerries. Y the Mist Islands.\n",
    "Vio (the Outer Skerries) y Velhavn (80).\n\nY Velhavn.\n",
    "STORM OVER THE OUTER SKERRIES\n\nVio the Outer Skerries.\n",
]


@pytest.mark.parametrize(("language", "text"), [*product(NAMES, TEXTS)])
def test_lint_finds_nothing_in_the_translation(invented: Termbase, language: str, text: str) -> None:
    """Under the perspective that it was made for, whichever side that is."""
    for side, stance in (((), "preserve"), (("Arlandia",), "house"), (("Belmark",), "house")):
        how = house(*side)
        result = translated(invented, text, language, how, stance)  # type: ignore[arg-type]
        assert "failed" not in [rung for held in result.units for rung in held.rungs]
        assert [(f.rule, f.text) for f in linted(invented, result.text, language, how)] == [], result.text


def test_a_name_without_a_rival_in_the_language_is_not_asked_for_one() -> None:
    """Nothing could be written to please the house: lint is silent, and a translation has the name alone."""
    dispute = Dispute("isle", "An isle", parties=("Arlandia", "Belmark"))
    names = (
        Name("en", "Mire Isle", ("Arlandia",)),
        Name("en", "Moor Isle", ("Belmark",)),
        Name("es", "Isla Turbia", ("Arlandia",)),
    )
    concept = Concept("isle", dispute, "island", "An isle.", parties=dispute.parties, names=names)
    termbase = Termbase({"isle": concept})
    assert [finding.rule for finding in linted(termbase, "Snow on Mire Isle.", "en", house("Arlandia"))] == [
        "unpaired-mention"
    ]
    assert linted(termbase, "Nieve en Isla Turbia.", "es", house("Arlandia")) == []
    result, _ = translate(
        termbase, "Snow on Mire Isle.", lambda text: ["Nieve en Isla Turbia."], house=house("Arlandia")
    )
    assert (result.text, result.units[0].seconds) == ("Nieve en Isla Turbia.", {})


def test_both_sides_are_served_alike(invented: Termbase) -> None:
    """What one side's house writes is what the other's does, with the names exchanged."""
    one, two = (
        translated(invented, "Vio the Mist Islands. Y the Outer Skerries.", "es", house(side), "house").text
        for side in ("Arlandia", "Belmark")
    )
    swapped = one.replace("islas de la Niebla", "\0").replace("Skerries Exteriores", "islas de la Niebla")
    assert swapped.replace("\0", "Skerries Exteriores") == two


def test_the_trail_and_the_count_have_the_pair(run: Run) -> None:
    Path("house.toml").write_text('pair = ["*"]\n', encoding="utf-8")
    arguments = ["translate", "-", "--from", "en", "--to", "es", "--engine", "echo", "--terms", TESTS / "terms"]
    arguments += ["--perspective", "house.toml", "--annotate", "none"]
    done = run(*arguments, stdin="He saw the Mist Islands.\n")
    assert "islas de la Niebla (Skerries Exteriores)" in done.stdout
    assert "; given with a rival name: 1" in done.stderr
    (segment,) = json.loads(run(*arguments, "--format", "json", stdin="He saw the Mist Islands.\n").stdout)["segments"]
    (term,) = segment["terms"]
    for place in (term["target"], term["paired_with"]):
        assert segment["target"][place["start"] : place["end"]] == place["text"]
    assert term["paired_with"]["text"] == "Skerries Exteriores"
