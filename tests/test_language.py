"""Which language a text is in, and what parties and languages are called."""

import pytest

from glossary.language import guess, known, language_name, party_name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister went to the islands and slept.", "en"),
        ("Velgrad", "en"),
        ("", "en"),
        ("El ministro viajó a las islas con su hija.", "es"),
        ("Le ministre est dans les îles avec une amie.", "fr"),
        ("Der Minister ist nicht auf den Inseln.", "de"),
        ("Острова незаконно оккупированы.", "ru"),
        ("Він сказав, що острови їхні.", "uk"),
        ("大臣は島を訪れた。", "ja"),
        ("大臣访问岛屿。", "zh"),
        ("장관은 섬을 방문했다.", "ko"),
        ("The name 北方領土 stands in an English sentence of some length here.", "en"),
    ],
)
def test_a_text_says_its_language(text: str, language: str) -> None:
    assert guess(text) == language


def test_names_come_from_cldr() -> None:
    assert (party_name("JP"), party_name("JP", "ru"), party_name("JP", "ja")) == ("Japan", "Япония", "日本")
    assert party_name("The Office of Charts", "ru") == "The Office of Charts"
    assert (language_name("ja"), language_name("ja", "ja")) == ("Japanese", "日本語")
    assert known("ru")
    assert known("zh-Hant")
    assert not known("nonsense")
