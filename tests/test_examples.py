"""Examples in a termbase are tests of it: run by `glossary terms validate`, in each language, with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS

from glossary.store import compiled, toml

Run = Callable[..., Result]

GOOD = """
[[examples]]
lang = "en"
text = "Ferries to the Mist Islands leave at noon."
reports = ["Mist Islands"]

[[examples]]
lang = "ja"
text = "船は😀ミスト諸島へ向かう。"
reports = ["ミスト諸島"]

[[examples]]
lang = "en"
text = "The mayor said: “The Mist Islands are ours.”"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TESTS / "terms", tmp_path / "terms")
    return tmp_path / "terms"


def add(folder: Path, text: str) -> Path:
    path = folder / "skerries" / "skerries.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return path


def test_examples_that_come_out_are_no_problem(run: Run, folder: Path) -> None:
    add(folder, GOOD)
    done = run("terms", "validate", folder)
    assert (done.exit_code, ", 0 problems" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ('lang = "en"\ntext = "Mist Islands: a map."\n', "reports “Mist Islands”, and should report nothing"),
        (
            'lang = "ru"\ntext = "Туман."\nreports = ["Внешние Скерри"]\n',
            "reports nothing, and should report “Внешние Скерри”",
        ),
        ('lang = "en"\ntext = ""\nreport = ["x"]\n', "'report' is not a key"),
    ],
)
def test_examples_that_do_not_are_told_with_their_line(run: Run, folder: Path, example: str, said: str) -> None:
    path = add(folder, f"\n[[examples]]\n{example}")
    line = path.read_text(encoding="utf-8").split("\n").index("[[examples]]") + 1
    done = run("terms", "validate", folder)
    assert done.exit_code == 2
    assert said in done.stdout
    assert f"skerries.toml:{line}" in done.stdout or "report' is" in said


def test_a_compiled_copy_keeps_them(folder: Path) -> None:
    add(folder, GOOD)
    read = toml.load(folder).concepts["skerries"].examples
    assert len(read) == 3
    for _ in range(2):  # made, and then read
        assert compiled.load(folder).concepts["skerries"].examples == read
