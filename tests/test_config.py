"""Settings: where they are found, what wins over what, and what is said of those that are wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import TESTS, lay

from glossary.errors import ConfigError
from glossary.project.config import Configs, find

Run = Callable[..., Result]
TERMS = f"terms = [{json.dumps(str(TESTS / 'terms'))}]\n"
TEXT = "A ferry to the Mist Islands sank.\n"  # the word of Arlandia
OFF = TERMS + 'ignore = ["GL101"]\n'


def found(done: Result) -> list[tuple[str, str, str]]:
    """Path, rule's code and level of each finding; the run has to be one that came to its end."""
    assert done.exit_code in (0, 1), done.stderr
    return [(f["path"], f["code"], f["level"]) for f in json.loads(done.stdout)["findings"]]


def shown(done: Result) -> dict[str, Any]:
    """What ``--show-settings`` printed, which is TOML."""
    import tomllib

    assert done.exit_code == 0, done.stderr
    return tomllib.loads(done.stdout)


# --- where they are found --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".glossary.toml", OFF),
        ("glossary.toml", OFF),
        ("pyproject.toml", "[tool.glossary]\n" + OFF),
        ("glossary.toml", TERMS + '[lint]\nignore = ["GL101"]\n'),
    ],
)
def test_settings_are_found_from_the_file_and_not_from_the_working_folder(run: Run, name: str, text: str) -> None:
    lay({f"desk/{name}": text, "desk/news/today/a.md": TEXT, "elsewhere/x": ""})
    assert run("lint", "desk/news/today/a.md").exit_code == 0
    assert "Mist Islands" not in run("lint", "desk", "--all").stderr
    assert run("lint", Path("desk/news/today/a.md").absolute()).exit_code == 0


def test_the_nearest_hold_alone_and_of_a_folder_the_first_name(run: Run) -> None:
    lay(
        {
            "glossary.toml": OFF,
            "near/glossary.toml": TERMS,
            "near/pyproject.toml": "[tool.glossary]\n" + OFF,
            "near/deep/a.md": TEXT,
            "hidden/.glossary.toml": TERMS,
            "hidden/glossary.toml": OFF,
            "hidden/a.md": TEXT,
            "other/pyproject.toml": "[tool.black]\n",  # has no word for this program
            "other/a.md": TEXT,
        }
    )
    done = run("lint", "near", "hidden", "other", "--format", "json")
    assert found(done) == [("near/deep/a.md", "GL101", "warning"), ("hidden/a.md", "GL101", "warning")]


def test_nothing_is_read_from_above_a_repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lay({"glossary.toml": 'perspektive = "x"\n', "repository/.git/HEAD": "", "repository/docs/a.md": "Calm.\n"})
    monkeypatch.chdir("repository")
    assert run("lint").exit_code == 0
    assert find(Path("docs")).path is None


def test_each_folder_is_looked_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossary.project import config

    lay({"glossary.toml": TERMS, "a/b/c/x.md": ""})
    configs, looked = Configs(), []
    real = config._in
    monkeypatch.setattr(config, "_in", lambda folder: looked.append(folder) or real(folder))
    assert configs.of("a/b/c/x.md") is configs.of("a/b/y.md") is configs.of("a/z.md") is configs.of("a/b/c/")
    assert len(looked) == len(set(looked)) == 4


def test_standard_input_has_the_settings_of_the_name_that_it_is_given(run: Run) -> None:
    lay({"desk/glossary.toml": OFF, "glossary.toml": TERMS})
    assert run("lint", "-", stdin=TEXT).exit_code == 1
    assert run("lint", "-", "--stdin-filename", "desk/today.md", stdin=TEXT).exit_code == 0


