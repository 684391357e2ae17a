"""A newsroom's own terms: added, put in the place of the program's, taken out, and never in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from glossary import integrity, store
from glossary.errors import TermbaseError
from glossary.store import csv, overlay
from glossary.terms import Termbase

Run = Callable[..., Result]

NAMES = """\
concept,lang,text,used_by,loaded_in,also,definition,note
orm,en,Orm Bank,Arlandia,en,Orm Shoal; the Bank,A shoal in the Grey Sea.,Two states claim it.
orm,en,Ormholm,Belmark,en,,,
orm,ja,オルム堆,Arlandia; Belmark,,,,
"""


def table(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def disabling(folder: Path, concept: str, text: str = "disabled = true\n") -> Path:
    path = folder / f"{concept}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def laid(invented: Termbase, *paths: Path) -> Termbase:
    return overlay.lay(invented, [(path, store.load_one(path)) for path in paths])


def test_a_spreadsheet_is_a_termbase(tmp_path: Path) -> None:
    concept = csv.load(table(tmp_path, "\ufeff" + NAMES)).concepts["orm"]
    assert concept.parties == ("Arlandia", "Belmark")
    assert concept.definition == "A shoal in the Grey Sea."
    assert [(name.text, name.used_by, name.also, name.line) for name in concept.names] == [
        ("Orm Bank", ("Arlandia",), ("Orm Shoal", "the Bank"), 2),
        ("Ormholm", ("Belmark",), (), 3),
        ("オルム堆", ("Arlandia", "Belmark"), (), 4),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("concept,lang\norm,en\n", 1, "'text' is missing"),
        ("concept,lang,text,colour\norm,en,Orm,red\n", 1, "'colour' is not a column"),
        ("concept,lang,text\n,en,Orm\n", 2, "names no concept"),
        ("concept,lang,text\norm,en,Orm\norm,,Orm\n", 3, "has no 'lang'"),
        ("concept,lang,text\norm,en\n", 2, "not as many cells"),
        ("concept,lang,text,kind\norm,en,Orm,isle\n", 2, "one of territory"),
        ("concept,lang,text\n", 0, "no name in this termbase"),
    ],
)  # fmt: skip
def test_a_row_at_fault_is_named_by_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(TermbaseError, match=message) as caught:
        csv.load(path)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_one_bad_row_does_not_hide_the_next(tmp_path: Path) -> None:
    termbase, problems = csv.read(table(tmp_path, "concept,lang,text\na,en,\nb,,B\nc,en,C\n"))
    assert list(termbase.concepts) == ["c"]
    assert [problem.line for problem in problems] == [2, 3]


def test_a_file_that_is_no_table_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(b"concept,lang,text\norm,en,\xff\n")
    with pytest.raises(TermbaseError, match="UTF-8"):
        csv.load(tmp_path / "own.csv")


def test_concepts_are_added_replaced_and_taken_out(tmp_path: Path, invented: Termbase) -> None:
    own = table(tmp_path, NAMES + "velgrad,en,Veligrad,Belmark,,,,\n")
    together = laid(invented, own, disabling(tmp_path, "grey-sea"))
    assert set(together.concepts) == set(invented.concepts) - {"grey-sea"} | {"orm"}
    assert [name.text for name in together.concepts["velgrad"].names] == ["Veligrad"]


def test_a_row_can_take_a_concept_out(tmp_path: Path, invented: Termbase) -> None:
    path = table(tmp_path, "concept,lang,text,disabled\ngrey-sea,,,yes\n")
    assert "grey-sea" not in laid(invented, path).concepts


def test_only_what_is_there_can_be_disabled(tmp_path: Path, invented: Termbase) -> None:
    with pytest.raises(TermbaseError, match="did you mean 'grey-sea'"):
        laid(invented, disabling(tmp_path, "gray-sea"))
    with pytest.raises(TermbaseError, match="nothing else"):
        laid(invented, disabling(tmp_path, "grey-sea", "disabled = true\nkind = 'water'\n"))


def test_two_files_with_the_same_concept_are_at_odds(tmp_path: Path, invented: Termbase) -> None:
    with pytest.raises(TermbaseError, match=r"also in .*own\.csv; keep it in one"):
        laid(invented, table(tmp_path, NAMES), table(tmp_path, NAMES, "other.csv"))


def test_a_string_that_already_has_a_meaning_is_not_given_another(tmp_path: Path, invented: Termbase) -> None:
    rows = "concept,lang,text\norm,en,Orm\norm,en,Mist islands\n"
    path = table(tmp_path, rows)
    with pytest.raises(TermbaseError, match="already stands for the concept 'skerries'") as caught:
        laid(invented, path)
    assert caught.value.line == 3
    assert "orm" in laid(invented, path, disabling(tmp_path, "skerries")).concepts


def test_anyones_termbase_is_held_to_the_same_rules(tmp_path: Path, run: Run) -> None:
    rows = "concept,lang,text,used_by,loaded_in,parties\n"
    rows += "orm,en,Orm Bank,Arlandia,en,Arlandia; Belmark\n"
    result = run("terms", "validate", table(tmp_path, rows))
    assert result.exit_code == 2
    assert "own.csv:2: 'Orm Bank' takes a side in 'en', where Belmark has no name of its own" in result.output


def test_the_settings_and_the_option_name_termbases(tmp_path: Path, run: Run) -> None:
    table(tmp_path, NAMES)
    assert "Ormholm" in run("lookup", "Orm Bank", "--terms", "own.csv").output
    assert run("lookup", "Orm Bank").exit_code == 1
    (tmp_path / "glossary.toml").write_text('terms = ["own.csv"]\n', encoding="utf-8")
    assert "Ormholm" in run("lookup", "Orm Bank").output
    assert "GL101" in run("lint", "-", stdin="They fished on Ormholm.").output
    assert run("lookup", "Orm Bank", "--terms", "none.csv").exit_code == 2


def test_a_name_cannot_be_cleared_by_its_own_side(tmp_path: Path, invented: Termbase) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "dispute.toml").write_text('title = "T"\nparties = ["A", "B"]\n', encoding="utf-8")
    names = '[[names]]\nlang = "en"\ntext = "One"\nused_by = ["A"]\npair_with = ["Two"]\n'
    names += '[[names]]\nlang = "en"\ntext = "Two"\nused_by = ["A"]\n'
    path = folder / "c.toml"
    path.write_text('kind = "island"\ndefinition = "D"\n' + names, encoding="utf-8")
    (problem,) = integrity.problems(store.load_one(path))
    assert "goes in a circle" in str(problem)
    assert problem.line == 3


def test_a_plain_word_list_is_a_termbase(tmp_path: Path, run: Run) -> None:
    table(tmp_path, "en,es\ncloud storage,almacenamiento en la nube;nube\nbuffer,memoria intermedia\n")
    done = run("translate", "-", "--from", "en", "--to", "es", "--engine", "echo", "--terms", "own.csv",
               stdin="The buffer is in cloud storage.\n")  # fmt: skip
    assert done.stdout == "The memoria intermedia is in almacenamiento en la nube.\n"


@pytest.mark.parametrize(
    ("text", "message"), [("en,es\nbuffer,\n", "in one language only"), ("en,es\nbuffer\n", "not as many cells")]
)
def test_a_word_list_at_fault_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TermbaseError, match=rf"own\.csv:2: .*{message}"):
        csv.load(table(tmp_path, text))


def test_a_file_that_the_settings_and_the_command_line_name_is_one(run: Run) -> None:
    table(Path(), NAMES)
    Path("glossary.toml").write_text('terms = ["own.csv"]\n', encoding="utf-8")
    done = run("lint", "-", "--terms", "./own.csv", "--format", "concise", stdin="A ship at Orm Bank.\n")
    assert (done.exit_code, done.stderr) == (1, "")
