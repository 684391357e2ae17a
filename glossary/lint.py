"""Naming in a document: match -> context -> judge -> findings in order. Values in, values out; no file, no words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glossary import voices
from glossary.context import Context, contexts
from glossary.document import Document, Span
from glossary.match import Matcher, Mention, only_with_context
from glossary.perspective import LEVELS, Judgement, Level, Perspective, Rule, judge


@dataclass(frozen=True, slots=True)
class Finding:
    """A mention and what was made of it. ``reported`` is false where there is nothing to say against it.

    ``span`` is in code points of the decoded document; lines and columns count from 1.
    """

    path: str
    language: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    mention: Mention
    context: Context
    judgement: Judgement

    @property
    def rule(self) -> Rule | None:
        """The rule that is broken, if any."""
        return self.judgement.rule

    @property
    def reported(self) -> bool:
        """Whether it is to be shown without ``--all``."""
        return self.judgement.rule is not None

    @property
    def text(self) -> str:
        """The name as it is written."""
        return self.mention.surface


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
            start, end = document.position(span.start), document.position(span.end)
            findings.append(Finding(document.path, language, span, *start, *end, mention, context, judgement))
    return sorted(findings, key=lambda finding: finding.span)


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
