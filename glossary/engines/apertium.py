"""Apertium, the rule-based translator of Debian, as a subprocess and never through a shell.

Sentences go in as paragraphs of one text, because each start costs as much as a page; the blank lines between them come
out unchanged. (Its null-flush mode, made for this, loses the separators of some language pairs.)
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from glossary.engines import MARKS, Engine, Hypothesis, Missing, Takes
from glossary.engines.routes import Pair, along, route
from glossary.errors import EngineError

NAME = "apertium"
_SECONDS = 120


class Apertium:
    """One translation direction of the installed program, such as ``eng-spa``."""

    def __init__(self, program: str, mode: str) -> None:
        self.name, self.remark = NAME, ""
        self.takes: Takes = "placeholders"
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
        found = self._run("".join(map(_encoded, sentences))).split(_BREAK)[:-1]
        if len(found) != len(sentences):
            found = [self._run(_encoded(sentence)).removesuffix(_BREAK) for sentence in sentences]
        return [[Hypothesis(_tidy(_decoded(text), sentence))] for text, sentence in zip(found, sentences, strict=True)]

    def _run(self, text: str) -> str:
        try:
            done = subprocess.run(
                [self._program, "-u", "-f", "none", self._mode],
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
        return done.stdout


#: What ends a sentence in Apertium's own stream: a full stop that it does not print, and a blank that it never touches.
_END = ".[]"
_BREAK = "[\n\n]"
_ESCAPED = re.compile(r"[\[\]{}^$/\\@<>]")


def _encoded(sentence: str) -> str:
    """A sentence in Apertium's stream, each word of a placeholder in a blank that goes where the word goes."""

    def placeholder(found: re.Match[str]) -> str:
        return re.sub(r"[^\s]+", lambda word: f"[[t:n:{found[1]}]]{_escaped(word[0])}[[/]]", found[2])

    parts, at = [], 0
    for found in _PLACEHOLDER.finditer(sentence):
        parts += [_escaped(sentence[at : found.start()]), placeholder(found)]
        at = found.end()
    return "".join([*parts, _escaped(sentence[at:]), _END, _BREAK])


_PLACEHOLDER = re.compile(rf"{MARKS[0]}(\d+){MARKS[1]}([^{MARKS[2]}]*){MARKS[2]}")
_WORD_BLANK = re.compile(r"\[\[t:n:(\d+)(?:;[^\]]*)?\]\](.*?)\[\[/\]\]", re.DOTALL)


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _decoded(text: str) -> str:
    """What a sentence of the stream says, with the marks of its placeholders."""
    text = text.removesuffix(_END).replace(_END, "").replace("[]", "")
    text = _WORD_BLANK.sub(lambda found: f"{MARKS[0]}{found[1]}{MARKS[1]}{found[2]}{MARKS[2]}", text)
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\[\[[^\]]*\]\]", "", text))


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
    text = re.sub(r"(?<=[\w\"”»)\ue002]) (?=[,.;:!?](?:[\s\"”»]|$))", "", " ".join(text.split()))
    first = next((char for char in sentence if char.isalpha()), "")
    at = next((i for i, char in enumerate(text) if char.isalpha()), 0)
    if first.isupper() and text[at : at + 1].islower() and at <= 3:
        text = text[:at] + text[at].upper() + text[at + 1 :]
    return text
