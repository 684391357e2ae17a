"""The program's perspectives, a small TOML file each, those of all governments, and how a newsroom's own is read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from glossary.errors import ConfigError, nearest
from glossary.language import party_name, territories
from glossary.perspective import LEVELS, PLACES, VERDICTS, VOICES, Level, Perspective, Rule, Verdict

_PRESETS = Path(__file__).parent
_KEYS = ("title", "about", "sides", "levels", "base", "voices", "pair", "pair-in")


def presets() -> list[str]:
    """The perspectives that come with the program as files, alphabetically; `load` makes every government's."""
    return sorted(path.stem for path in _PRESETS.glob("*.toml"))


def governments() -> list[str]:
    """The perspectives of all governments whose country CLDR knows, alphabetically."""
    return sorted(f"{code.lower()}-gov" for code in territories())


def load(name: str) -> Perspective:
    """A preset by its name, any government's as ``jp-gov``, or a newsroom's own file by its path.

    All governments are made by the same two lines, so that none of them can be treated better than another. Raises
    `ConfigError` where there is no such perspective, naming the nearest preset.
    """
    code, _, suffix = name.partition("-")
    if suffix == "gov" and party_name(code.upper()) != code.upper():
        return Perspective(name, f"Government: {party_name(code.upper())}", frozenset({code.upper()}))
    path = _PRESETS / f"{name}.toml"
    if name not in presets():
        path = Path(name)
        if not path.is_file():
            near = nearest(name, presets(), "")
            hint = f"; {near}" if near else ""
            raise ConfigError(
                f"there is no perspective {name!r}: give one of {', '.join(presets())}, a government by its country's "
                f"code such as jp-gov, or a TOML file{hint}"
            )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise ConfigError(f"{path}: the perspective cannot be read: {problem}") from None
    return _perspective(path, data)


def _perspective(path: Path, data: dict[str, Any]) -> Perspective:
    for key in data:
        if key not in _KEYS:
            hint = nearest(key, _KEYS, f"the keys are {', '.join(sorted(_KEYS))}")
            raise ConfigError(f"{path}: {key!r} is not a key of a perspective; {hint}")
    levels, base = data.get("levels", {}), data.get("base", {})
    if not isinstance(levels, dict) or not isinstance(base, dict):
        raise ConfigError(f"{path}: 'levels' and 'base' must be tables")
    rules: dict[Rule, Level] = {}
    for rule, level in levels.items():
        if rule not in set(Rule) or level not in LEVELS:
            raise ConfigError(
                f"{path}: [levels] {rule} = {level!r}: the rules are {', '.join(Rule)}, the levels {', '.join(LEVELS)}"
            )
        rules[Rule(rule)] = level
    for concept, names in base.items():
        if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
            raise ConfigError(f'{path}: [base.{concept}] must give a name by language, such as en = "…"')
    places = _strings(path, data, "pair-in", 'places such as "headline"') if "pair-in" in data else PLACES
    if unknown := sorted(set(places) - set(PLACES)):
        raise ConfigError(f"{path}: 'pair-in' has {unknown[0]!r}; the places are {', '.join(PLACES)}")
    return Perspective(
        path.stem,
        str(data.get("title", "")),
        frozenset(_strings(path, data, "sides", 'party codes such as "JP"')),
        rules,
        base,
        verdicts(path, data.get("voices", {})),
        frozenset(_strings(path, data, "pair", 'concepts and disputes, or "*"')),
        frozenset(places),
    )


def _strings(path: Path, data: dict[str, Any], key: str, what: str) -> list[str]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {key!r} must be a list of {what}")
    return value


def verdicts(path: Path, table: object) -> dict[str, Verdict]:
    """The table ``[voices]`` of a perspective or of a project's settings. Raises `ConfigError` naming what is wrong."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: 'voices' must be a table such as quoted = \"info\"")
    for voice, verdict in table.items():
        if voice not in VOICES:
            hint = nearest(voice, VOICES, f"the voices are {', '.join(VOICES)}")
            raise ConfigError(f"{path}: [voices] {voice!r} is not a voice; {hint}")
        if verdict not in VERDICTS:
            raise ConfigError(f"{path}: [voices] {voice} = {verdict!r}: give one of {', '.join(VERDICTS)}")
    return dict(table)
