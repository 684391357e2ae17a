"""The flat list that a linter of another make can hold: a Vale style, and rules of prh for textlint. Written, not read.

They know no voice: a quotation is reported like the writer's own words, and fixed by those who let them fix. What they
get is what `glossary lint` would say of a name that stands alone, in one language and under one perspective.

Where a word ends is written out for each name, because their own idea of it fails: Vale's finds nothing within Japanese
text, and prh's knows no letters but English ones. A name is also none within a longer one, or where a rival stands
behind a slash. The patterns keep to what the engines of both (.NET's kind of expressions, and JavaScript's) understand.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary import inflect
from glossary.context import Context
from glossary.errors import ConfigError
from glossary.language import party_name
from glossary.match import AHEAD, BEHIND, Mention
from glossary.perspective import judge
from glossary.store.selection import Selection, Written
from glossary.terms import Concept, Name, Spelling

_SLASHES = "/／"
_LETTERS = "0-9A-Z_a-zÀ-ỿ"
_KATAKANA = "ァ-ヺー"
_HANGUL = "가-힣"
_LONGEST_KEY = 1000  # YAML wants a mark before a key of more than 1024 characters


@dataclass(frozen=True)
class _Row:
    """A name as it is written and reported, and what to write instead."""

    concept: Concept
    name: Name
    text: str
    instead: str


def write(selection: Selection, format: str) -> Written:
    """The rules for one language."""
    if not selection.source:
        raise ConfigError(f"--format {format}: its rules are for one language; give --from")
    rows = list(_reported(selection))
    known = _known(selection)
    patterns = [_pattern(row.text, known) for row in rows]
    if format == "vale":
        return Written(_vale(rows, patterns, selection.perspective.id), selection.lost("spellings", "forms"))
    return Written(_prh(rows, patterns), selection.lost("spellings", "forms", "users", "definitions"))


# --- what is reported ------------------------------------------------------------------------------------------------


def _reported(selection: Selection) -> Iterator[_Row]:
    """Every spelling and form of a name that is reported when it stands alone, each string once."""
    language = selection.source
    seen: set[str] = set()
    for concept in selection.concepts:
        for name in concept.names_in(language):
            if name.only_with:
                continue  # flat rules cannot tell when it is meant
            for text, spelling in name.surfaces():
                instead = _instead(selection, concept, name, text, spelling)
                if instead and text not in seen:
                    seen.add(text)
                    yield _Row(concept, name, text, instead)


def _instead(selection: Selection, concept: Concept, name: Name, text: str, spelling: Spelling) -> str:
    """What to write; nothing where that is not reported, or has more than one answer in the case of the form."""
    written = name.text if spelling == "variant" else text  # nobody wants a dated spelling in a pair
    mention = Mention(concept, name, written, spelling, 0, len(written))
    judgement = judge(mention, Context("own-voice"), selection.perspective, selection.source)
    if judgement.rule is None or not judgement.suggestions:
        return ""
    instead = judgement.suggestions[0]
    if spelling != "form":
        return instead
    if selection.source not in inflect.LANGUAGES:
        return ""
    answers = {
        _declined(instead, text, concept, case, selection.source) for case, forms in name.forms.items() if text in forms
    }
    return answers.pop() if len(answers) == 1 else ""


def _declined(instead: str, written: str, concept: Concept, case: str, language: str) -> str:
    """One name, or what is written with a rival behind a slash, in a case; empty where a form is not known."""
    names = {name.text: name for name in concept.names_in(language)}
    parts = []
    for text in instead.split("/"):
        name = names.get(text)
        if text == written or (name and name.indeclinable):
            parts.append(text)
        else:
            parts.append(inflect.every_form(name, language).get(case, ("",))[0] if name else "")
    return "/".join(parts) if all(parts) else ""


# --- patterns --------------------------------------------------------------------------------------------------------


def _known(selection: Selection) -> str:
    """Every string that the termbase has for a text of the language, a line each: what a name can be a part of."""
    strings: dict[str, None] = {}
    for concept in selection.termbase.concepts.values():
        for name in concept.names_in(selection.source):
            strings |= dict.fromkeys(text for text, _ in name.surfaces())
            strings |= dict.fromkeys(other.text for other in name.not_when)
    return "\n".join(["", *strings, ""])


def _pattern(text: str, known: str) -> str:
    """A regular expression for a name as a whole word, and not as part of a longer name or of a pair."""
    before, after = _edges(text)
    body = _escaped(text, r"\s+")
    whole = re.compile(f"{before}{body}{after}")
    outside: dict[str, None] = {}
    behind: dict[str, None] = {}
    at = known.find(text)
    while at >= 0:
        start, end = known.rfind("\n", 0, at) + 1, known.find("\n", at)
        longer = known[start:end]
        for found in whole.finditer(longer) if longer != text else ():
            left, right = _escaped(longer[: found.start()]), _escaped(longer[found.end() :])
            if left and right:
                outside[f"(?<!{left}(?={body}{right}))"] = None
            elif left:
                outside[f"(?<!{left})"] = None
            else:
                behind[f"(?!{right})"] = None
        at = known.find(text, end)
    return "".join([before, *outside, body, after, *behind])


def _edges(text: str) -> tuple[str, str]:
    """What must not stand right before and right after a name."""
    before, after = _SLASHES + BEHIND.get(text[0], ""), _SLASHES + AHEAD.get(text[-1], "")
    if not "\u0590" <= text[0] <= "\u06ff":  # Arabic and Hebrew write small words together with the next
        before += _inside(text[0])
    if not re.match(f"[{_HANGUL}]", text[-1]):  # Korean has its particles there
        after += _inside(text[-1])
    return f"(?<![{before}])", f"(?![{after}])"


def _inside(char: str) -> str:
    """The characters that make a longer word with one at the edge of a name."""
    for letters in (_KATAKANA, _HANGUL):
        if re.match(f"[{letters}]", char):
            return letters
    return _LETTERS if re.match(f"[{_LETTERS}\u0590-\u06ff]", char) else ""


def _escaped(text: str, space: str = r"\s") -> str:
    """A text as a regular expression in which a space may be a line break."""
    escaped = "".join(f"\\{char}" if char in r"\.^$*+?()[]{}|/" else char for char in text)
    return re.sub(r"\s+", lambda _: space, escaped)


# --- files -----------------------------------------------------------------------------------------------------------


def _vale(rows: Sequence[_Row], patterns: Sequence[str], perspective: str) -> bytes:
    """One rule of the kind *substitution*. Its first %s is what to write and the second what stands there."""
    lines = [
        "extends: substitution",
        f"message: \"Write '%s' and not '%s', under the perspective {perspective}.\"",
        "level: warning",
        "ignorecase: false",
        "nonword: true",
        "swap:",
    ]
    for row, pattern in zip(rows, patterns, strict=True):
        key = _quoted(pattern)
        short = len(key) < _LONGEST_KEY
        lines.append(f"  {key}: {_quoted(row.instead)}" if short else f"  ? {key}\n  : {_quoted(row.instead)}")
    return ("\n".join(lines) + "\n").encode()


def _prh(rows: Sequence[_Row], patterns: Sequence[str]) -> bytes:
    """A rule file, as textlint-rule-prh reads it: a rule for each name and each way to write it otherwise."""
    rules: dict[tuple[str, int], tuple[_Row, list[str]]] = {}
    for row, pattern in zip(rows, patterns, strict=True):
        rules.setdefault((row.instead, id(row.name)), (row, []))[1].append(pattern)
    lines = ["version: 1", "rules:"]
    for row, found in rules.values():
        users = ", ".join(party_name(user) for user in row.name.used_by)
        lines += [f"  - expected: {_quoted(row.instead)}", "    patterns:"]
        lines += [f"      - {_quoted(f'/{pattern}/')}" for pattern in found]
        lines.append(f"    prh: {_quoted(row.concept.definition + (f' Used by {users}.' if users else ''))}")
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A string of YAML: JSON's are."""
    return json.dumps(text, ensure_ascii=False)
