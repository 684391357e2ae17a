"""The flat list that a linter of another make can hold: a Vale style, and rules of prh for textlint. Written, not read.

They know no voice: a quotation is reported like the writer's own words, and fixed by those who let them fix. What they
get is what `glossary lint` would say of a name that stands alone, in one language and under one perspective.
"""

import json
from collections.abc import Iterator, Sequence

from glossary.context import Context
from glossary.errors import ConfigError
from glossary.match import Mention
from glossary.perspective import judge
from glossary.store.selection import Selection, Written
from glossary.terms import Concept, Name

#: A name that is reported, and what to write instead.
Row = tuple[Concept, Name, str]


def _reported(selection: Selection, format: str) -> Iterator[Row]:
    """Every name that is reported when it stands alone, and what to write instead."""
    language = selection.source
    if not language:
        raise ConfigError(f"--format {format}: its rules are for one language; give --from")
    for concept in selection.concepts:
        for name in concept.names_in(language):
            if name.only_with or name.not_when:
                continue  # flat rules cannot tell when it is meant
            mention = Mention(concept, name, name.text, "text", 0, len(name.text))
            judgement = judge(mention, Context("own-voice"), selection.perspective, language)
            if judgement.rule is not None and judgement.suggestions:
                yield concept, name, judgement.suggestions[0]


def write(selection: Selection, format: str) -> Written:
    """The rules for one language."""
    rows = list(_reported(selection, format))
    if format == "vale":
        return Written(_vale(rows, selection.perspective.id), selection.lost("spellings"))
    return Written(_prh(rows), selection.lost("spellings", "users", "definitions"))


def _vale(rows: Sequence[Row], perspective: str) -> bytes:
    """One rule of the kind *substitution*. Vale's keys are regular expressions, with lookahead."""
    swaps: dict[str, str] = {}
    for _, name, instead in rows:
        for text in (name.text, *name.also):
            swaps.setdefault(_pattern(text, instead), instead)
    lines = [
        "extends: substitution",
        "message: \"'%s' is said by others; '%s' follows the perspective " + perspective + '"',
        "level: warning",
        "ignorecase: false",
        "swap:",
        *(f"  {_quoted(pattern)}: {_quoted(instead)}" for pattern, instead in swaps.items()),
    ]
    return ("\n".join(lines) + "\n").encode()


def _prh(rows: Sequence[Row]) -> bytes:
    """A rule file, as textlint-rule-prh reads it."""
    lines = ["version: 1", "rules:"]
    for concept, name, instead in rows:
        lines += [f"  - expected: {_quoted(instead)}", "    patterns:"]
        lines += [f"      - {_quoted(f'/{_pattern(text, instead)}/')}" for text in (name.text, *name.also)]
        users = f" Used by {', '.join(name.used_by)}." if name.used_by else ""
        lines.append(f"    prh: {_quoted(concept.definition + users)}")
    return ("\n".join(lines) + "\n").encode()


def _pattern(text: str, instead: str) -> str:
    """A regular expression for a name that is no half of a pair already, where a pair is what should be written."""
    pattern = "".join(f"\\{char}" if char in r"\.^$*+?()[]{}|/" else char for char in text)
    if text in instead:
        pattern = rf"(?<!\/){pattern}(?!\/)"
    return pattern


def _quoted(text: str) -> str:
    """A string of YAML: JSON's are."""
    return json.dumps(text, ensure_ascii=False)