def test_settings_that_are_given_hold_for_all_and_none_where_none_are_wanted(run: Run) -> None:
    lay({"a/glossary.toml": TERMS, "a/x.md": TEXT, "house.toml": OFF + '[per-file-ignores]\n"a/x.md" = ["GL9"]\n'})
    assert run("lint", "a").exit_code == 1
    assert run("lint", "a", "--config", "house.toml").exit_code == 0
    assert run("lint", "a", "--isolated", "--format", "json").stdout.count("GL101") == 0  # the terms are unknown
    both = run("lint", "a", "--config", "house.toml", "--isolated")
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)
    none = run("lint", "a", "--config", "horse.toml")
    assert (none.exit_code, "horse.toml: there is no such file of settings" in none.stderr) == (2, True)


# --- what wins over what ---------------------------------------------------------------------------------------------


def test_command_line_over_override_over_nearest_over_extended(run: Run) -> None:
    """A level comes from four places; each is taken away in turn."""
    line = "[levels]\none-sided-name = "
    over = f'[[overrides]]\nfiles = ["a.md"]\n{line.replace("[levels]", "[overrides.levels]")}"error"\n'
    lay({"base/all.toml": f'{line}"info"\n', "a.md": TEXT})
    nearest = TERMS + 'extend = "base/all.toml"\n'

    def level(settings: str, *options: str) -> list[str]:
        Path("glossary.toml").write_text(settings, encoding="utf-8")
        return [level for _, _, level in found(run("lint", "a.md", "--format", "json", *options))]

    everything = f'{nearest}{line}"warning"\n{over}'
    assert level(everything, "--ignore", "GL101") == []
    assert level(everything) == ["error"]
    assert level(f'{nearest}{line}"warning"\n') == ["warning"]
    assert level(nearest) == ["info"]
    assert level(f'{nearest}{line}"off"\n') == []


def test_a_perspective_of_the_command_line_wins_over_all(run: Run) -> None:
    house = '[[overrides]]\nfiles = ["*.md"]\nperspective = "arlandia.toml"\n'
    lay({"glossary.toml": TERMS + house, "arlandia.toml": 'sides = ["Arlandia"]\n', "a.md": TEXT, "b.txt": TEXT})
    assert found(run("lint", "--format", "json")) == [("b.txt", "GL101", "warning")]
    done = run("lint", "--format", "json", "--perspective", "neutral")
    assert [path for path, _, _ in found(done)] == ["a.md", "b.txt"]


def test_rules_of_another_command_are_not_looked_for_in_silence(run: Run) -> None:
    lay({"a.md": TEXT})
    done = run("lint", "--select", "GL201,stance-shift", "a.md")
    assert (done.exit_code, done.stderr) == (
        2, "Error: --select GL201,stance-shift: a text alone shows none of this; `glossary check` reports it\n"
    )  # fmt: skip


def test_selections_come_in_layers(run: Run) -> None:
    lay({"glossary.toml": TERMS + 'select = ["GL102"]\n', "a.md": TEXT})
    rules = lambda *options: shown(run("lint", "--show-settings", "a.md", *options))["select"]  # noqa: E731
    assert rules() == ["GL102"]
    assert rules("--extend-select", "GL101,variant-spelling") == ["GL101", "GL102", "GL103"]
    assert rules("--select", "GL9") == ["GL901", "GL902"]
    assert rules("--select", "GL1", "--ignore", "GL10", "--extend-select", "GL104") == ["GL104"]  # the more exact word
    assert rules("--extend-ignore", "ALL") == []


def test_patterns_are_relative_to_the_settings_that_were_found(run: Run) -> None:
    ignores = '[per-file-ignores]\n"/old/**" = ["GL101"]\n"quotes.md" = ["one-sided-name"]\n'
    lay({"desk/glossary.toml": TERMS + ignores})
    lay({f"desk/{name}": TEXT for name in ("a.md", "old/b.md", "new/old/c.md", "new/quotes.md")})
    assert [path for path, _, _ in found(run("lint", "desk", "--format", "json"))] == ["desk/a.md", "desk/new/old/c.md"]


