"""The wheel in an environment of its own, run from another folder: its data has to come with it.

It is built twice, the second time in another place, from the source distribution of the first: the same bytes.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from conftest import ROOT, missing

#: 2020-02-29 12:00 UTC, which files are dated with, and the manual page.
EPOCH = "1582977600"


def call(*command: str | Path, cwd: Path, code: int = 0, **more: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "UV_NO_SYNC", "PYTHONPATH")} | more
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel, built from the source distribution, and an environment with it installed as a user would."""
    if shutil.which("uv") is None:
        missing("uv", "pip install uv")
    folder = tmp_path_factory.mktemp("wheel")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    build = ["uv", "build", "--quiet", "--out-dir", folder, ROOT]
    if subprocess.run(build, env=environment, capture_output=True).returncode:
        missing("a package index", "the build cannot fetch its backend")
    (wheel,) = folder.glob("*.whl")
    call("uv", "venv", "--quiet", folder / "env", cwd=folder)
    call("uv", "pip", "install", "--quiet", "--python", folder / "env" / "bin" / "python", wheel, cwd=folder)
    return wheel, folder / "env" / "bin"


def test_the_wheel_holds_the_data_and_compiled_catalogues(built: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(built[0]).namelist()
    assert "glossary/_data/terms/kurils/southern-kurils.toml" in names
    assert "glossary/_data/locales/ja/LC_MESSAGES/terms.mo" in names
    assert not [name for name in names if name.endswith(".po") or name.startswith("tests")]


def test_two_builds_are_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    """In another folder, with another umask and in another time zone, from what the first build packed."""
    (source,) = built[0].parent.glob("*.tar.gz")
    mask = os.umask(0o077)
    try:
        with tarfile.open(source) as packed:
            packed.extractall(tmp_path, filter="data")
        (unpacked,) = tmp_path.iterdir()
        where = {"SOURCE_DATE_EPOCH": EPOCH, "TZ": "Asia/Tokyo"}
        call("uv", "build", "--quiet", "--out-dir", tmp_path / "again", unpacked, cwd=tmp_path, **where)
    finally:
        os.umask(mask)
    for one in (source, built[0]):
        assert (tmp_path / "again" / one.name).read_bytes() == one.read_bytes(), one.name


def test_the_index_would_take_it(built: tuple[Path, Path]) -> None:
    made = sorted(path for path in built[0].parent.iterdir() if path.suffix in (".whl", ".gz"))
    assert len(made) == 2
    shown = call(sys.executable, "-m", "twine", "--no-color", "check", "--strict", *made, cwd=built[0].parent)
    assert shown.count("PASSED") == 2


def test_the_wheel_says_what_it_is(built: tuple[Path, Path]) -> None:
    """Licences with their texts, the classifiers of the Pythons that CI and developers have run, and types."""
    wheel = zipfile.ZipFile(built[0])
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = message_from_bytes(wheel.read(name))
    assert metadata["License-Expression"] == "MIT AND CC0-1.0 AND CC-BY-SA-4.0"
    texts = metadata.get_all("License-File") or []
    assert len(texts) == 3
    assert all(wheel.read(f"{Path(name).parent}/licenses/{text}") for text in texts)
    assert "glossary/py.typed" in wheel.namelist()


def test_the_version_and_the_manual_page_are_installed(built: tuple[Path, Path], tmp_path: Path) -> None:
    version = built[0].name.split("-")[1]
    assert call(built[1] / "glossary", "--version", cwd=tmp_path) == f"glossary, version {version}\n"
    manual = (built[1].parent / "share" / "man" / "man1" / "glossary.1").read_text(encoding="ascii")
    assert manual.startswith(f'.TH GLOSSARY 1 "2020-02-29" "glossary {version}"\n')
    assert ".SS glossary terms validate\n" in manual


def test_the_three_jobs_run_from_the_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He saw the Northern Territories.\n", encoding="utf-8")
    program = built[1] / "glossary"
    assert "南クリル諸島" in call(program, "lookup", "hoppou ryodo", "--to", "ja", cwd=tmp_path)
    assert "a.txt:1:12: GL101 warning" in call(program, "lint", "a.txt", cwd=tmp_path, code=1)
    translated = call(program, "translate", "a.txt", "--to", "es", "--engine", "echo", cwd=tmp_path)
    assert "Territorios del Norte[1]" in translated
    assert "Rusia administra" in translated


def test_look_up_and_lint_need_no_engine(built: tuple[Path, Path]) -> None:
    installed = call("uv", "pip", "list", "--python", built[1] / "python", cwd=built[1])
    assert not {"argostranslate", "ctranslate2", "torch", "stanza"} & set(installed.split())


def test_nothing_compiled_is_left_in_the_checkout(built: tuple[Path, Path]) -> None:
    assert list((ROOT / "locales").rglob("*.mo")) == []
