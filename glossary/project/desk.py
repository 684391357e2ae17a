"""What the command line and the settings together say of each file.

`Choices` is what the command line asked for, of plain types, so that another process can be told. A `Desk` answers for
each path; what is the same for many files is made once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glossary import perspectives, store
from glossary.match import Matchers
from glossary.perspective import Level, Perspective, Rule, Verdict
from glossary.project.config import Config, Configs, Override
from glossary.project.globs import Globs
from glossary.project.selection import Selection, rules_of
from glossary.project.settings import Settings

if TYPE_CHECKING:
    from glossary.project.baseline import Baseline


@dataclass(frozen=True)
class Choices:
    """What the command line asked for; what is empty is left to the settings.

    ``terms`` are laid over the settings' own. ``baseline`` is the file of known findings, ``since`` the git reference
    from which on lines are new.
    """

    config: Path | None = None
    isolated: bool = False
    language: str = ""
    perspective: str = ""
    terms: tuple[Path, ...] = ()
    selection: Selection = field(default_factory=Selection)
    date: str = ""
    baseline: Path | None = None
    since: str = ""


class Desk:
    """The settings of every file. ``known`` is the list of known findings where it is no file yet."""

    def __init__(self, choices: Choices, known: Baseline | None = None) -> None:
        self.choices = choices
        self.configs = Configs(choices.config, choices.isolated)
        self._known = known
        self._baselines: dict[Path, Baseline] = {}
        self._matchers: dict[tuple[Path, ...], Matchers] = {}
        self._perspectives: dict[str, Perspective] = {}
        self._settings: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Settings] = {}

    @cached_property
    def here(self) -> Config:
        """The settings of the working folder, which hold for the run as a whole."""
        return self.configs.of("./")

    def settings(self, path: str) -> Settings:
        """What a file is checked under. Raises `ConfigError` and `TermbaseError`."""
        config = self.configs.of(path)
        place = os.path.abspath(path) if config.overrides or config.per_file_ignores else ""
        overrides = _fitting([override.files for override in config.overrides], place)
        ignores = _fitting([globs for globs, _ in config.per_file_ignores], place)
        key = (id(config), overrides, ignores)
        if key not in self._settings:
            words = tuple(word for number in ignores for word in config.per_file_ignores[number][1])
            self._settings[key] = self._make(config, [config.overrides[number] for number in overrides], words)
        return self._settings[key]

    def baseline(self, config: Config) -> Baseline | None:
        """The list of known findings that holds under some settings; the command line's for all of them."""
        path = self.choices.baseline or config.baseline
        if self._known is not None or path is None:
            return self._known
        if path not in self._baselines:
            from glossary.project import baseline

            self._baselines[path] = baseline.load(path)
        return self._baselines[path]

    def matchers(self, config: Config) -> Matchers:
        """The names that are looked for under some settings."""
        terms = (*config.terms, *self.choices.terms)
        if terms not in self._matchers:
            self._matchers[terms] = Matchers(store.load(terms))
        return self._matchers[terms]

    def perspective(self, name: str, voices: Mapping[str, Verdict]) -> Perspective:
        """A perspective by its name, with the settings' own verdicts on voices."""
        if name not in self._perspectives:
            self._perspectives[name] = perspectives.load(name)
        found = self._perspectives[name]
        return replace(found, voices={**found.voices, **voices})

    def _make(self, config: Config, overrides: list[Override], ignored: tuple[str, ...]) -> Settings:
        chosen = self.choices
        house, language = config.perspective, config.language
        voices, levels = dict(config.voices), dict(config.levels)
        rules = config.selection.apply(frozenset(Rule))
        for override in overrides:
            house, language = override.perspective or house, override.language or language
            voices |= override.voices
            levels |= override.levels
            rules = override.selection.apply(rules)
        rules = chosen.selection.apply(rules) - {rule for word in ignored for rule in rules_of(word)}
        house = chosen.perspective or house
        settled: Mapping[Rule, Level | None] = {**levels, **dict.fromkeys(set(Rule) - rules)}
        return Settings(
            self.perspective(house, voices),
            self.matchers(config),
            chosen.language or language,
            settled,
            date=chosen.date,
            undated=config.date,
            require_reason=config.require_suppression_reason,
            baseline=self.baseline(config),
            since=chosen.since,
            fail_level=config.fail_level,
            detector=config.language_detector,
            house=house,
        )


def _fitting(patterns: list[Globs], place: str) -> tuple[int, ...]:
    return tuple(number for number, globs in enumerate(patterns) if globs.match(place))
