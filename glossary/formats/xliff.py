"""XLIFF 1.2 and 2: what is translated, in the language that the file names; the sources where nothing is translated.

Tags are found in the text itself, because no reader of XML says where each letter stood. Whether it is XML, and free of
entities of its own, is asked of a reader that is safe before. Inline tags are hidden or, where they stand for
something, objects; matches from a memory, notes and what must not be translated are no text.
"""

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary import files
from glossary.document import OBJECT, Document, Run, Segment, Span, literal
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats import comments as marks
from glossary.formats.data import append as append
from glossary.formats.data import footnote as footnote
from glossary.formats.reading import paragraphs, read, without_markup

NAME = "xliff"

_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_TAG = re.compile(r"""<(/?)([\w.:-]+)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*+)>""")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);", re.ASCII)
_ENCODING = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)["']""")

#: Code that a tool wrote out, of which nothing is text.
_CODE = frozenset({"bpt", "ept", "it"})
#: What stands for a thing.
_THINGS = frozenset({"x", "ph", "cp"})
#: Elements in which nothing is to be read: other translations, remarks, and what a tool keeps for itself.
_PASSED_OVER = frozenset(
    """alt-trans matches match note notes originalData metadata glossary changeTrack skl skeleton reference
    context-group count-group prop-group bin-unit internal-file""".split()  # noqa: SIM905
)
#: Elements that a source and its translation stand in.
_PAIRS = frozenset({"trans-unit", "segment"})
_SEALED = "it is the source of a translation; change it where it was taken from"


@dataclass
class _Element:
    """An open element and where it began. ``languages`` are those of sources and of targets in it."""

    name: str
    languages: tuple[str, str]
    hidden: bool
    start: int


@dataclass
class _Said:
    """The runs of one ``source`` or ``target``."""

    name: str
    language: str
    cdata: bool = False
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run.text != OBJECT)


def decode(data: bytes, path: str) -> Text:
    """A file as text, in the encoding that it declares. Raises `FileError` for what is no XML, or not to be trusted."""
    from glossary import xmlfiles

    xmlfiles.parse(data, path)
    stated = _ENCODING.match(data)
    name = codecs.lookup(stated[1].decode("ascii")).name if stated else "utf-8"
    if name.startswith(("utf-8", "utf-16", "utf-32", "ascii")):
        return files.decode(data, path)
    try:
        return Text(path, data.decode(name), name)
    except UnicodeDecodeError as problem:
        raise FileError(f"{path}: not valid {name} at byte {problem.start}; save the file as UTF-8") from None


def parse(source: str, path: str = "-") -> Document:
    """The translated segments of a file, or the sources where nothing is translated."""
    reader = _Reader(source)
    name = "target" if any(said.name == "target" and said.text.strip() for said in reader.said) else "source"
    chosen = [said for said in reader.said if said.name == name]
    sealed = _SEALED if name == "source" else ""
    found: list[Segment] = []
    for said in chosen:
        style = "cdata" if said.cdata else ""
        runs = without_markup(said.runs)
        found += paragraphs(runs, "string", language=said.language, style=style, sealed=sealed)
    return Document(source, tuple(found), path, next((said.language for said in chosen if said.language), ""))


