"""Naming in a document: match -> context -> judge -> findings in order. Values in, values out; no file, no words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from glossary import voices
from glossary.context import Context, contexts
from glossary.document import Document, Place
from glossary.match import Matcher, Mention, only_with_context
from glossary.perspective import LEVELS, Judgement, Level, Perspective, Rule, judge


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is not reported although a rule is broken: a directive in the text, or a list beside it."""

    kind: Literal["in-source", "baseline"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the source the thing stands that a translation is held to; ``text`` as it is written there."""

    path: str
    place: Place
    text: str
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A place and what was made of it. ``reported`` is false where there is nothing to say against it.

    ``mention`` and ``context`` are None where the finding is about no name, such as a directive that silences nothing.
    ``related`` are the other places that it is about, ``origin`` is set where a translation is held against its source.
    """

    path: str
    language: str
    place: Place
    text: str
    judgement: Judgement
    mention: Mention | None = None
    context: Context | None = None
    related: tuple[Place, ...] = ()
    origin: Origin | None = None
    suppression: Suppression | None = None

    @property
    def rule(self) -> Rule | None:
        """The rule that is broken, if any."""
        return self.judgement.rule

    @property
    def reported(self) -> bool:
        """Whether it is to be shown without ``--all``."""
        return self.judgement.rule is not None and self.suppression is None

    @property
    def concept(self) -> str:
        """The identifier of the concept, empty where the finding is about no name."""
        return self.mention.concept.id if self.mention else ""

    @property
    def used_by(self) -> tuple[str, ...]:
        """Who uses the name."""
        return self.mention.name.used_by if self.mention else ()

    @property
    def standing(self) -> str:
        """How the mention stands, as one word; empty where there is none."""
        return self.context.kind if self.context else ""


def lint(
    document: Document,
    matcher: Matcher,
    perspective: Perspective,
    levels: Mapping[Rule, Level | None] | None = None,
) -> list[Finding]:
    """Every mention of a document, in order, each with its judgement.

    ``levels`` overrides how severe a rule is; None switches it off.
    """
    found = [matcher.mentions(segment.text) for segment in document.segments]
    if not any(found):
        return []
    language = matcher.language
    found = only_with_context(found)
    rows = contexts(document.segments, found, language, voices.load(language))
    findings = []
    for segment, mentions, standing in zip(document.segments, found, rows, strict=True):
        for mention, context in zip(mentions, standing, strict=True):
            judgement = _override(judge(mention, context, perspective, language), levels or {})
            span = segment.source(mention.start, mention.end)
            place = document.place(span)
            findings.append(Finding(document.path, language, place, mention.surface, judgement, mention, context))
    return sorted(findings, key=lambda finding: finding.place)


def _override(judgement: Judgement, levels: Mapping[Rule, Level | None]) -> Judgement:
    if judgement.rule is None or judgement.rule not in levels:
        return judgement
    level = levels[judgement.rule]
    if level is None:
        return Judgement(None, judgement.reason, claim=judgement.claim)
    return Judgement(judgement.rule, judgement.reason, level, judgement.claim, judgement.suggestions)


def failing(findings: Iterable[Finding], fail_level: Level | None) -> bool:
    """Whether any reported finding is at or above a level; None lets everything pass."""
    if fail_level is None:
        return False
    limit = LEVELS.index(fail_level)
    return any(finding.reported and LEVELS.index(finding.judgement.level) >= limit for finding in findings)
