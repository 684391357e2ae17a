"""Directives in the comments of each format: a file of cases, and what the command line makes of them."""

import datetime
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import TESTS, side

from glossary import formats
from glossary.files import Text
from glossary.lint import Finding
from glossary.match import Matchers
from glossary.perspective import Rule
from glossary.project import sweep
from glossary.project.settings import Settings
from glossary.terms import Termbase

Run = Callable[..., Result]
MARCH = datetime.date(2026, 3, 1)
MIXED_OFF = {Rule.MIXED_NAMING: None}  # what is silenced here are single names
PLAIN = "He flew to the Northern Territories. [glossary: disable-line GL101{}]\n"


def cases() -> list[Any]:
    """Every case of every file."""
    return [
        pytest.param(case, id=f"{path.stem}-{case['about']}")
        for path in sorted((TESTS / "cases" / "suppress").glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def told(finding: Finding) -> str:
    """A finding as the cases write it."""
    parts = [str(finding.place.line), finding.rule.code if finding.rule else "ok"]
    if finding.suppression:
        parts += ["silenced", finding.suppression.reason]
    elif finding.mention is None:
        near = finding.judgement.suggestions
        parts += [finding.judgement.reason.value, finding.text + (f"? {near[0]}" if near and near[0][0] != "G" else "")]
    return " ".join(parts).strip()


@pytest.mark.parametrize("case", cases())
def test_what_is_silenced(case: dict[str, Any], invented: Termbase) -> None:
    settings = Settings(side(), Matchers(invented), case.get("language", "en"), MIXED_OFF, today=MARCH)
    text = case["text"] if "\r" in case["text"] else case["text"].lstrip("\n")
    findings = sweep.check(Text(case["name"], text), settings)
    assert [told(finding) for finding in findings if finding.rule] == case["found"]


@pytest.mark.parametrize("form", [*map(formats.named, formats.SUFFIXES)], ids=lambda form: form.NAME)
def test_every_format_says_what_its_comments_are(form: formats.Format) -> None:
    assert list(form.comments("")) == []
    for source in ("glossary", "<!-- glossary: x", "---\nglossary: [\n---\n", "\N{DESERT ISLAND}<!-- glossary:-->"):
        for _, span in form.comments(source):
            assert 0 <= span.start <= span.end <= len(source)


def test_what_is_silenced_is_counted_and_no_reason_to_fail(run: Run) -> None:
    Path("a.txt").write_text(PLAIN.format(" -- why"), encoding="utf-8")
    done = run("lint", "a.txt", "--format", "json", "--all")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (done.exit_code, finding["code"], finding["reported"]) == (0, "GL101", False)
    assert json.loads(done.stdout)["summary"]["suppressed"] == 1


def test_a_directive_is_of_use_although_its_rule_is_switched_off(run: Run) -> None:
    Path("a.txt").write_text(PLAIN.format(""), encoding="utf-8")
    assert run("lint", "a.txt", "--ignore", "GL101").exit_code == 0
    assert run("lint", "a.txt", "--select", "GL9").exit_code == 0
    Path("a.txt").write_text(PLAIN.format("").replace("Northern", "Western"), encoding="utf-8")
    assert "GL901 “disable-line GL101” silences nothing here" in run("lint", "a.txt", "--format", "concise").stdout
    assert run("lint", "a.txt", "--ignore", "GL9").exit_code == 0


def test_a_project_can_ask_for_reasons(run: Run) -> None:
    Path("glossary.toml").write_text("require-suppression-reason = true\n", encoding="utf-8")
    Path("a.txt").write_text(PLAIN.format(""), encoding="utf-8")
    done = run("lint", "a.txt")
    assert (done.exit_code, done.stdout.count("GL902"), done.stdout.count("GL101 ")) == (1, 1, 0)
    Path("a.txt").write_text(PLAIN.format(" -- why"), encoding="utf-8")
    assert run("lint", "a.txt").exit_code == 0


def test_an_unknown_rule_is_named_with_the_nearest(run: Run) -> None:
    Path("a.txt").write_text(PLAIN.format(", party-verdikt"), encoding="utf-8")
    done = run("lint", "a.txt")
    assert "a.txt:1:69: GL901 warning unused-suppression" in done.stdout
    assert "“party-verdikt” is no rule, so it silences nothing" in done.stdout
    assert "instead: “party-verdict”" in done.stdout
