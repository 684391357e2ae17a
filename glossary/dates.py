"""The day a document is from, as it says itself: front matter, or the head of an HTML page."""

import re

from glossary.errors import ConfigError
from glossary.frontmatter import FRONT

_HEAD = 20_000  # code points in which it is looked for
_DAY = r"(?P<day>\d{4}(?:-\d{2}(?:-\d{2})?)?)"
_FIELD = re.compile(rf"^(?:date|published|pubDate)[ \t]*[:=][ \t]*[\"']?{_DAY}(?!\d)", re.MULTILINE | re.IGNORECASE)
#: reStructuredText and AsciiDoc have fields of their own.
_FIELD_LIST = re.compile(rf"^:(?:date|revdate|docdate):[ \t]*{_DAY}(?!\d)", re.MULTILINE | re.IGNORECASE)
_META = re.compile(r"<(?:meta|time)\b[^<>]*>", re.IGNORECASE)
_MEANS_DATE = re.compile(
    r"""\b(?:name|property|itemprop)\s*=\s*["']?(?:date|dc\.date|dcterms\.date|dcterms\.created|pubdate|datePublished"""
    r"""|article:published_time)["'\s>/]|<time\b""",
    re.IGNORECASE,
)
_CONTENT = re.compile(rf"""\b(?:content|datetime)\s*=\s*["']?{_DAY}(?!\d)""", re.IGNORECASE)


def of_document(source: str) -> str:
    """The date as YYYY, YYYY-MM or YYYY-MM-DD; empty where the document gives none."""
    head = source[:_HEAD]
    if (front := FRONT.match(head)) and (found := _FIELD.search(front["body"])):
        return found["day"]
    if found := _FIELD_LIST.search(head):
        return found["day"]
    for tag in _META.finditer(head):
        if _MEANS_DATE.search(tag[0]) and (found := _CONTENT.search(tag[0])):
            return found["day"]
    return ""


def day(value: str, where: str) -> str:
    """A date that somebody gave, or nothing. Raises `ConfigError` naming where it was given."""
    if value and not re.fullmatch(_DAY, value):
        raise ConfigError(f"{where} {value!r} is not a date such as 2019, 2019-05 or 2019-05-01")
    return value


def later(day: str, than: str) -> bool:
    """Whether a day is after another, as far as the less exact of the two tells."""
    width = min(len(day), len(than))
    return day[:width] > than[:width]
