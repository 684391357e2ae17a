"""How a language says whose word it is: its naming and reporting frames, one TOML file a language.

A *naming* frame hands over a name ("which Japan calls …"): whatever stands in it is attributed. A *claiming* verb
("Tokyo claims that …") hands over the whole clause, names included. A *reporting* verb ("the minister said …") hands
over verdicts but not names, because in indirect speech the choice of the name is still the writer's.

Frames are regular expressions, matched without regard to case except inside ``{who}``, which stands for somebody's
name. ``before`` is matched up to the name and ``after`` from its end; ``around`` holds pairs of which both must fit.
Between frame and name may stand quotation marks, articles, conjunctions and other names: the file's fills. ``breaks``
end a clause that a verb had given away; ``asides`` are closed in themselves, and a verb inside one gives away nothing
that comes after.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent

#: Stands for every letter of another name in the text that a frame is matched against.
NAME = "\ue000"


@dataclass(frozen=True)
class Voice:
    """The frames of one language, compiled; a language without a file has none, and only quotations are known."""

    before: tuple[re.Pattern[str], ...] = ()
    after: tuple[re.Pattern[str], ...] = ()
    around: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()
    claims: tuple[re.Pattern[str], ...] = ()
    claimed: tuple[re.Pattern[str], ...] = ()
    reports: tuple[re.Pattern[str], ...] = ()
    reported: tuple[re.Pattern[str], ...] = ()
    breaks: re.Pattern[str] | None = None
    asides: re.Pattern[str] | None = None


@lru_cache
def load(language: str) -> Voice:
    """The voice of a language."""
    path = _FOLDER / f"{language}.toml"
    if not path.is_file():
        return Voice()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    who = f"(?-i:{data['who']})"
    fill_before, fill_after = data["fill_before"], data["fill_after"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("{who}", who).replace("{name}", NAME), re.IGNORECASE)

    def up_to_name(pattern: str) -> re.Pattern[str]:
        return compiled(rf"(?:{pattern})(?:{fill_before})\Z")

    def from_name(pattern: str) -> re.Pattern[str]:
        return compiled(rf"(?:{fill_after})(?:{pattern})")

    return Voice(
        before=tuple(map(up_to_name, data.get("before", ()))),
        after=tuple(map(from_name, data.get("after", ()))),
        around=tuple((up_to_name(a), from_name(b)) for a, b in data.get("around", ())),
        claims=tuple(map(compiled, data.get("claims", ()))),
        claimed=tuple(map(compiled, data.get("claimed", ()))),
        reports=tuple(map(compiled, data.get("reports", ()))),
        reported=tuple(map(compiled, data.get("reported", ()))),
        breaks=compiled(data["breaks"]) if data.get("breaks") else None,
        asides=compiled(data["asides"]) if data.get("asides") else None,
    )
