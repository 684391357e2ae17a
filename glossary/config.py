"""A project's settings: ``glossary.toml``, or ``[tool.glossary]`` in ``pyproject.toml``.

Looked for from the working folder upwards as far as a repository's root. The command line wins over the file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from glossary.dates import day
from glossary.errors import ConfigError
from glossary.perspective import Verdict, verdicts

_KINDS: dict[type, str] = {list: "list", dict: "table", str: "string", bool: "boolean, true or false"}
_KEYS: dict[str, type] = {
    "perspective": str,
    "language": str,
    "fail-level": str,
    "terms": list,
    "date": str,
    "voices": dict,
    "baseline": str,
    "require-suppression-reason": bool,
}


@dataclass(frozen=True)
class Config:
    """What a project has settled.

    ``terms`` are termbases that are laid over the program's own, ``voices`` the perspective's verdicts that the project
    changes, ``date`` the date of documents that give none.
    """

    perspective: str = "neutral"
    language: str = ""
    fail_level: str = "warning"
    terms: tuple[Path, ...] = ()
    voices: Mapping[str, Verdict] = field(default_factory=dict)
    date: str = ""
    baseline: Path | None = None
    require_suppression_reason: bool = False


def find(start: Path) -> Config:
    """The settings that hold in a folder."""
    for folder in [start, *start.parents]:
        own = folder / "glossary.toml"
        if own.is_file():
            return _config(own, _read(own))
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("glossary")
            if table is not None:
                return _config(project, table)
        if (folder / ".git").exists():
            break
    return Config()


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise ConfigError(f"{path}: the settings cannot be read: {problem}") from None


def _config(path: Path, table: dict[str, Any]) -> Config:
    for key, value in table.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; the settings are {', '.join(sorted(_KEYS))}"
            raise ConfigError(f"{path}: {key!r} is not a setting{hint}")
        if not isinstance(value, _KEYS[key]):
            raise ConfigError(f"{path}: {key!r} must be a {_KINDS[_KEYS[key]]}")
    perspective = table.get("perspective", "neutral")
    return Config(
        # A newsroom's own perspective is a file beside its settings, wherever the command is run.
        perspective=str(path.parent / perspective) if (path.parent / perspective).is_file() else perspective,
        language=table.get("language", ""),
        fail_level=table.get("fail-level", "warning"),
        baseline=path.parent / table["baseline"] if "baseline" in table else None,
        require_suppression_reason=table.get("require-suppression-reason", False),
        terms=tuple(path.parent / name for name in table.get("terms", [])),
        voices=verdicts(path, table.get("voices", {})),
        date=day(table.get("date", ""), f"{path}: 'date'"),
    )
