"""A name is found however it is typed."""

import pytest

from glossary.lookup import lookup
from glossary.terms import Termbase


@pytest.mark.parametrize(
    "query",
    ["Mist Islands", "mist-islands", "kiri shoutou", "KIRI SHOTŌ", "霧諸島", "tumannye ostrova", "Туманным островам",
     "mistislands", "Mist Islnads", "skerries", "Myst Islands", "islas de la niebla"],
)  # fmt: skip
def test_spelling_and_script_do_not_matter(invented: Termbase, query: str) -> None:
    found, near = lookup(query, invented)
    assert [item.concept.id for item in found] == ["skerries"]
    assert near == []


def test_a_guess_says_that_it_is_one(invented: Termbase) -> None:
    (exact,), _ = lookup("mist islands", invented)
    (guess,), _ = lookup("mist iselands", invented)
    assert (exact.exact, guess.exact) == (True, False)


def test_what_is_not_there_offers_what_is_near(invented: Termbase) -> None:
    assert lookup("Velgrove", invented) == ([], ["Velgrad", "Velgrado"]) or "Velgrad" in lookup("Velgrove", invented)[1]
    assert lookup("qqqq", invented) == ([], [])
    assert lookup("", invented) == ([], [])


def test_a_language_narrows_the_search(invented: Termbase) -> None:
    assert lookup("Velhavn", invented, "ja") == ([], []) or lookup("Velhavn", invented, "ja")[0] == []
    (found,), _ = lookup("Velhavn", invented, "es")
    assert found.name.lang == "es"
