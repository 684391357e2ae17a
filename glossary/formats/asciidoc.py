"""AsciiDoc: headings, paragraphs, lists, cells and quotations; listings, macros' targets and comments are skipped.

Read line by line by the marks that people use; includes are not followed, and attributes are not filled in.
"""

import html
import re
from collections.abc import Generator, Iterable, Iterator, Sequence

from glossary.blocks import Line, block, lines
from glossary.document import OBJECT, Document, Run, Segment, Span
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines

NAME = "asciidoc"

#: Lines that open and close a block whose text is not prose.
_SKIPPED = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```\w*|~~~\w*)\s*")
#: Lines round blocks of prose: a quotation, an example, a sidebar, an open block.
_QUOTE = re.compile(r'_{4,}\s*|""\s*')
_PROSE = re.compile(r"(?:={4,}|\*{4,}|--)\s*")
_TABLE = re.compile(r"[|,:!]===\s*")
_HEADING = re.compile(r"(?:={1,6}|#{1,6})[ \t]+(?=\S)|\.(?=[^\s.])")
_ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5}|\d+\.|[a-zA-Z]\.|<(?:\d+|\.)>)[ \t]+(?:\[[ x*]\][ \t]+)?(?=\S)")
_TERM = re.compile(r"(?P<term>\S.*?)(?:(?<!:)::++|;;)(?:[ \t]+|$)")
_REMARK = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(?:[ \t]|$)")
_BLOCK_MACRO = re.compile(r"(?P<name>\w+)::\S*\[(?P<text>[^\]]*)\]\s*")
_STYLE = re.compile(r"\[(?P<style>[^\]]*)\]\s*")
_CODE_STYLE = re.compile(r"(?:source|listing|literal|stem|latexmath|asciimath|plantuml|mermaid|,|\w+,subs)\b", re.I)
_QUOTE_STYLE = re.compile(r"(?:quote|verse)\b")
_QUOTED_LINE = re.compile(r">[ \t]?")
_CELL = re.compile(r"(?:\d+(?:\.\d+)?[*+])?[<^>.]*[aehlmsdv]?\|")

#: What marks enclose is bounded, for one that is never closed must not be looked for in all that follows.
_INLINE = re.compile(
    r"""(?P<curved>"`|`"|'`|`')
    |(?P<object>(?P<tick>`{1,2}|\+{1,3}|\$\$)(?=\S)[^`\n]{1,500}?(?<=\S)(?P=tick)|\{[\w-]{1,80}\}
        |(?:image|icon|kbd|btn|menu|stem|latexmath|asciimath|pass|counter|indexterm2?):[^\s\[]{0,500}\[[^\]]{0,500}\]
        |\[\[[^\]]{1,500}\]\]|\(\(\([^)]{0,500}\)\)\))
    |(?P<note>footnote(?:ref)?:[^\s\[]{0,500}\[[^\]]{0,2000}\])
    |(?P<link>(?:(?:link|xref|mailto):|(?:https?|ftp|irc)://)[^\s\[]{1,2000}\[(?P<text>[^\]]{0,500})\])
    |(?P<cross><<[^<>,]{1,500}(?:,(?P<label>[^<>]{0,500}))?>>)
    |(?P<role>\[[.#][\w.#-]{1,80}\])(?=[*_#`])
    |(?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|\w+);)
    |(?P<double>\*\*|__|\#\#)
    |(?P<open>(?<![\w*_\#])[*_\#](?=[^\s*_\#]))
    |(?P<close>(?<=[^\s*_\#])[*_\#](?![\w*_\#]))
    |(?P<script>[\^~])(?=\S[^\^~\s]{0,80}[\^~])|(?<=[^\s\^~])(?P<script2>[\^~])
    |(?P<hard>[ ]\+(?=[ \t]*(?:\n|\r|$)))""",
    re.VERBOSE | re.DOTALL,
)
_CURVED = {'"`': "“", '`"': "”", "'`": "‘", "`'": "’"}


def parse(source: str, path: str = "-") -> Document:
    """The segments of an AsciiDoc text."""
    return Document(source, tuple(_Reader(source).read()), path)


class _Reader:
    """Goes through the lines once; ``_open`` are open blocks of prose, each the line that closes it and its kind."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = lines(source)
        self._open: list[tuple[str, str]] = []
        self._style = ""

    def read(self) -> Iterator[Segment]:
        """The segments of all blocks."""
        at = 0
        while at < len(self._lines):
            style, self._style = self._style, ""
            at = yield from self._next(at, style)

    def _next(self, at: int, style: str) -> Generator[Segment, None, int]:
        line = self._lines[at]
        text = line.text
        bare = text.strip()
        if self._open and bare == self._open[-1][0]:
            self._open.pop()
        elif not bare or bare == "+":
            pass
        elif _SKIPPED.fullmatch(text):
            close = bare[:3] if bare[0] in "`~" else bare
            return self._after(at + 1, close)
        elif _QUOTE.fullmatch(text) or _PROSE.fullmatch(text):
            if _CODE_STYLE.match(style):
                return self._after(at + 1, bare)
            quoted = bool(_QUOTE.fullmatch(text) or _QUOTE_STYLE.match(style))
            self._open.append((bare, "quotation" if quoted else self._kind))
        elif _TABLE.fullmatch(text):
            return (yield from self._table(at + 1, bare))
        elif text.startswith("//") or _ATTRIBUTE.match(text):
            return self._continued(at)
        elif found := _STYLE.fullmatch(text):
            self._style = found["style"].lstrip(". ") or style
        elif found := _BLOCK_MACRO.fullmatch(text):
            if found["name"] == "image":
                alt = found["text"].split(",")[0]
                start = line.span.start + found.start("text")
                yield from self._block([Span(start, start + len(alt))], "alternative")
            self._style = style
        elif found := _HEADING.match(text):
            yield from self._block([Span(line.span.start + found.end(), line.span.end)], "heading")
            self._style = style
        else:
            return (yield from self._paragraph(at, style))
        return at + 1

    @property
    def _kind(self) -> str:
        return self._open[-1][1] if self._open else "paragraph"

    def _block(self, spans: Sequence[Span], kind: str) -> Iterator[Segment]:
        spans = [span for span in spans if span.start < span.end]
        yield from block(self._source, spans, _marks, kind)

    def _after(self, at: int, close: str) -> int:
        while at < len(self._lines) and self._lines[at].text.strip() != close:
            at += 1
        return at + 1

    def _continued(self, at: int) -> int:
        while self._lines[at].text.endswith(" \\") and at + 1 < len(self._lines):
            at += 1
        return at + 1

    def _paragraph(self, at: int, style: str) -> Generator[Segment, None, int]:
        """A list item or a paragraph: the lines up to a blank one or the next that begins something."""
        line = self._lines[at]
        item = _ITEM.match(line.text)
        end = at + 1
        while end < len(self._lines) and not self._ends(self._lines[end]):
            end += 1
        rows = self._lines[at:end]
        if _CODE_STYLE.match(style) or (line.indent and not item and not _TERM.match(line.text.lstrip())):
            return end  # a listing, or a paragraph that is indented, which is one too
        kind = "quotation" if _QUOTE_STYLE.match(style) else self._kind
        if all(_QUOTED_LINE.match(row.text) for row in rows):
            spans = [_without(row, _QUOTED_LINE) for row in rows]
            yield from self._block(spans, "quotation")
            return end
        first = item or _REMARK.match(line.text)
        start = line.span.start + (first.end() if first else line.indent)
        if not first and (term := _TERM.match(line.text, line.indent)):
            yield from self._block([Span(start, line.span.start + term.end("term"))], kind)
            start = line.span.start + term.end()
        spans = [Span(start, line.span.end), *(Span(row.span.start + row.indent, row.span.end) for row in rows[1:])]
        yield from self._block([Span(a, a + len(self._source[a:b].rstrip())) for a, b in spans], kind)
        return end

    def _ends(self, line: Line) -> bool:
        text = line.text
        marks = (_SKIPPED, _QUOTE, _PROSE, _TABLE, _STYLE)
        return (
            line.blank
            or text.strip() == "+"
            or bool(self._open and text.strip() == self._open[-1][0])
            or any(mark.fullmatch(text) for mark in marks)
            or bool(_ITEM.match(text) or re.match(r"\S.*?(?<!:)::++(?:\s|$)", text) or text.startswith("//"))
        )

    def _table(self, at: int, close: str) -> Generator[Segment, None, int]:
        """The cells of a table up to the line that closes it."""
        end = self._after(at, close) - 1
        for line in self._lines[at:end]:
            starts = [found.end() for found in _CELL.finditer(line.text)]
            stops = [found.start() for found in _CELL.finditer(line.text)]
            if not starts or (stops[0] > 0 and line.text[: stops[0]].strip()):
                starts, stops = [0, *starts], [-1, *stops]
            for start, stop in zip(starts, [*stops[1:], len(line.text)], strict=True):
                yield from self._block([Span(line.span.start + start, line.span.start + stop)], "cell")
        return end + 1


def _without(line: Line, mark: re.Pattern[str]) -> Span:
    found = mark.match(line.text)
    return Span(line.span.start + (found.end() if found else 0), line.span.end)


def _marks(source: str, span: Span) -> Iterator[Run]:
    for found in _INLINE.finditer(source, span.start, span.end):
        start, end = found.span()
        shown = "text" if found["link"] else "label"
        if found["curved"]:
            yield Run(Span(start, end), _CURVED[found[0]])
        elif found["entity"]:
            yield Run(Span(start, end), html.unescape(found[0]))
        elif found["link"] or found["cross"]:
            if found[shown]:
                yield Run(Span(start, found.start(shown)), "")
                yield Run(Span(found.end(shown), end), "")
            else:
                yield Run(Span(start, end), OBJECT)
        else:
            yield Run(Span(start, end), OBJECT if found["object"] or found["note"] else "")


def footnote(number: int) -> str:
    """A raised number that leads to the note."""
    return f"^<<note-{number},{number}>>^"


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes under a title, at the end."""
    lines = [f"[[note-{number}]]{number}. {escape(note, None)}" for number, note in enumerate(notes, 1)]
    block = newline.join(line + newline for line in lines)
    return whole_lines(text, newline) + newline.join(["", "'''", "", f".{heading}", block])


def escape(text: str, segment: Segment | None) -> str:
    """The text with what would start markup as character references, which AsciiDoc leaves alone."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = re.sub(r"[*_`^~{\[\]+|]|(?<!&)#|(?<=[<>])[<>]|[<>](?=[<>])", lambda mark: f"&#{ord(mark[0])};", text)
    first = _ITEM.match(text) or _TERM.match(text) or _HEADING.match(text) or _REMARK.match(text) or text[:1] in "/:>="
    return f"&#{ord(text[0])};{text[1:]}" if text and first and text[0] != "&" else text


def comments(source: str) -> Iterable[marks.Comment]:
    """Lines that begin with ``//``."""
    return marks.lines(source, "//")
