"""What a text's own comments, and a list beside it, let pass: for an audit of who accepted what, when and why.

A comment is known by its directive, an entry of a baseline by the name and the file that it is about. Who wrote the
line is git's to say, and is left open where git does not know the file or the line is not committed yet.
"""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from glossary import formats
from glossary.document import Document, Place, Span
from glossary.files import Text
from glossary.project import baseline as baselines
from glossary.project import rough, suppress
from glossary.project.baseline import Key
from glossary.project.changes import Author, authors


@dataclass(frozen=True)
class Acceptance:
    """One thing that is let pass. ``what`` is the directive in the words of its author, or the rule and the name.

    ``path`` and ``place`` are where it is written; ``about`` is the file that an entry of a baseline is for. ``until``
    is the last day as ISO has it; ``author`` is None where nobody knows.
    """

    kind: Literal["in-source", "baseline"]
    path: str
    place: Place
    what: str
    reason: str = ""
    until: str = ""
    about: str = ""
    author: Author | None = None


def in_text(text: Text, concepts: Collection[str]) -> list[Acceptance]:
    """The directives of a text that let something pass, in order."""
    if rough.TOKEN not in text.source:
        return []
    comments = formats.of(text.path).comments(text.source)
    found = [one for one in suppress.directives(text.source, comments, concepts) if one.verb in suppress.SILENCING]
    written = authors(text.path) if found else []
    document = Document(text.source, ())
    rows = []
    for one in found:
        place = document.place(one.comment)
        what = " ".join(text.source[one.span.start : one.span.end].split())
        if not what.lower().startswith(one.verb):  # front matter has the verb elsewhere
            what = f"{one.verb} {what}"
        until = one.until.isoformat() if one.until else ""
        rows.append(
            Acceptance("in-source", text.path, place, what, one.reason, until, author=_author(written, place.line))
        )
    return rows


def in_baseline(path: Path) -> Iterator[Acceptance]:
    """The entries of a list of known findings. Raises `ConfigError` where it cannot be read."""
    known = baselines.load(path)
    source = path.read_text(encoding="utf-8")
    written, lines = authors(str(path)), _lines(source)
    document = Document(source, ())
    starts = [0, *(at + 1 for at, char in enumerate(source) if char == "\n")]
    for key, count in sorted(known.counts.items()):
        line = lines.get(key, 1)
        times = f" ({count} times)" if count > 1 else ""
        yield Acceptance(
            "baseline",
            str(path),
            document.place(Span(starts[line - 1], starts[line - 1])),
            f"{key.rule} “{known.texts.get(key, '')}”{times}",
            about=Path(os.path.relpath(known.folder / key.path)).as_posix(),
            author=_author(written, line),
        )


def _lines(source: str) -> dict[Key, int]:
    """The line of each entry of a list as this program writes it, an entry a line."""
    found = {}
    for number, line in enumerate(source.split("\n"), 1):
        try:
            row = json.loads(line.rstrip().removesuffix(","))
            found[Key(*(str(row[name]) for name in Key._fields))] = number
        except (ValueError, KeyError, TypeError):  # the line is no entry
            continue
    return found


def _author(written: Sequence[Author | None], line: int) -> Author | None:
    return written[line - 1] if line <= len(written) else None
