"""``--show-settings``: what holds for a file, written as settings are."""

import json
from pathlib import Path

from glossary import files, spoken
from glossary.desk import Desk
from glossary.errors import FileError
from glossary.perspective import VOICES, Rule


def settings_of(path: str, desk: Desk) -> str:
    """The settings of a file, or of a folder's files; where they come from stands in a comment at the top."""
    folder = Path(path).is_dir()
    name = f"{path}/-" if folder else path
    config, settings = desk.configs.of(name), desk.settings(name)
    on = [rule for rule in Rule if settings.levels.get(rule, "on") is not None]
    lines = [
        f"# {path}: {config.path or 'no settings'}",
        *_row("perspective", settings.perspective.id),
        *_row("language", settings.language, _language(path, desk) if not folder else "found out for each file"),
        *_row("language-detector", settings.detector),
        *_row("terms", [str(term) for term in (*config.terms, *desk.choices.terms)]),
        *_row("select", [rule.code for rule in on]),
        *_row("fail-level", settings.fail_level or "never"),
        *_row("output-format", config.output_format),
        *_row("baseline", str(config.baseline or "")),
        *_row("require-suppression-reason", settings.require_reason),
        *_row("respect-gitignore", config.respect_gitignore),
        *_row("hidden", config.hidden),
        *_row("include", list(config.include.patterns) if config.include is not None else []),
        *_row("exclude", list(config.exclude.patterns) if config.exclude is not None else []),
        *_row("extend-exclude", list(config.extend_exclude.patterns)),
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


def _row(key: str, value: object, remark: str = "") -> list[str]:
    """A line, unless there is nothing to say. JSON's way of writing strings and lists is TOML's as well."""
    if value in ("", []) and not remark:
        return []
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" + (f"  # {remark}" if remark else "")]


def _language(path: str, desk: Desk) -> str:
    """What the language of a file turns out to be where no settings say it."""
    settings = desk.settings(path)
    if settings.language or path == "-":
        return ""
    try:
        text = files.read(path)
    except FileError as problem:
        return str(problem)
    found = spoken.of_file(text.source, path, settings.matchers.termbase.languages, settings.detector)
    return f"this file: {found}" if found else "this file: Japanese or Chinese, nothing tells which"
