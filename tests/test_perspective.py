"""Nobody is favoured, and a house follows its own side."""

from collections.abc import Callable

import pytest
from conftest import side

from glossary import perspectives
from glossary.context import Context
from glossary.errors import ConfigError
from glossary.lint import Finding
from glossary.match import Mention
from glossary.perspective import Reason, Rule, judge
from glossary.terms import Claim, Concept, Dispute, Name, Source, Termbase

Check = Callable[..., list[Finding]]
MIRRORED = [
    ("en", "the Mist Islands", "the Outer Skerries"),
    ("en", "Velhavn", "Velgrad"),
    ("en", "unlawfully taken", "rightfully regained"),
    ("ja", "ミスト諸島", "アウタースケリーズ諸島"),
    ("ru", "на Туманных островах", "на Внешних Скерри"),
]


@pytest.mark.parametrize(("language", "one", "other"), MIRRORED)
def test_judging_under_one_side_mirrors_judging_under_the_other(
    check: Check, language: str, one: str, other: str
) -> None:
    def judged(text: str, *parties: str) -> tuple[Rule | None, Reason]:
        (finding,) = check(text, language, side(*parties))
        return finding.rule, finding.judgement.reason

    assert judged(one) == judged(other)
    assert judged(one)[0] is not None
    assert judged(one, "Arlandia") == judged(other, "Belmark") == (None, Reason.OWN_SIDE)
    assert judged(one, "Belmark") == judged(other, "Arlandia")
    assert judged(one, "Belmark")[0] is not None


def test_the_ordinary_word_of_a_language_takes_no_side(check: Check) -> None:
    assert [f.judgement.reason for f in check("ヴェルグラード", "ja")] == [Reason.ORDINARY]
    assert [f.judgement.reason for f in check("Вельхавн", "ru")] == [Reason.ORDINARY]
    assert [f.rule for f in check("ヴェルハウン", "ja")] == [Rule.ONE_SIDED_NAME]


def test_control_is_a_fact_and_a_verdict_is_not(check: Check) -> None:
    assert [f.rule for f in check("the Belmark-held port, unlawfully taken")] == [None, Rule.PARTY_VERDICT]


def test_a_dated_spelling_is_mentioned_gently(check: Check) -> None:
    (finding,) = check("the Gray Sea")
    assert (finding.rule, finding.judgement.level) == (Rule.VARIANT_SPELLING, "info")
    assert finding.judgement.suggestions == ("Grey Sea",)
    assert [f.rule for f in check("“the Gray Sea”")] == [None]
    assert [f.rule for f in check("the Myst Islands")] == [Rule.ONE_SIDED_NAME]


def test_neutral_is_computed_and_gives_both_names(invented: Termbase) -> None:
    concept = invented.concepts["skerries"]
    assert side().form(concept, "en") == "Mist Islands/Outer Skerries"
    assert side("Belmark").form(concept, "en") == "Outer Skerries"
    assert side("Arlandia").form(concept, "en") == "Mist Islands"
    town = invented.concepts["velgrad"]
    assert (side().form(town, "ja"), side().form(town, "ru")) == ("ヴェルグラード", "Вельхавн")


def test_a_house_that_is_not_a_party_is_neutral(check: Check) -> None:
    assert [f.rule for f in check("the Mist Islands", "en", side("Kestria"))] == [Rule.ONE_SIDED_NAME]


def test_advice_begins_with_the_name_that_was_written(check: Check) -> None:
    assert check("the Mist Islands")[0].judgement.suggestions == ("Mist Islands/Outer Skerries",)
    assert check("the Outer Skerries")[0].judgement.suggestions == ("Outer Skerries/Mist Islands",)


def test_a_judgement_names_its_claim(check: Check) -> None:
    claim = check("the Mist Islands")[0].judgement.claim
    assert claim is not None
    assert (claim.authority, claim.source.publisher) == ("Arlandia", "Arlandia's Ministry of Charts")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sides = 'JP'", "'sides' must be a list"),
        ("side = []", "'side' is not a key"),
        ("[levels]\none-sided-name = 'fatal'", "the levels info"),
        ("[base.x]\nen = 1", "must give a name by language"),
        ("sides = [", "cannot be read"),
    ],
)
def test_a_faulty_perspective_says_where(tmp_path: object, text: str, message: str) -> None:
    path = tmp_path / "house.toml"  # type: ignore[operator]
    path.write_text(text)
    with pytest.raises(ConfigError, match=message):
        perspectives.load(str(path))


def test_an_unknown_perspective_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'neutral'"):
        perspectives.load("neutrl")


def test_a_house_chooses_its_own_names(tmp_path: object, invented: Termbase) -> None:
    path = tmp_path / "house.toml"  # type: ignore[operator]
    path.write_text('[base.skerries]\nen = "Grey Sea islands"\n[levels]\nparty-verdict = "error"\n')
    house = perspectives.load(str(path))
    assert house.form(invented.concepts["skerries"], "en") == "Grey Sea islands"
    assert house.level(Rule.PARTY_VERDICT) == "error"


def test_a_name_that_those_it_names_reject_is_reported_to_everybody() -> None:
    """A people's name from outside: nobody in the concept uses it, and they have said that they do not accept it."""
    source = Source("s", "P", "T")
    claims = (Claim("Orm Council", "avoided", source),)
    dispute = Dispute("orm", "T")
    names = (Name("en", "Ormar", ("Orm Council",)), Name("en", "Fishmen", loaded_in=("en",), claims=claims))
    concept = Concept("orm", dispute, "people", "D", parties=("Orm Council",), names=names)
    mention = Mention(concept, names[1], "Fishmen", "text", 0, 7)
    judged = judge(mention, Context("own-voice"), side(), "en")
    assert (judged.rule, judged.reason) == (Rule.ONE_SIDED_NAME, Reason.REJECTED)
    assert (judged.suggestions, judged.claim) == (("Ormar",), claims[0])
    assert judge(mention, Context("quoted"), side(), "en").rule is None
    assert side().form(concept, "en") == "Ormar"


def test_a_verdict_comes_with_what_to_write_instead() -> None:
    name = Name("en", "stolen", loaded_in=("en",), instead=("taken",))
    concept = Concept("s", Dispute("d", "T"), "status-word", "D", status_class="party-verdict", names=(name,))
    mention = Mention(concept, name, "stolen", "text", 0, 6)
    assert judge(mention, Context("own-voice"), side(), "en").suggestions == ("taken",)


def test_every_government_is_a_preset_made_the_same_way() -> None:
    assert perspectives.load("jp-gov").sides == {"JP"}
    assert perspectives.load("xk-gov").sides == {"XK"}
    with pytest.raises(ConfigError, match="a government by its country's code"):
        perspectives.load("qq-gov")
