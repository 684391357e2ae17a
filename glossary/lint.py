"""Naming in a document: match -> context -> judge -> findings in order. Values in, values out; no file, no words."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from glossary import markup, voices
from glossary.context import Context, contexts
from glossary.dates import of_document
from glossary.document import Document, Edit, Place, Segment
from glossary.match import Matcher, Mention, only_with_context
from glossary.perspective import LEVELS, Judgement, Level, Perspective, Reason, Rule, judge
from glossary.throughout import Seen, mixed, superseded, unpaired


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is not reported although a rule is broken: a directive in the text, or a list beside it."""

    kind: Literal["in-source", "baseline"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """What a finding's name can be replaced by. ``edits`` are escaped for the format; ``text`` is what will be read.

    *Safe* is what follows from the house's settings and leaves the sentence whole; *unsafe* is what an editor should
    look at. Where the answer is known and cannot be written, ``obstacle`` says why and there are no edits.
    """

    applicability: Literal["safe", "unsafe"]
    text: str
    edits: tuple[Edit, ...] = ()
    obstacle: str = ""


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
    ``fix`` is how to mend it, where that is known.
    ``words`` is the sentence around it as `glossary.project.baseline` knows it again, where that is asked for.
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
    words: str = ""
    fix: Fix | None = None

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
    date: str = "",
    undated: str = "",
) -> list[Finding]:
    """Every mention of a document, in order, each with its judgement, and what only the whole of it shows.

    ``levels`` overrides how severe a rule is; None switches it off. ``date`` is the document's, where it is known from
    outside; ``undated`` that of a document that gives none itself, today if empty.
    """
    found = [matcher.mentions(segment.text) for segment in document.segments]
    if not any(found):
        return []
    language = matcher.language
    voice = voices.load(language)
    found = only_with_context(found)
    rows = contexts(document.segments, found, language, voice)
    rows = [_linked(document, *each) for each in zip(document.segments, found, rows, strict=True)]
    seen = [
        Seen(number, mention, context, judge(mention, context, perspective, language))
        for number, (mentions, standing) in enumerate(zip(found, rows, strict=True))
        for mention, context in zip(mentions, standing, strict=True)
    ]
    seen = unpaired(seen, perspective, language)
    seen = superseded(
        seen,
        lambda number: document.segments[number].text,
        perspective,
        language,
        voice,
        lambda: date or of_document(document.source) or undated or datetime.date.today().isoformat(),
    )

    def place(row: Seen) -> Place:
        return document.place(document.segments[row.segment].source(row.mention.start, row.mention.end))

    def finding(row: Seen, related: tuple[Place, ...] = ()) -> Finding:
        judgement = override(row.judgement, levels or {})
        return Finding(
            document.path, language, place(row), row.mention.surface, judgement, row.mention, row.context, related
        )

    findings = [finding(row) for row in seen]
    for first, *others in mixed(seen):
        names = dict.fromkeys(" ".join(row.mention.surface.split()) for row in others)
        together = Judgement(Rule.MIXED_NAMING, Reason.MIXED, perspective.level(Rule.MIXED_NAMING))
        context = replace(first.context, evidence=", ".join(name for name in names if name != first.mention.surface))
        whole = finding(replace(first, judgement=together, context=context), tuple(map(place, others)))
        if whole.reported:
            findings.append(whole)
    return sorted(findings, key=lambda finding: finding.place)


def _linked(document: Document, segment: Segment, mentions: Sequence[Mention], row: list[Context]) -> list[Context]:
    """The contexts of a segment, with it said which mentions stand in the text of a link."""
    if not mentions or all(run.text for run in segment.runs):
        return row
    spans = markup.links(document.source, segment)
    return [
        replace(context, linked=any(start <= mention.start and mention.end <= end for start, end in spans))
        for mention, context in zip(mentions, row, strict=True)
    ]


def override(judgement: Judgement, levels: Mapping[Rule, Level | None]) -> Judgement:
    """A judgement as severe as its rule is said to be; one that says nothing where the rule is switched off."""
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
