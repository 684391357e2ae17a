"""In which language a file is, and each of its paragraphs: what is said, what the name says, what the letters say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS, lay

from glossary.errors import FileError
from glossary.spoken import decided, of_file, of_name, redeclared

Run = Callable[..., Result]
LANGUAGES = {"en", "ja", "ru", "es", "zh", "de", "it"}
ENGLISH = "The ferry to the island is late, and the sea is calm.\n"
RUSSIAN = "Паром на остров ушёл, и море было спокойно.\n"
JAPANESE = "島への船は遅れている。\n"


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("story.ja.md", "ja"),
        ("story_ru.txt", "ru"),
        ("story.ja-JP.md", "ja"),
        ("story.zh-Hant.html", "zh"),
        ("ja/story.md", "ja"),
        ("ru/2024/ja/story.md", "ja"),
        ("ja/story.ru.md", "ru"),
        ("locale/ru.po", "ru"),
        ("ru.md", ""),
        ("story.xx.md", ""),
        ("story.min.md", ""),
        ("-", ""),
    ],
)
def test_what_a_name_says(path: str, language: str) -> None:
    assert of_name(path, LANGUAGES) == language


def test_folders_above_the_work_say_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ja" / "work" / "ru").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "ja" / "work")
    assert of_name(str(Path("story.md").absolute()), LANGUAGES) == ""
    assert of_name(str(Path("ru/story.md").absolute()), LANGUAGES) == "ru"


@pytest.mark.parametrize(
    ("source", "path", "language"),
    [
        (ENGLISH, "a.md", "en"),
        ("---\nlang: es\n---\nVelgrad\n", "a.md", "es"),
        ("---\nlang: es\n---\nVelgrad\n", "it/a.ja.md", "es"),  # what is declared before what the name says
        ('<html lang="de-AT"><p>Velgrad</p></html>', "a.html", "de"),
        ('<html lang="en"><p>' + JAPANESE, "a.html", "ja"),  # a template's word against the letters
        (RUSSIAN, "ja/a.md", "ru"),  # not translated yet
        (ENGLISH * 2, "it/a.md", "en"),  # a department
        ("Velgrad\n", "it/a.md", "it"),
        ("領土問題\n", "a.ja.md", "ja"),
        ("領土問題\n", "a.zh.md", "zh"),
        ("領土問題\n", "a.md", ""),
        ("领土问题\n", "a.md", "zh"),
        ("", "a.md", "en"),
    ],
)
def test_what_outranks_what(source: str, path: str, language: str) -> None:
    assert of_file(source, path, LANGUAGES) == language


def test_ideographs_alone_are_not_guessed_at(run: Run) -> None:
    with pytest.raises(FileError, match="Japanese or Chinese; give --lang, or call the file such as"):
        decided("", "a.md")
    lay({"a.md": "北方領土問題\n", "b.md": ENGLISH, "c.md": "問題\n"})  # in the last no name is to be told apart
    done = run("lint")
    assert (done.exit_code, "a.md: nothing tells whether" in done.stderr) == (2, True)
    assert "2 files checked" in done.stdout
    assert run("lint", "a.md", "--lang", "ja").exit_code == 1


def found(run: Run, *arguments: str) -> list[tuple[str, int, str]]:
    done = run("lint", *arguments, "--terms", TESTS / "terms", "--format", "json")
    assert done.exit_code in (0, 1), done.stderr
    return [(f["language"], f["line"], f["text"]) for f in json.loads(done.stdout)["findings"]]


def test_each_paragraph_is_read_in_its_language(run: Run) -> None:
    """In the order of the text, not of the languages."""
    text = (
        f"{ENGLISH}\nПаром вышел на Туманные острова утром.\n\nThe Mist Islands are far.\n\nミスト諸島は遠いと思う。\n"
    )
    lay({"a.md": text})
    assert found(run, "a.md") == [("ru", 3, "Туманные острова"), ("en", 5, "Mist Islands"), ("ja", 7, "ミスト諸島")]


def test_html_says_it_for_its_paragraphs(run: Run) -> None:
    page = (
        f'<html lang="en">\n<p>{ENGLISH}</p>\n<p lang="es">Las islas de la Niebla.</p>\n<p>Mist Islands.</p>\n</html>'
    )
    lay({"a.html": page})
    assert [language for language, *_ in found(run, "a.html")] == ["es", "en"]


def test_a_language_for_some_files(run: Run) -> None:
    lay({"glossary.toml": '[[overrides]]\nfiles = ["zh/**"]\nlanguage = "zh"\n', "zh/a.md": "領土問題\n"})
    assert run("lint").exit_code == 0


def test_another_detector_may_be_asked(run: Run) -> None:
    pytest.importorskip("lingua", reason="install the extra: lingua")
    lay({"glossary.toml": 'language-detector = "lingua"\n', "a.md": "Niebla sobre aquellas islas lejanas.\n"})
    done = run("lint", "a.md", "--show-settings")
    assert 'language = ""  # this file: es' in done.stdout
    lay({"a.md": "領土問題\n"})
    assert "Japanese or Chinese" in run("lint", "a.md", "--show-settings").stdout


def test_a_detector_that_is_not_there_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from glossary import spoken

    spoken._lingua.cache_clear()
    monkeypatch.setitem(sys.modules, "lingua", None)
    lay({"glossary.toml": 'language-detector = "lingua"\n', "a.md": ENGLISH})
    done = run("lint")
    assert (done.exit_code, "pip install 'contested-glossary[lingua]'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<html lang="en-GB"><p lang="en">a', '<html lang="es"><p lang="en">a'),
        ("---\ntitle: a\nlang: en\n---\nb\n", "---\ntitle: a\nlang: es\n---\nb\n"),
        ('<html lang="ru">', '<html lang="ru">'),
        ("lang: en\n", "lang: en\n"),
    ],
)
def test_a_translation_calls_itself_by_its_language(source: str, expected: str) -> None:
    assert redeclared(source, "en", "es") == expected


def test_a_page_is_translated_from_its_own_language(run: Callable[..., Result]) -> None:
    """What is in another one is left as it is, and told."""
    page = (
        '<html lang="ja"><p>記者が島の港で漁師の話を聞いた。</p><p lang="ru">Рыбаки вернулись с острова.</p></html>\n'
    )
    Path("a.html").write_text(page, encoding="utf-8")
    done = run("translate", "a.html", "--to", "en", "--engine", "echo", "--format", "json")
    assert [each["source"] for each in json.loads(done.stdout)["segments"]] == ["記者が島の港で漁師の話を聞いた。"]
    assert "paragraphs in another language, left as they are: 1" in done.stderr
    assert run("translate", "a.html", "--to", "en", "--engine", "echo").stdout == page.replace('"ja"', '"en"')
