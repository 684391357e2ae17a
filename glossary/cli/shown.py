"""``--show-settings``: what holds for a file, written as settings are."""

import json
from pathlib import Path

from glossary import formats, spoken
from glossary.errors import FileError
from glossary.perspective import VOICES, Rule
from glossary.project.desk import Desk
from glossary.project.walk import Wanted


def settings_of(path: str, desk: Desk, wanted: Wanted, report: str, fail_level: str | None) -> str:
    """What the settings of a file, or of a folder's files, and the command line come to.

    Where the settings come from stands in a comment at the top. The report is one for the whole run.
    """
    folder = Path(path).is_dir()
    name = f"{path}/-" if folder else path
    config, settings = desk.configs.of(name), desk.settings(name)
    exclude = config.exclude if wanted.exclude is None else wanted.exclude
    baseline = desk.choices.baseline or config.baseline
    on = [rule for rule in Rule if settings.levels.get(rule, "on") is not None]
    lines = [
        f"# {path}: {_near(config.path) if config.path else 'no settings'}",
        *_row("perspective", _near(Path(settings.house))),
        *_row("language", settings.language, _language(path, desk) if not folder else "found out for each file"),
        *_row("language-detector", settings.detector),
        *_row("terms", [_near(term) for term in (*config.terms, *desk.choices.terms)] or None),
        *_row("select", [rule.code for rule in on]),
        *_row("fail-level", fail_level or settings.fail_level or "never"),
        *_row("output-format", report),
        *_row("baseline", _near(baseline) if baseline else None),
        *_row("require-suppression-reason", settings.require_reason),
        *_row(
            "respect-gitignore",
            config.respect_gitignore if wanted.respect_gitignore is None else wanted.respect_gitignore,
        ),
        *_row("hidden", config.hidden if wanted.hidden is None else wanted.hidden),
        *_row("include", list(config.include.patterns) if config.include is not None else None),
        *_row("exclude", list(exclude.patterns) if exclude is not None else None),
        *_row("extend-exclude", [*config.extend_exclude.patterns, *wanted.extend_exclude.patterns] or None),
        "[levels]",
        *(
            line
            for rule in on
            for line in _row(rule.value, settings.levels.get(rule) or settings.perspective.level(rule))
        ),
        "[voices]",
        *(line for voice in VOICES for line in _row(voice, settings.perspective.voices.get(voice, VOICES[voice]))),
    ]
    return "\n".join(lines)


def _near(path: Path) -> str:
    """A path as it would be typed here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _row(key: str, value: object, remark: str = "") -> list[str]:
    """A line, unless there is nothing to say; an empty list says something.

    JSON's way of writing strings and lists is TOML's as well.
    """
    if value in ("", None) and not remark:
        return []
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" + (f"  # {remark}" if remark else "")]


def _language(path: str, desk: Desk) -> str:
    """What the language of a file turns out to be where no settings say it."""
    settings = desk.settings(path)
    if settings.language or path == "-":
        return ""
    try:
        document = formats.document(formats.read(path))
    except FileError as problem:
        return str(problem)
    found = spoken.of_document(document, settings.matchers.termbase.languages, settings.detector)
    return f"this file: {found}" if found else "this file: Japanese or Chinese, nothing tells which"
