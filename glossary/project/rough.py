"""Whether a file can have a name in it at all, told from its source without taking it apart.

Most files have none, and to parse them for that would be most of the work. The answer may be yes for nothing, never no
for something: what markup can put between the letters of a name is taken out first, and counts as a word's edge.
"""

import html
import re
from collections.abc import Iterable

from glossary.match import Matcher

#: What an address, or markup, is seen as: a letter of no word. `glossary.document` has the same and is not loaded here.
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"

#: Formats whose letters stand in the source as they are read, but for entities and what `_MARKUP` knows.
FORMATS = frozenset({"plain", "markdown", "html"})
_MARKUP = re.compile(
    # Each begins with a letter and no class, so that `re` passes over what is none of them ten times as quickly.
    r"""<!--.*?-->|</?[A-Za-z!?](?:[^<>"']|"[^"]{0,500}"|'[^']{0,500}')*>"""  # comments, tags whose values may hold a >
    r"|</?[A-Za-z!?][^<>]*>|>"  # other tags, block quotations
    r"|\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])?|\[|\*|_|~|`|\\",  # links, emphasis, escapes
    re.DOTALL,
)
#: A text without this has no directive, and nobody needs to look for its comments.
TOKEN = "glossary"  # noqa: S105
#: An address that letters may touch, which are a word of their own because it is seen as one thing.
_ADDRESSED = re.compile(r"@|http(?<=\whttp)|www\.(?<=\wwww\.)|//[!-~]*[^\x00-\x7f]|www\.[!-~]*[^\x00-\x7f]")
#: What is not worth taking out: characters by their numbers, addresses with parentheses in parentheses.
_BEYOND = re.compile(r"\\[ux][0-9A-Fa-f]|\]\([^()]{0,500}\([^()]{0,500}\(")


def may_name(source: str, form: str, matchers: Iterable[Matcher]) -> bool:
    """Whether some matcher could find something in the source of one of `FORMATS`."""
    matchers = list(matchers)
    if form == "plain":
        return any(matcher.glance(source).name for matcher in matchers) or (
            bool(_ADDRESSED.search(source)) and _beside_address(source, matchers)
        )
    if _BEYOND.search(source) or _ADDRESSED.search(source):  # what of it is an address, only a parser can say
        return True
    text = html.unescape(source) if "&" in source else source
    return any(matcher.glance(text).name or _across_markup(text, matcher) for matcher in matchers)


def _beside_address(source: str, matchers: Iterable[Matcher]) -> bool:
    from glossary.document import ADDRESS

    text = ADDRESS.sub(OBJECT, source)
    return any(matcher.glance(text).name for matcher in matchers)


def _across_markup(text: str, matcher: Matcher) -> bool:
    """Whether markup stands beside a name, which it sets off from what it touches, or within one.

    Without its markup a text has the letters of all names that it has with it; one more was broken by it.
    """
    marked = _MARKUP.sub(OBJECT, text)
    if marked == text:
        return False
    with_it = matcher.glance(marked)
    return with_it.name or matcher.glance(marked.replace(OBJECT, "")).letters > with_it.letters
