"""Whether a file can have a name in it at all, told from its source without taking it apart.

Most files have none, and to parse them for that would be most of the work. The answer may be yes for nothing, never no
for something: what markup can put between the letters of a name is taken out first, and no word's edges are asked for.
"""

import html
import re
from collections.abc import Iterable

from glossary.match import Matcher

#: Formats whose letters stand in the source as they are read, but for entities and what `_MARKUP` knows.
FORMATS = frozenset({"plain", "markdown", "html"})
_MARKUP = re.compile(
    r"<!--.*?-->|</?[A-Za-z!?][^<>]*>"  # comments and tags
    r"|\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]|[\[\]*_~`\\]"  # links, emphasis, escapes
    r"|^[ \t]*>(?:[ \t]?>)*",  # the mark of a block quotation
    re.DOTALL | re.MULTILINE,
)
#: A text without this has no directive, and nobody needs to look for its comments.
TOKEN = "glossary"  # noqa: S105
_ESCAPED = re.compile(r"\\[ux][0-9A-Fa-f]")


def may_name(source: str, matchers: Iterable[Matcher]) -> bool:
    """Whether some matcher could find something in the source of one of `FORMATS`."""
    matchers = list(matchers)
    if any(matcher.touches(source) for matcher in matchers) or _ESCAPED.search(source):
        return True
    text = html.unescape(source) if "&" in source else source
    bare = _MARKUP.sub("", text)
    texts = [each for each in (text, bare) if each != source]
    return any(matcher.touches(each) for each in dict.fromkeys(texts) for matcher in matchers)
