"""A pattern that was kept compiled finds what it finds when it is compiled anew."""

import re
from pathlib import Path
from typing import Any

import pytest

from glossary import cache, regexes

PATTERNS = [
    (r"(?P<who>\w+) calls (?P<what>(?:the )?[A-Z]\w+)", 0),
    (r"(?-i:Ormish|Velgrad)\s+(?:so[- ]called|«[^»]*»)\b", re.IGNORECASE),
    (r"(?<=то)(?:же|гда)?\b|[ぁ-ん]{2,}(?!島)|(\d)\1", re.IGNORECASE),
]
TEXT = "Belmark calls the Ormholm so; Velgrad SO-CALLED\nтотогда тоже みすと島 11"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cache, "place", lambda name: tmp_path / f"{name}.bin")


def compiled() -> list[re.Pattern[str]]:
    with regexes.kept("frames", [Path(__file__)]) as compile_:
        return [compile_(*pattern) for pattern in PATTERNS]


def shape(pattern: re.Pattern[str]) -> tuple[Any, ...]:
    found = [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in pattern.finditer(TEXT)]
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), found


def test_the_first_and_the_second_time_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [shape(re.compile(*pattern)) for pattern in PATTERNS]
    assert [shape(pattern) for pattern in compiled()] == wanted
    assert all(found for *_, found in wanted)
    monkeypatch.setattr(regexes, "_compile", pytest.fail)  # everything comes from the copy
    assert [shape(pattern) for pattern in compiled()] == wanted


def test_what_the_engine_refuses_is_compiled_as_ever() -> None:
    compiled()
    mark = cache.fingerprint([Path(regexes.__file__), Path(__file__)])
    known = cache.read("frames", mark)
    cache.write("frames", mark, {key: (row[0], [7, 7, 7], *row[2:]) for key, row in known.items()})
    assert [shape(pattern) for pattern in compiled()] == [shape(re.compile(*pattern)) for pattern in PATTERNS]


def test_a_python_without_the_inner_doors_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(regexes, "import_module", closed)
    assert [shape(pattern) for pattern in compiled()] == [shape(re.compile(*pattern)) for pattern in PATTERNS]


def test_a_wrong_pattern_is_an_error() -> None:
    with pytest.raises(re.error), regexes.kept("frames", []) as compile_:
        compile_("(", 0)
