"""What the tests share: an invented termbase, the command line in-process, and the real parts or a reason."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary import formats, packs, perspective
from glossary.cli import glossary
from glossary.lint import Finding, lint
from glossary.match import Matcher
from glossary.packs.mirror import Offer
from glossary.perspective import Perspective
from glossary.store import toml
from glossary.terms import Termbase

TESTS = Path(__file__).parent
ROOT = TESTS.parent


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the user's own cache, packages, keyring, language or colours."""
    home = tmp_path_factory.getbasetemp() / "home"
    for variable, folder in (("XDG_CACHE_HOME", "cache"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")):
        monkeypatch.setenv(variable, str(home / folder))
    ci = ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "ARGOS_PACKAGES_DIR", "GLOSSARY_OUTPUT_FORMAT", *ci):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("NO_COLOR", "1")


def missing(part: str, reason: str) -> None:
    """Skip a test whose real part is not on this machine; on CI it has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{part} is missing on CI: {reason}")
    pytest.skip(reason)


def lay(files: Mapping[str, str | bytes]) -> None:
    """Write files below the working folder, with their folders."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.fixture(scope="session")
def invented() -> Termbase:
    """The dispute between Arlandia and Belmark."""
    return toml.load(TESTS / "terms")


@pytest.fixture(scope="session")
def real() -> Termbase:
    """The termbase that ships."""
    return toml.load(ROOT / "terms")


def put(place: str | Path, sha256: str = "") -> packs.Pack:
    """Install a package and watch nothing of it."""
    from glossary.packs import install

    return install.install([Offer(str(place), sha256)], lambda done, all_: None, lambda: None)


def side(*parties: str) -> Perspective:
    """A house that follows parties; neutral with none."""
    return Perspective("test", sides=frozenset(parties))


@pytest.fixture(scope="session")
def check(invented: Termbase) -> Callable[..., list[Finding]]:
    """Lint a text against the invented termbase."""

    def run(text: str, language: str = "en", house: Perspective | None = None, name: str = "a.txt") -> list[Finding]:
        document = formats.of(name).parse(text, name)
        return lint(document, Matcher(invented, language), house or side())

    return run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The command line in an empty folder."""
    from glossary.cli.options import configs

    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, stdin: bytes | str | None = None) -> Result:
        configs.cache_clear()
        return CliRunner().invoke(glossary, [str(argument) for argument in arguments], input=stdin)

    return invoke


@pytest.fixture(scope="session")
def argos_libraries() -> None:
    """What Argos packages are decoded with."""
    try:
        import ctranslate2  # noqa: F401
        import sentencepiece  # noqa: F401
    except ImportError:
        missing("ctranslate2", "install the extra: translate")


@pytest.fixture(scope="session")
def apertium() -> str:
    """The real Apertium with English to Spanish."""
    from glossary.engines import Missing
    from glossary.engines import apertium as module

    if shutil.which("apertium") is None or isinstance(module.find("en", "es"), Missing):
        missing("apertium", "install Debian's apertium and apertium-eng-spa")
    return "apertium"


__all__ = ["ROOT", "TESTS", "lay", "missing", "perspective", "side"]
