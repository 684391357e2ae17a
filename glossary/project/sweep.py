"""A staircase from one text to a report's outcome; each step is thin, and all the judging is below the lowest.

`check` is pure: a decoded text and its settings become findings, by `examine` where there can be any; nothing that only
it needs is loaded before. `check_file` reads, and an error is a value beside the findings of other files. `check_files`
goes through paths. `outcome` adds up. Whatever changes the findings of one file (what silences them, what mends them)
stands between `check` and `check_file`; what needs all files, before `outcome`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glossary import formats, spoken
from glossary.errors import GlossaryError
from glossary.files import Text
from glossary.match import Matchers
from glossary.project import rough
from glossary.reports.outcome import Outcome, Problem

if TYPE_CHECKING:
    from glossary.lint import Finding
    from glossary.project.fix import Done, Mending
    from glossary.project.settings import Settings


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
    form, language = formats.name_of(text.path), settings.language
    if form in rough.FORMATS:
        language = language or spoken.of_file(
            text.source, text.path, settings.matchers.termbase.languages, settings.detector
        )
        if not _promising(text.source, form, language, settings.matchers):
            return []
    from glossary.project.examine import examine  # few texts have a name in them, and many runs have none

    return examine(text, language, settings)


def _promising(source: str, form: str, language: str, matchers: Matchers) -> bool:
    """Whether it can be worth the time to take a text apart."""
    likely = [matchers.of(each) for each in ([language] if language else ["ja", "zh"])]
    if not all(likely) or rough.TOKEN in source:
        return True
    return spoken.mixed(source, language or "ja") or rough.may_name(source, form, likely)


def check_file(
    path: str, settings: Callable[[str], Settings], stdin_name: str = "-", mending: Mending = "none"
) -> Checked:
    """One file, or standard input for ``-`` under the name that it was given; mended in memory where that is asked."""
    name = stdin_name if path == "-" else path
    mine = settings(name)  # what is wrong with them is no matter of this file, and raised
    try:
        text = formats.read(path, name)

        def found(source: str) -> list[Finding]:
            findings = check(replace(text, source=source), mine)
            if not findings or not mine.since:
                return findings
            from glossary.project import changes

            return changes.only_new(findings, mine.since)

        if mending == "none":
            findings = found(text.source)
            return Checked(name, findings, text if findings else None)
        from glossary.project import fix

        source, done, findings = fix.mend(text.source, found, mending == "unsafe")
    except GlossaryError as problem:
        return Checked(name, problem=Problem(name, str(problem)))
    return Checked(name, findings, replace(text, source=source), old=text, done=done, stdin=path == "-")


def check_files(
    paths: Iterable[str],
    settings: Callable[[str], Settings],
    stdin_name: str = "-",
    mending: Mending = "none",
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
