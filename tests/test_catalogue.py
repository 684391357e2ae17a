"""PO files: what is filled in, what is left alone, what is marked as unsure."""

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result
from conftest import TESTS

Run = Callable[..., Result]

HEADER = """# Kept
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"
"Plural-Forms: nplurals={forms}; plural=(n != 1);\\n"

"""
BODY = """#. for translators
#: a.c:1
#, c-format
msgid "%d maps of the Mist Islands"
msgstr ""

msgid "Done"
msgstr "Hecho"

#, fuzzy
#| msgid "old"
msgid "the Mist Islands, again"
msgstr "viejo"

#, python-brace-format
msgid "{name} saw <b>Velhavn</b>\\n\\n"
msgstr ""

#, c-format
msgid "%d map"
msgid_plural "%d maps"
msgstr[0] ""
msgstr[1] ""

#~ msgid "gone"
#~ msgstr "ido"
"""


@pytest.fixture
def translated(run: Run, tmp_path: Path) -> Callable[..., polib.POFile]:
    """Translate a catalogue with the engine that translates nothing, so that only names change."""

    def translate(*options: str, forms: int = 2, to: str = "es") -> polib.POFile:
        (tmp_path / "a.po").write_text(HEADER.format(forms=forms) + BODY, encoding="utf-8")
        done = run(
            "translate", "a.po", "--to", to, "--engine", "echo", "--terms", TESTS / "terms", "-o", "b.po", *options
        )
        assert done.exit_code == 0, done.output
        translate.errors = done.stderr  # type: ignore[attr-defined]
        return polib.pofile(str(tmp_path / "b.po"))

    return translate


def test_only_what_has_no_translation_is_filled_in(translated: Callable[..., polib.POFile]) -> None:
    found = {entry.msgid: entry for entry in translated()}
    assert found["%d maps of the Mist Islands"].msgstr == "%d maps of the islas de la Niebla"
    assert found["Done"].msgstr == "Hecho"
    assert found["{name} saw <b>Velhavn</b>\n\n"].msgstr == "{name} saw <b>Velhavn</b>\n\n"
    again = found["the Mist Islands, again"]
    assert (again.msgstr, again.flags, again.previous_msgid) == ("the islas de la Niebla, again", [], None)
    assert {entry.msgid: entry for entry in translated("--all")}["Done"].msgstr == "Done"
    assert "messages: 6, verified: 6" in translated.errors  # type: ignore[attr-defined]


def test_everything_else_stays(translated: Callable[..., polib.POFile]) -> None:
    catalogue = translated()
    assert (catalogue.header, catalogue.metadata["Language"]) == ("Kept", "es")
    assert [entry.msgstr for entry in catalogue.obsolete_entries()] == ["ido"]
    assert (catalogue[0].comment, catalogue[0].occurrences) == ("for translators", [("a.c", "1")])


def test_a_note_is_a_comment_at_the_first_mention(translated: Callable[..., polib.POFile]) -> None:
    first, _, second, third, _ = (entry for entry in translated() if not entry.obsolete)
    assert first.tcomment
    assert not second.tcomment
    assert "[1]" not in first.msgstr
    assert third.tcomment


@pytest.mark.parametrize(("forms", "expected"), [(1, {0: "%d maps"}), (2, {0: "%d map", 1: "%d maps"})])
def test_plurals_have_the_targets_forms(run: Run, tmp_path: Path, forms: int, expected: dict[int, str]) -> None:
    strings = "".join(f'msgstr[{form}] ""\n' for form in range(forms))
    text = HEADER.format(forms=forms) + f'#, c-format\nmsgid "%d map"\nmsgid_plural "%d maps"\n{strings}'
    (tmp_path / "a.po").write_text(text, encoding="utf-8")
    assert run("translate", "a.po", "--to", "es", "--engine", "echo", "-o", "b.po").exit_code == 0
    (entry,) = polib.pofile(str(tmp_path / "b.po"))
    assert (entry.msgstr_plural, entry.flags) == (expected, ["c-format"])


def test_three_plural_forms_are_left_to_a_translator(run: Run, tmp_path: Path) -> None:
    text = HEADER.format(forms=3) + 'msgid "map"\nmsgid_plural "maps"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n'
    (tmp_path / "a.po").write_text(text, encoding="utf-8")
    assert run("translate", "a.po", "--to", "es", "--engine", "echo", "-o", "b.po").exit_code == 0
    (entry,) = polib.pofile(str(tmp_path / "b.po"))
    assert (entry.msgstr_plural, entry.flags) == ({0: "map", 1: "maps", 2: "maps"}, ["fuzzy"])


def test_a_name_that_is_lost_leaves_the_message_fuzzy(run: Run, tmp_path: Path) -> None:
    text = HEADER.format(forms=2).replace(": es", ": ru") + 'msgid "the Grey Sea"\nmsgstr ""\n'
    (tmp_path / "a.po").write_text(text, encoding="utf-8")
    done = run(
        "translate", "a.po", "--to", "ru", "--engine", "echo", "--terms", TESTS / "terms", "-o", "b.po", "--strict"
    )
    (entry,) = polib.pofile(str(tmp_path / "b.po"))
    assert (done.exit_code, entry.flags) == (1, ["fuzzy"])


