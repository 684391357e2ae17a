"""Comments of source code as lint reads them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from glossary import formats
from glossary.document import OBJECT
from glossary.errors import FileError
from glossary.formats.code import LANGUAGES

Run = Callable[..., Result]

PYTHON = '''#!/usr/bin/env python
# Coding of the Mist
# Islands, `Mist()` and {more}.

"""The Mist Islands.

    They are
    far, and \\u30df "that" is so.

    >>> Velgrad()
    - one
    - two
"""
x = "# Velgrad"  # trailing
# glossary: disable-next-line -- why
y = "Velgrad"  # Velgrad


class A:
    # before
    r\'\'\'Raw \\n doc.\'\'\'

    def f(self):
        "short"
        "Velgrad"
        return f"Velgrad"
'''


def texts(name: str, source: str) -> list[str]:
    return [segment.text for segment in formats.of(name).parse(source, name).segments]


def test_python_shows_comments_and_docstrings() -> None:
    assert texts("a.py", PYTHON) == [
        f"Coding of the Mist\nIslands, {OBJECT} and {OBJECT}.",
        "The Mist Islands.",
        'They are\nfar, and ミ "that" is so.',
        "- one",
        "- two",
        "trailing",
        "Velgrad",
        "before",
        "Raw \\n doc.",
        "short",
    ]


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.js", "/**\n * Mist\n * Islands.\n *\n * @a {b}\n */\nf(); // x", ["Mist\nIslands.", f"@a {OBJECT}", "x"]),
        ("a.js", 'let a = "// Velgrad", b = `/* Velgrad */`, c = /\\/\\/ Velgrad/', []),
        ("a.ts", "let a: string // one\n// two\n// three\n\n// four", ["one", "two\nthree", "four"]),
        ("a.tsx", "let a = <b>Velgrad {/* one */}</b>", ["one"]),
        ("a.go", "// The Mist\r\n// Islands\r\npackage a\r\n", ["The Mist\r\nIslands"]),
        ("a.rs", "//! one\n/// two\nfn f() {} // three\n/* four\n   five */", ["one\ntwo", "three", "four\nfive"]),
        ("a.java", "/* one */ class A { // two\n  // three\n}", ["one", "two", "three"]),
        ("a.c", 'char *a = "// Velgrad"; /* one\n * two */\n// three\n', ["one\ntwo", "three"]),
        ("a.h", "/** one **/\n/*\n** two\n*/\n", ["one", "two"]),
        ("a.cpp", 'auto a = R"(// Velgrad)"; // one', ["one"]),
        ("a.py", "# one\n    # two\n# glossary: ignore\n# three\n#\n# four", ["one", "two", "three", "four"]),
        ("a.go", "/*\n```\nVelgrad\n```\nafter\n*/", ["after"]),
    ],
)  # fmt: skip
def test_only_comments_are_text(name: str, source: str, expected: list[str]) -> None:
    assert texts(name, source) == expected


def test_a_name_over_two_lines_has_its_place_and_is_replaced() -> None:
    found = formats.of("a.py").parse(PYTHON, "a.py")
    segment = found.segments[0]
    at = segment.text.index("Mist")
    span = segment.source(at, at + 12)
    assert PYTHON[slice(*span)] == "Mist\n# Islands"
    assert found.position(span.start) == (2, 17)
    assert "# Coding of the Outer\n# Islands" in found.splice(segment.replace(at, at + 4, "Outer"))


def test_what_is_written_ends_no_comment_and_no_string() -> None:
    form = formats.of("a.py")
    strings = {segment.text: segment for segment in form.parse(PYTHON, "a.py").segments}
    assert form.escape('a "b"\\', strings["short"]) == 'a \\"b\\"\\\\'
    assert form.escape("a 'b'", strings["Raw \\n doc."]) == "a ’b’"
    assert form.escape("a\nb */", strings["trailing"]) == "a b *\u2060/"


def test_directives_are_comments_and_no_strings() -> None:
    for name, source in (
        ("a.py", PYTHON),
        ("a.js", "/* glossary: disable-next-line -- why */ a = '// glossary: ignore'"),
    ):
        said = [source[slice(*span)].strip() for _, span in formats.of(name).comments(source)]
        assert said == ["glossary: disable-next-line -- why"]
    assert list(formats.of("a.py").comments('"""\nglossary: ignore\n"""\n"# glossary: ignore"\n')) == []


def test_code_is_read_where_it_is_named_or_included(run: Run) -> None:
    Path("a.py").write_text("# The Kurile Islands.\nx = 'Kurile Islands'\n")
    Path("b.txt").write_text("Nothing.\n")
    told = "a.py:1:7: GL103 “Kurile Islands” is usually spelt “Kuril Islands”\nFound 1 finding.\n"
    assert run("lint", ".", "--format", "concise").stdout == "Found 0 findings.\n"
    assert run("lint", "a.py", "--format", "concise").stdout == told
    Path("glossary.toml").write_text('include = ["*.py"]\n')
    assert run("lint", ".", "--format", "concise").stdout == told
    run("lint", "a.py", "--fix")
    assert Path("a.py").read_text() == "# The Kuril Islands.\nx = 'Kurile Islands'\n"


def test_without_the_grammar_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from glossary.formats import code

    monkeypatch.setitem(sys.modules, "tree_sitter_go", None)
    code._parser.cache_clear()
    with pytest.raises(FileError, match=r"tree-sitter-go, .*contested-glossary\[code\]"):
        formats.of("a.go").decode(b"", "a.go")


def test_no_suffix_belongs_to_two() -> None:
    every = [suffix for suffixes in formats.SUFFIXES.values() for suffix in suffixes]
    assert len(every) == len(set(every))


def test_each_language_has_a_format_and_none_is_looked_for_in_folders() -> None:
    assert list(LANGUAGES) == list(formats.CODE)
    assert not {suffix for suffixes in formats.CODE.values() for suffix in suffixes} & set(formats.suffixes())