def test_what_is_extended_is_put_together_key_by_key(run: Run) -> None:
    base = """
fail-level = "error"
extend-exclude = ["base"]
extend-ignore = ["GL106"]
exclude = ["gone"]
[voices]
quoted = "report"
title = "report"
[[overrides]]
files = ["x"]
language = "ja"
"""
    mine = """extend = "../house/base.toml"
extend-exclude = ["mine"]
exclude = []
[voices]
title = "ignore"
[[overrides]]
files = ["x"]
language = "ru"
"""
    lay({"house/base.toml": base + "", "desk/glossary.toml": mine})
    settled = find(Path("desk"))
    assert settled.fail_level == "error"
    assert settled.extend_exclude.patterns == ("base", "mine")
    assert settled.exclude is not None
    assert settled.exclude.patterns == ()
    assert settled.voices == {"quoted": "report", "title": "ignore"}
    assert [override.language for override in settled.overrides] == ["ja", "ru"]  # the later one wins for "x"
    assert shown(run("lint", "--show-settings", "desk/x"))["language"] == "ru"


def test_files_of_settings_are_beside_the_settings_that_name_them(run: Run) -> None:
    terms = "concept,lang,text,used_by,loaded_in\norm,en,Orm Bank,Arlandia,en\norm,en,Ormholm,Belmark,en\n"
    house = 'perspective = "house.toml"\nterms = ["orm.csv"]\n'
    lay(
        {
            "house/base.toml": house,
            "house/house.toml": 'sides = ["Belmark"]\n',
            "house/orm.csv": terms,
            "desk/glossary.toml": 'extend = "../house/base.toml"\n',
            "desk/a.md": "Ormholm is far.\n",
            "desk/b.md": "The Orm Bank is near.\n",
        }
    )
    assert found(run("lint", "desk", "--format", "json")) == [("desk/b.md", "GL101", "warning")]


def test_a_list_of_known_findings_holds_for_its_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lay({"desk/glossary.toml": TERMS + 'baseline = "known.json"\n', "desk/a.md": TEXT})
    monkeypatch.chdir("desk")
    assert run("lint", "--write-baseline").exit_code == 0
    monkeypatch.chdir("..")
    assert run("lint", "desk").exit_code == 0
    assert run("lint", "desk", "--isolated", "--terms", TESTS / "terms").exit_code == 1
    lay({"desk/a.md": "Calm.\n"})
    assert "“Mist Islands” is in the baseline and no longer in the file" in run("lint", "desk").stderr


def test_each_file_fails_at_its_own_level(run: Run) -> None:
    lay({"a/glossary.toml": TERMS + 'fail-level = "error"\n', "a/x.md": TEXT, "b/glossary.toml": TERMS, "b/y.md": TEXT})
    assert run("lint", "a").exit_code == 0
    assert run("lint", "a", "b").exit_code == 1
    assert run("lint", "a", "b", "--exit-zero").exit_code == 0
    assert run("lint", "a", "--fail-level", "warning").exit_code == 1


