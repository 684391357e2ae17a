"""What one file is checked under, when the command line and the settings of its project have been heard."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.match import Matchers
    from glossary.perspective import Level, Perspective, Rule
    from glossary.project.baseline import Baseline


@dataclass(frozen=True)
class Settings:
    """``language`` is empty where it has to be found out; days are `lint.lint`'s.

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
