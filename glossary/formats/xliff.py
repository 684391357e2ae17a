"""XLIFF 1.2 and 2 for lint: what is translated, in the language that the file names; the sources where nothing is.

A thin layer over `glossary.bitexts.xliff`, which knows what of a file is a source and what a translation.
"""

import html
from collections.abc import Iterator
from contextlib import suppress

from glossary import xmlfiles
from glossary.bitexts import xliff
from glossary.bitexts.xml import Tree
from glossary.document import Document, Run, Segment
from glossary.errors import FileError
from glossary.formats import comments as marks
from glossary.formats.data import append as append
from glossary.formats.data import footnote as footnote
from glossary.reading import paragraphs

NAME = "xliff"

_SEALED = "it is the source of a translation; change it where it was taken from"
_SECTION = "<![CDATA["

#: A file as text, in the encoding that it declares.
decode = xmlfiles.decode


def parse(source: str, path: str = "-") -> Document:
    """The translated segments of a file, or the sources where nothing is translated.

    Raises `FileError` for what is no XLIFF, or declares entities.
    """
    tree = Tree(source, path)
    version = xliff.version(tree, path)
    slots = [(slot, xliff.languages_of(tree, slot)) for slot in xliff.slots(tree, version)]
    targets = [(slot.target, two) for slot, (_, two) in slots if slot.target is not None]
    for elements, sealed in ((targets, ""), ([(slot.source, one) for slot, (one, _) in slots], _SEALED)):
        found: list[Segment] = []
        for element, language in elements:
            runs = xliff.runs(tree, element, version)
            found += paragraphs(runs, "string", language=language, style=_style(source, runs), sealed=sealed)
        if found:
            break
    return Document(source, tuple(found), path, next((s.language for s in found if s.language), ""))


def _style(source: str, runs: list[Run]) -> str:
    """How a text is written: in a section that nothing is escaped in, or not."""
    first = next((run for run in runs if run.text or source.startswith(_SECTION, run.span.start)), None)
    return "cdata" if first and not first.text else ""


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->``, outside of text that only looks like a comment; none where a file is no XML."""
    with suppress(FileError):
        yield from (("", span) for span in Tree(source, "-").comments())


def escape(text: str, segment: Segment | None) -> str:
    """The text as it stands between tags, or in a section that nothing is escaped in."""
    if segment is not None and segment.style == "cdata":
        return text.replace("]]>", "]]\u200b>")
    return html.escape(text, quote=False)
