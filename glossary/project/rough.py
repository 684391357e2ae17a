"""Whether a file can have a name in it at all, told without finding out where everything in it stands.

Most files have none, and to take them apart for that would be most of the work. The answer may be yes for nothing,
never no for something.
"""

import html
import re
from collections.abc import Iterable

from glossary.match import Matcher

#: What markup is seen as: a letter of no word. `glossary.document` has the same and is not loaded here.
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"

#: Formats whose letters stand in the source as they are read, or that tell what is read without its places.
FORMATS = frozenset({"plain", "markdown", "html"})
#: A text without this has no directive, and nobody needs to look for its comments.
TOKEN = "glossary"  # noqa: S105
_TAG = re.compile(
    # Each begins with a letter and no class, so that `re` passes over what is none of them ten times as quickly.
    r"""<!--.*?-->|</?[A-Za-z!?](?:[^<>"']|"[^"]{0,500}"|'[^']{0,500}')*>"""  # comments, tags whose values may hold a >
    r"|</?[A-Za-z!?][^<>]*>",
    re.DOTALL,
)
#: An address in HTML that letters may touch, which are a word of their own because it is seen as one thing.
_ADDRESSED = re.compile(r"@|http(?<=\whttp)|www\.(?<=\wwww\.)|//[!-~]*[^\x00-\x7f]|www\.[!-~]*[^\x00-\x7f]")


def may_name(source: str, form: str, matchers: Iterable[Matcher]) -> bool:
    """Whether some matcher could find something in the source of one of `FORMATS`."""
    if form == "html":
        return _in_html(source, matchers)
    if form == "markdown":
        from glossary.formats import markdown

        source = markdown.seen(source)
    elif "@" in source or "://" in source or "www." in source:
        from glossary.document import without_addresses

        source = without_addresses(source)
    return any(matcher.glance(source).name for matcher in matchers)


def _in_html(source: str, matchers: Iterable[Matcher]) -> bool:
    if _ADDRESSED.search(source):  # what of it is an address, only a parser can say
        return True
    text = html.unescape(source) if "&" in source else source
    return any(matcher.glance(text).name or _across_markup(text, matcher) for matcher in matchers)


def _across_markup(text: str, matcher: Matcher) -> bool:
    """Whether markup stands beside a name, which it sets off from what it touches, or within one.

    Without its markup a text has the letters of all names that it has with it; one more was broken by it.
    """
    marked = _TAG.sub(OBJECT, text)
    if marked == text:
        return False
    with_it = matcher.glance(marked)
    return with_it.name or matcher.glance(marked.replace(OBJECT, "")).letters > with_it.letters
