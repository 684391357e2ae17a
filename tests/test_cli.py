"""The contract of the command line: exit codes, streams, JSON, bad input."""

import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import Result
from conftest import ROOT

from glossary.cli import _COMMANDS, glossary
from glossary.cli.exits import Exit

Run = Callable[..., Result]
PLAIN = "He flew to the Northern Territories.\n"


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("Nothing of the kind.\n", [], Exit.CLEAN),
        (PLAIN, [], Exit.FOUND),
        (PLAIN, ["--fail-level", "error"], Exit.CLEAN),
        (PLAIN, ["--fail-level", "never"], Exit.CLEAN),
        (PLAIN, ["--ignore", "one-sided-name"], Exit.CLEAN),
        (PLAIN, ["--select", "GL102"], Exit.CLEAN),
        (PLAIN, ["--select", "GL1"], Exit.FOUND),
        (PLAIN, ["--perspective", "jp-gov"], Exit.CLEAN),
        (PLAIN, ["--perspective", "ru-gov"], Exit.FOUND),
        ("The Kurile Islands are many.\n", [], Exit.CLEAN),
        ("The Kurile Islands are many.\n", ["--fail-level", "info"], Exit.FOUND),
        ("", [], Exit.CLEAN),
        (PLAIN, ["--select", "nonsense"], Exit.FAILED),
        (PLAIN, ["--perspective", "nobody"], Exit.FAILED),
        (PLAIN, ["--lang", "xx-nothing"], Exit.FAILED),
        (PLAIN, ["--lang", "sw"], Exit.FAILED),
    ],
)
def test_lint_ends_as_it_should(run: Run, text: str, options: list[str], code: Exit) -> None:
    Path("a.txt").write_text(text, encoding="utf-8")
    done = run("lint", "a.txt", *options)
    assert done.exit_code == code, done.output
    assert bool(done.stderr) == (code == Exit.FAILED)
    assert "Traceback" not in done.output


def test_one_bad_file_never_hides_the_others(run: Run) -> None:
    Path("good.txt").write_text(PLAIN, encoding="utf-8")
    Path("latin.txt").write_bytes("Kuril\xe9".encode("latin-1"))
    Path("nul.txt").write_bytes(b"a\0b")
    done = run("lint", "latin.txt", "good.txt", "missing.txt", "nul.txt", "--format", "json")
    data = json.loads(done.stdout)
    assert done.exit_code == Exit.FAILED
    assert [finding["path"] for finding in data["findings"]] == ["good.txt"]
    assert [problem["path"] for problem in data["problems"]] == ["latin.txt", "missing.txt", "nul.txt"]
    assert data["summary"]["checked"] == 1
    assert "byte 5 (0xe9)" in done.stderr


def test_nothing_checked_is_never_a_success(run: Run) -> None:
    Path("empty").mkdir()
    assert run("lint", "empty").exit_code == Exit.FAILED
    assert run("lint").exit_code == Exit.FAILED


def test_a_folder_stands_for_the_texts_in_it(run: Run) -> None:
    Path("a/.hidden").mkdir(parents=True)
    for name in ("a/x.txt", "a/y.md", "a/z.py", "a/.hidden/w.txt"):
        Path(name).write_text(PLAIN, encoding="utf-8")
    found = json.loads(run("lint", "a", "--format", "json").stdout)
    assert [finding["path"] for finding in found["findings"]] == ["a/x.txt", "a/y.md"]


def test_standard_input_has_a_name(run: Run) -> None:
    done = run("lint", "-", "--stdin-filename", "a.md", stdin="`Northern Territories`\n\nNorthern Territories\n")
    assert done.stdout.startswith("a.md:3:1: GL101 warning")


def test_utf_16_is_read(run: Run) -> None:
    Path("a.txt").write_bytes(b"\xff\xfe" + PLAIN.encode("utf-16-le"))
    assert run("lint", "a.txt").exit_code == Exit.FOUND


