"""Source code, for lint: comments, and in Python docstrings; nothing else of it is text.

The grammars of tree-sitter tell a comment from a string that looks like one. Comments on lines that follow each other
are one text, and blank lines, list items and tags such as ``@param`` begin a paragraph. Code in backquotes is an
object, examples are skipped. Each language is a format of its own here, because its comments depend on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from glossary import files
from glossary.blocks import block
from glossary.document import OBJECT, Document, Run, Segment, Span
from glossary.errors import FileError
from glossary.files import Text
from glossary.formats import comments as marks
from glossary.formats import data, deep
from glossary.reading import Places

if TYPE_CHECKING:
    import tree_sitter as ts

_COMMENTS = frozenset({"comment", "line_comment", "block_comment"})
_DEFINITIONS = frozenset({"class_definition", "function_definition"})

_OPENING = re.compile(r"#!?[ \t]*|#+[ \t]*|//+!?[ \t]*|/\*+!?[ \t]*")
_CLOSING = re.compile(r"[ \t]*\*+/\Z")
_CARRIED = re.compile(r"[ \t]*(?:\*(?![/*])|\*\*+(?=\s))?[ \t]*")
_QUOTES = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_EXAMPLE = re.compile(r">>>|\.\.\. ")
_FENCE = re.compile(r"```|~~~|@code\b|@endcode\b")
_BEGINS = re.compile(r"[-*+•][ \t]|\d+[.)][ \t]|[@\\]\w+|:\w[^:\n]*:")
#: A directive in the words of a line: at their beginning, or behind a mark like the one that the comment has.
_DIRECTIVE = re.compile(r"(?:\A|(?:#|//)[ \t]*)(?=glossary:)", re.IGNORECASE)
_OBJECTS = re.compile(r"``[^`\r\n]{1,200}``|`[^`\r\n]{1,200}`|\{[^{}\r\n]{1,200}\}")
_ESCAPE = re.compile(
    r"\\(?:N\{[^{}\r\n]{1,100}\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|\r\n|[^NuUx]|[NuUx])", re.DOTALL
)
_INDENT = 400  # columns; a comment that stands further to the right does not have its line for itself


@dataclass(frozen=True)
class _Remark:
    """A comment or a docstring: where its lines say something, and how it is written.

    ``alone`` is its column where it is a comment of one line that has the line for itself, -1 elsewhere.
    """

    lines: tuple[Span, ...]
    style: str = ""
    line: int = 0
    alone: int = -1


@dataclass(frozen=True)
class Code:
    """A programming language as a format: the module and the function of its grammar, and whether it has docstrings."""

    NAME: str
    grammar: str
    function: str = "language"
    docstrings: bool = False

    def decode(self, data: bytes, path: str) -> Text:
        """The bytes of a file as text. Raises `FileError` where the grammars are not installed as well."""
        try:
            _parser(self.grammar, self.function)
        except ImportError:
            raise FileError(
                f"{path}: comments are read with {self.grammar.replace('_', '-')}, which is not installed: "
                "`pip install 'contested-glossary[code]'`"
            ) from None
        return files.decode(data, path)

    def parse(self, source: str, path: str = "-") -> Document:
        """The paragraphs of the comments."""
        found: list[Segment] = []
        group: list[_Remark] = []
        for remark in self._remarks(source):
            last = group[-1] if group else None
            if last and not (last.alone >= 0 and (remark.line, remark.alone) == (last.line + 1, last.alone)):
                found += _paragraphs(source, group)
                group = []
            group.append(remark)
        return Document(source, (*found, *_paragraphs(source, group)), path)

    def comments(self, source: str) -> Iterator[marks.Comment]:
        """The lines of comments that begin with the program's name, or go on so behind a mark; a docstring is none."""
        for remark in self._remarks(source) if "glossary" in source.lower() else ():
            for line in remark.lines:
                found = None if remark.style else _DIRECTIVE.search(source[slice(*line)])
                if found:
                    yield "", Span(line.start + found.end(), line.end)

    def escape(self, text: str, segment: Segment | None) -> str:
        """The text as it stands in a comment, which it does not end, or in a string."""
        if segment is not None and segment.style:
            return data.escape(text, segment)
        return re.sub(r"[\r\n]+", " ", text).replace("*/", "*\u2060/")

    def footnote(self, number: int) -> str:
        """Nothing: there is nowhere to look it up."""
        return data.footnote(number)

    def append(self, text: str, notes: Sequence[str], heading: str, newline: str) -> str:
        """The text: code has no room for notes."""
        return data.append(text, notes, heading, newline)

    def _remarks(self, source: str) -> Iterator[_Remark]:
        """The comments and docstrings in order."""
        encoded = source.encode("utf-8", "surrogatepass")
        places = Places(source, encoded)
        starts = [found.start() for found in _LINE.finditer(source)]
        tree = deep.parse(_parser(self.grammar, self.function), encoded)
        for node in _nodes(tree, self.docstrings):
            span = places.span(node)
            line = bisect_right(starts, span.start)
            if node.type not in _COMMENTS:
                yield _docstring(source, span)
            elif span.start > 0 or not source.startswith("#!"):
                yield _comment(source, span, line, starts[line - 1])


