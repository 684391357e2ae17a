"""How mentions stand: tables here with invented names, and a file of cases a language with the real dispute's."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from conftest import TESTS, side

from glossary import inflect
from glossary.formats import plain
from glossary.lint import Finding, lint
from glossary.match import Matcher
from glossary.perspective import Rule
from glossary.quotations import quotations
from glossary.terms import Termbase

Check = Callable[..., list[Finding]]

STANDING = [
    ("en", "He went to the Mist Islands.", ["own-voice"]),
    ("en", "the islands, which Arlandia calls the Mist Islands,", ["attributed"]),
    ("en", "the Mist Islands, as Arlandia calls them,", ["attributed"]),
    ("en", "the islands known in Arlandia as the Mist Islands", ["attributed"]),
    ("en", "called the Mist Islands by Arlandia and the Outer Skerries by Belmark", ["attributed", "attributed"]),
    ("en", "“We love the Mist Islands,” he said.", ["quoted"]),
    ("en", "He said “this.” The Mist Islands are far.", ["own-voice"]),
    ("en", "an unclosed “quotation and the Mist Islands", ["own-voice"]),
    ("en", "In the '90s the Mist Islands were 'free'.", ["own-voice"]),
    ("en", "Tor claims that the Mist Islands were unlawfully taken.", ["reported", "reported"]),
    ("en", "The minister said the Mist Islands were unlawfully taken.", ["own-voice", "reported"]),
    ("en", "The islands were unlawfully taken, the minister said.", ["reported"]),
    ("en", "The islands were unlawfully taken. The minister said so.", ["reported"]),
    ("en", "The islands were unlawfully taken. The minister said nothing.", ["own-voice"]),
    ("en", "The statement was made by a spokesman. The islands were unlawfully taken.", ["own-voice"]),
    ("en", "He claims that, but the Mist Islands are far.", ["own-voice"]),
    ("en", "Arlandia calls for talks on the Mist Islands.", ["own-voice"]),
    ("en", "the Mist Islands (Outer Skerries)", ["paired", "paired"]),
    ("en", "the Mist Islands. He said “Outer Skerries.”", ["own-voice", "quoted"]),
    ("en", "on Mist Islands Day the Mist Islands", ["title", "own-voice"]),
    ("ja", "「ミスト諸島は美しい」と述べた。", ["quoted"]),
    ("ja", "アーランディアがミスト諸島と呼ぶ島々", ["attributed"]),
    ("ja", "いわゆるミスト諸島", ["so-called"]),
    ("ja", "政府はミスト諸島を訪れた。", ["own-voice"]),
    ("ja", "不当に奪われたと主張している。", ["reported"]),
    ("ru", "Он посетил Туманные острова.", ["own-voice"]),
    ("ru", "так называемые «Туманные острова»", ["so-called"]),
    ("ru", "острова, которые в Арландии называют Туманными островами", ["attributed"]),
    ("ru", "«Туманные острова наши», — сказал он.", ["quoted"]),
    ("ru", "Министр заявил, что острова незаконно отторгнуты.", ["reported"]),
]


@pytest.mark.parametrize(("language", "text", "kinds"), STANDING)
def test_how_a_mention_stands(check: Check, language: str, text: str, kinds: list[str]) -> None:
    assert [finding.context.kind for finding in check(text, language)] == kinds


def cases(folder: str) -> list[Any]:
    """Every case of ``cases/<folder>/<language>.toml``; adding one is adding a table."""
    return [
        pytest.param(path.stem, case["text"], case["expect"], id=f"{path.stem}-{number}")
        for path in sorted((TESTS / "cases" / folder).glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
    ]


@pytest.fixture(scope="session")
def inflected(real: Termbase) -> Termbase:
    """The termbase that ships with every case of its names, as the program has it."""
    return inflect.complete(real)


@pytest.mark.parametrize(("language", "text", "expect"), cases("context"))
def test_cases(inflected: Termbase, language: str, text: str, expect: list[list[str]]) -> None:
    """Every mention that could be reported, and those that the case names; the sentence may hold ordinary names too."""
    named = {surface for surface, _ in expect}
    found = [
        [finding.text, finding.context.kind]
        for finding in lint(plain.parse(text), Matcher(inflected, language), side())
        if finding.rule is not Rule.MIXED_NAMING and (finding.text in named or finding.mention.name.loaded(language))
    ]
    assert found == expect


@pytest.mark.xfail(strict=True, reason="known and not mended yet")
@pytest.mark.parametrize(("language", "text", "expect"), cases("gaps"))
def test_known_gaps(inflected: Termbase, language: str, text: str, expect: list[list[str]]) -> None:
    """What is known to be read wrongly. A case that comes right has to move to ``cases/context``."""
    test_cases(inflected, language, text, expect)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b” c", ["b"]),
        ('a "b" c "d"', ["b", "d"]),
        ("„b“ „c”", ["b", "c"]),
        ("«b «c» d»", ["b «c» d"]),
        ("「b『c』d」", ["b『c』d"]),
        ("‘b’s c’ d", ["b’s c"]),
        ("the islands' coast and Jones' 'boat'", ["boat"]),
        ("rock 'n' roll", ["n"]),
        ("an “unclosed one", []),
        ('5" and 6" tall', []),
    ],
)
def test_quotation_marks_of_many_languages(text: str, inside: list[str]) -> None:
    assert [text[span.start : span.end] for span in quotations(text)] == inside


@pytest.mark.parametrize("language", ["en", "es", "ja", "ru"])
def test_a_sentence_full_of_names_is_read_in_one_go(check: Check, language: str) -> None:
    """Frames pass over names and quotation marks; written carelessly they would try every way of doing so."""
    names = {
        "en": "Mist Islands, “",
        "es": "islas de la Niebla, «",
        "ja": "ミスト諸島、「",
        "ru": "Туманные острова, «",
    }
    verb = {"en": "calls ", "es": "llama ", "ja": "日本では", "ru": "называют "}
    assert len(check(verb[language] * 20 + names[language] * 30 + "A.A.A. B" * 50, language)) == 30


DENSE = {
    "en": ("Iturup, “", "which Tokyo calls ", "The Foreign Ministry of Japan and Russia "),
    "ja": ("イトゥルップ島、「", "日本では", "日本政府は"),
    "ru": ("Итуруп, «", "называют ", "В Японии Москва и Токио "),
    "zh": ("北方四岛、“", "日本称", "外交部发言人"),
    "ko": ("이투루프섬, “", "일본이 ", "일본 정부가 "),
    "es": ("Iturup, «", "llama ", "El Gobierno de Japón y Rusia "),
    "fr": ("Itouroup, « ", "appelle ", "Le gouvernement du Japon et la Russie "),
    "de": ("Iturup, „", "nennt ", "Die Regierung Japans und Russland in "),
    "uk": ("Південні Курили, «", "називають ", "У Японії Москва і Токіо "),
}


@pytest.mark.parametrize("language", DENSE)
def test_no_frame_tries_every_way_through_a_sentence(inflected: Termbase, language: str) -> None:
    """Every file of voices is given names, verbs and speakers by the hundred; this ends at once or never."""
    name, verb, who = DENSE[language]
    text = verb * 20 + name * 40 + who * 60 + name + "A.A.A. B" * 50
    found = lint(plain.parse(text), Matcher(inflected, language), side())
    assert len([finding for finding in found if finding.text == name.strip(" ,、“「«„")]) >= 41


def test_speech_goes_on_over_paragraphs(check: Check) -> None:
    text = "“We love the Mist Islands.\n\n“And Velgrad.” The Mist Islands are far."
    assert [finding.context.kind for finding in check(text)] == ["quoted", "quoted", "own-voice"]


def test_a_block_quotation_is_a_quotation(check: Check) -> None:
    assert [f.context.kind for f in check("> The Mist Islands\n\nVelgrad", name="a.md")] == ["quoted", "own-voice"]


def test_ordinary_words_count_only_beside_the_dispute(check: Check) -> None:
    assert check("They demand the return of the books.") == []
    assert [f.text for f in check("They demand the return of Velgrad.")] == ["the return", "Velgrad"]
