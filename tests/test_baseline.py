"""A list of known findings: what is known again, what is new, what is gone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from glossary.project import baseline
from glossary.project.baseline import Baseline, Key
from glossary.project.config import BASELINE

Run = Callable[..., Result]
TEXT = "He flew to the Northern Territories.\n\nEtorofu is far. Etorofu is far.\n"


def reported(done: Result) -> list[str]:
    """The names that are reported, with their lines."""
    return [f"{f['line']} {f['text']}" for f in json.loads(done.stdout)["findings"] if f["reported"]]


@pytest.fixture
def known(run: Run) -> Run:
    """The command line in a folder whose findings are all known."""
    Path("a.md").write_text(TEXT, encoding="utf-8")
    done = run("lint", "--write-baseline", "--format", "json")
    assert (done.exit_code, done.stderr) == (0, f"{BASELINE}: 3 findings written\n")
    assert run("lint", "--baseline", BASELINE).exit_code == 0
    return run


def lint(run: Run, *options: str) -> Result:
    return run("lint", "--baseline", BASELINE, "--format", "json", *options)


@pytest.mark.parametrize(
    "text",
    [
        "New at the top.\n\n" + TEXT,
        "\n".join(reversed(TEXT.split("\n"))) + "\n",
        TEXT.replace(" to ", "\nto "),
        TEXT.replace("Northern Territories", "**Northern** Territories"),
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
    ],
)
def test_text_moves_and_stays_known(known: Run, text: str) -> None:
    Path("a.md").write_text(text, encoding="utf-8", newline="")
    assert reported(lint(known)) == []


@pytest.mark.parametrize(
    ("text", "new"),
    [
        (TEXT + "\nEtorofu is far.\n", ["5 Etorofu"]),
        (TEXT.replace("flew", "walked"), ["1 Northern Territories"]),
        (TEXT + "\nTakeshima is near.\n", ["5 Takeshima"]),
    ],
)
def test_what_is_new_is_reported(known: Run, text: str, new: list[str]) -> None:
    Path("a.md").write_text(text, encoding="utf-8")
    done = lint(known)
    assert (done.exit_code, reported(done)) == (1, new)
    assert json.loads(done.stdout)["summary"]["suppressed"] >= 2


def test_another_file_is_new(known: Run) -> None:
    Path("b.md").write_text(TEXT, encoding="utf-8")
    assert len(reported(lint(known))) == 3


def test_what_is_silenced_is_listed_with_all(known: Run) -> None:
    found = json.loads(lint(known, "--all").stdout)
    assert {f["suppression"]["kind"] for f in found["findings"]} == {"baseline"}
    assert found["summary"]["suppressed"] == 3


def test_what_is_gone_is_told_and_taken_out(known: Run) -> None:
    Path("a.md").write_text("Etorofu is far.\n", encoding="utf-8")
    done = lint(known)
    assert done.exit_code == 0
    assert "a.md: GL101 “Northern Territories” is in the baseline and no longer in the file" in done.stderr
    assert "a.md: GL101 “Etorofu” is in the baseline" in done.stderr
    assert known("lint", "--write-baseline", "--format", "json").stderr == f"{BASELINE}: 1 finding written\n"
    assert lint(known).stderr == ""


def test_the_file_is_the_same_twice_and_has_a_line_an_entry(known: Run) -> None:
    first = Path(BASELINE).read_bytes()
    known("lint", "--write-baseline")
    assert Path(BASELINE).read_bytes() == first
    lines = first.decode().splitlines()
    assert len(lines) == 4
    assert lines == [lines[0], *sorted(lines[1:-1]), lines[-1]]
    assert json.loads(first)["findings"][0]["path"] == "a.md"


def test_files_that_were_not_checked_keep_their_entries(known: Run) -> None:
    Path("b.md").write_text("Takeshima is near.\n", encoding="utf-8")
    known("lint", "b.md", "--write-baseline")
    assert reported(lint(known)) == []
    Path("b.md").unlink()
    known("lint", "a.md", "--write-baseline")
    assert "b.md" not in Path(BASELINE).read_text(encoding="utf-8")


def test_paths_are_the_lists_own_wherever_the_command_is_run(known: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("deep").mkdir()
    Path("a.md").rename("deep/a.md")
    known("lint", "--write-baseline")
    Path("glossary.toml").write_text(f'baseline = "{BASELINE}"\n', encoding="utf-8")
    monkeypatch.chdir("deep")
    assert known("lint", "a.md").exit_code == 0
    assert known("lint", "--format", "json").exit_code == 0


@pytest.mark.parametrize("content", ["", "[]", '{"version": 1}', '{"version": 7, "findings": []}'])
def test_a_list_that_is_none_is_an_error(run: Run, content: str) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8")
    Path("known.json").write_text(content, encoding="utf-8")
    done = run("lint", "--baseline", "known.json")
    assert (done.exit_code, done.stdout, "known.json: " in done.stderr) == (2, "", True)
    assert "--write-baseline" in done.stderr


def test_a_list_that_is_not_there_is_an_error(run: Run) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8")
    done = run("lint", "--baseline", "nowhere.json")
    assert (done.exit_code, "nowhere.json: there is no such baseline" in done.stderr) == (2, True)


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    keys = {Key("ü/日本.md", "GL101", "skerries", "00ff"): 2, Key("a.md", "GL102", "", "01"): 1}
    texts = dict.fromkeys(keys, "“🏝”")
    file = tmp_path / "b.json"
    file.write_text(baseline.dump(Baseline(tmp_path, keys, texts)), encoding="utf-8")
    assert baseline.load(file) == Baseline(tmp_path, keys, texts)


def test_japanese_and_russian_sentences(run: Run) -> None:
    Path("a.md").write_text("竹島は遠い。北方領土は近い。\n", encoding="utf-8")
    Path("b.md").write_text("Он летел на Северные территории. Это далеко.\n", encoding="utf-8")
    run("lint", "--write-baseline", "--perspective", "ru-gov")
    Path("a.md").write_text("はじめに。北方領土は近い。竹島は遠い。\n", encoding="utf-8")
    Path("b.md").write_text("Это близко. Он летел на Северные территории.\n", encoding="utf-8")
    assert reported(lint(run, "--perspective", "ru-gov")) == []
