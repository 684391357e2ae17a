"""Apertium, the rule-based translator of Debian, as a subprocess and never through a shell.

Sentences go in as paragraphs of one text, because each start costs as much as a page; the blank lines between them come
out unchanged. (Its null-flush mode, made for this, loses the separators of some language pairs.)
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from glossary.engines import Engine, Hypothesis, Missing
from glossary.engines.routes import Pair, along, route
from glossary.errors import EngineError

NAME = "apertium"
_SECONDS = 120


class Apertium:
    """One translation direction of the installed program, such as ``eng-spa``."""

    def __init__(self, program: str, mode: str) -> None:
        self.name, self.remark = NAME, ""
        self._program, self._mode = program, mode

    @property
    def fingerprint(self) -> str:
        """The program and the mode; its data carries no version of its own."""
        program = Path(self._program).stat()
        return f"{self._program} {program.st_size} {program.st_mtime_ns} {self._mode}"

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """All sentences in one start; one by one where their number does not come out right."""
        if not sentences:
            return []
        found = re.split(r"\n[ \t]*\n", self._run("\n\n".join(sentences)))
        if len(found) != len(sentences):
            found = [self._run(sentence) for sentence in sentences]
        return [[Hypothesis(_tidy(text, sentence))] for text, sentence in zip(found, sentences, strict=True)]

    def _run(self, text: str) -> str:
        try:
            done = subprocess.run(
                [self._program, "-u", self._mode],
                input=text,
                capture_output=True,
                encoding="utf-8",
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as problem:
            raise EngineError(f"apertium {self._mode} failed: {problem}") from None
        if done.returncode or (text.strip() and not done.stdout.strip()):
            raise EngineError(f"apertium {self._mode} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip("\n")


def find(source: str, target: str) -> Engine | Missing:
    """The program, if it is installed with the languages."""
    program = shutil.which("apertium")
    if program is None:
        return Missing("the program is not installed", f"on Debian: apt-get install {_packages(source, target)}")
    modes = _modes(program)
    way = route(modes, source, target)
    if not way:
        return Missing(
            f"no data for {source} to {target} is installed", f"on Debian: apt-get install {_packages(source, target)}"
        )
    return along(NAME, way, [Apertium(program, modes[pair]) for pair in way])


def _modes(program: str) -> dict[Pair, str]:
    """What is installed: a pair of two-letter codes -> Apertium's own name for it, regional variants left out."""
    from babel.core import get_global

    short = get_global("language_aliases")
    done = subprocess.run([program, "-l"], capture_output=True, encoding="utf-8", timeout=_SECONDS, check=False)
    modes = {}
    for line in done.stdout.split():
        found = re.fullmatch(r"([a-z]{2,3})-([a-z]{2,3})", line)
        if found:
            modes[short.get(found[1], found[1]), short.get(found[2], found[2])] = line
    return modes


def _packages(source: str, target: str) -> str:
    """The packages of Debian to name: the pair, in alphabetical order and three letters, as Debian calls them."""
    from babel.core import get_global

    long = {short: code for code, short in get_global("language_aliases").items() if len(code) == 3 and len(short) == 2}
    pair = "-".join(sorted([long.get(source, source), long.get(target, target)]))
    return f"apertium apertium-{pair}"


def _tidy(text: str, sentence: str) -> str:
    """The output without the spaces that Apertium puts before it and before commas, and with its first capital."""
    text = re.sub(r"(?<=[\w\"”»)]) (?=[,.;:!?](?:[\s\"”»]|$))", "", " ".join(text.split()))
    first = next((char for char in sentence if char.isalpha()), "")
    at = next((i for i, char in enumerate(text) if char.isalpha()), 0)
    if first.isupper() and text[at : at + 1].islower() and at <= 3:
        text = text[:at] + text[at].upper() + text[at + 1 :]
    return text
