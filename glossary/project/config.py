"""A project's settings: ``.glossary.toml``, ``glossary.toml`` or ``[tool.glossary]`` in ``pyproject.toml``.

Looked for from a file's folder upwards as far as a repository's root, so that a file is judged in the same way
wherever the command is run. The first that is found holds, with what it ``extend``s; the command line wins over it.
Patterns for files are relative to the folder of the settings that were found, other files' paths to the settings that
name them.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glossary.dates import day
from glossary.errors import ConfigError, nearest
from glossary.language import code
from glossary.perspective import LEVELS, Level, Rule, Verdict, level_named
from glossary.perspectives import verdicts
from glossary.project.globs import Globs
from glossary.project.selection import Selection, checked, rules_of

NAMES = (".glossary.toml", "glossary.toml")
DETECTORS = ("builtin", "lingua")
#: The list of known findings, where nothing names another.
BASELINE = ".glossary-baseline.json"


@dataclass(frozen=True)
class Override:
    """What is different for some files: single entries of ``voices`` and ``levels``, and whatever is not empty."""

    files: Globs
    perspective: str = ""
    language: str = ""
    levels: Mapping[Rule, Level] = field(default_factory=dict)
    selection: Selection = field(default_factory=Selection)
    voices: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """What a project has settled.

    ``terms`` are termbases that are laid over the program's own, ``voices`` the perspective's verdicts that the project
    changes, ``date`` the date of documents that give none, ``baseline`` the file of known findings. ``include`` and
    ``exclude`` are None where the program's own choice holds. ``path`` is the file that the settings come from, None
    where there is none.
    """

    perspective: str = "neutral"
    language: str = ""
    language_detector: str = "builtin"
    fail_level: Level | None = "warning"
    output_format: str = ""
    date: str = ""
    terms: tuple[Path, ...] = ()
    baseline: Path | None = None
    require_suppression_reason: bool = False
    respect_gitignore: bool = True
    hidden: bool = False
    include: Globs | None = None
    exclude: Globs | None = None
    extend_exclude: Globs = field(default_factory=lambda: Globs("", ()))
    selection: Selection = field(default_factory=Selection)
    levels: Mapping[Rule, Level] = field(default_factory=dict)
    voices: Mapping[str, Verdict] = field(default_factory=dict)
    per_file_ignores: tuple[tuple[Globs, tuple[str, ...]], ...] = ()
    overrides: tuple[Override, ...] = ()
    path: Path | None = None


class Configs:
    """The settings of every folder, each folder looked at once.

    ``only`` is a file that holds for all of them, as ``--config`` gives it: its patterns are relative to the working
    folder. ``isolated`` looks for none.
    """

    def __init__(self, only: Path | None = None, isolated: bool = False) -> None:
        self._only: Config | None = Config() if isolated else None
        if only is not None and not isolated:
            if not only.is_file():
                raise ConfigError(f"{only}: there is no such file of settings")
            self._only = _load(only, Path.cwd())
        self._folders: dict[str, Config] = {}

    def of(self, path: str) -> Config:
        """The settings of a file, or of a folder's contents where the path ends with a separator."""
        if self._only is not None:
            return self._only
        folder = os.path.dirname(os.path.abspath(path) + (os.sep if path.endswith(os.sep) else ""))
        known = self._folders.get(folder)
        return known if known is not None else self._find(folder)

    def _find(self, folder: str) -> Config:
        """The settings of a folder; those of all folders on the way are kept."""
        passed = []
        found: Config | None = None
        for each in (Path(folder), *Path(folder).parents):
            found = self._folders.get(str(each)) or _in(each)
            passed.append(str(each))
            if found is not None or (each / ".git").exists():
                break
        settled = found or Config()
        self._folders |= dict.fromkeys(passed, settled)
        return settled


def find(start: Path) -> Config:
    """The settings that hold in a folder."""
    return Configs().of(f"{start}{os.sep}")


def _in(folder: Path) -> Config | None:
    for name in NAMES:
        if (folder / name).is_file():
            return _load(folder / name, folder)
    project = folder / "pyproject.toml"
    if project.is_file() and _table(project) is not None:
        return _load(project, folder)
    return None


