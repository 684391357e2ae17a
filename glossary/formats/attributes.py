"""What the attributes of HTML say to a reader: the text for an image not seen, a tooltip, a page's description."""

import html
import re
from collections.abc import Iterator, Mapping

from glossary.document import Segment, Span
from glossary.reading import read, shown, trimmed

#: Attributes whose value is text, and the kind of segment that it is.
_KINDS = {"alt": "alternative", "aria-label": "alternative", "placeholder": "alternative", "title": "title"}
#: The ``name`` or ``property`` of a ``meta`` whose ``content`` is text.
_META = re.compile(r"(?:(?:og|twitter|dc|dcterms)[:.])?(title|description|image:alt)")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[^\s"'>]+)""")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);?", re.ASCII)


def read_tag(source: str, span: Span, tag: str, given: Mapping[str, str | None], language: str) -> Iterator[Segment]:
    """A segment for each attribute of a tag that is text; ``style`` is the quotation mark round it."""
    kinds = _KINDS
    if tag == "meta":
        named = _META.fullmatch((given.get("property") or given.get("name") or "").lower())
        kinds = {"content": "alternative" if named[1] == "image:alt" else named[1]} if named else {}
    if not any(name in kinds for name in given):
        return
    for found in _ATTRIBUTE.finditer(source, span.start + 1 + len(tag), span.end):
        kind, group = kinds.get(found[1].lower()), 2 if found[2] is not None else 3
        if kind is None or not found[group]:
            continue
        span = Span(*found.span(group))
        runs = trimmed(list(read(source, span, _REFERENCE, lambda entity: html.unescape(entity[0]))))
        if shown(runs):
            yield Segment(tuple(runs), kind, language=language, style=found[0][-1])
