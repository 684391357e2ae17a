"""A staircase from one text to a report's outcome; each step is thin, and all the judging is on the lowest.

`check` is pure: a decoded text and its settings become findings. `check_file` reads, and an error is a value beside
the findings of other files. `check_files` goes through paths. `outcome` adds up. Whatever changes the findings of one
file (what silences them, what mends them) stands between `check` and `check_file`; what needs all files, before
`outcome`.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from glossary import baseline as baselines
from glossary import changes, files, fix, formats, rough, spoken, suppress
from glossary.baseline import Baseline
from glossary.document import Document
from glossary.errors import FileError, GlossaryError
from glossary.files import Text
from glossary.fix import Done
from glossary.formats.comments import Comment
from glossary.lint import Finding, lint, override
from glossary.match import Matcher
from glossary.perspective import Level, Perspective, Rule
from glossary.reports.outcome import Outcome, Problem
from glossary.terms import Termbase


class Matchers:
    """A termbase and the matchers of its languages, each built when a text first needs it."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._matchers: dict[str, Matcher] = {}

    def of(self, language: str) -> Matcher:
        """The matcher of a language; false where the termbase has no name in it."""
        if language not in self._matchers:
            self._matchers[language] = Matcher(self.termbase, language)
        return self._matchers[language]


@dataclass(frozen=True)
class Settings:
    """What one file is checked under. ``language`` is empty where it has to be found out; days are `lint.lint`'s.

    ``baseline`` is what was found before, ``since`` a git reference: only lines that are new since then are reported.
    ``fail_level`` is from where on a finding makes the run fail; None lets everything pass. ``detector`` is what finds
    out the language, ``house`` the preset or the file that the perspective comes from.
    """

    perspective: Perspective
    matchers: Matchers
    language: str = ""
    levels: Mapping[Rule, Level | None] = field(default_factory=dict)
    date: str = ""
    undated: str = ""
    require_reason: bool = False
    today: datetime.date = field(default_factory=datetime.date.today)
    baseline: Baseline | None = None
    since: str = ""
    fail_level: Level | None = "warning"
    detector: str = "builtin"
    house: str = ""


@dataclass(frozen=True)
class Checked:
    """One file: its findings, or the problem that kept it from being checked.

    ``text`` is there where there are findings: a report shows its lines. ``old`` is the text before it was mended, and
    ``done`` what was.
    """

    path: str
    findings: list[Finding] = field(default_factory=list)
    text: Text | None = None
    problem: Problem | None = None
    old: Text | None = None
    done: list[Done] = field(default_factory=list)
    stdin: bool = False


def check(text: Text, settings: Settings) -> list[Finding]:
    """The findings of a decoded text, in order. Raises `FileError` where its language is unknown or without names."""
    form = formats.of(text.path)
    language = settings.language or spoken.of_file(
        text.source, text.path, settings.matchers.termbase.languages, settings.detector
    )
    if not _promising(text.source, form.NAME, language, settings.matchers):
        return []
    if not settings.matchers.of(spoken.decided(language, text.path)):
        raise FileError(f"{text.path}: the termbase has no names for texts in {language!r}; give --lang")
    document = form.parse(text.source, text.path)
    parts = spoken.by_language(document, language)
    findings = _findings(document, parts, settings, form.comments)
    if settings.baseline is not None:
        findings = baselines.known(baselines.worded(findings, document), settings.baseline)
    return fix.plan(findings, document, settings.perspective, form.escape)


def _promising(source: str, form: str, language: str, matchers: Matchers) -> bool:
    """Whether it can be worth the time to take a text apart."""
    likely = [matchers.of(each) for each in ([language] if language else ["ja", "zh"])]
    if not all(likely) or form not in rough.FORMATS or suppress.TOKEN in source:
        return True
    return spoken.mixed(source, language or "ja") or rough.may_name(source, likely)


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

    if suppress.TOKEN not in document.source:
        return judged(settings.levels)
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


def check_file(
    path: str, settings: Callable[[str], Settings], stdin_name: str = "-", mending: fix.Mending = "none"
) -> Checked:
    """One file, or standard input for ``-`` under the name that it was given; mended in memory where that is asked."""
    name = stdin_name if path == "-" else path
    mine = settings(name)  # what is wrong with them is no matter of this file, and raised
    try:
        text = files.read(path, name)

        def found(source: str) -> list[Finding]:
            findings = check(replace(text, source=source), mine)
            return changes.only_new(findings, mine.since) if mine.since else findings

        if mending == "none":
            findings = found(text.source)
            return Checked(name, findings, text if findings else None)
        source, done, findings = fix.mend(text.source, found, mending == "unsafe")
    except GlossaryError as problem:
        return Checked(name, problem=Problem(name, str(problem)))
    return Checked(name, findings, replace(text, source=source), old=text, done=done, stdin=path == "-")


def check_files(
    paths: Iterable[str],
    settings: Callable[[str], Settings],
    stdin_name: str = "-",
    mending: fix.Mending = "none",
) -> Iterator[Checked]:
    """Every file, in the order of the paths."""
    for path in paths:
        yield check_file(path, settings, stdin_name, mending)


def outcome(checked: Iterable[Checked], show_all: bool = False) -> Outcome:
    """What a report is made from."""
    every = list(checked)
    good = [file for file in every if not file.problem]
    return Outcome(
        [finding for file in good for finding in file.findings],
        [file.problem for file in every if file.problem],
        len(good),
        show_all,
        sources={file.path: file.text.source for file in good if file.text is not None},
    )
