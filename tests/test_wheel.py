"""The wheel in an environment of its own, run from another folder: its data has to come with it."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, missing


def call(*command: str | Path, cwd: Path, code: int = 0) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "UV_NO_SYNC", "PYTHONPATH")}
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
    if subprocess.run(["uv", "build", "--quiet", "--out-dir", folder, ROOT], capture_output=True).returncode:
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
