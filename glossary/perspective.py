"""Whose usage is followed, and what that makes of a mention.

`glossary.perspectives` has the program's own and reads a newsroom's. *Neutral is computed, never stored*: no name
carries a flag that calls it neutral. It follows from who uses a name and who takes part in the dispute.

Judging is symmetric by construction: parties appear here only as sets, and no code names any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from glossary.terms import Claim, Concept, Name

if TYPE_CHECKING:  # look-up judges nothing, and need not load the automaton and the splitter for a type
    from glossary.context import Context
    from glossary.match import Mention

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("info", "warning", "error")


def level_named(word: str) -> Level | None:
    """The level that a word means; None for one that is no level, such as "never"."""
    return next((level for level in LEVELS if level == word), None)


#: What a house makes of a voice: nothing, what it makes of its own, or a level for all that is found there.
Verdict = Literal["ignore", "report", "error", "warning", "info"]
VERDICTS: tuple[Verdict, ...] = ("ignore", "report", *LEVELS)
#: The voices that a house can have a verdict on, and what it is unless the house says otherwise.
VOICES: Mapping[str, Verdict] = {
    "quoted": "ignore",
    "scare-quotes": "ignore",
    "attributed": "ignore",
    "so-called": "ignore",
    "reported": "ignore",
    "mention": "ignore",
    "paired": "ignore",
    "title": "ignore",
    "headline": "report",
    "link-text": "report",
}
#: Where a house can ask for both names.
PLACES = ("first-mention", "headline")


class Rule(StrEnum):
    """What can be reported; the value is the readable name, `code` the one that never changes."""

    ONE_SIDED_NAME = "one-sided-name"
    PARTY_VERDICT = "party-verdict"
    VARIANT_SPELLING = "variant-spelling"
    UNPAIRED_MENTION = "unpaired-mention"
    MIXED_NAMING = "mixed-naming"
    SUPERSEDED_NAME = "superseded-name"
    TERM_LOST = "term-lost"
    STANCE_SHIFT = "stance-shift"
    INCONSISTENT_RENDERING = "inconsistent-rendering"
    BARRED_NAME = "barred-name"
    NOTE_MISSING = "note-missing"
    UNUSED_SUPPRESSION = "unused-suppression"
    SUPPRESSION_WITHOUT_REASON = "suppression-without-reason"

    @property
    def code(self) -> str:
        """Letters and a number that no later version gives to another rule."""
        return _CODES[self]


_CODES = {
    Rule.ONE_SIDED_NAME: "GL101",
    Rule.PARTY_VERDICT: "GL102",
    Rule.VARIANT_SPELLING: "GL103",
    Rule.UNPAIRED_MENTION: "GL104",
    Rule.MIXED_NAMING: "GL105",
    Rule.SUPERSEDED_NAME: "GL106",
    Rule.TERM_LOST: "GL201",
    Rule.STANCE_SHIFT: "GL202",
    Rule.INCONSISTENT_RENDERING: "GL203",
    Rule.BARRED_NAME: "GL204",
    Rule.NOTE_MISSING: "GL205",
    Rule.UNUSED_SUPPRESSION: "GL901",
    Rule.SUPPRESSION_WITHOUT_REASON: "GL902",
}


class Reason(StrEnum):
    """Why a mention was reported or let pass; the words for it are `glossary.wording`'s."""

    RIVAL_ALONE = "rival-alone"  # one party's name in the writer's own voice
    REJECTED = "rejected"  # a name that those whom it names, or another party, do not accept
    VERDICT = "verdict"  # one party's judgement in the writer's own voice
    VARIANT = "variant"  # a dated or non-standard spelling
    UNPAIRED = "unpaired"  # its first mention, or a headline, gives no rival beside it
    MIXED = "mixed"  # the document calls one thing by rival names
    SUPERSEDED = "superseded"  # the name was given up before the document's date
    ATTRIBUTED = "attributed"
    QUOTED = "quoted"
    SCARE_QUOTES = "scare-quotes"  # alone in quotation marks in the writer's own sentence
    WORD = "word"  # the word itself is spoken of
    PAIRED = "paired"
    HEADLINE = "headline"  # the house lets headlines pass
    LINK_TEXT = "link-text"  # the house lets the text of links pass
    EXCEPTION = "exception"  # part of a title, a fossil or a homonym
    OWN_SIDE = "own-side"  # the perspective's own usage
    SHARED = "shared"  # all parties use it, or none of them
    ORDINARY = "ordinary"  # one party's, but the ordinary word of this language
    LOST = "lost"  # it did not arrive in a translation
    RENDERED = "rendered"  # it stands for a name of the source, and may
    CHANGED_SIDES = "changed-sides"  # the source has the other side's name
    TOOK_SIDE = "took-side"  # the source takes none
    MISQUOTED = "misquoted"  # a quotation gives its speaker another word than his own
    UNATTRIBUTED = "unattributed"  # somebody's word in the source, the writer's own in the translation
    VERDICT_ADDED = "verdict-added"
    VERDICT_LOST = "verdict-lost"
    INCONSISTENT = "inconsistent"  # one name of the source, several in the translation
    BARRED = "barred"  # the house has ruled it out
    UNEXPLAINED = "unexplained"  # a contested name at first mention without a note
    UNKNOWN = "unknown"  # the termbase has no name for it in the target language
    CONTROL = "control"  # a status word that states a fact or a finding
    UNUSED = "unused"  # a directive that silences nothing
    ENDS_NOTHING = "ends-nothing"  # an enable without a disable before it
    EXPIRED = "expired"  # a directive past its day
    NO_SUCH_VERB = "no-such-verb"  # words of a directive that mean nothing
    NO_SUCH_RULE = "no-such-rule"
    NO_SUCH_CONCEPT = "no-such-concept"
    NO_SUCH_DAY = "no-such-day"
    UNREASONED = "unreasoned"  # a directive that does not say why


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a perspective makes of a mention: the rule broken, if any, why, and the claim it rests on."""

    rule: Rule | None
    reason: Reason
    level: Level = "info"
    claim: Claim | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Perspective:
    """A house's policy. ``sides`` are the parties whose usage is its own; an empty list follows nobody.

    ``base`` gives a name the house has chosen, by concept and language; ``levels`` how severe a rule is; ``voices``
    what to make of a name that does not stand in own voice. ``pair`` names the concepts and disputes (``*``: all) of
    which the house wants both names in the places of ``pair_in``.
    """

    id: str
    title: str = ""
    sides: frozenset[str] = frozenset()
    levels: Mapping[Rule, Level] = field(default_factory=dict)
    base: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    voices: Mapping[str, Verdict] = field(default_factory=dict)
    pair: frozenset[str] = frozenset()
    pair_in: frozenset[str] = frozenset(PLACES)

    def level(self, rule: Rule) -> Level:
        """How severe a rule is here."""
        default: Level = "info" if rule is Rule.VARIANT_SPELLING else "warning"
        return self.levels.get(rule, default)

    def verdict(self, context: Context) -> Verdict:
        """What the house makes of a mention that stands so; its own voice is always reported."""
        voice: str = context.kind
        if voice == "own-voice":
            voice = "link-text" if context.linked else "headline" if context.headline else voice
        return self.voices.get(voice, VOICES.get(voice, "report"))

    def wants_pair(self, concept: Concept, place: str) -> bool:
        """Whether the house asks for both names of a concept in a place of `PLACES`."""
        return place in self.pair_in and bool(self.pair & {"*", concept.id, concept.dispute.id})

    def own(self, name: Name) -> bool:
        """Whether the name is this house's own side's."""
        return bool(self.sides & set(name.used_by))

    def rules_out(self, name: Name) -> bool:
        """Whether an authority of the house's own side avoids or bars the name."""
        stands = {claim.status for claim in name.claims if claim.authority in self.sides and not claim.until}
        return not stands.isdisjoint(("avoided", "barred"))

    def follows(self, concept: Concept, name: Name, language: str) -> bool:
        """Whether the house has settled on a name: its own side's, or the one that it has chosen for the concept."""
        chosen = self.base.get(concept.id, {}).get(language)
        return self.own(name) if chosen is None else chosen in dict(name.surfaces())

    def names(self, concept: Concept, language: str) -> list[Name]:
        """What this house writes for a concept in a language: one name, or several that must stand together.

        The house's own choice first; then its side's name; then a name that takes no side, or the one name that is the
        ordinary word of the language; then every party's name beside the others', in the alphabetical order of the
        parties' codes, which favours nobody on purpose.
        """
        names = [name for name in concept.names_in(language) if not name.valid_to]
        chosen = self.base.get(concept.id, {}).get(language)
        if chosen:
            return [name for name in names if chosen in dict(name.surfaces())] or [Name(language, chosen)]
        if own := [name for name in names if self.own(name)]:
            return own[:1]
        shared = [name for name in names if not concept.one_sided(name) and not concept.rejected_by(name)]
        # A name that nobody is known to use, such as an old chart's, is no way out where living names disagree.
        if known := [name for name in shared if name.used_by or len(shared) == len(names)]:
            return known[:1]
        if ordinary := _ordinary(concept, names, language):
            return ordinary[:1]
        by_party = {}
        for party in sorted(concept.parties):
            if name := next((name for name in names if party in name.used_by), None):
                by_party[party] = name
        return list(dict.fromkeys(by_party.values())) if len(by_party) == len(concept.parties) else []

    def form(self, concept: Concept, language: str) -> str:
        """`names` as one string, paired names joined by a slash; empty where the termbase has no way to say it."""
        return "/".join(name.text for name in self.names(concept, language))