def test_json_has_the_shape_that_is_promised(run: Run) -> None:
    Path("a.md").write_text("\N{EARTH GLOBE ASIA-AUSTRALIA} the **Northern**\nTerritories\n", encoding="utf-8")
    (finding,) = json.loads(run("lint", "a.md", "--format", "json").stdout)["findings"]
    assert {key: finding[key] for key in ("start", "end", "line", "column", "end_line", "end_column")} == {
        "start": 8, "end": 30, "line": 1, "column": 9, "end_line": 2, "end_column": 12,
    }  # fmt: skip
    assert (finding["code"], finding["rule"], finding["level"]) == ("GL101", "one-sided-name", "warning")
    assert (finding["concept"], finding["used_by"][0], finding["context"]) == ("southern-kurils", "JP", "own-voice")
    assert finding["reported"] is True
    assert finding["because"]
    assert finding["suggestions"] == ["Northern\nTerritories/Southern Kurils"] or finding["suggestions"]


def test_all_lists_what_was_let_pass_and_why(run: Run) -> None:
    text = "The islands, which Japan calls the Northern Territories, are Russian-held.\n"
    done = run("lint", "-", "--all", "--format", "json", stdin=text)
    found = json.loads(done.stdout)
    assert done.exit_code == Exit.CLEAN
    assert [(f["text"], f["context"], f["rule"]) for f in found["findings"]] == [
        ("Northern Territories", "attributed", None),
        ("Russian-held", "own-voice", None),
    ]
    assert found["summary"]["reported"] == 0
    assert json.loads(run("lint", "-", "--format", "json", stdin=text).stdout)["findings"] == []


def test_a_report_goes_to_a_file_whole(run: Run) -> None:
    Path("a.txt").write_text(PLAIN, encoding="utf-8")
    assert run("lint", "a.txt", "-o", "out.json", "--format", "json").stdout == ""
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["version"] == 1


def test_fifty_megabytes_on_one_line(run: Run) -> None:
    line = "All quiet on the northern coast, nothing to see. " * 1_050_000
    Path("a.txt").write_text(line + PLAIN.strip(), encoding="utf-8")
    (finding,) = json.loads(run("lint", "a.txt", "--format", "json").stdout)["findings"]
    assert finding["column"] == len(line) + 16


def test_settings_come_from_the_project(run: Run) -> None:
    Path("glossary.toml").write_text('perspective = "jp-gov"\n', encoding="utf-8")
    Path("a.txt").write_text(PLAIN, encoding="utf-8")
    assert run("lint", "a.txt").exit_code == Exit.CLEAN
    Path("glossary.toml").write_text('perspektive = "jp-gov"\n', encoding="utf-8")
    done = run("lint", "a.txt")
    assert (done.exit_code, "did you mean 'perspective'" in done.stderr) == (Exit.FAILED, True)


def test_a_broken_termbase_is_an_error_with_its_place(run: Run) -> None:
    Path("t/d").mkdir(parents=True)
    Path("t/d/dispute.toml").write_text('title = "T"\n', encoding="utf-8")
    Path("t/d/c.toml").write_text("kind = \n", encoding="utf-8")
    Path("glossary.toml").write_text('terms = ["t"]\n', encoding="utf-8")
    done = run("lint", "-", stdin=PLAIN)
    assert (done.exit_code, "c.toml:1: not valid TOML" in done.stderr) == (Exit.FAILED, True)
    done = run("terms", "validate", "t")
    assert (done.exit_code, "c.toml:1:" in done.stdout) == (Exit.FAILED, True)


def test_lookup(run: Run) -> None:
    done = run("lookup", "hoppou ryodo")
    assert done.exit_code == Exit.CLEAN
    for part in (
        "southern-kurils",
        "Northern Territories",
        "Южные Курилы",
        "北方領土",
        "Argumenty Nedeli",
        "2019-01-14",
    ):
        assert part in done.stdout
    assert run("lookup", "Etorofu", "--to", "ja").stdout.splitlines()[0].startswith("択捉島")
    unknown = run("lookup", "Nothern Teritory of nowhere")
    assert (unknown.exit_code, unknown.stdout) == (Exit.FOUND, "")
    assert "not in the termbase" in unknown.stderr
    data = json.loads(run("lookup", "Kunashir", "zzzz", "--format", "json").stdout)
    assert [answer["concepts"] != [] for answer in data["answers"]] == [True, False]
    assert data["answers"][0]["concepts"][0]["concept"] == "kunashir"
    assert run("lookup", "Kunashir", "--to", "nonsense").exit_code == Exit.FAILED


