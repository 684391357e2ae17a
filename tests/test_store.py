"""Termbases on disk: errors say file and line, and the compiled copy is never wrong."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, TESTS

from glossary import cache, inflect, integrity, lookup, match, store
from glossary.errors import TermbaseError
from glossary.store import compiled, toml

DISPUTE = 'title = "T"\nparties = ["A", "B"]\n[sources.s]\npublisher = "P"\ntitle = "T"\nverified = false\n'
CONCEPT = 'kind = "island"\ndefinition = "D"\n\n[[names]]\nlang = "en"\ntext = "Arland"\nused_by = ["A"]\n'


def termbase(folder: Path, concept: str = CONCEPT, dispute: str = DISPUTE) -> Path:
    (folder / "d").mkdir(parents=True)
    (folder / "d" / "dispute.toml").write_text(dispute, encoding="utf-8")
    (folder / "d" / "c.toml").write_text(concept, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("concept", "line", "message"),
    [
        (CONCEPT + 'usedby = ["B"]\n', 8, "'usedby' is not a key"),
        (CONCEPT.replace("island", "isle", 1), 1, "must be one of territory"),
        (CONCEPT.replace('text = "Arland"\n', ""), 4, "has no 'text'"),
        (CONCEPT.replace('"Arland"', "3"), 6, "must be a string"),
        (CONCEPT + '[[names]]\nlang = "en"\ntext = " B"\n', 10, "begins or ends with a space"),
        (CONCEPT + '[[names.claims]]\nauthority = "A"\nstatus = "fine"\nsource = "s"\n', 10, "'status' is 'fine'"),
        (CONCEPT + '[[names.claims]]\nauthority = "A"\nstatus = "standard"\nsource = "x"\n', 11, "source 'x' is not"),
        (CONCEPT + "indeclinable = true\nforms = { gen = 'x' }\n", 8, "an indeclinable name has no forms"),
        (CONCEPT + "loaded_in = 'en'\n", 8, "must be a list of strings"),
        (CONCEPT + "valid_from = 'then'\n", 8, "must be a date"),
        ('kind = "island"\ndefinition = "D"\n', 0, "the concept has no name"),
        ("kind = \n", 1, "not valid TOML"),
    ],
)  # fmt: skip
def test_an_error_says_file_and_line(tmp_path: Path, concept: str, line: int, message: str) -> None:
    folder = termbase(tmp_path, concept)
    with pytest.raises(TermbaseError, match=message) as caught:
        toml.load(folder)
    assert (caught.value.path, caught.value.line) == (folder / "d" / "c.toml", line)


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = termbase(tmp_path, "kind = 1\n")
    (folder / "d" / "e.toml").write_text("nonsense", encoding="utf-8")
    (folder / "d" / "good.toml").write_text(CONCEPT, encoding="utf-8")
    found, problems = toml.read(folder)
    assert list(found.concepts) == ["good"]
    assert [problem.path.name for problem in problems] == ["c.toml", "e.toml"]


def test_a_source_was_opened_or_says_that_it_was_not(tmp_path: Path) -> None:
    with pytest.raises(TermbaseError, match="read_on"):
        toml.load(termbase(tmp_path, dispute=DISPUTE.replace("verified = false\n", "")))


def test_a_folder_without_concepts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TermbaseError, match="no concept"):
        toml.load(tmp_path)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "c.toml").write_text(CONCEPT, encoding="utf-8")
    with pytest.raises(TermbaseError, match="is missing"):
        toml.load(tmp_path)


@pytest.mark.parametrize(
    ("concept", "message"),
    [
        (CONCEPT + '[[relations]]\ntype = "part-of"\nconcept = "x"\n', "names the concept 'x'"),
        (CONCEPT.replace('["A"]', '["B", "A"]'), "alphabetical"),
        (CONCEPT + 'loaded_in = ["en"]\n', "B has no name of its own"),
        (CONCEPT + 'loaded_in = ["en"]\n', "no name of its users"),
    ],
)
def test_what_no_single_file_can_show(tmp_path: Path, concept: str, message: str) -> None:
    problems = integrity.problems(toml.load(termbase(tmp_path, concept)))
    assert any(message in str(problem) for problem in problems)


def test_one_string_cannot_mean_two_things(tmp_path: Path) -> None:
    folder = termbase(tmp_path)
    (folder / "d" / "e.toml").write_text(CONCEPT.replace("Arland", "ARLAND"), encoding="utf-8")
    assert ["also stands for c" in str(problem) for problem in integrity.problems(toml.load(folder))] == [True]


def packed(folder: Path) -> object:
    return compiled._pack(compiled.load(folder))


def test_the_compiled_copy_holds_everything(tmp_path: Path) -> None:
    first, second = packed(TESTS / "terms"), packed(TESTS / "terms")
    assert first == second
    again = compiled._unpack(first, lambda language, termbase: match.patterns(termbase, language))  # type: ignore[arg-type]
    assert compiled._pack(again) == first


def test_a_copy_finds_what_the_files_find() -> None:
    whole = inflect.complete(toml.load(TESTS / "terms"))
    for _ in range(2):  # the first makes the copy where there is none
        copy = compiled.load(TESTS / "terms")
        assert copy.languages == whole.languages
        assert lookup.index(copy) == lookup.index(whole)
        for language in whole.languages:
            native, keys, rows = match.patterns(copy, language)
            assert (native, list(keys), list(rows)) == match.patterns(whole, language)


def test_a_termbase_that_is_laid_over_has_a_copy_too(tmp_path: Path) -> None:
    folder = termbase(tmp_path)
    first = store.load([folder])
    (folder / "d" / "c.toml").write_text(CONCEPT.replace("Arland", "Oland"), encoding="utf-8")
    os.utime(folder / "d" / "c.toml", ns=(1, 1))
    second = store.load([folder])
    assert [found.concepts["c"].names[0].text for found in (first, second)] == ["Arland", "Oland"]
    assert list(first.concepts)[-1] == "c"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = termbase(tmp_path)
    assert compiled.load(folder).concepts["c"].names[0].text == "Arland"
    (folder / "d" / "c.toml").write_text(CONCEPT.replace("Arland", "Oland"), encoding="utf-8")
    os.utime(folder / "d" / "c.toml", ns=(1, 1))
    assert compiled.load(folder).concepts["c"].names[0].text == "Oland"


@pytest.mark.parametrize("damage", [b"", b"x" * 500, None])
def test_a_damaged_copy_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    folder = termbase(tmp_path)
    compiled.load(folder)
    copy = cache.place(compiled._name(folder))
    copy.write_bytes(copy.read_bytes()[:-7] if damage is None else damage)
    assert list(compiled.load(folder).concepts) == ["c"]


def test_processes_that_start_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    folder = termbase(tmp_path)
    script = "import sys, pathlib; from glossary.store import compiled\n"
    script += "print(list(compiled.load(pathlib.Path(sys.argv[1])).concepts))"
    outputs: list[str] = []

    def start() -> None:
        outputs.append(
            subprocess.run(
                [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
            ).stdout
        )

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outputs == ["['c']\n"] * 6


def test_without_a_cache_the_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert list(compiled.load(termbase(tmp_path / "t")).concepts) == ["c"]


def test_a_newsrooms_termbase_is_laid_over(tmp_path: Path) -> None:
    folder = termbase(tmp_path)
    together = store.load([folder])
    assert {"c", "southern-kurils"} <= set(together.concepts)
    assert lookup.lookup("Arland", together)[0][0].concept is together.concepts["c"]
    with pytest.raises(TermbaseError, match="known suffixes"):
        store.load([tmp_path / "names.docx"])