class _Reader:
    """Goes through a file once, from tag to tag."""

    def __init__(self, source: str) -> None:
        self.said: list[_Said] = []
        #: Where the words of each comment begin.
        self.comments: set[int] = set()
        self._source = source
        self._open: list[_Element] = []
        self._saying: _Said | None = None
        #: Ends of comments and the like that do not come any more.
        self._never: set[str] = set()
        at = 0
        while at < len(source):
            at = self._next(at)

    def _next(self, at: int) -> int:
        """What begins at a place; where the next thing does."""
        source = self._source
        if source[at] != "<":
            end = source.find("<", at)
            end = end if end >= 0 else len(source)
            self._text(Span(at, end))
            return end
        for begins, ends in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
            if source.startswith(begins, at):
                inner = Span(at + len(begins), self._find(ends, at + len(begins)))
                end = min(inner.end + len(ends), len(source))
                if begins == "<![CDATA[":
                    self._cdata(Span(at, end), inner)
                else:
                    self._mark(Span(at, end), "")
                if begins == "<!--":
                    self.comments.add(inner.start)
                return end
        tag = _TAG.match(source, at)
        if tag is None:
            self._mark(Span(at, at + 1), "")  # no XML; what a reader would say of it has been said
            return at + 1
        if tag[1]:
            self._end(tag)
        else:
            self._begin(tag)
        return tag.end()

    def _find(self, mark: str, at: int) -> int:
        """Where a mark stands, or the end of the source; what is not there is not looked for again."""
        found = -1 if mark in self._never else self._source.find(mark, at)
        if found < 0:
            self._never.add(mark)
            return len(self._source)
        return found

    # --- elements -----------------------------------------------------------------------------------------------------

    def _begin(self, tag: re.Match[str]) -> None:
        name = tag[2].rpartition(":")[2]
        given = {a[1]: html.unescape(a[2] if a[2] is not None else a[3]) for a in _ATTRIBUTE.finditer(tag[3])}
        outer = self._open[-1] if self._open else _Element("", ("", ""), False, 0)
        one, other = outer.languages
        one = _primary(given.get("source-language") or given.get("srcLang")) or one
        other = _primary(given.get("target-language") or given.get("trgLang")) or other
        hidden = outer.hidden or name in _PASSED_OVER or given.get("translate") == "no"
        if self._saying:
            hidden |= name in _CODE or name in _THINGS or given.get("mtype") == "protected"
            if not hidden or tag[3].endswith("/"):
                self._mark(Span(*tag.span()), _shown(name, given) if hidden else "")
        elif name in ("source", "target") and not hidden and outer.name in _PAIRS:
            spoken = _primary(given.get("xml:lang")) or (one if name == "source" else other)
            self._saying = _Said(name, spoken)
            self.said.append(self._saying)
        if not tag[3].endswith("/"):
            self._open.append(_Element(name, (one, other), hidden, tag.start()))
        elif name in ("source", "target") and not (self._open and self._open[-1].hidden):
            self._saying = None

    def _end(self, tag: re.Match[str]) -> None:
        name = tag[2].rpartition(":")[2]
        if not self._open or self._open[-1].name != name:
            self._mark(Span(*tag.span()), "")
            return
        element = self._open.pop()
        if self._saying is None:
            return
        if name == self._saying.name:
            self._saying = None
        elif not element.hidden:
            self._mark(Span(*tag.span()), "")
        elif not (self._open and self._open[-1].hidden):
            self._mark(Span(element.start, tag.end()), _shown(name, {}))

    # --- text ---------------------------------------------------------------------------------------------------------

    @property
    def _heard(self) -> bool:
        return self._saying is not None and not (self._open and self._open[-1].hidden)

    def _mark(self, span: Span, text: str) -> None:
        if self._heard and self._saying is not None:
            self._saying.runs.append(Run(span, text))

    def _text(self, span: Span) -> None:
        if self._heard and self._saying is not None:
            self._saying.runs += read(self._source, span, _REFERENCE, lambda entity: html.unescape(entity[0]))

    def _cdata(self, span: Span, inner: Span) -> None:
        if self._heard and self._saying is not None:
            self._saying.cdata |= not self._saying.text.strip()
            self._mark(Span(span.start, inner.start), "")
            self._saying.runs += literal(self._source, inner)
            if inner.end < span.end:
                self._mark(Span(inner.end, span.end), "")


def _shown(name: str, given: dict[str, str]) -> str:
    """What a reader sees of an element that is not read: nothing of code, a line's end, or a thing."""
    if name in _CODE:
        return ""
    return "\n" if given.get("ctype") == "lb" else OBJECT


def _primary(language: str | None) -> str:
    """The language of a tag such as ``en-GB``."""
    return re.split("[-_]", (language or "").lower())[0]


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->``, outside of text that only looks like a comment."""
    starts = _Reader(source).comments
    return (comment for comment in marks.enclosed(source) if comment[1].start in starts)


def escape(text: str, segment: Segment | None) -> str:
    """The text as it stands between tags, or in a section that nothing is escaped in."""
    if segment is not None and segment.style == "cdata":
        return text.replace("]]>", "]]\u200b>")
    return html.escape(text, quote=False)