def _ordinary(concept: Concept, names: list[Name], language: str) -> list[Name]:
    """The names of the one side whose word for the thing is simply the language's own, as 択捉島 is in Japanese.

    Empty where a side has loaded names besides, or where both sides' names are ordinary: then there is no such word.
    """

    def side(name: Name) -> frozenset[str]:
        return frozenset(name.used_by) & frozenset(concept.parties)

    loaded = frozenset(party for name in names if name.loaded(language) for party in side(name))
    found = [name for name in names if not side(name) & loaded]
    return found if len({side(name) for name in found}) == 1 else []


_PASSED = {
    "attributed": Reason.ATTRIBUTED,
    "so-called": Reason.ATTRIBUTED,
    "reported": Reason.ATTRIBUTED,
    "quoted": Reason.QUOTED,
    "scare-quotes": Reason.SCARE_QUOTES,
    "mention": Reason.WORD,
    "paired": Reason.PAIRED,
    "title": Reason.EXCEPTION,
}


def judge(mention: Mention, context: Context, perspective: Perspective, language: str) -> Judgement:
    """What to think of a mention in a text of a language: `Judgement.rule` is None where there is nothing to report."""
    concept, name = mention.concept, mention.name
    verdict = perspective.verdict(context)
    exception = mention.exception or (context.kind if context.kind in ("fossil", "homonym") else "")
    if exception and (exception != "title" or verdict == "ignore"):
        return Judgement(None, Reason.EXCEPTION)
    own = Reason.LINK_TEXT if context.linked else Reason.HEADLINE
    passed = _PASSED.get(context.kind, own) if verdict == "ignore" else None

    def found(rule: Rule, reason: Reason, suggestions: tuple[str, ...]) -> Judgement:
        if passed:
            return Judgement(None, passed, claim=_claim(name, concept))
        level = verdict if verdict in LEVELS else perspective.level(rule)
        return Judgement(rule, reason, level, _claim(name, concept), suggestions)

    if concept.kind == "status-word":
        if concept.status_class != "party-verdict" or not name.loaded(language):
            return Judgement(None, Reason.CONTROL)
        if perspective.own(name):
            return Judgement(None, Reason.OWN_SIDE, claim=_claim(name, concept))
        return found(Rule.PARTY_VERDICT, Reason.VERDICT, name.instead)
    if perspective.own(name) or perspective.follows(concept, name, language):
        judgement = Judgement(None, Reason.OWN_SIDE, claim=_claim(name, concept))
    elif not concept.one_sided(name) and not concept.rejected_by(name):
        judgement = Judgement(None, Reason.SHARED)
    elif not name.loaded(language):
        judgement = Judgement(None, Reason.ORDINARY)
    else:
        reason = Reason.RIVAL_ALONE if concept.one_sided(name) else Reason.REJECTED
        judgement = found(Rule.ONE_SIDED_NAME, reason, _suggestions(mention, perspective, language))
    if judgement.rule is None and mention.spelling == "variant" and context.kind == "own-voice" and not passed:
        return Judgement(
            Rule.VARIANT_SPELLING, Reason.VARIANT, perspective.level(Rule.VARIANT_SPELLING), None, (name.text,)
        )
    return judgement


