"""reStructuredText: headings, paragraphs, lists, cells and quotations; literal blocks, directives, targets are skipped.

Read line by line by the marks that people use, not by docutils, which says nothing of places. What a directive holds
is read where it is a remark, a quotation or a figure; the rows of a table are read line by line.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from glossary.blocks import Line, block, lines
from glossary.document import OBJECT, Document, Run, Segment, Span
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines

NAME = "rst"

_RULE = re.compile(r"""([!-/:-@\[-`{-~])\1{2,}\s*""")
_DIRECTIVE = re.compile(r"\.\. +(?:\|[^|]+\| +)?([\w:+.-]+)::(?: +|$)")
_NOTE = re.compile(r"\.\. +\[[^\]]+\] +")
_ITEM = re.compile(r"(?:[-*+•‣⁃]|\(?(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)])[ \t]+(?=\S)")
_FIELD = re.compile(r":(?![: ])(?:[^:\\\n]|\\.)*[^ ]:(?:[ \t]+|$)")
_REMARKS = frozenset(
    """admonition attention caution danger error hint important note seealso sidebar tip topic
    warning compound glossary""".split()  # noqa: SIM905 - a list of names
)
_QUOTATIONS = frozenset({"epigraph", "highlights", "pull-quote", "quote"})
_PICTURES = frozenset({"figure", "image"})
#: Directives with text in them whose argument is none.
_ARGUED = frozenset({"container", "deprecated", "figure", "versionadded", "versionchanged"})
_TEXTS = _REMARKS | _QUOTATIONS | _ARGUED
_OPTION = re.compile(r"\s+:[\w-]+:")

#: What marks enclose is bounded, for one that is never closed must not be looked for in all that follows.
_INLINE = re.compile(
    r"""(?<!\w)(?P<code>``.{1,500}?``)
    |(?P<role>:[\w:+.-]{1,80}:)?(?<![^\W_])`(?P<text>(?:\\.|[^`\\]){1,500}?)(?P<target>\s*<[^<>`]+>)?`
        (?P<after>__?|:[\w:+.-]{1,80}:)?
    |(?<!\w)(?P<strong>\*\*)(?=\S)(?:\\.|[^*\\]|\*(?!\*)){1,500}?(?<=\S)\*\*
    |(?<!\w)(?P<emphasis>\*)(?=[^\s*])(?:\\.|[^*\\]){0,500}?(?<=\S)\*
    |(?P<object>\|[^|\s][^|\n]{0,500}\|_{0,2}|\[[^\]\s]{1,80}\]_)
    |(?<=[^\W_])(?P<reference>__?)(?!\w)
    |\\(?P<escape>\s|.)""",
    re.VERBOSE | re.DOTALL,
)
#: Roles whose text is code or a formula; the text of any other is read.
_CODE = re.compile(r":(?:\w+:)?(?:code|math|literal|func|class|meth|mod|attr|data|exc|obj|raw|file|kbd|samp|option)\b")


def parse(source: str, path: str = "-") -> Document:
    """The segments of a reStructuredText."""
    found = list(_Reader(source).read())
    return Document(source, tuple(sorted(found, key=lambda segment: segment.span)), path)


class _Reader:
    """Goes through the lines once; ``_bodies`` are the indentations at which the open items' text stands."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = lines(source)
        self._bodies: list[tuple[int, str]] = [(0, "paragraph")]

    def read(self) -> Iterator[Segment]:
        """The segments of all blocks."""
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if line.blank:
                at += 1
                continue
            while len(self._bodies) > 1 and line.indent < self._bodies[-1][0]:
                self._bodies.pop()
            if line.indent > self._bodies[-1][0]:  # further in than any text before it: a block quotation
                self._bodies.append((line.indent, "quotation"))
            text = line.text.lstrip()
            if _RULE.fullmatch(text):
                at = yield from self._heading(at)
            elif text.startswith(".. ") or text == "..":
                at = yield from self._explicit(at, text)
            elif text.startswith((">>> ", "__ ")):
                at = self._past(at, lambda line: not line.blank)
            elif text.startswith(("+-", "+=", "| ")) or re.fullmatch(r"=+(?: +=+)+\s*", text):
                at = yield from self._rows(at)
            elif mark := _ITEM.match(text) or _FIELD.match(text):
                at = yield from self._item(at, mark.end())
            else:
                at = yield from self._paragraph(at, line.indent)

    def _past(self, at: int, inside: Callable[[Line], bool]) -> int:
        while at < len(self._lines) and inside(self._lines[at]):
            at += 1
        return at

    def _following(self, at: int) -> Line | None:
        """The next line that is not blank."""
        at = self._past(at, lambda line: line.blank)
        return self._lines[at] if at < len(self._lines) else None

    def _body(self, at: int, indent: int) -> int:
        """The line after all that is indented further than ``indent``."""
        return self._past(at, lambda line: line.blank or line.indent > indent)

    def _block(self, spans: Sequence[Span], kind: str) -> Iterator[Segment]:
        yield from block(self._source, spans, _marks, kind)

    def _heading(self, at: int) -> Generator[Segment, None, int]:
        """A line of marks: it stands over a heading, or is a rule between paragraphs or the frame of a table."""
        if at + 2 < len(self._lines) and not self._lines[at + 1].blank:
            under = self._lines[at + 2].text.strip()
            if _RULE.fullmatch(under) and under[0] == self._lines[at].text.strip()[0]:
                yield from self._block([_text(self._lines[at + 1])], "heading")
                return at + 3
        return at + 1

    def _explicit(self, at: int, text: str) -> Generator[Segment, None, int]:
        """A directive, a target, a footnote or a comment, with all that is indented under it."""
        line = self._lines[at]
        end = self._body(at + 1, line.indent)
        if note := _NOTE.match(text):
            return (yield from self._item(at, note.end()))
        directive = _DIRECTIVE.match(text)
        name = directive[1] if directive else ""
        if name in _PICTURES:
            for below in self._lines[at + 1 : end]:
                if alt := re.match(r"\s*:alt:\s+", below.text):
                    yield from self._block([Span(below.span.start + alt.end(), below.span.end)], "alternative")
        if directive is None or name not in _TEXTS:
            return end
        kind = "quotation" if name in _QUOTATIONS else self._bodies[-1][1]
        if name not in _ARGUED and text[directive.end() :].strip():
            return (yield from self._item(at, directive.end(), kind))
        inner = next((below.indent for below in self._lines[at + 1 : end] if not below.blank), None)
        if inner is not None:
            self._bodies.append((inner, kind))
        return self._past(at + 1, lambda below: bool(_OPTION.match(below.text)))

    def _rows(self, at: int) -> Generator[Segment, None, int]:
        """A table: each line of a cell is a segment. Of a line block, which looks alike, each line."""
        end = self._past(at, lambda line: not line.blank)
        simple = self._lines[at].text.lstrip().startswith("=")
        if simple:  # blank lines may stand between its rows: it ends with the third rule
            rules = 0
            for end in range(at, len(self._lines)):
                rules += self._lines[end].text.lstrip().startswith("==")
                if rules == 3 or (rules == 2 and (end + 1 == len(self._lines) or self._lines[end + 1].blank)):
                    break
            end += 1
        for line in self._lines[at:end]:
            if re.fullmatch(r"[\s+=|-]*", line.text):
                continue
            cell = r"(?:(?!  )[^\n])+" if simple else r"[^|+\n]+"
            for part in re.finditer(cell, line.text):
                start = line.span.start
                yield from self._block([Span(start + part.start(), start + part.end())], "cell")
        return end

    def _item(self, at: int, mark: int, kind: str = "") -> Generator[Segment, None, int]:
        """A list item, a field or a footnote: its text begins behind the mark and goes on at one indentation."""
        line = self._lines[at]
        text = Span(line.span.start + line.indent + mark, line.span.end)
        end = self._past(at + 1, lambda below: not below.blank and below.indent > line.indent)
        following = self._following(at + 1)
        inner = following.indent if following and following.indent > line.indent else line.indent + mark
        self._bodies.append((inner, kind or self._bodies[-1][1]))
        below = self._lines[at + 1 : end]
        if any(_ITEM.match(part.text.lstrip()) for part in below):
            end, below = at + 1, []
        spans = [span for span in (text, *map(_text, below)) if span.start < span.end]
        yield from self._block(spans, self._bodies[-1][1])
        return self._literal(end, line.indent) if spans and self._announces(spans[-1]) else end

    def _paragraph(self, at: int, indent: int) -> Generator[Segment, None, int]:
        """Lines up to a blank one: a heading where marks stand under it, or a term where what follows is further in."""
        kind = self._bodies[-1][1]
        end = self._past(at, lambda line: not line.blank and line.indent == indent)
        rest = self._lines[at + 1] if at + 1 < end else None
        if (
            rest
            and _RULE.fullmatch(rest.text)
            and len(rest.text.rstrip()) >= min(4, len(self._lines[at].text.rstrip()))
        ):
            yield from self._block([_text(self._lines[at])], "heading")
            return at + 2
        spans = [_text(line) for line in self._lines[at:end]]
        yield from self._block(spans, kind)
        if self._announces(spans[-1]):
            return self._literal(end, indent)
        if end < len(self._lines) and not self._lines[end].blank and self._lines[end].indent > indent:
            self._bodies.append((self._lines[end].indent, kind))  # a definition
        return end

    def _announces(self, span: Span) -> bool:
        return self._source[span.start : span.end].rstrip().endswith("::")

    def _literal(self, at: int, indent: int) -> int:
        """The line after a literal block: all that is further in, or that every line quotes with the same mark."""
        first = self._following(at)
        if first is None or first.indent > indent:
            return self._body(at, indent)
        mark = first.text.lstrip()[:1]
        if mark.isalnum():
            return at
        return self._past(at, lambda line: line.blank or line.text.lstrip().startswith(mark))


def _text(line: Line) -> Span:
    return Span(line.span.start + line.indent, line.span.end)


def _marks(source: str, span: Span) -> Iterator[Run]:
    for found in _INLINE.finditer(source, span.start, span.end):
        start, end = found.span()
        if found["code"] or found["object"] or any(_CODE.match(found[g] or "") for g in ("role", "after")):
            yield Run(Span(start, end), OBJECT)
        elif found["text"]:
            yield Run(Span(start, found.start("text")), "")
            yield Run(Span(found.end("text"), end), "")
        elif mark := found["strong"] or found["emphasis"]:
            yield Run(Span(start, start + len(mark)), "")
            yield Run(Span(end - len(mark), end), "")
        elif found["reference"]:
            yield Run(Span(start, end), "")
        else:
            yield Run(Span(start, end), found["escape"].strip())


def footnote(number: int) -> str:
    """``[#n1]_``, with the space that has to stand before it made to vanish."""
    return rf"\ [#n{number}]_"


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes as numbered footnotes, at the end."""
    lines = [f".. [#n{number}] {escape(note, None)}" for number, note in enumerate(notes, 1)]
    return whole_lines(text, newline) + newline.join(["", *lines, ""])


def escape(text: str, segment: Segment | None) -> str:
    """The text with every character escaped that would start markup where none stood."""
    text = re.sub(r"[\\*`|]|_(?![^\W_])", r"\\\g<0>", text)
    return "\\" + text if _ITEM.match(text) or _FIELD.match(text) or text.startswith("..") else text


def comments(source: str) -> Iterable[marks.Comment]:
    """Lines that begin with ``..``."""
    return marks.lines(source, "..")
