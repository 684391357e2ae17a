"""`--statistics`, `--quiet`, `--exit-zero`, `--no-color`: what a run says of itself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS, lay

Run = Callable[..., Result]


@pytest.fixture
def desk(run: Run) -> Run:
    """Two files with three findings, one of them silenced."""
    lay(
        {
            "glossary.toml": f"terms = [{json.dumps(str(TESTS / 'terms'))}]\n",
            "a.md": "A ferry to the Mist Islands.\n",
            "b.txt": "The Gray Sea.\nMist Islands. [glossary: disable-line -- a caption]\n",
            "calm/c.md": "Calm.\n",
        }
    )
    return run


def test_counts_by_rule_and_concept(desk: Run) -> None:
    done = desk("lint", "--statistics", "--select", "GL1")
    assert done.stdout == (
        "rules\n  1  GL101 one-sided-name\n  1  GL103 variant-spelling\n\nconcepts\n  1  grey-sea\n  1  skerries\n"
    )
    assert done.exit_code == 1


def test_counts_for_machines_and_to_a_file(desk: Run) -> None:
    done = desk("lint", "--statistics", "--format", "json", "-o", "count.json")
    assert (done.exit_code, done.stdout) == (1, "")
    data = json.loads(Path("count.json").read_text(encoding="utf-8"))
    assert data["version"] == 1
    assert data["rules"][0] == {"code": "GL101", "rule": "one-sided-name", "count": 1}
    assert {row["concept"]: row["count"] for row in data["concepts"]} == {"grey-sea": 1, "skerries": 1}


def test_the_most_frequent_come_first_and_equals_by_their_names(desk: Run) -> None:
    lay({"more.md": "The Gray Sea. The Gray Sea.\n"})
    assert desk("lint", "--statistics").stdout == (
        "rules\n  3  GL103 variant-spelling\n  1  GL101 one-sided-name\n\nconcepts\n  3  grey-sea\n  1  skerries\n"
    )


def test_nothing_found_is_said(desk: Run) -> None:
    assert desk("lint", "calm", "--statistics").stdout == "nothing was found\n"
    assert json.loads(desk("lint", "calm", "--statistics", "--format", "json").stdout)["rules"] == []


def test_mended_text_and_counts_do_not_mix(desk: Run) -> None:
    done = desk("lint", "-", "--fix", "--statistics", stdin="The Gray Sea.\n")
    assert done.stdout == "The Grey Sea.\n"
    assert "nothing was found" in done.stderr


@pytest.mark.parametrize("report", ["full", "concise", "grouped"])
def test_quiet_leaves_the_findings(desk: Run, report: str) -> None:
    loud, quiet = desk("lint", "--format", report), desk("lint", "--format", report, "-q")
    assert loud.stdout.startswith(quiet.stdout)
    assert 0 < len(quiet.stdout) < len(loud.stdout)
    assert desk("lint", "calm", "--format", report, "--quiet").output == ""
    assert quiet.exit_code == 1


def test_quiet_hides_no_problem(desk: Run) -> None:
    done = desk("lint", "calm", "missing.md", "-q")
    assert (done.exit_code, done.stderr) == (2, "Error: missing.md: there is no such file\n")


def test_exit_zero_is_for_findings_alone(desk: Run) -> None:
    assert desk("lint", "--exit-zero").exit_code == 0
    assert desk("lint", "missing.md", "--exit-zero").exit_code == 2
    assert desk("lint", "--exit-zero", "--diff").exit_code == 0


def test_the_options_are_grouped_and_none_is_left_over(desk: Run) -> None:
    """An option that is in no section would stand under the last heading, where nobody looks."""
    from glossary.cli.lint import lint

    text = desk("lint", "--help").stdout
    assert text.partition("\nOther:\n")[2].split()[:2] == ["-h,", "--help"]
    names = [name for section in lint.sections.values() for name in section]
    assert sorted(names) == sorted({param.name for param in lint.params} - {"paths"})