# --- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('perspektive = "jp-gov"', "'perspektive' is not a setting; did you mean 'perspective'?"),
        ('extend_exclude = ["a"]', "did you mean 'extend-exclude'?"),
        ("zzz = 1", "the settings are baseline, date,"),
        ("hidden = 1", "'hidden' must be true or false"),
        ("exclude = 'a'", "'exclude' must be a list of strings"),
        ("perspective = ['un']", "'perspective' must be a string"),
        ("select = ['GL110']", "select GL110: there is no such rule; did you mean GL10"),
        ("extend-ignore = ['one-sided']", "did you mean GL101 one-sided-name?"),
        ("[levels]\nGL101 = 'fatal'", "levels GL101 = 'fatal': give one of info, warning, error, off"),
        ("[levels]\nparty-verdicts = 'info'", "did you mean GL102 party-verdict?"),
        ("[voices]\nquotd = 'report'", "quotd"),
        ("[per-file-ignores]\n'a' = 'GL101'", "per-file-ignores 'a' must be a list of rules"),
        ("[per-file-ignores]\n'a' = ['GL777']", "per-file-ignores GL777: there is no such rule"),
        ("[[overrides]]\nlanguage = 'ja'", "overrides, the 1.: 'files' must name the files"),
        ("[[overrides]]\nfiles = ['a']\ndate = '2020'", "overrides, the 1.: 'date' is not a setting"),
        ("overrides = ['a']", "'overrides' must be a list of tables"),
        ("fail-level = 'high'", "fail-level 'high' must be one of info, warning, error, never"),
        ("language = 'klingon'", "language klingon: this is no language code"),
        ("language-detector = 'oracle'", "must be one of builtin, lingua"),
        ("date = 'yesterday'", "'date'"),
        ("lint = 1", "'lint' must be a table"),
        ("hidden = true\n[lint]\nhidden = true", "'hidden' stands both by itself and in [lint]"),
        ("extend = 'nowhere.toml'", "'extend' names 'nowhere.toml', and there is no such file"),
        ("extend = 'pyproject.toml'", "pyproject.toml: there are no settings in it"),
        ("extend-exclude = ['a', '!']", "glossary.toml"),
        ("hidden =", "the settings cannot be read"),
        ("output-format = 'jsn'", "output-format 'jsn' is no report; did you mean 'json'?"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_and_the_nearest_that_is_right(run: Run, text: str, words: str) -> None:
    lay({"glossary.toml": text + "\n", "pyproject.toml": "[project]\n", "a.md": "Calm.\n"})
    done = run("lint", ".")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.startswith("Error: ")


def test_settings_that_extend_each_other_go_round_in_a_circle(run: Run) -> None:
    lay({"a/glossary.toml": 'extend = "../b.toml"\n', "b.toml": 'extend = "a/../a/glossary.toml"\n'})
    with pytest.raises(ConfigError, match="'extend' goes round in a circle"):
        find(Path("a"))
    lay({"b.toml": 'extend = "b.toml"\n'})
    assert "goes round in a circle" in run("lint", "--config", "b.toml", "-", stdin="").stderr


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_the_settings_that_are_shown_are_settings(run: Run) -> None:
    """Written to a file they come to the same again, whatever made them."""
    house = 'perspective = "house/own.toml"\nfail-level = "info"\n[levels]\nGL103 = "off"\n'
    over = '[[overrides]]\nfiles = ["ja/**"]\nlanguage = "ja"\n[overrides.voices]\nquoted = "report"\n'
    lay({"glossary.toml": TERMS + house + over, "house/own.toml": 'sides = ["Belmark"]\n', "ja/a.md": "穏やか。\n"})
    first = run("lint", "ja/a.md", "--show-settings", "--extend-ignore", "GL2", "--no-respect-gitignore")
    assert first.stdout.startswith("# ja/a.md: glossary.toml\n")
    lay({"again.toml": first.stdout})
    second = run("lint", "ja/a.md", "--show-settings", "--config", "again.toml")
    assert shown(second) == shown(first)
    assert shown(first)["language"] == "ja"
    assert shown(first)["perspective"] == "house/own.toml"
    assert shown(first)["voices"]["quoted"] == "report"
    assert shown(first)["respect-gitignore"] is False
    assert "variant-spelling" not in shown(first)["levels"]


def test_the_language_of_a_file_is_shown_where_it_is_found_out(run: Run) -> None:
    lay({"a.md": "The ferry is late and the sea is calm.\n", "b.ja.md": "領土問題\n", "c.md": "領土問題\n"})
    done = run("lint", "a.md", "b.ja.md", "c.md", ".", "missing.md", "--show-settings")
    assert [line.partition("#")[2] for line in done.stdout.splitlines() if line.startswith("language =")] == [
        " this file: en",
        " this file: ja",
        " this file: Japanese or Chinese, nothing tells which",
        " found out for each file",
        " missing.md: there is no such file",
    ]
