"""``glossary terms``: what a person reads and what a machine does."""

import json
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]


def test_list_can_be_narrowed(run: Run) -> None:
    everything = run("terms", "list").output.splitlines()
    islands = run("terms", "list", "--dispute", "kurils", "--kind", "island").output.splitlines()
    assert any(line.startswith("iturup\tisland\tkurils\tEtorofu · Iturup") for line in islands)
    assert set(islands) < set(everything)
    data = json.loads(run("terms", "list", "--format", "json").output)
    assert len(data["concepts"]) == len(everything)
    assert run("terms", "list", "--dispute", "nowhere").exit_code == 2


def test_show_puts_the_sides_next_to_each_other(run: Run) -> None:
    lines = run("terms", "show", "iturup").output.splitlines()
    head = next(line for line in lines if line.split() == ["Japan", "Russia"])
    (english,) = [line for line in lines if line.startswith("English")]
    assert english.index("Etorofu") == head.index("Japan")
    assert english.index("Iturup") == head.index("Russia")
    assert lines.index("claims") > lines.index(english)
    assert all(len(line) <= 100 for line in lines)


def test_show_answers_in_json_and_names_the_nearest(run: Run) -> None:
    (concept,) = json.loads(run("terms", "show", "iturup", "--format", "json").output)["concepts"]
    assert concept["dispute"] == "kurils"
    assert {name["text"] for name in concept["names"]} >= {"Etorofu", "Итуруп", "択捉島"}
    result = run("terms", "show", "iturop")
    assert result.exit_code == 2
    assert "did you mean 'iturup'" in result.output


def test_stats_count_what_is_listed(run: Run) -> None:
    data = json.loads(run("terms", "stats", "--format", "json").output)
    assert list(data)[:2] == ["concepts", "names"]
    assert data["concepts"] == len(run("terms", "list").output.splitlines()) == sum(data["disputes"].values())
    assert data["names"] == sum(data["languages"].values())
    assert 0 < data["verified"] <= data["claims"]
    text = run("terms", "stats").output
    assert f"{data['concepts']} concepts, {data['names']} names" in text
    assert f"ja {data['languages']['ja']}" in text
