"""Findings in words, in the language of the terminal.

Every sentence names the claim that the judgement rests on where the termbase has one, and none of them says that a
name is wrong: a name belongs to somebody, and the reader decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glossary.i18n import _, interface_language
from glossary.language import party_name
from glossary.perspective import Reason, Rule
from glossary.terms import Claim, Concept, Name

if TYPE_CHECKING:
    from glossary.document import Place
    from glossary.lint import Finding

_RESTING_ON_A_CLAIM = (Rule.ONE_SIDED_NAME, Rule.PARTY_VERDICT)
_PLACES = 8  # other places that are named; a name on every page would fill the screen


def parties(codes: tuple[str, ...], concept: Concept | None = None) -> str:
    """Parties in words, alphabetically by code; with a concept only those that take part in its dispute, if any do."""
    taking_part = [code for code in codes if concept and code in concept.parties]
    return _(", ").join(party_name(code, interface_language()) for code in sorted(taking_part or codes))


def message(finding: Finding) -> str:
    """What is to be said about a finding, in one sentence."""
    text = _text(finding)
    if finding.mention is None:
        return _of_directive(finding)
    concept, name = finding.mention.concept, finding.mention.name
    users = parties(name.used_by, concept)
    if finding.judgement.reason in _OF_TRANSLATIONS:
        return _of_translation(finding)
    if finding.rule is Rule.MIXED_NAMING:
        return _("“{text}” here, {others} elsewhere in this document: one thing under rival names").format(
            text=text, others=_(", ").join(_("“{text}”").format(text=other) for other in _evidence(finding).split(", "))
        )
    if finding.rule is Rule.UNPAIRED_MENTION:
        return _("“{text}” is the name used by {users}; this house wants a rival name beside it here").format(
            text=text, users=users
        )
    if finding.rule is Rule.SUPERSEDED_NAME:
        return _("“{text}” was the name until {day}").format(text=text, day=name.valid_to)
    if finding.rule in (Rule.ONE_SIDED_NAME, Rule.PARTY_VERDICT) and finding.standing != "own-voice":
        return _("“{text}” is the word of {users}; here it stands {where}, which this house reports").format(
            text=text, users=users or _("a party"), where=_where(finding.standing)
        )
    if finding.judgement.reason is Reason.REJECTED:
        return _("“{text}” is a name not accepted by {parties}; here nobody is named as its user").format(
            text=text, parties=parties(tuple(concept.rejected_by(name)))
        )
    if finding.rule is Rule.ONE_SIDED_NAME:
        return _("“{text}” is the name used by {users}; here nobody is named as its user").format(
            text=text, users=users
        )
    if finding.rule is Rule.PARTY_VERDICT:
        if not users:
            return _("“{text}” is a party's verdict, here in the writer's own voice").format(text=text)
        return _("“{text}” is a party's verdict ({users}), here in the writer's own voice").format(
            text=text, users=users
        )
    if finding.rule is Rule.VARIANT_SPELLING:
        return _("“{text}” is usually spelt “{preferred}”").format(text=text, preferred=name.text)
    if finding.judgement.reason is Reason.UNKNOWN:
        return _("the termbase has no word for “{text}” in the target language, so nothing was held").format(text=text)
    if finding.rule is Rule.TERM_LOST:
        return _("“{text}” did not arrive in the translation").format(text=text)
    return _standing(finding)


_OF_TRANSLATIONS = frozenset(
    {
        Reason.RENDERED,
        Reason.CHANGED_SIDES,
        Reason.TOOK_SIDE,
        Reason.MISQUOTED,
        Reason.UNATTRIBUTED,
        Reason.VERDICT_ADDED,
        Reason.VERDICT_LOST,
        Reason.INCONSISTENT,
        Reason.BARRED,
        Reason.UNEXPLAINED,
    }
)


def _of_translation(finding: Finding) -> str:
    """What a translation makes of its source at one place."""
    sentences = {
        Reason.RENDERED: _("“{text}” stands for “{origin}” (line {line} of the source)"),
        Reason.CHANGED_SIDES: _("“{text}” is the name used by {users}; the source has “{origin}”, used by {others}"),
        Reason.TOOK_SIDE: _("“{text}” is the name used by {users}; the source takes no side here"),
        Reason.MISQUOTED: _("the speaker's word in the source is “{origin}”; the translation has “{text}”"),
        Reason.UNATTRIBUTED: _("“{text}” is the writer's own word here; in the source it is somebody else's"),
        Reason.VERDICT_ADDED: _("“{text}” is a party's verdict, and the source passes none here"),
        Reason.VERDICT_LOST: _("the verdict “{text}” (line {line} of the source) is not in the translation"),
        Reason.INCONSISTENT: _("“{text}” and “{evidence}” stand for the same name of the source, “{origin}”"),
        Reason.BARRED: _("“{text}” is a name that this perspective has ruled out"),
        Reason.UNEXPLAINED: _("“{text}” is a contested name, and its first mention explains nothing"),
    }
    origin = finding.origin
    return sentences[finding.judgement.reason].format(
        text=_text(finding),
        users=parties(finding.used_by, finding.mention.concept if finding.mention else None),
        origin=" ".join(origin.text.split()) if origin else "",
        others=parties(origin.used_by, finding.mention.concept if finding.mention else None) if origin else "",
        line=origin.place.line if origin else 0,
        evidence=_evidence(finding),
    )


def _text(finding: Finding) -> str:
    """What the finding is about, on one line."""
    return " ".join(finding.text.split())


def _evidence(finding: Finding) -> str:
    return " ".join(finding.context.evidence.split()) if finding.context else ""


def _where(standing: str) -> str:
    """A voice in words, to go after "it stands"."""
    return {
        "quoted": _("in a quotation"),
        "scare-quotes": _("in quotation marks"),
        "attributed": _("attributed to somebody"),
        "so-called": _("as “so-called”"),
        "reported": _("in somebody's reported words"),
        "mention": _("as a word that is spoken of"),
        "paired": _("beside or after a rival name"),
        "title": _("in a title"),
    }.get(standing, standing)


def _of_directive(finding: Finding) -> str:
    """What is wrong with a comment that silences findings."""
    sentences = {
        Reason.UNUSED: _("“{text}” silences nothing here"),
        Reason.ENDS_NOTHING: _("“{text}” ends nothing: no comment before it has begun to silence that"),
        Reason.EXPIRED: _("the last day of “{text}” is over, so it silences nothing"),
        Reason.NO_SUCH_VERB: _("“{text}” is no word that silences"),
        Reason.NO_SUCH_RULE: _("“{text}” is no rule, so it silences nothing"),
        Reason.NO_SUCH_CONCEPT: _("“{text}” is no concept of the termbase, so it silences nothing"),
        Reason.NO_SUCH_DAY: _("“{text}” is no day such as until=2030-01-31, so nothing is silenced"),
        Reason.UNREASONED: _("“{text}” does not say why; write the reason behind two hyphens"),
    }
    text = _text(finding)
    sentence = sentences.get(finding.judgement.reason, "{text}")
    return sentence.format(text=text)


def _standing(finding: Finding) -> str:
    """Why a mention was let pass."""
    text, evidence = _text(finding), _evidence(finding)
    sentences = {
        Reason.ATTRIBUTED: _("“{text}” is attributed by “{evidence}”"),
        Reason.QUOTED: _("“{text}” stands in a quotation"),
        Reason.SCARE_QUOTES: _("“{text}” stands alone in quotation marks"),
        Reason.WORD: _("“{text}” is spoken of as a word, by “{evidence}”"),
        Reason.HEADLINE: _("“{text}” stands in a headline"),
        Reason.LINK_TEXT: _("“{text}” stands in the text of a link"),
        Reason.PAIRED: _("“{text}” is paired with “{evidence}”"),
        Reason.EXCEPTION: _("“{text}” is part of another name here ({kind})"),
        Reason.OWN_SIDE: _("“{text}” is the usage that this perspective follows"),
        Reason.SHARED: _("“{text}” takes no side: all parties use it, or none of them does"),
        Reason.ORDINARY: _("“{text}” is the ordinary word of this language"),
        Reason.CONTROL: _("“{text}” states a fact of control, a finding or the dispute itself, and passes no verdict"),
    }
    sentence = sentences.get(finding.judgement.reason, "“{text}”")
    return sentence.format(text=text, evidence=evidence, kind=finding.standing)


def claim(finding: Finding) -> str:
    """The claim that a rule rests on, as a line; empty where there is none, or the rule rests on something else."""
    if finding.judgement.claim is None or finding.rule not in _RESTING_ON_A_CLAIM:
        return ""
    return _("because: {claim}").format(claim=claimed(finding.judgement.claim))


#: Rules whose suggestion is the name itself and no way round it.
_TO_BE_WRITTEN = (Rule.VARIANT_SPELLING, Rule.UNPAIRED_MENTION, Rule.SUPERSEDED_NAME)


def advice(finding: Finding) -> list[str]:
    """What to write instead, as a line, where there is something."""
    if not finding.judgement.suggestions:
        return []
    names = _(" or ").join(_("“{text}”").format(text=text) for text in finding.judgement.suggestions)
    sentence = _("instead: {names}, or say who calls it so")
    if finding.rule is Rule.TERM_LOST or finding.origin:
        sentence = _("expected: {names}")
    elif finding.mention is None or finding.rule in _TO_BE_WRITTEN:
        sentence = _("instead: {names}")
    return [sentence.format(names=names)]


def elsewhere(finding: Finding) -> list[str]:
    """The other places that a finding is about, in lines: in the source of a translation, and in its own file."""
    lines = []
    if origin := finding.origin:
        where = f"{origin.path}:{origin.place.line}:{origin.place.column}"
        lines.append(_("in the source: {place}").format(place=where))
    return [*lines, *([also(finding.related)] if finding.related else [])]


def also(places: Sequence[Place]) -> str:
    """Places of the same file in one line; of many, the first."""
    shown = [f"{place.line}:{place.column}" for place in places[:_PLACES]]
    return _("see also: {places}").format(places=_(", ").join([*shown, *(["…"] if len(places) > _PLACES else [])]))


def silenced(finding: Finding) -> list[str]:
    """Why a finding is not reported although a rule is broken, as a line, where that is so."""
    if finding.suppression is None:
        return []
    return [_("silenced: {reason}").format(reason=finding.suppression.reason or _("no reason given"))]


def told(finding: Finding) -> list[str]:
    """All that is to be said about what is reported, in lines."""
    lines = [message(finding), claim(finding), *advice(finding), *elsewhere(finding)]
    return [line for line in lines if line]


def brief(finding: Finding) -> str:
    """What is wrong and what to write instead, in one line."""
    return _("; ").join([message(finding), *advice(finding)])


def because(finding: Finding) -> str:
    """The claim that the judgement rests on, with its source; without one, who is known to use the name."""
    if finding.judgement.claim is not None:
        return claimed(finding.judgement.claim)
    if finding.used_by:
        return _("used by {users}").format(users=parties(finding.used_by))
    return _("no party is recorded as its user")


def claimed(claim: Claim) -> str:
    """A claim and its source in one line."""
    about = claim.about or _("{authority}: {status}").format(
        authority=party_name(claim.authority, interface_language()), status=status(claim.status)
    )
    return f"{about.rstrip('.')} ({source(claim)})"


def source(claim: Claim) -> str:
    """The publication behind a claim; one that nobody opened says so."""
    found = claim.source
    parts = [found.publisher, f"“{found.title}”", found.date]
    text = ", ".join(part for part in parts if part)
    return text if found.verified else _("{source}; not opened").format(source=text)


def status(value: str) -> str:
    """An authority's stand in words."""
    return {
        "standard": _("standard"),
        "accepted": _("accepted"),
        "avoided": _("avoided"),
        "barred": _("barred"),
    }.get(value, value)


def users(name: Name) -> str:
    """Everybody who is recorded to use a name."""
    return parties(name.used_by)