def test_translate_dry_run_and_its_errors(run: Run) -> None:
    Path("a.txt").write_text("He saw the Northern Territories.\r\n", encoding="utf-8", newline="")
    done = run("translate", "a.txt", "--to", "es", "--engine", "echo", "--annotate", "none")
    assert (done.exit_code, done.stdout_bytes) == (0, b"He saw the Territorios del Norte.\r\n")
    assert "1 name: 1 swapped" in done.stderr
    for arguments in (["--to", "en"], ["--to", "xx"], ["--to", "es", "--engine", "nonsense"], []):
        assert run("translate", "a.txt", *arguments).exit_code == Exit.FAILED
    assert run("translate", "missing.txt", "--to", "es").exit_code == Exit.FAILED


def test_a_translation_that_fails_overwrites_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    Path("a.txt").write_text("He went.", encoding="utf-8")
    Path("b.txt").write_text("precious", encoding="utf-8")
    done = run("translate", "a.txt", "--from", "en", "--to", "fi", "-o", "b.txt")
    assert (done.exit_code, Path("b.txt").read_text(encoding="utf-8")) == (Exit.FAILED, "precious")
    assert "glossary packs install en fi" in done.stderr
    assert "apt-get install" in done.stderr


def test_strict_ends_with_one_where_a_name_was_lost(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossary.engines import Hypothesis, echo

    monkeypatch.setattr(echo.Echo, "translate", lambda self, sentences: [[Hypothesis("nada")] for _ in sentences])
    arguments = ["translate", "-", "--from", "en", "--to", "es", "--engine", "echo"]
    assert run(*arguments, stdin=PLAIN).exit_code == Exit.CLEAN
    done = run(*arguments, "--strict", stdin=PLAIN)
    assert (done.exit_code, "-:1:16: GL201 warning" in done.stderr) == (Exit.FOUND, True)


def test_translate_as_json(run: Run) -> None:
    done = run("translate", "-", "--to", "es", "--engine", "echo", "--format", "json", stdin=PLAIN)
    data = json.loads(done.stdout)
    (segment,) = data["segments"]
    (term,) = segment["terms"]
    assert (data["version"], data["source_language"], data["target_language"], data["engine"]) == (
        1,
        "en",
        "es",
        "echo",
    )
    assert segment["source"][slice(term["source"]["start"], term["source"]["end"])] == "Northern Territories"
    assert segment["target"][slice(term["target"]["start"], term["target"]["end"])] == term["target"]["text"]
    assert (term["rung"], term["note"], data["notes"][0]["number"]) == ("swapped", 1, 1)


def test_rule_pages(run: Run) -> None:
    assert "GL101  one-sided-name" in run("rule").stdout
    assert run("rule", "gl102").stdout == run("rule", "party-verdict").stdout
    assert run("rule", "nonsense").exit_code == Exit.FAILED


@pytest.mark.parametrize("name", _COMMANDS)
def test_options_and_their_parameters_agree(name: str) -> None:
    """Every option is a parameter of its function and has help; so is every command of a group."""
    command = getattr(import_module(f"glossary.cli.{name}"), name)
    commands = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    for each in commands:
        assert each.help
        takes = inspect.signature(each.callback).parameters
        rest = any(one.kind is one.VAR_KEYWORD for one in takes.values())  # an object that is made of several options
        assert rest or all(p.name in takes for p in each.params)
        assert all(p.help for p in each.params if isinstance(p, click.Option))


def test_help_loads_nothing_that_it_does_not_need() -> None:
    script = "import sys\nfrom glossary.cli import main\ntry:\n  main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stdout.split())
    heavy = {"babel", "rapidfuzz", "tree_sitter", "argostranslate", "ctranslate2", "sentencepiece", "polib", "tomllib"}
    assert "lookup" in done.stdout
    assert not loaded & (heavy | {"glossary.terms", "glossary.store", "glossary.engines"})


def test_a_clean_file_loads_no_engine_and_no_locale_data() -> None:
    script = "import sys\nfrom glossary.cli import main\ntry:\n  main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, "lint", "--lang", "en", "-"],
        capture_output=True, text=True, check=True, cwd=ROOT, input="Nothing.",
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert not loaded & {"rapidfuzz", "tree_sitter", "argostranslate", "ctranslate2", "polib", "anyascii"}
    assert not loaded & {"pathspec", "multiprocessing", "concurrent", "pickle", "lingua", "glossary.project.crew"}


def test_the_group_knows_its_commands() -> None:
    context = click.Context(glossary)
    assert all(glossary.get_command(context, name) is not None for name in _COMMANDS)
    assert glossary.get_command(context, "nonsense") is None
