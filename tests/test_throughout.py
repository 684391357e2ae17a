"""What only the whole document shows, what a house makes of a voice, and the day a document is from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import side

from glossary import dates, formats, perspective, perspectives
from glossary.errors import ConfigError
from glossary.formats import plain
from glossary.lint import Finding, lint
from glossary.match import Matcher
from glossary.perspective import Perspective, Reason, Rule
from glossary.terms import Concept, Dispute, Name, Termbase

Check = Callable[..., list[Finding]]
Run = Callable[..., Result]


def rules(findings: list[Finding]) -> list[tuple[str, str]]:
    """What is reported, and of which words."""
    return [(finding.rule.value, finding.text) for finding in findings if finding.rule]


# --- the verdict on a voice ------------------------------------------------------------------------------------------

VOICES = [
    ("quoted", "“We love the Mist Islands today,” he said."),
    ("scare-quotes", "The “Mist Islands” are far."),
    ("attributed", "What Arlandia calls the Mist Islands are far."),
    ("so-called", "The so-called Mist Islands are far."),
    ("reported", "Arlandia claims that the Mist Islands were its own."),
    ("mention", "The term Mist Islands is in the draft."),
    ("title", "Mist Islands Day was rainy."),
]


@pytest.mark.parametrize(("voice", "text"), VOICES)
def test_a_house_has_a_verdict_for_every_voice(check: Check, voice: str, text: str) -> None:
    (finding,) = check(text)
    assert (finding.context.kind, finding.rule) == (voice, None)
    for verdict in ("info", "warning", "error"):
        (finding,) = check(text, "en", Perspective("house", voices={voice: verdict}))
        assert (finding.rule, finding.judgement.level) == (Rule.ONE_SIDED_NAME, verdict)
    (finding,) = check(text, "en", Perspective("house", voices={voice: "report"}, levels={Rule.ONE_SIDED_NAME: "info"}))
    assert finding.judgement.level == "info"


def test_pairs_and_headlines_have_a_verdict_too(check: Check) -> None:
    pair = "the Mist Islands (Outer Skerries)"
    assert rules(check(pair)) == []
    found = check(pair, "en", Perspective("house", voices={"paired": "info"}))
    assert rules(found) == [("one-sided-name", "Mist Islands"), ("one-sided-name", "Outer Skerries")]
    headline = "Storm over the Mist Islands\n\nA storm came on Friday."
    assert rules(check(headline)) == [("one-sided-name", "Mist Islands")]
    (finding,) = check(headline, "en", Perspective("house", voices={"headline": "ignore"}))
    assert (finding.rule, finding.judgement.reason) == (None, Reason.HEADLINE)


def test_words_of_another_thing_are_never_reported(check: Check) -> None:
    loud = Perspective("house", voices=dict.fromkeys(perspective.VOICES, "error"))
    assert rules(check("a Mist Islands pony", "en", loud)) == []


def test_a_name_in_a_quotation_is_not_said_to_be_without_a_user(run: Run, tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text('[voices]\nscare-quotes = "error"\n', encoding="utf-8")
    result = run("lint", "-", "--lang", "en", stdin="The “Northern Territories” are far.\n")
    assert result.exit_code == 1
    assert "here it stands in quotation marks, which this house reports" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[voices]\nquote = "info"', "did you mean 'quoted'"),
        ('[voices]\nquoted = "loud"', "give one of ignore, report, info, warning, error"),
        ('voices = "info"', "must be a table"),
        ('pair = "skerries"', "must be a list"),
        ('pair-in = ["footer"]', "the places are first-mention, headline"),
        ("pairs = []", "did you mean 'pair'"),
    ],
)
def test_a_faulty_setting_says_what_it_may_be(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        perspectives.load(str(path))


# --- unpaired-mention ------------------------------------------------------------------------------------------------

UNPAIRED = [
    # A house that follows Arlandia and wants both names all the same.
    ("The Mist Islands are far. Belmark calls them the Outer Skerries.", ["Mist Islands"]),
    ("The Mist Islands (Outer Skerries) are far. The Mist Islands are wet.", []),
    ("The Mist Islands, which Belmark calls the Outer Skerries, are far.", []),
    ("Belmark calls them the Outer Skerries. The Mist Islands are far.", []),
    ("The Mist Islands are far. The Mist Islands are wet.", ["Mist Islands"]),
    ("“The Mist Islands are far away,” he said.", []),
    ("The Grey Sea is wide.", []),
    ("Storm on the Mist Islands\n\nThe Mist Islands (Outer Skerries) are far.", ["Mist Islands"]),
    ("Storm on the Mist Islands/Outer Skerries\n\nThe Mist Islands are far.", []),
]


@pytest.mark.parametrize(("text", "names"), UNPAIRED)
def test_a_house_can_ask_for_both_names(check: Check, text: str, names: list[str]) -> None:
    house = Perspective("house", sides=frozenset({"Arlandia"}), pair=frozenset({"skerries"}))
    found = [finding for finding in check(text, "en", house) if finding.rule is Rule.UNPAIRED_MENTION]
    assert [finding.text for finding in found] == names
    assert all(finding.judgement.suggestions == ("Mist Islands/Outer Skerries",) for finding in found)
    assert rules(check(text, "en", side("Arlandia")))[:1] != [("unpaired-mention", "Mist Islands")]


def test_it_can_ask_in_headlines_alone_and_for_all_disputes(check: Check) -> None:
    text = "Storm on the Mist Islands\n\nThe Mist Islands are far."
    places = frozenset({"headline"})
    house = Perspective("house", sides=frozenset({"Arlandia"}), pair=frozenset({"*"}), pair_in=places)
    assert [finding.place.line for finding in check(text, "en", house) if finding.rule] == [1]


def test_what_is_reported_anyway_is_not_reported_twice(check: Check) -> None:
    house = Perspective("house", pair=frozenset({"*"}))
    assert rules(check("The Mist Islands are far.", "en", house)) == [("one-sided-name", "Mist Islands")]


# --- mixed-naming ----------------------------------------------------------------------------------------------------

MIXED = [
    ("The Mist Islands are far. It rains on the Outer Skerries.", ["Mist Islands", "Outer Skerries"]),
    (
        "The Mist Islands are far.\n\nIt rains on the Outer Skerries. The Mist Islands are wet.",
        ["Mist Islands", "Outer Skerries", "Mist Islands"],
    ),
    ("The Mist Islands (Outer Skerries) are far. The Mist Islands are wet.", []),
    ("The Mist Islands are far. “The Outer Skerries are ours,” he said.", []),
    ("The Mist Islands are far. Belmark calls them the Outer Skerries.", []),
    ("The Mist Islands are far. The Grey Sea is wide.", []),
    ("The Mist Islands are far. Velgrad is a town.", []),
]


@pytest.mark.parametrize(("text", "names"), MIXED)
def test_one_thing_under_rival_names_is_one_finding(check: Check, text: str, names: list[str]) -> None:
    found = [finding for finding in check(text) if finding.rule is Rule.MIXED_NAMING]
    assert len(found) == bool(names)
    for finding in found:
        places = [finding.place, *finding.related]
        assert [text[place.start : place.end] for place in places] == names


def test_mixed_naming_can_be_switched_off(invented: Termbase) -> None:
    document = plain.parse("The Mist Islands are far. It rains on the Outer Skerries.")
    found = lint(document, Matcher(invented, "en"), side(), {Rule.MIXED_NAMING: None})
    assert Rule.MIXED_NAMING not in {finding.rule for finding in found}


# --- superseded-name -------------------------------------------------------------------------------------------------


@pytest.fixture
def renamed() -> Matcher:
    """A state that took another name in April 2018."""
    names = (Name("en", "Ormland", valid_to="2018-04"), Name("en", "Ormia", ("ORM",), valid_from="2018-04"))
    return Matcher(Termbase({"o": Concept("o", Dispute("o", "T"), "state", "D", names=names)}), "en")


SUPERSEDED = [
    ("The envoy of Ormland left.", "2024", True),
    ("The envoy of Ormland left.", "2017-12-31", False),
    ("The envoy of Ormland left.", "2018-04-19", False),
    ("The envoy of Ormland left.", "2018-05", True),
    ("In 1999 the envoy of Ormland left.", "2024", False),
    ("In 2020 the envoy of Ormland left.", "2024", True),
    ("The envoy of then-Ormland left.", "2024", False),
    ("Ormia, formerly Ormland, is small.", "2024", False),
    ("Ormia (Ormland) is small.", "2024", False),
    ("“I come from Ormland, far away,” he said.", "2024", False),
    ("The term Ormland is old.", "2024", False),
    ("The envoy of Ormia left.", "2024", False),
    ("---\ndate: 2010-05-01\n---\nThe envoy of Ormland left.", "", False),
    ("---\ndate: 2020-05-01\n---\nThe envoy of Ormland left.", "", True),
    ("The envoy of Ormland left.", "", True),
]


@pytest.mark.parametrize(("text", "date", "reported"), SUPERSEDED)
def test_a_name_that_was_given_up(renamed: Matcher, text: str, date: str, reported: bool) -> None:
    found = lint(formats.of("a.md").parse(text, "a.md"), renamed, side(), date=date)
    assert rules(found) == ([("superseded-name", "Ormland")] if reported else [])
    assert all(finding.judgement.suggestions == ("Ormia",) for finding in found if finding.rule)


def test_a_document_without_a_date_has_the_projects(renamed: Matcher) -> None:
    document = plain.parse("The envoy of Ormland left.")
    assert rules(lint(document, renamed, side(), undated="2010")) == []
    assert rules(lint(document, renamed, side(), undated="2020")) == [("superseded-name", "Ormland")]


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("---\ntitle: A\ndate: 2019-05-01\n---\ntext", "2019-05-01"),
        ('\ufeff---\r\ndate: "2019-05-01T10:00:00Z"\r\n---\r\ntext', "2019-05-01"),
        ("+++\ndate = 2019-05\n+++\ntext", "2019-05"),
        ("Title\n=====\n:date: 2019-05-01\n", "2019-05-01"),
        ('<head><meta property="article:published_time" content="2019-05-01T08:00"></head>', "2019-05-01"),
        ("<meta content='2019-05-01' name='date'>", "2019-05-01"),
        ('<time datetime="2019-05-01">yesterday</time>', "2019-05-01"),
        ('<meta name="description" content="2019-05-01">', ""),
        ("date: 2019-05-01\ntext", ""),
        ("---\ntitle: A\n---\ndate: 2019-05-01", ""),
        ("---\ndate: 20190501\n---\n", ""),
    ],
)
def test_the_day_a_document_is_from(source: str, day: str) -> None:
    assert dates.of_document(source) == day


def test_a_date_that_is_none_is_refused(run: Run) -> None:
    result = run("lint", "-", "--date", "May", stdin="text")
    assert result.exit_code == 2
    assert "--date 'May' is not a date such as 2019" in result.stderr
