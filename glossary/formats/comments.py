"""Where comments are, for the directives in them: what several formats share.

A comment is given as a verb and the place of what it says. The verb is empty for a comment proper and set where the
format has it elsewhere, as front matter does.
"""

import re
from collections.abc import Iterator
from typing import Any

from glossary.document import Span
from glossary.frontmatter import FRONT

Comment = tuple[str, Span]

#: Only comments that begin with the program's name matter to anybody here.
_BODY = r"(?=[ \t]*glossary:)(?P<body>[^\r\n]*)"


def enclosed(source: str) -> Iterator[Comment]:
    """``<!-- glossary: … -->``, also over several lines."""
    for found in re.finditer(r"<!--(?P<body>\s*glossary:(?:(?!<!--|-->).)*)-->", source, re.DOTALL | re.IGNORECASE):
        yield "", Span(*found.span("body"))


def bracketed(source: str) -> Iterator[Comment]:
    """``[glossary: …]``, for text that has no comments."""
    for found in re.finditer(r"\[(?P<body>glossary:[^\]\r\n]*)\]", source, re.IGNORECASE):
        yield "", Span(*found.span("body"))


def lines(source: str, *marks: str) -> Iterator[Comment]:
    """Lines that begin with a mark: ``# glossary: …``."""
    mark = "|".join(map(re.escape, marks))
    for found in re.finditer(rf"^[ \t]*(?:{mark})+{_BODY}", source, re.MULTILINE | re.IGNORECASE):
        yield "", Span(*found.span("body"))


def ends(source: str, *marks: str) -> Iterator[Comment]:
    """From a mark to the end of the line, whether or not something stands before it: ``key: value  # glossary: …``."""
    mark = "|".join(map(re.escape, marks))
    for found in re.finditer(rf"(?:^|(?<=\s))(?:{mark})+{_BODY}", source, re.MULTILINE | re.IGNORECASE):
        yield "", Span(*found.span("body"))


def front_matter(source: str) -> Iterator[Comment]:
    """``glossary: {ignore: [GL102, …]}`` in the YAML at the head of a page: each item is the words of a directive."""
    found = FRONT.match(source)
    if found is None or found["fence"] != "---" or "glossary" not in found["body"]:
        return
    import yaml

    try:
        root = yaml.compose(found["body"], Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return  # whoever builds the page will say so
    shift = found.start("body")
    for key, value in _pairs(root):
        if key.value == "glossary":
            for verb, items in _pairs(value):
                for item in items.value if isinstance(items, yaml.SequenceNode) else [items]:
                    if isinstance(item, yaml.ScalarNode):
                        quoted = len(item.style or "") if item.style in ("'", '"') else 0
                        start, end = item.start_mark.index + quoted, item.end_mark.index - quoted
                        yield str(verb.value), Span(shift + start, shift + end)


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    """The keys and values of a YAML mapping; none of anything else."""
    return list(node.value) if node is not None and node.id == "mapping" else []
