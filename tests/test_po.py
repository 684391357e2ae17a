"""Gettext catalogues as lint reads them; how they are translated is for test_catalogue."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result
from conftest import TESTS

from glossary.document import OBJECT
from glossary.errors import FileError
from glossary.formats import po

Run = Callable[..., Result]
CATALOGUE = (TESTS / "cases" / "formats" / "ja.po").read_text(encoding="utf-8")
HEAD = 'msgid ""\nmsgstr "Language: {}\\n"\n\n'


def texts(source: str, path: str = "a.po") -> list[str]:
    return [segment.text for segment in po.parse(source, path).segments]


def test_what_is_translated_is_read_and_nothing_fuzzy_or_obsolete() -> None:
    found = po.parse(CATALOGUE, "a.po")
    assert [segment.text for segment in found.segments] == [
        f"船は外スケリー諸島へ: {OBJECT} 便",
        '「"霧"」',
        f"{OBJECT}隻がミスト諸島にある。",
    ]
    assert {segment.language for segment in found.segments} == {"ja"}
    assert found.language == "ja"


def test_a_name_over_a_fold_has_its_place_and_is_replaced() -> None:
    found = po.parse(CATALOGUE, "a.po")
    segment = found.segments[0]
    assert CATALOGUE[slice(*segment.source(2, 9))] == '外スケリ"\n"ー諸島'
    assert found.position(segment.source(2, 9).start) == (14, 7)
    changed = found.splice(segment.replace(2, 9, po.escape('"霧"\\', segment)))
    assert polib.pofile(changed)[0].msgstr == '船は<b>"霧"\\</b>へ: % d 便\n\n「"霧"」'


def test_the_language_is_the_headers_then_the_names() -> None:
    message = 'msgid "x"\nmsgstr "y"\n'
    assert po.parse(HEAD.format("pt_BR") + message, "ru.po").language == "pt"
    for path in ("ru.po", "locales/ru_RU/LC_MESSAGES/app.po", "locales/ru/app.po", "app-ru.po", "app.ru.po"):
        assert po.parse(HEAD.format("") + message, path).language == "ru", path
    assert po.parse(message, "app.po").language == ""


def test_a_template_shows_its_messages_in_their_own_language() -> None:
    template = 'msgid "The mayor of the islands"\nmsgid_plural "The mayors"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    found = po.parse(template, "es.po")
    assert [segment.text for segment in found.segments] == ["The mayor of the islands", "The mayors"]
    assert found.language == "en"
    assert all(segment.sealed for segment in found.segments)
    assert po.parse(HEAD.format("es\\nX-Source-Language: de") + template, "es.po").language == "de"


def test_the_header_is_no_message_and_a_context_no_text() -> None:
    entries = 'msgctxt "The Mist"\nmsgid "a"\nmsgstr "b"\nmsgctxt "c"\nmsgid ""\nmsgstr "d"\n'
    assert texts(HEAD.format("en") + entries) == ["b"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_entries_need_no_blank_line_between_them(end: str) -> None:
    source = end.join(
        [
            'msgid "a"',
            'msgstr "A"',
            'msgid "b"',
            'msgstr "\\x42\\102\\t\\"B\\\\"',
            "#, fuzzy",
            'msgid "c"',
            'msgstr "C"',
        ]
    )
    assert texts(source) == ["A", 'BB\t"B\\']


def test_bytes_are_what_the_header_says() -> None:
    source = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n\nmsgid "x"\nmsgstr "Остров"\n'
    text = po.decode(source.encode("koi8-r"), "ru.po")
    assert (text.source, text.encode(source)) == (source, source.encode("koi8-r"))
    for wrong in ("UTF-8", "no-such"):
        with pytest.raises(FileError, match="header declares"):
            po.decode(source.replace("KOI8-R", wrong).encode("koi8-r"), "ru.po")


def test_a_folder_of_catalogues(run: Run) -> None:
    folder = Path("locales/ja/LC_MESSAGES")
    folder.mkdir(parents=True)
    (folder / "app.po").write_text(CATALOGUE.replace("外スケリ", "北方").replace("ー諸島", "領土"), encoding="utf-8")
    done = run("lint", "locales", "--format", "concise")
    assert done.stdout == (
        "locales/ja/LC_MESSAGES/app.po:14:7: GL101 “北方領土” is the name used by Japan; "
        "here nobody is named as its user\nFound 1 finding.\n"
    )


def test_a_fix_is_a_valid_catalogue_and_never_touches_a_key(run: Run) -> None:
    Path("en.po").write_text(HEAD.format("en") + '# why\nmsgid "x"\nmsgstr ""\n"The Kurile "\n"Islands \\"x\\"."\n')
    Path("a.pot").write_text('msgid "The Kurile Islands are far."\nmsgstr ""\n')
    done = run("lint", "en.po", "a.pot", "--fix", "--format", "concise")
    assert "a.pot:1:12: “Kurile Islands” was left as it is: it is the key of a message" in done.stderr
    (entry,) = polib.pofile("en.po")
    assert (entry.msgstr, entry.tcomment) == ('The Kuril Islands "x".', "why")
    assert polib.pofile("a.pot")[0].msgid == "The Kurile Islands are far."


def test_a_message_is_read_by_itself(run: Run) -> None:
    messages = ("The ferry to Etorofu (Iturup).", "Etorofu is cold.", "“Hello, he said", "Iturup is cold.”")
    source = HEAD.format("en") + "".join(f'msgid "{n}"\nmsgstr "{text}"\n\n' for n, text in enumerate(messages))
    Path("en.po").write_text(source, encoding="utf-8")
    lines = run("lint", "en.po", "--select", "GL101", "--format", "concise").stdout.splitlines()
    assert [line.split(": GL101")[0] for line in lines[:-1]] == ["en.po:8:9", "en.po:14:9"]


def test_flags_of_an_obsolete_entry_are_nobody_elses() -> None:
    assert texts('#, fuzzy\n#~ msgid "a"\n#~ msgstr "b"\n\nmsgid "c"\nmsgstr "d"\n') == ["d"]


def test_a_broken_catalogue_is_an_error_with_its_line_and_hides_no_other(run: Run) -> None:
    Path("a.po").write_text(HEAD.format("en") + 'msgid "x"\nmsgstr "The Kurile Islands.\n')
    Path("b.po").write_text(HEAD.format("en") + 'msgid "x"\nmsgstr "The Kurile Islands."\n')
    done = run("lint", "a.po", "b.po", "--format", "concise")
    assert (done.exit_code, "a.po:5: a string without its closing quotation mark" in done.stderr) == (2, True)
    assert "b.po:5:13: GL103" in done.stdout
