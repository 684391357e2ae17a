"""The worst inputs take a time that grows with their length, and no more: four times the text, never nine the time."""

import sys

import pytest
from conftest import TESTS

sys.path.append(str(TESTS / "benchmarks"))

import worst

_SMALL = 6_000  # bytes
_TIMES, _MOST = 4, 9
_ENOUGH = 0.1  # seconds, below which a clock says nothing


@pytest.mark.parametrize("case", worst.CASES)
def test_time_is_linear(case: str) -> None:
    for _ in range(3):  # a machine may have something else to do
        few, many = worst.timed(case, _SMALL), worst.timed(case, _SMALL * _TIMES)
        if many < _ENOUGH or many < _MOST * few:
            return
    pytest.fail(f"{_TIMES} times the text took {many / few:.1f} times as long")