def _table(path: Path) -> dict[str, Any] | None:
    """The settings of a file; None for a ``pyproject.toml`` that has none of this program's."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as problem:
        raise ConfigError(f"{path}: the settings cannot be read: {problem}") from None
    if path.name != "pyproject.toml":
        return data
    table = data.get("tool", {}).get("glossary")
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.glossary] must be a table")
    return table


def _load(path: Path, root: Path) -> Config:
    """A file with all that it extends, as settings whose patterns are relative to ``root``."""
    return _Reader(path, root, _extended(path, ())).config()


def _extended(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """The table of a file over the table of the one it extends; paths in them made absolute.

    What stands in both is the extending file's; only the keys that begin with ``extend-``, the overrides, and the
    tables that speak of single rules, voices and files, are put together.
    """
    path = path.absolute()
    if path.resolve() in seen:
        raise ConfigError(f"{path}: 'extend' goes round in a circle")
    table = _table(path)
    if table is None:
        raise ConfigError(f"{path}: there are no settings in it; they stand in [tool.glossary]")
    table = _whole(path, table)
    base = table.pop("extend", None)
    if base is None:
        return table
    above = path.parent / os.path.expanduser(base)
    if not above.is_file():
        raise ConfigError(f"{path}: 'extend' names {base!r}, and there is no such file")
    found = _extended(above, (*seen, path.resolve()))
    for key, value in table.items():
        if key in found and (key.startswith("extend-") or key == "overrides"):
            value = [*found[key], *value]
        elif key in found and key in ("levels", "voices", "per-file-ignores"):
            value = {**found[key], **value}
        found[key] = value
    return found


#: What kind of value a setting has.
_KEYS: dict[str, type | str] = {
    "extend": str,
    "perspective": str,
    "language": str,
    "language-detector": str,
    "fail-level": str,
    "output-format": str,
    "date": str,
    "terms": "strings",
    "baseline": str,
    "require-suppression-reason": bool,
    "respect-gitignore": bool,
    "hidden": bool,
    "include": "strings",
    "exclude": "strings",
    "extend-exclude": "strings",
    "select": "strings",
    "ignore": "strings",
    "extend-select": "strings",
    "extend-ignore": "strings",
    "levels": dict,
    "voices": dict,
    "per-file-ignores": dict,
    "overrides": "tables",
}
_OVERRIDE = (
    "files",
    "perspective",
    "language",
    "levels",
    "voices",
    "select",
    "ignore",
    "extend-select",
    "extend-ignore",
)
_KINDS: dict[type | str, tuple[str, Callable[[Any], bool]]] = {
    str: ("a string", lambda value: isinstance(value, str)),
    bool: ("true or false", lambda value: isinstance(value, bool)),
    dict: ("a table", lambda value: isinstance(value, dict)),
    "strings": ("a list of strings", lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value)),
    "tables": ("a list of tables", lambda value: isinstance(value, list) and all(isinstance(v, dict) for v in value)),
}


def _whole(path: Path, table: dict[str, Any]) -> dict[str, Any]:
    """A table whose keys and kinds of value are known, with the paths in it made absolute.

    A table ``lint`` may hold any of the keys, as other linters have it.
    """
    flat = {key: value for key, value in table.items() if key != "lint"}
    inner = table.get("lint", {})
    if not isinstance(inner, dict):
        raise ConfigError(f"{path}: 'lint' must be a table")
    if twice := sorted(flat.keys() & inner.keys()):
        raise ConfigError(f"{path}: {twice[0]!r} stands both by itself and in [lint]; keep one of the two")
    flat |= inner
    _known(path, "", flat, tuple(_KEYS))
    for number, override in enumerate(flat.get("overrides", ()), 1):
        _known(path, f"overrides, the {number}.: ", override, _OVERRIDE)
        if not override.get("files"):
            raise ConfigError(f"{path}: overrides, the {number}.: 'files' must name the files that it is for")
        override |= _placed(path, override)
    return flat | _placed(path, flat)


def _known(path: Path, where: str, table: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key, value in table.items():
        if key not in keys:
            hint = nearest(key.replace("_", "-"), keys, f"the settings are {', '.join(sorted(keys))}")
            raise ConfigError(f"{path}: {where}{key!r} is not a setting; {hint}")
        kind, fits = _KINDS[_KEYS.get(key, "strings")]
        if not fits(value):
            raise ConfigError(f"{path}: {where}{key!r} must be {kind}")


def _placed(path: Path, table: dict[str, Any]) -> dict[str, Any]:
    """The settings that name files, each where it is wherever the command is run."""
    found: dict[str, Any] = {}
    if "terms" in table:
        found["terms"] = [os.path.normpath(path.parent / name) for name in table["terms"]]
    if "baseline" in table:
        found["baseline"] = os.path.normpath(path.parent / table["baseline"])
    if (path.parent / table.get("perspective", "")).is_file():
        found["perspective"] = os.path.normpath(path.parent / table["perspective"])
    return found


@dataclass(frozen=True)
class _Reader:
    """Makes settings of a table."""

    path: Path
    root: Path
    table: dict[str, Any]

    def config(self) -> Config:
        table = self.table
        levels, off = self._levels(table)
        return Config(
            perspective=table.get("perspective", "neutral"),
            language=self._language(table),
            language_detector=self._one_of("language-detector", DETECTORS, "builtin"),
            fail_level=level_named(self._one_of("fail-level", (*LEVELS, "never"), "warning")),
            output_format=table.get("output-format", ""),
            date=day(table.get("date", ""), f"{self.path}: 'date'"),
            terms=tuple(map(Path, table.get("terms", ()))),
            baseline=Path(table["baseline"]) if "baseline" in table else None,
            require_suppression_reason=table.get("require-suppression-reason", False),
            respect_gitignore=table.get("respect-gitignore", True),
            hidden=table.get("hidden", False),
            include=self._globs(table["include"]) if "include" in table else None,
            exclude=self._globs(table["exclude"]) if "exclude" in table else None,
            extend_exclude=self._globs(table.get("extend-exclude", ())),
            selection=self._selection(table, off),
            levels=levels,
            voices=verdicts(self.path, table.get("voices", {})),
            per_file_ignores=tuple(self._per_file()),
            overrides=tuple(map(self._override, table.get("overrides", ()))),
            path=self.path,
        )

    def _globs(self, patterns: list[str] | tuple[()]) -> Globs:
        return Globs(str(self.root.absolute()), patterns, str(self.path))

    def _one_of(self, key: str, values: tuple[str, ...], default: str) -> str:
        value = self.table.get(key, default)
        if value not in values:
            raise ConfigError(f"{self.path}: {key} {value!r} must be one of {', '.join(values)}")
        return str(value)

    def _language(self, table: dict[str, Any]) -> str:
        return code(table.get("language", ""), f"{self.path}: language")

    def _levels(self, table: dict[str, Any]) -> tuple[dict[Rule, Level], tuple[str, ...]]:
        """How severe single rules are, and which of them are off."""
        levels: dict[Rule, Level] = {}
        off = []
        for word, level in table.get("levels", {}).items():
            (named,) = checked([word], f"{self.path}: levels")
            if level not in (*LEVELS, "off"):
                raise ConfigError(f"{self.path}: levels {word} = {level!r}: give one of {', '.join(LEVELS)}, off")
            if level == "off":
                off.append(named)
                continue
            levels |= dict.fromkeys(rules_of(named), level)
        return levels, tuple(off)

    def _selection(self, table: dict[str, Any], off: tuple[str, ...]) -> Selection:
        def words(key: str) -> tuple[str, ...]:
            return checked(table.get(key, ()), f"{self.path}: {key}")

        return Selection(
            words("select") if "select" in table else None,
            words("ignore"),
            words("extend-select"),
            (*words("extend-ignore"), *off),
        )

    def _per_file(self) -> list[tuple[Globs, tuple[str, ...]]]:
        rows = []
        for pattern, words in self.table.get("per-file-ignores", {}).items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise ConfigError(f"{self.path}: per-file-ignores {pattern!r} must be a list of rules")
            rows.append((self._globs([pattern]), checked(words, f"{self.path}: per-file-ignores")))
        return rows

    def _override(self, table: dict[str, Any]) -> Override:
        levels, off = self._levels(table)
        return Override(
            files=self._globs(table["files"]),
            perspective=table.get("perspective", ""),
            language=self._language(table),
            levels=levels,
            selection=self._selection(table, off),
            voices=verdicts(self.path, table.get("voices", {})),
        )
