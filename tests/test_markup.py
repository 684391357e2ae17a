"""Inline markup as it is seen: which words are the text of a link."""

from pathlib import Path

import pytest
from conftest import TESTS

from glossary import formats, markup


@pytest.mark.parametrize(
    ("name", "source", "texts"),
    [
        ("a.md", "See [the **Orm** Bank](http://x.example), [Ormholm][1] and [Skerries]; *not* [sic].\n\n[1]: /a\n"
         "[skerries]: /b\n", ["the Orm Bank", "Ormholm", "Skerries"]),
        ("a.html", '<p>See <a href="/a">the <b>Orm</b> Bank</a>, <A HREF=x>Ormholm</A> and <abbr>OB</abbr>.</p>',
         ["the Orm Bank", "Ormholm"]),
        ("a.rst", "See `the Orm Bank <http://x.example>`_, `Ormholm`_ and *this*.\n", ["the Orm Bank", "Ormholm"]),
        ("a.adoc", "See https://x.example[the Orm Bank], link:a.adoc[Ormholm].\n", ["the Orm Bank", "Ormholm"]),
        ("a.txt", "See [the Orm Bank](http://x.example).\n", []),
    ],
)  # fmt: skip
def test_the_text_of_links(name: str, source: str, texts: list[str]) -> None:
    document = formats.of(name).parse(source, name)
    seen = [segment.text[slice(*span)] for segment in document.segments for span in markup.links(source, segment)]
    assert seen == texts


@pytest.mark.parametrize(("verdict", "code"), [("ignore", 0), ("report", 1), ("error", 1)])
def test_what_a_house_makes_of_the_text_of_links(run, verdict: str, code: int) -> None:  # type: ignore[no-untyped-def]
    Path("house.toml").write_text(f'[voices]\nlink-text = "{verdict}"\n', encoding="utf-8")
    text = "Read [Ferry to Velgrad late](http://x.example/a) and [more](http://x.example/Velgrad).\n"
    done = run("lint", "-", "--terms", TESTS / "terms", "--perspective", "house.toml", "--stdin-filename", "a.md",
               "--format", "concise", "--all", "--fail-level", "info", stdin=text)  # fmt: skip
    assert done.exit_code == code
    if verdict == "ignore":
        assert "ok [own-voice] “Velgrad” stands in the text of a link" in done.stdout
    outside = run("lint", "-", "--terms", TESTS / "terms", "--perspective", "house.toml", "--format", "concise",
                  "--fail-level", "info", stdin="The ferry to Velgrad is late.\n")  # fmt: skip
    assert outside.exit_code == 1
