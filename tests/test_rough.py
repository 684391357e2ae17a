"""Whether a text can have a name in it is never answered with no where it has one."""

import pytest
from conftest import side
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import formats, spoken
from glossary.files import Text
from glossary.folding import fold, folded, unfolded
from glossary.lint import lint
from glossary.match import Matcher, Matchers
from glossary.perspectives import load
from glossary.project import rough, sweep
from glossary.project.settings import Settings
from glossary.project.sweep import check
from glossary.terms import Concept, Dispute, Name, NotWhen, Termbase

NAMES = (
    Name("en", "Orm Bank", used_by=("A",), loaded_in=("en",)),
    Name("en", "Orm", used_by=("B",), loaded_in=("en",), not_when=(NotWhen("Orm sauce", "fossil"),)),
    Name("en", "ORB", used_by=("B",), loaded_in=("en",)),
    Name("en", "Grey Shore", used_by=("A",), loaded_in=("en",), case_sensitive=True),
    Name("en", "the shoal", used_by=("A",), only_with=("*",)),
)
TERMBASE = Termbase(
    {"orm": Concept("orm", Dispute("o", "T", ("A", "B")), "water", "D", parties=("A", "B"), names=NAMES)}
)
MATCHER = Matcher(TERMBASE, "en")
PIECES = (
    "Orm", "Or", "m", "Bank", "ORB", "orb", "the shoal", "form", "sauce", " ", "\n", "\n\n", "\n> ", "*", "**", "_",
    "`", "~~", "[", "[^1]", "](", ")", "]", "(", "](https://x.org/a)", "https://x.org/a", "www.x.org", "a@b.org", "<b>",
    "</b>", "<br>", "<p>", "</p>", "<!-- x -->", "&amp;", "&lt;", "&#79;", "&nbsp;", "\\", "\u00ad", "\u200b",
    "e\u0301", "'", "“", "”", "é", "島", "#", "|", "- ", "    ", "\r\n", "---\ntitle: Orm\n---\n", '<img alt="Orm">',
    "<p title=Orm>", "<q>", "x", "s", "-", "1", "\ufffc",
)  # fmt: skip


PAIRS = [
    ("_", "_"),
    ("**", "**"),
    ("<b>", "</b>"),
    ("[", "](https://x.org/a)"),
    ("`", "`"),
    ("<p>", "</p>"),
    ("", "https://x.org/a"),
    ("", ""),
]
FEW = st.lists(st.sampled_from(PIECES), max_size=2).map("".join)
#: A name with something in its midst, or nothing.
NAME = st.tuples(
    st.sampled_from(["Orm Bank", "Orm", "ORB", "form", "Grey Shore", "GREY SHORE"]),
    st.integers(0, 8),
    FEW | st.sampled_from(["<b>", "<!-- -->", ""]),
).map(lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :])


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A text in a pair of marks, with something before and after it."""
    return st.tuples(FEW, st.sampled_from(PAIRS), inner, FEW).map(
        lambda parts: parts[0] + parts[1][0] + parts[2] + parts[1][1] + parts[3]
    )


@pytest.mark.parametrize("form", sorted(rough.FORMATS))
@settings(max_examples=400, deadline=None)
@given(around(around(NAME)))
def test_never_no_for_something(form: str, source: str) -> None:
    if rough.may_name(source, form, [MATCHER]):
        return
    document = formats.named(form).parse(source, "a")
    found = [row for part in spoken.by_language(document, "en").values() for row in lint(part, MATCHER, side())]
    assert found == []


@pytest.mark.parametrize(
    "text", ["The form of the storm.", "An orb.", "The shoal is dry.", "On the grey shore.", "They *form* a [dorm](x)."]
)
def test_other_words_are_no_names(text: str) -> None:
    assert not rough.may_name(text, "markdown", [MATCHER])


#: What can stand within a name and not be seen, or be seen as something else.
WITHIN = [
    "", "**", "_", "~~", "`", "\\", "\u00ad", "&shy;", "&#8203;", "\u200b", "<b>", "</b>", "<!-- x -->",
    "<!-- a\nb -->", "[^1]", "\n", "\r\n", "\n> ", "\n>> ", "\n   ", "  \n", "\\\n", "&nbsp;", "\u00a0", "<br/>",
    '<a title="a>b">', "<a b='>'>", "<span\nclass=x>", "<wbr>", "](x)", "](<u v>)", '](x "t (a) b")',
    "](a(b(c)d)e)", "][r]", "[", "***",
]  # fmt: skip
ROUND = [
    ("See the ", " now."),
    ("[See the ", "](x) now."),
    ("> See ", " now.\n> more"),
    ("| a | b |\n|--|--|\n| The ", " | x |"),
    ("<p title='See ", " now'>x</p>"),
    ("![see ", " now](x.png)"),
    ('---\ntitle: "The ', ' now"\n---\nx'),
]


@pytest.fixture(scope="module")
def matchers(invented: Termbase) -> Matchers:
    return Matchers(invented)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    ("word", "language"), [("Mist Islands", "en"), ("ミスト諸島", "ja"), ("Туманные острова", "ru")]
)
def test_no_name_is_missed(
    matchers: Matchers, monkeypatch: pytest.MonkeyPatch, name: str, word: str, language: str
) -> None:
    """Whatever the whole way finds in a text, the short way has let through."""
    settings = Settings(load("neutral"), matchers, language)
    monkeypatch.setattr(sweep, "_promising", lambda *_: True)
    met = 0
    for within in WITHIN:
        for before, after in ROUND:
            for at in (1, 4):
                source = f"{before}{word[:at]}{within}{word[at:]}{after}\n"
                if any(finding.mention for finding in check(Text(name, source), settings)):
                    met += 1
                    assert rough.may_name(source, formats.name_of(name), [matchers.of(language)]), source
    assert met > len(WITHIN)


def test_a_text_without_a_name_is_not_taken_apart(matchers: Matchers, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossary.formats import html, markdown, plain

    for form in (html, markdown, plain):
        monkeypatch.setattr(form, "parse", lambda *_: pytest.fail("this was for nothing"))
    settings = Settings(load("neutral"), matchers)
    calm = ("The sea is calm & the <b>night</b> is [long](x).\n", "Море и ночь, и это всё.\n", "海は穏やかだ。\n")
    for name in ("a.txt", "a.md", "a.html"):
        for text in calm:
            assert check(Text(name, text), settings) == []


LETTERS = st.sampled_from([*"aÉ é  \n\r\t\u00a0\u3000-–'’ё北方カﾞが\u0301A1_ß№…ﬁİ樂樂\x1c\x85\u2028", "\n\n", "  "])


@settings(max_examples=400, deadline=None)
@given(st.lists(LETTERS, max_size=12).map("".join))
def test_the_quick_folding_folds_alike(text: str) -> None:
    assert folded(text).split() == fold(text)[0].split()
    assert unfolded(text) is None or len(unfolded(text) or "") == len(folded(text))
