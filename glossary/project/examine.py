"""A text that may have a name in it: taken apart, judged, held against what silences findings and what mends them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from glossary import formats, spoken
from glossary.document import Document
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats.comments import Comment
from glossary.lint import Finding, lint, override
from glossary.perspective import Level, Rule
from glossary.project import fix, rough

if TYPE_CHECKING:
    from glossary.project.settings import Settings


def examine(text: Text, language: str, settings: Settings) -> list[Finding]:
    """The findings of a text, in order; ``language`` is empty where it is yet to be told from what is read of the text.

    Raises `FileError` where the language is unknown or without names.
    """
    form, document = formats.of(text.path), formats.document(text)
    if not document.segments and rough.TOKEN not in text.source:
        return []
    language = language or spoken.of_document(document, settings.matchers.termbase.languages, settings.detector)
    if not settings.matchers.of(spoken.decided(language, text.path)):
        raise FileError(f"{text.path}: the termbase has no names for texts in {language!r}; give --lang")
    parts = spoken.by_language(document, language)
    findings = _findings(document, parts, settings, form.comments)
    if settings.baseline is not None:
        from glossary.project import baseline as baselines

        findings = baselines.known(baselines.worded(findings, document), settings.baseline)
    return fix.plan(findings, document, settings.perspective, form.escape)


def _findings(
    document: Document, parts: Mapping[str, Document], settings: Settings, comments: Callable[[str], Iterable[Comment]]
) -> list[Finding]:
    """The findings with what the text itself silences, and with what is wrong about how it does."""

    def judged(levels: Mapping[Rule, Level | None]) -> list[Finding]:
        found = [
            finding
            for language, part in parts.items()
            for finding in lint(
                part, settings.matchers.of(language), settings.perspective, levels, settings.date, settings.undated
            )
        ]
        return sorted(found, key=lambda finding: finding.place) if len(parts) > 1 else found

    if rough.TOKEN not in document.source:
        return judged(settings.levels)
    from glossary.project import suppress

    found = suppress.directives(document.source, comments(document.source), settings.matchers.termbase.concepts)
    # Under every rule first: a directive whose rule is switched off here silences something all the same.
    on = {rule: level for rule, level in settings.levels.items() if level is not None}
    findings, unused = suppress.suppress(judged(on), found, document, settings.today)
    findings += suppress.faults(
        found, unused, document, next(iter(parts)), settings.perspective, settings.today, settings.require_reason
    )
    rows = [replace(finding, judgement=override(finding.judgement, settings.levels)) for finding in findings]
    # What was nothing but a rule's goes with it: a directive's fault, or a finding about the whole document.
    whole = {id(f) for f in findings if f.mention is None or f.rule is Rule.MIXED_NAMING}
    kept = [row for row, finding in zip(rows, findings, strict=True) if row.rule or id(finding) not in whole]
    return sorted(kept, key=lambda row: row.place)
