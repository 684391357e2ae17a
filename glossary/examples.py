"""The examples of a termbase, held to the program: what a concept says is reported in a text is, and nothing else.

They are linted as plain text under no side and with every other name of the termbase there, as a user's text would be.
"""

from collections.abc import Iterator
from pathlib import Path

from glossary import formats
from glossary.errors import TermbaseError
from glossary.lint import lint
from glossary.match import Matchers
from glossary.perspective import Perspective
from glossary.terms import Termbase

_NOBODY = Perspective("neutral")


def problems(termbase: Termbase) -> Iterator[TermbaseError]:
    """The examples that are not as they say, with file and line."""
    matchers = Matchers(termbase)
    plain = formats.of("example.txt")
    for concept in termbase.concepts.values():
        for example in concept.examples:
            matcher = matchers.of(example.lang)
            document = plain.parse(example.text, "example.txt")
            found = lint(document, matcher, _NOBODY) if matcher else []
            mine = tuple(finding.text for finding in found if finding.reported and finding.concept == concept.id)
            if mine != example.reports:
                message = f"the example reports {_listed(mine)}, and should report {_listed(example.reports)}"
                yield TermbaseError(Path(concept.file), message, example.line)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "nothing"
