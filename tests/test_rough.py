"""Whether a text can have a name in it is never answered with no where it has one."""

import pytest
from conftest import side
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import formats, rough, spoken
from glossary.lint import lint
from glossary.match import Matcher
from glossary.terms import Concept, Dispute, Name, NotWhen, Termbase

NAMES = (
    Name("en", "Orm Bank", used_by=("A",), loaded_in=("en",)),
    Name("en", "Orm", used_by=("B",), loaded_in=("en",), not_when=(NotWhen("Orm sauce", "fossil"),)),
    Name("en", "ORB", used_by=("B",), loaded_in=("en",)),
    Name("en", "the shoal", used_by=("A",), only_with=("*",)),
)
TERMBASE = Termbase(
    {"orm": Concept("orm", Dispute("o", "T", ("A", "B")), "water", "D", parties=("A", "B"), names=NAMES)}
)
MATCHER = Matcher(TERMBASE, "en")
PIECES = (
    "Orm", "Or", "m", "Bank", "ORB", "orb", "the shoal", "form", "sauce", " ", "\n", "\n\n", "\n> ", "*", "**", "_",
    "`", "~~", "[", "](", ")", "]", "(", "](https://x.org/a)", "https://x.org/a", "www.x.org", "a@b.org", "<b>",
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
    st.sampled_from(["Orm Bank", "Orm", "ORB", "form"]),
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


@pytest.mark.parametrize("text", ["The form of the storm.", "An orb.", "The shoal is dry.", "They *form* a [dorm](x)."])
def test_other_words_are_no_names(text: str) -> None:
    assert not rough.may_name(text, "markdown", [MATCHER])
