"""How a language says whose word it is: its naming and reporting frames, one TOML file a language.

A *naming* frame hands over a name ("which Japan calls …"): whatever stands in it is attributed. *so_called* disowns it,
and a *word* frame speaks of the name itself ("the term …"). A *claiming* verb ("Tokyo claims that …") hands over the
whole clause, names included. A *reporting* verb ("the minister said …") hands over verdicts but not names, because in
indirect speech the choice of the name is still the writer's; a verb that *declares* ("proclaimed …") hands over what is
brought into being by it.

Frames are regular expressions, matched without regard to case except inside ``{who}``, which stands for somebody's
name. ``before`` and its like are matched up to the name and ``after`` from its end; ``around`` holds pairs of which
both must fit. Between frame and name may stand quotation marks, articles, conjunctions and other names: the file's
fills. ``breaks`` end a clause that a verb had given away; ``asides`` are closed in themselves, and a verb inside one
gives away nothing that comes after.

Speech reaches over sentences in three ways, each a pattern for a whole sentence: one that ``opens`` it for the rest of
its paragraph ("said the following: …"), one that ``resumes`` it ("He added …") and so shows that the sentence between
was speech too, and one that ``refers_back`` ("The statement was made by …"). ``narrates`` is how the writer begins
again; ``verbatim`` says of a language that such speech is given in the speaker's own words, names included. ``tag`` is
a speech tag in a dialogue with dashes, ``quoting`` what may stand round a closing mark only where somebody speaks,
``works`` what comes before the title of one, ``byline`` a line with authors; ``past`` says that a sentence speaks of
former times.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from glossary import regexes

_FOLDER = Path(__file__).parent

#: Stands for every letter of another name in the text that a frame is matched against.
NAME = "\ue000"

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, eq=False)
class Voice:
    """The frames of one language, compiled; a language without a file has none, and only quotations are known."""

    before: Patterns = ()
    after: Patterns = ()
    around: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = ()
    so_called: Patterns = ()
    so_called_after: Patterns = ()
    word_before: Patterns = ()
    word_after: Patterns = ()
    declares: Patterns = ()
    claims: Patterns = ()
    claimed: Patterns = ()
    reports: Patterns = ()
    reported: Patterns = ()
    breaks: re.Pattern[str] | None = None
    asides: re.Pattern[str] | None = None
    opens: re.Pattern[str] | None = None
    resumes: re.Pattern[str] | None = None
    refers_back: re.Pattern[str] | None = None
    narrates: re.Pattern[str] | None = None
    tag: re.Pattern[str] | None = None
    quoting: re.Pattern[str] | None = None
    works: re.Pattern[str] | None = None
    byline: re.Pattern[str] | None = None
    past: re.Pattern[str] | None = None
    verbatim: bool = False


_UP_TO_NAME = ("before", "so_called", "word_before", "declares")
_FROM_NAME = ("after", "so_called_after", "word_after")
_ANYWHERE = ("claims", "claimed", "reports", "reported")
_SINGLE = (
    "breaks",
    "asides",
    "opens",
    "resumes",
    "refers_back",
    "narrates",
    "tag",
    "quoting",
    "works",
    "byline",
    "past",
)


@lru_cache
def load(language: str) -> Voice:
    """The voice of a language."""
    path = _FOLDER / f"{language}.toml"
    if not path.is_file():
        return Voice()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    with regexes.kept(f"voice-{language}", [Path(__file__), path]) as compile_:
        return _voice(data, compile_)


def _voice(data: Mapping[str, Any], compile_: Callable[[str, int], re.Pattern[str]]) -> Voice:
    who = f"(?-i:{data['who']})"
    fill_before, fill_after = data["fill_before"], data["fill_after"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return compile_(pattern.replace("{who}", who).replace("{name}", NAME), re.IGNORECASE)

    def up_to_name(pattern: str) -> re.Pattern[str]:
        return compiled(rf"(?:{pattern})(?:{fill_before})\Z")

    def from_name(pattern: str) -> re.Pattern[str]:
        return compiled(rf"(?:{fill_after})(?:{pattern})")

    parts: dict[str, Any] = {key: compiled(data[key]) for key in _SINGLE if data.get(key)}
    for keys, how in ((_UP_TO_NAME, up_to_name), (_FROM_NAME, from_name), (_ANYWHERE, compiled)):
        parts |= {key: tuple(map(how, data.get(key, ()))) for key in keys}
    around = tuple((up_to_name(a), from_name(b)) for a, b in data.get("around", ()))
    return Voice(**parts, around=around, verbatim=data.get("verbatim", False))
