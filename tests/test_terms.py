"""The termbase that ships: its form, its sources, its balance. No opinion is tested, only that none is taken."""

import os
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from conftest import ROOT, TESTS, side

from glossary import integrity
from glossary.formats import plain
from glossary.language import party_name
from glossary.lint import lint
from glossary.lookup import lookup
from glossary.match import Matcher
from glossary.perspectives import load, presets
from glossary.store import compiled
from glossary.terms import Concept, Name, Termbase


def test_nothing_is_wrong_with_it(real: Termbase) -> None:
    assert integrity.problems(real) == []


def test_every_source_says_whether_it_was_opened(real: Termbase) -> None:
    claims = [claim for _, name in real.names() for claim in name.claims]
    assert len(claims) > 100
    for claim in claims:
        assert claim.source.publisher
        assert claim.source.title
        assert claim.source.address or not claim.source.verified
        assert not claim.source.address or claim.source.address.startswith("http")
        assert " " not in claim.source.address


def one_sided(real: Termbase) -> list[tuple[Concept, Name]]:
    return [(concept, name) for concept, name in real.names() if concept.one_sided(name)]


def test_each_party_has_its_names_in_its_own_language(real: Termbase) -> None:
    own = {"JP": "ja", "RU": "ru"}
    for concept, name in one_sided(real):
        for party in set(name.used_by) & set(own) & set(concept.parties):
            voiced = [other for other in concept.names_in(own[party]) if party in other.used_by]
            assert voiced, f"{concept.id}: {party_name(party)} uses {name.text} and has no name in its own language"


@pytest.mark.parametrize("preset", [*presets(), "jp-gov", "ru-gov", "ua-gov", "cn-gov"])
def test_no_preset_reports_its_own_side(real: Termbase, preset: str) -> None:
    house = load(preset)
    for language in ("en", "ja", "ru"):
        matcher = Matcher(real, language)
        for _, name in real.names():
            if house.sides & set(name.used_by) and name.language == language and not name.only_with:
                for finding in lint(plain.parse(name.text), matcher, house):
                    assert finding.rule is None or finding.mention.name is not name, name.text


def test_judging_under_one_preset_mirrors_the_other(real: Termbase) -> None:
    """A name of one party alone is reported under the other's preset if and only if it is reported under none."""
    japan, russia, nobody = load("jp-gov"), load("ru-gov"), load("neutral")
    for language in ("en", "ja", "ru"):
        matcher = Matcher(real, language)
        for concept, name in one_sided(real):
            if name.language != language or name.only_with or set(concept.parties) != {"JP", "RU"}:
                continue
            own, rival = (japan, russia) if "JP" in name.used_by else (russia, japan)
            document = plain.parse(name.text)

            def rules(house: object, document: object = document, matcher: Matcher = matcher) -> list[object]:
                return [finding.rule for finding in lint(document, matcher, house)]  # type: ignore[arg-type]

            assert rules(rival) == rules(nobody)
            assert set(rules(own)) <= {None, "variant-spelling"}


def test_neutral_never_writes_one_side_alone_where_its_name_is_loaded(real: Termbase) -> None:
    for concept in real.concepts.values():
        for language in real.languages:
            names = side().names(concept, language)
            if len(names) == 1 and concept.one_sided(names[0]):
                assert not names[0].loaded(language), f"{concept.id} in {language}: {names[0].text}"


@pytest.mark.parametrize("language", ["es", "ja", "ru"])
def test_every_note_is_translated_and_up_to_date(real: Termbase, language: str) -> None:
    catalogue = polib.pofile(str(ROOT / "locales" / language / "LC_MESSAGES" / "terms.po"))
    notes = {entry.msgctxt: entry for entry in catalogue if not entry.obsolete}
    expected = {concept.id: concept.note for concept in real.concepts.values() if concept.note}
    assert {context: entry.msgid for context, entry in notes.items()} == expected
    assert [context for context, entry in notes.items() if not entry.msgstr or entry.fuzzy] == []


@pytest.mark.parametrize("language", ["de", "fr", "ko", "uk", "zh"])
def test_the_notes_most_used_are_translated_and_up_to_date(real: Termbase, language: str) -> None:
    catalogue = polib.pofile(str(ROOT / "locales" / language / "LC_MESSAGES" / "terms.po"))
    assert len(catalogue) >= 50
    assert [entry.msgctxt for entry in catalogue if not entry.msgstr or entry.fuzzy] == []
    assert {entry.msgid for entry in catalogue} <= {concept.note for concept in real.concepts.values()}


@pytest.mark.parametrize("path", sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")), ids=str)
def test_msgfmt_finds_nothing_wrong(path: Path) -> None:
    if (msgfmt := shutil.which("msgfmt")) is None:
        pytest.skip("GNU gettext is not installed")
    done = subprocess.run([msgfmt, "--check", "-o", os.devnull, path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("concept", "text", "cases"),
    [
        ("southern-kurils", "Южные Курилы", "Южных Курил, Южным Курилам, Южными Курилами, Южных Курилах"),
        ("iturup", "Итуруп", "Итурупа, Итурупу, Итурупом, Итурупе"),
        ("kunashir", "Кунашир", "Кунашира, Кунаширу, Кунаширом, Кунашире"),
        ("shikotan", "Шикотан", "Шикотана, Шикотану, Шикотаном, Шикотане"),
        ("southern-kurils", "северные территории",
         "северных территорий, северным территориям, северными территориями, северных территориях"),
    ],
)  # fmt: skip
def test_russian_names_are_found_in_every_case(real: Termbase, concept: str, text: str, cases: str) -> None:
    matcher = Matcher(real, "ru")
    for form in [text, *cases.split(", ")]:
        assert [mention.concept.id for mention in matcher.mentions(f"Речь о {form}.")] == [concept], form


def test_an_indeclinable_name_stays_as_it_is(real: Termbase) -> None:
    matcher = Matcher(real, "ru")
    assert [m.concept.id for m in matcher.mentions("на Хабомаи, острова Хабомаи")] == ["habomai", "habomai"]
    assert matcher.mentions("Хабомаев") == []


def test_every_name_that_an_editor_may_ask_for_is_found() -> None:
    text = (TESTS / "cases" / "names.txt").read_text(encoding="utf-8")
    names = [name.strip() for line in text.splitlines() if not line.startswith("#") for name in line.split(";")]
    assert len(names) > 500
    whole = compiled.load(ROOT / "terms")  # which has the index ready
    missing = [name for name in names if not any(found.exact for found in lookup(name, whole, "")[0])]
    assert missing == []