def _claim(name: Name, concept: Concept) -> Claim | None:
    """The claim a judgement rests on: of a party itself before that of a third, and an opened source before another."""
    users = set(name.used_by) & set(concept.parties)
    return min(
        name.claims,
        key=lambda claim: (claim.authority not in users, not claim.source.verified),
        default=None,
    )


def _suggestions(mention: Mention, perspective: Perspective, language: str) -> tuple[str, ...]:
    """What could be written instead. A pair begins with the name that the writer used, whichever side's it is."""
    concept, name = mention.concept, mention.name
    if name.instead:
        return name.instead
    instead = perspective.names(concept, language)
    if len(instead) == 1:
        return (instead[0].text,)
    return pair_of(mention, language)


def pair_of(mention: Mention, language: str) -> tuple[str, ...]:
    """A name with a rival beside it, beginning with what was written; empty where the language has no rival."""
    other = rival(mention.concept, mention.name, language)
    written = " ".join(mention.surface.split())  # a line break in the source is none of the name's
    return (f"{written}/{other.text}",) if other else ()


def rival(concept: Concept, name: Name, language: str) -> Name | None:
    """The first name of another side in a language, of those that are still in use and that it is paired with."""
    users = set(name.used_by) & set(concept.parties)
    rivals = [other for other in concept.names_in(language) if concept.one_sided(other) and not other.valid_to]
    if name.pair_with:
        return next((other for other in rivals if other.text in name.pair_with), None)
    return next((other for other in rivals if not set(other.used_by) & users), None)
