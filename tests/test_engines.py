"""Real engines: Debian's Apertium, and Argos packages decoded by CTranslate2."""

import math
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS, put

from glossary import engines, packs
from glossary.engines import Engine, Missing, argos, readings, routes
from glossary.errors import EngineError

Run = Callable[..., Result]


def test_routes() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "e"), ("e", "d"), ("d", "a")]
    assert routes.route(pairs, "a", "d") == [("a", "e"), ("e", "d")]
    assert routes.route(pairs, "a", "c") == [("a", "b"), ("b", "c")]
    assert routes.route(pairs, "c", "x") == []


def test_apertium_translates_every_sentence_for_itself(apertium: str) -> None:
    engine = engines.open_engine("apertium", "en", "es")
    found = engine.translate(["The islands are far.", "[a] ^b$ @c / {d}", "He slept.", "XQA"])
    assert len(found) == 4
    assert found[0][0].text == "Las islas son lejos."
    assert [hypotheses[0].text.endswith("XQA") for hypotheses in found] == [False, False, False, True]


def test_apertium_without_the_languages_says_what_to_install(apertium: str) -> None:
    with pytest.raises(EngineError, match="apt-get install apertium apertium-fin-hun"):
        engines.open_engine("apertium", "hu", "fi")


def test_apertium_that_is_not_there_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError, match="apt-get install apertium apertium-eng-spa"):
        engines.open_engine("apertium", "en", "es")


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, argos_libraries: None) -> Path:
    """An empty packages folder of the user's own."""
    folder = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A package file: the starter package from English to Russian as Argos Translate would ship it."""
    return Path(shutil.make_archive(str(tmp_path / "translate-en_ru"), "zip", packs.STARTERS, "en_ru"))


def open_argos(source: str, target: str) -> Engine:
    engine = argos.find(source, target)
    assert not isinstance(engine, Missing)
    return engine


SENTENCES = [
    "The foreign ministers of Japan and Russia met in Moscow on Monday.",
    "Japan claims the islands.",
    "Talks will resume in March.",
]


@pytest.mark.parametrize(("source", "target", "script"), [("en", "ja", "ぁ-ん"), ("en", "ru", "а-я")])
def test_starters_translate_without_anything_installed(own: Path, source: str, target: str, script: str) -> None:
    found = open_argos(source, target).translate(SENTENCES)
    assert len(found) == len(SENTENCES)
    for hypotheses in found:
        assert len(hypotheses) == 4
        assert all(re.search(f"[{script}]", hypothesis.text) for hypothesis in hypotheses)
        assert all(h.score is not None and h.score < 0 for h in hypotheses)
    assert ("東京" if target == "ja" else "Москв") in open_argos(source, target).translate(
        ["The leaders met in Tokyo." if target == "ja" else "The leaders met in Moscow."]
    )[0][0].text


def test_no_sentences_are_no_translations(own: Path) -> None:
    assert open_argos("en", "ja").translate([]) == []


def test_starters_go_through_a_third_language(own: Path) -> None:
    engine = open_argos("ja", "ru")
    ((best, *_),) = engine.translate(["日本とロシアの外相は月曜日、モスクワで会談した。"])
    assert "Япони" in best.text
    assert "ja → en" in engine.remark
    assert "en → ru" in engine.remark


def test_a_sentence_that_the_model_is_unsure_of_is_marked(own: Path) -> None:
    """What it was trained for, against a string of words that is no sentence of anything."""
    engine = open_argos("en", "ru")
    sure, unsure = engine.translate([SENTENCES[0], "Quokka marzipan gearbox, thereupon sonata of yeast and zeugma."])
    assert (sure[0].doubtful, unsure[0].doubtful) == (False, True)


def test_what_the_user_has_installed_comes_first(own: Path, file: Path) -> None:
    assert open_argos("en", "ru").remark.startswith("the starter package en → ru")
    put(file)
    assert open_argos("en", "ru").remark == ""
    assert [(pack.source, pack.target, pack.starter) for pack in packs.installed()] == [("en", "ru", False)]


def test_argos_needs_neither_torch_nor_argos_translate(own: Path) -> None:
    open_argos("en", "ru").translate(SENTENCES)
    assert not set(sys.modules) & {"torch", "stanza", "spacy", "argostranslate.translate", "argostranslate.sbd"}


@pytest.mark.parametrize("target", ["ja", "ru"])
def test_argos_holds_names_from_end_to_end(own: Path, run: Run, target: str) -> None:
    """Names that no model has seen, in a text that it can read."""
    Path("a.md").write_text(
        "# Talks on the **Mist Islands**\n\nArlandia claims the Mist Islands. Belmark calls them the Outer Skerries.\n",
        encoding="utf-8",
    )
    done = run("translate", "a.md", "--to", target, "--engine", "argos", "--terms", TESTS / "terms", "--strict")
    assert done.exit_code == 0, done.output
    assert ("ミスト諸島" if target == "ja" else "Туманны") in done.stdout
    assert ("アウタースケリーズ諸島" if target == "ja" else "Внешни") in done.stdout
    assert "the starter package" in done.stderr


def test_without_a_package_the_command_that_mends_it_is_named(own: Path) -> None:
    found = argos.find("en", "fi")
    assert isinstance(found, Missing)
    assert found.mend == "run: glossary packs install en fi"


def test_a_broken_package_is_named_and_hides_no_other(own: Path, file: Path) -> None:
    put(file)
    (own / "broken").mkdir()
    (own / "en_ru" / "model" / "model.bin").write_bytes(b"nonsense")
    assert [pack.target for pack in packs.installed()] == ["ru"]
    assert len(packs.broken()) == 1
    with pytest.raises(EngineError, match="the model cannot be loaded"):
        open_argos("en", "ru").translate(["Japan."])


def test_packs_on_the_command_line(own: Path, file: Path, run: Run) -> None:
    listed = run("packs", "list").stdout
    assert re.search(r"^en ja  English → Japanese  \d.*  starter$", listed, re.MULTILINE)
    assert run("packs", "install", file).exit_code == 0
    assert run("packs", "list").stdout.startswith("en ru  English → Russian  1.0  /")
    assert run("packs", "remove", "en", "ru").exit_code == 0
    done = run("packs", "remove", "en", "ru")
    assert (done.exit_code, "came with this program" in done.stderr) == (2, True)
    done = run("packs", "remove", "en", "fi")
    assert (done.exit_code, "there is no package from en to fi" in done.stderr) == (2, True)
    assert run("packs", "install", "nothing.argosmodel").exit_code == 2


def test_attention_can_be_read_in_other_ways(own: Path) -> None:
    """Two numbers of the model's file are changed in memory: the words stay, and what was looked at changes."""
    engine = open_argos("en", "ru")
    assert isinstance(engine, argos.Argos)
    assert engine.readings == 3
    pair = ("Japan claims the islands.", "Япония претендует на острова.")
    rows = [engine.align([pair], reading)[0] for reading in range(3)]
    assert [[at for at, _ in row] for row in rows] == [[at for at, _ in rows[0]]] * 3
    shares = [[share for _, row in links for _, _, share in row] for links in rows]
    assert shares[0] != shares[1] != shares[2]
    assert all(sum(share for _, _, share in row) < 1.01 for links in rows for _, row in links)


def test_a_model_file_of_another_make_has_its_own_reading_alone(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"decoder/layer_0/x decoder/alignment_layer\0\1\2\3")
    assert readings.readings(tmp_path / "model.bin") == []


def test_a_beginning_that_the_vocabulary_cannot_write_is_refused(own: Path) -> None:
    engine = open_argos("en", "ru")
    assert isinstance(engine, argos.Argos)
    (made,) = engine.complete([(SENTENCES[1], "Япония")])
    assert made is not None
    assert made.text.startswith("Япония")
    good, bad = engine.score([(SENTENCES[1], made.text), (SENTENCES[0], made.text)])
    assert good > bad
    engine.__dict__["_vocabulary"] = engine._vocabulary - set(engine._pieces("Япония"))
    assert engine.complete([(SENTENCES[1], "Япония")]) == [None]
    assert engine.score([(SENTENCES[1], "Япония")]) == [-math.inf]
