"""Real engines: Debian's Apertium, and Argos packages decoded by CTranslate2."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS, missing

from glossary import engines, packs
from glossary.engines import Missing, argos, routes
from glossary.errors import EngineError, PackageError

Run = Callable[..., Result]
PACKAGES = sorted((TESTS / "argos").glob("*.argosmodel"))


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
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A packages folder with the two small packages, installed by this program."""
    try:
        import ctranslate2  # noqa: F401
        from argostranslate import settings
    except ImportError:
        missing("argostranslate", "install the extra: translate")
        raise
    monkeypatch.setattr(settings, "package_data_dir", tmp_path)
    monkeypatch.setattr(settings, "package_dirs", [tmp_path])
    for package in PACKAGES:
        packs.install(package)
    return tmp_path


def test_argos_packages_are_decoded(installed: Path) -> None:
    assert [(pack.source, pack.target) for pack in packs.installed()] == [("en", "es"), ("es", "ja")]
    engine = argos.find("en", "es")
    assert not isinstance(engine, Missing)
    found = engine.translate(["Arlandia claims the Mist Islands.", "Belmark claims the Outer Skerries."])
    assert [hypotheses[0].text for hypotheses in found] == [
        "Arlandia reclama las islas de la Niebla.",
        "Belmark reclama las Skerries Exteriores.",
    ]
    assert all(len(hypotheses) == 4 and hypotheses[0].score is not None for hypotheses in found)
    assert engine.translate([]) == []


def test_argos_goes_through_a_third_language(installed: Path) -> None:
    engine = argos.find("en", "ja")
    assert not isinstance(engine, Missing)
    ((best, *_),) = engine.translate(["Arlandia claims the Mist Islands."])
    assert best.text == "アーランディアはミスト諸島の領有権を主張している。"


def test_argos_needs_neither_torch_nor_its_own_translate_module(installed: Path) -> None:
    engine = argos.find("en", "es")
    assert not isinstance(engine, Missing)
    engine.translate(["Arlandia claims the Mist Islands."])
    loaded = set(sys.modules)
    assert not loaded & {"torch", "stanza", "spacy", "argostranslate.translate", "argostranslate.sbd"}


def test_argos_holds_names_from_end_to_end(installed: Path, run: Run) -> None:
    Path("a.md").write_text("# The **Mist Islands**\n\nBelmark claims the Outer Skerries.\n", encoding="utf-8")
    arguments = ["translate", "a.md", "--to", "es", "--engine", "argos", "--terms", TESTS / "terms"]
    done = run(*arguments, "--annotate", "none", "--strict")
    assert done.exit_code == 0, done.output
    assert "# Las **islas de la Niebla**\n" in done.stdout
    assert "Belmark reclama las Skerries Exteriores.\n" in done.stdout


def test_argos_holds_names_through_a_pivot(installed: Path, run: Run) -> None:
    done = run(
        "translate", "-", "--from", "en", "--to", "ja", "--engine", "auto", "--terms", TESTS / "terms",
        "--annotate", "none", "--strict", stdin="Arlandia claims the Mist Islands.\n",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "アーランディアはミスト諸島の領有権を主張している。\n")


def test_without_a_package_the_command_that_mends_it_is_named(installed: Path) -> None:
    found = argos.find("en", "ru")
    assert isinstance(found, Missing)
    assert found.mend == "run: glossary packs install en ru"


def test_a_broken_package_is_named_and_hides_no_other(installed: Path) -> None:
    (installed / "broken").mkdir()
    (installed / "en_es" / "model" / "model.bin").write_bytes(b"nonsense")
    assert [pack.source for pack in packs.installed()] == ["en", "es"]
    assert len(packs.broken()) == 1
    engine = argos.find("en", "es")
    assert not isinstance(engine, Missing)
    with pytest.raises(EngineError, match="the model cannot be loaded"):
        engine.translate(["Arlandia."])


@pytest.mark.parametrize(
    "names", [["../evil/metadata.json"], ["/evil"], ["a/metadata.json", "b/x"], ["a/metadata.json"]]
)
def test_a_package_file_that_is_none_leaves_nothing_behind(installed: Path, tmp_path: Path, names: list[str]) -> None:
    before = sorted(path.name for path in installed.iterdir())
    file = tmp_path / "x.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    with pytest.raises(PackageError):
        packs.install(file)
    file.unlink()
    assert sorted(path.name for path in installed.iterdir()) == before


def test_packs_on_the_command_line(installed: Path, run: Run) -> None:
    assert "en es  English → Spanish" in run("packs", "list").stdout
    assert run("packs", "remove", "en", "es").exit_code == 0
    done = run("packs", "remove", "en", "es")
    assert (done.exit_code, "there is no package from en to es" in done.stderr) == (2, True)
    assert run("packs", "install", PACKAGES[0]).exit_code == 0
    assert run("packs", "install", "nothing.argosmodel").exit_code == 2
