"""A finished translation against its source: files of cases with the real termbase, and the command line."""

import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from click.testing import Result
from conftest import TESTS, side

from glossary import bilingual, formats, stance, store
from glossary.check import Translated, check
from glossary.match import Matcher
from glossary.perspective import Perspective
from glossary.terms import Termbase

Run = Callable[..., Result]


def cases() -> list[Any]:
    """Every case of ``cases/check/<source>-<target>.toml``; adding one is adding a table."""
    return [
        pytest.param(*path.stem.split("-"), case, id=f"{path.stem}-{number}")
        for path in sorted((TESTS / "cases" / "check").glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
    ]


Parts = tuple[Callable[[str], Matcher], dict[str, frozenset[str]]]


def parts(termbase: Termbase) -> Parts:
    """What a check needs of a termbase, each made once."""
    words = {language: stance.plain_words(termbase, language) for language in ("en", "es", "ja", "ru")}
    return cache(lambda language: Matcher(termbase, language)), words


@pytest.fixture(scope="module")
def real_parts() -> Parts:
    return parts(store.load())


@pytest.fixture(scope="module")
def invented_parts(invented: Termbase) -> Parts:
    return parts(invented)


def checked(
    of: Parts, source: str, target: str, texts: tuple[str, str], house: Perspective | None = None, **rest: Any
) -> list[tuple[str, str]]:
    """Rule and text of everything that is reported."""
    one, two = (formats.plain.parse(text, name) for text, name in zip(texts, ("source", "target"), strict=True))
    sides = bilingual.read(one, of[0](source), two, of[0](target))
    work = Translated(*sides, bilingual.aligned(*sides), house or side(), of[1], **rest)
    return [(f"{finding.rule}", finding.text) for finding in check(work) if finding.reported]


@pytest.mark.parametrize(("source", "target", "case"), cases())
def test_cases(real_parts: Parts, source: str, target: str, case: dict[str, Any]) -> None:
    found = checked(real_parts, source, target, (case["source"], case["target"]))
    assert found == [tuple(expected) for expected in case["expect"]]
