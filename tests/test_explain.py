"""`glossary explain`: what lint makes of a name, for whom; a rule's page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from conftest import TESTS, lay

Run = Callable[..., Result]


@pytest.fixture
def explain(run: Run) -> Run:
    """The command with the invented termbase in the settings."""
    lay({"glossary.toml": f"terms = [{json.dumps(str(TESTS / 'terms'))}]\n", "belmark.toml": 'sides = ["Belmark"]\n'})

    def invoke(*arguments: str) -> Result:
        return run("explain", *arguments)

    return invoke


def verdicts(done: Result) -> dict[tuple[str, str], dict[str, Any]]:
    """What is made of each name under each perspective."""
    assert done.exit_code == 0, done.stderr
    (concept,) = json.loads(done.stdout)["concepts"]
    return {(row["name"], row["perspective"]): row for row in concept["lint"]}


def test_each_side_and_the_house_have_a_word_on_every_name(explain: Run) -> None:
    rows = verdicts(explain("Mist Islands", "--format", "json"))
    reported = {key: row["suggestions"] for key, row in rows.items() if row["reported"]}
    assert reported == {
        ("Mist Islands", "neutral"): ["Mist Islands/Outer Skerries"],
        ("Mist Islands", "Belmark"): ["Outer Skerries"],
        ("Outer Skerries", "neutral"): ["Outer Skerries/Mist Islands"],
        ("Outer Skerries", "Arlandia"): ["Mist Islands"],
    }
    assert {row["code"] for row in rows.values()} == {"GL101", None}


def test_it_says_what_lint_does(explain: Run, run: Run) -> None:
    """Every verdict is held to a run of lint on the name, in each language, under each side's own file."""
    for party in ("Arlandia", "Belmark"):
        lay({f"{party}.toml": f'sides = ["{party}"]\n'})
    for language in ("en", "ja", "ru", "es"):
        rows = verdicts(explain("skerries", "--lang", language, "--format", "json"))
        assert len(rows) >= 6
        for (name, house), row in rows.items():
            perspective = house if house == "neutral" else f"{house}.toml"
            text = name if language == "ja" else f"{name}."
            options = ["--lang", language, "--perspective", perspective, "--format", "json"]
            found = json.loads(run("lint", "-", *options, stdin=text + "\n").stdout)["findings"]
            assert [f["code"] for f in found] == ([row["code"]] if row["reported"] else []), (name, house)
            assert [f["level"] for f in found] == ([row["level"]] if row["reported"] else [])


def test_the_page_is_for_people(explain: Run) -> None:
    done = explain("Mist Islands", "--perspective", "belmark.toml")
    assert done.exit_code == 0
    assert "\nin the writer's own voice, English\n  Mist Islands\n    reported under " in done.stdout
    assert "GL101 one-sided-name, warning\n      instead: “Outer Skerries”, or say who calls it so\n" in done.stdout
    assert "(Arlandia's Ministry of\n    Charts, “Almanac”, 1999)" in done.stdout
    assert explain("mist islnds").stdout == explain("Mist Islands").stdout  # small slips are forgiven
    assert "in the writer's own voice, Japanese\n  ミスト諸島\n" in explain("ミスト諸島").stdout


def test_rules_have_their_pages(explain: Run, run: Run) -> None:
    assert explain("gl101").stdout == explain("one-sided-name").stdout == run("rule", "GL101").stdout
    page = json.loads(explain("GL902", "--format", "json").stdout)["rule"]
    assert (page["code"], page["rule"]) == ("GL902", "suppression-without-reason")
    assert page["page"] in explain("GL902").stdout


def test_what_is_unknown_is_said(explain: Run) -> None:
    done = explain("Nowhereistan of the sea")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is neither a name in the termbase nor a rule" in done.stderr
    done = explain("skerries", "--lang", "fi")
    assert "skerries: lint knows no name of it in texts in 'fi'; give another --lang" in done.stderr
    assert "Finnish" not in done.stdout
    assert explain("skerries", "--lang", "klingon").exit_code == 2
    assert explain().exit_code == 2