def test_a_file_that_is_none_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text("no such thing\n", encoding="utf-8")
    done = run("translate", "a.po", "--to", "es", "--engine", "echo")
    assert done.exit_code == 2
    assert "a.po: this cannot be read as a PO file" in done.stderr


def test_the_trail_of_a_catalogue_can_be_had_as_well(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(HEADER.format(forms=2) + BODY, encoding="utf-8")
    done = run("translate", "a.po", "--to", "es", "--engine", "echo", "--terms", TESTS / "terms", "--format", "json")
    assert [term["concept"] for segment in json.loads(done.stdout)["segments"] for term in segment["terms"]] == [
        "skerries", "skerries", "velgrad",
    ]  # fmt: skip


def test_the_header_says_what_is_translated(run: Run, tmp_path: Path) -> None:
    text = HEADER.format(forms=2).replace('"Language: es', '"X-Source-Language: es\\n"\n"Language: ru') + BODY
    (tmp_path / "a.po").write_text(text, encoding="utf-8")
    done = run("translate", "a.po", "--to", "es", "--engine", "echo", "-o", "b.po")
    assert (done.exit_code, "the text is in that language already" in done.stderr) == (2, True)


def test_a_catalogue_of_another_language_is_not_filled_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(HEADER.format(forms=2) + BODY, encoding="utf-8")
    done = run("translate", "a.po", "--to", "ru", "--engine", "echo")
    assert done.exit_code == 2
    assert "a.po: it is to be translated into 'es'" in done.stderr
    assert done.stdout == ""


def test_a_template_gets_its_language_and_line_ends_stay(run: Run, tmp_path: Path) -> None:
    text = (HEADER.format(forms=2) + BODY).replace("Language: es", "Language: ").replace("\n", "\r\n")
    (tmp_path / "a.pot").write_bytes(text.encode())
    done = run("translate", "a.pot", "--to", "es", "--engine", "echo", "-o", "b.po")
    assert done.exit_code == 0, done.output
    written = (tmp_path / "b.po").read_bytes()
    assert b'"Language: es\\n"\r\n' in written
    assert written.count(b"\n") == written.count(b"\r\n") > 20


def test_a_note_is_not_said_again(run: Run, tmp_path: Path) -> None:
    """Neither in a message that has it, nor where the name is translated elsewhere already."""
    text = (
        HEADER.format(forms=3)
        + 'msgid "%d mapa"\nmsgid_plural "Mist Islands"\n'
        + "".join(f'msgstr[{n}] ""\n' for n in range(3))
    )  # three forms stay fuzzy, and are translated in each run
    (tmp_path / "a.po").write_text(text, encoding="utf-8")
    options = ("--to", "es", "--from", "en", "--engine", "echo", "--terms", TESTS / "terms")
    assert run("translate", "a.po", *options, "-o", "b.po").exit_code == 0
    assert polib.pofile(str(tmp_path / "b.po"))[0].tcomment
    assert run("translate", "b.po", *options, "-o", "c.po").exit_code == 0
    assert (tmp_path / "c.po").read_text(encoding="utf-8") == (tmp_path / "b.po").read_text(encoding="utf-8")
    more = '\nmsgid "the Mist Islands"\nmsgstr ""\n'
    (tmp_path / "d.po").write_text((tmp_path / "c.po").read_text(encoding="utf-8") + more, encoding="utf-8")
    assert run("translate", "d.po", *options, "-o", "e.po").exit_code == 0
    assert polib.pofile(str(tmp_path / "e.po"))[1].tcomment == ""


def test_standard_input_is_what_it_is_called(run: Run, tmp_path: Path) -> None:
    text = HEADER.format(forms=2) + BODY
    (tmp_path / "a.po").write_text(text, encoding="utf-8")
    options = ("--to", "es", "--engine", "echo", "--terms", TESTS / "terms")
    piped = run("translate", "-", *options, "--stdin-filename", "a.po", stdin=text)
    assert piped.exit_code == 0, piped.output
    assert piped.stdout == run("translate", "a.po", *options).stdout


def test_what_is_for_catalogues_alone_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Velgrad is far.\n", encoding="utf-8")
    done = run("translate", "a.md", "--from", "en", "--to", "ru", "--engine", "echo", "--all")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--all is for PO and XLIFF" in done.stderr


def test_a_file_is_held_to_the_settings_of_its_own_folder(run: Run, tmp_path: Path) -> None:
    (desk := tmp_path / "desk").mkdir()
    names = ["quay,en,Quay Sound,Arlandia,en,A sound.", "quay,ru,Куэй-Саунд,Arlandia,ru,"]
    (desk / "own.csv").write_text("\n".join(["concept,lang,text,used_by,loaded_in,definition", *names, ""]), "utf-8")
    (desk / "glossary.toml").write_text('terms = ["own.csv"]\n', encoding="utf-8")
    for folder in (tmp_path, desk):
        (folder / "a.en.md").write_text("They went to Quay Sound by night.\n", encoding="utf-8")
        (folder / "a.ru.md").write_text("Они пришли туда ночью.\n", encoding="utf-8")
    assert "echo: 0 names" in run("translate", "a.en.md", "--to", "ru", "--engine", "echo").stderr
    assert "echo: 1 name" in run("translate", "desk/a.en.md", "--to", "ru", "--engine", "echo").stderr
    assert run("check", "a.en.md", "a.ru.md").exit_code == 0
    assert "GL201" in run("check", "desk/a.en.md", "desk/a.ru.md").stdout