@lru_cache
def _parser(grammar: str, function: str) -> ts.Parser:
    import tree_sitter as ts

    return ts.Parser(ts.Language(getattr(import_module(grammar), function)()))


def _nodes(tree: ts.Tree, docstrings: bool) -> Iterator[ts.Node]:
    """Comments, and strings that are docstrings, in order.

    A cursor goes through the tree once: queries, and to ask a node for its parent or sibling, take longer the more
    children there are.
    """
    cursor = tree.walk()
    above: list[str] = []
    first: list[bool] = [True]  # for each level whether nothing but comments has come yet
    while True:
        node = cursor.node
        assert node is not None
        comment = node.type in _COMMENTS
        if comment:
            yield node
        elif docstrings and first[-1] and node.type == "expression_statement" and _documents(above):
            string = node.named_child(0)
            if string is not None and string.type == "string":
                yield string
        first[-1] &= comment
        if not comment and cursor.goto_first_child():
            above.append(node.type)
            first.append(True)
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            above.pop()
            first.pop()


def _documents(above: Sequence[str]) -> bool:
    """Whether the first statement in some elements says what these are: of a module, a class or a function."""
    return above == ["module"] or (len(above) > 1 and above[-1] == "block" and above[-2] in _DEFINITIONS)


def _comment(source: str, span: Span, line: int, starts: int) -> _Remark:
    """A comment without its marks. Some grammars count the end of the line in."""
    end = span.start + len(source[span.start : span.end].rstrip("\r\n"))
    opening = _OPENING.match(source, span.start, end)
    start = opening.end() if opening else span.start
    if source.startswith("/*", span.start):
        closing = _CLOSING.search(source, max(start, end - _INDENT), end)
        return _Remark(_lines(source, Span(start, closing.start() if closing else end)), line=line)
    column = span.start - starts
    alone = column <= _INDENT and not source[starts : span.start].strip()
    return _Remark(_lines(source, Span(start, end)), line=line, alone=column if alone else -1)


def _docstring(source: str, span: Span) -> _Remark:
    """What stands between the quotation marks; nothing of a string that is computed."""
    quotes = _QUOTES.match(source, *span)
    if quotes is None or set(quotes[1].lower()) & {"b", "f", "t"}:
        return _Remark(())
    closed = source.endswith(quotes[2], quotes.end(), span.end)
    inner = Span(quotes.end(), span.end - len(quotes[2]) * closed)
    # Where nothing is escaped, as between the apostrophes of TOML, a quotation mark has to be another one.
    return _Remark(_lines(source, inner), "'" if "r" in quotes[1].lower() else '"')


def _lines(source: str, span: Span) -> tuple[Span, ...]:
    """What each line says, without the mark that carries a comment on and white space; an empty line says nothing."""
    found = []
    for line in _LINE.finditer(source, *span):
        if not line[0]:
            break
        at = line.start()
        carried = _CARRIED.match(source, at, line.end()) if at > span.start else None
        start = carried.end() if carried else at + len(line[0]) - len(line[0].lstrip())
        end = at + len(line[0].rstrip())
        found.append(Span(start, max(start, end)))
    return tuple(found) or (Span(span.start, span.start),)


def _paragraphs(source: str, group: Sequence[_Remark]) -> Iterator[Segment]:
    """The segments of comments that belong together."""
    style = group[0].style if group else ""
    rows: list[Span] = []
    fenced = False
    for line in (line for remark in group for line in remark.lines):
        text = source[slice(*line)]
        fence = bool(_FENCE.match(text))
        fenced ^= fence
        example = fence or fenced or _EXAMPLE.match(text) or (_DIRECTIVE.match(text) and not style)
        if not text or example or _BEGINS.match(text):
            yield from _block(source, rows, style)
            rows = []
        if text and not example:
            rows.append(line)
    yield from _block(source, rows, style)


def _block(source: str, rows: Sequence[Span], style: str) -> Iterator[Segment]:
    def inline(source: str, span: Span) -> Iterator[Run]:
        for found in _OBJECTS.finditer(source, *span):
            yield Run(Span(*found.span()), OBJECT)
        for found in _ESCAPE.finditer(source, *span) if style == '"' else ():
            yield Run(Span(*found.span()), OBJECT if found[0].startswith("\\N{") else data.unescape(found))

    for segment in block(source, rows, inline, "comment"):
        yield replace(segment, wrapped=0, style=style)


#: The formats of `glossary.formats.CODE` by their names.
LANGUAGES = {
    language.NAME: language
    for language in (
        Code("python", "tree_sitter_python", docstrings=True),
        Code("javascript", "tree_sitter_javascript"),
        Code("typescript", "tree_sitter_typescript", "language_typescript"),
        Code("tsx", "tree_sitter_typescript", "language_tsx"),
        Code("go", "tree_sitter_go"),
        Code("rust", "tree_sitter_rust"),
        Code("java", "tree_sitter_java"),
        Code("c", "tree_sitter_c"),
        Code("cpp", "tree_sitter_cpp"),
    )
}
