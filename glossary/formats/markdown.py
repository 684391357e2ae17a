"""Markdown: every paragraph, heading and table cell is a segment; code, links' targets and HTML are never touched.
Of the front matter a title, a description and their like are read.

Parsed by tree-sitter, the one parser at hand that gives the place of inline nodes (markdown-it's have none). It counts
bytes and this program code points, so every place goes through `Places`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from glossary.document import OBJECT, Document, Run, Segment, Span
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats import deep
from glossary.formats.plain import whole_lines
from glossary.markup import is_paired
from glossary.reading import Places, between, marked, trimmed

if TYPE_CHECKING:
    import tree_sitter as ts

NAME = "markdown"

#: Inline nodes that a reader sees as one thing and that no name is looked for in.
_OBJECTS = {"code_span", "image", "latex_block", "uri_autolink", "email_autolink"}
#: Inline nodes that a reader does not see.
_HIDDEN = {"link_destination", "link_title", "link_label", "code_span_delimiter"}
_EMPHASIS = {"emphasis", "strong_emphasis", "strikethrough"}
_LINKS = {"inline_link", "full_reference_link", "collapsed_reference_link", "shortcut_link"}
#: What inline markup is made of; most paragraphs of prose have none and need no second parse, the costlier one.
_SPECIAL = re.compile(rb"[*_`\[\]<>&\\!~$]|https?:|www\.|  \n|@")
_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*$", re.DOTALL | re.MULTILINE
)
_DEFINITION = re.compile(r"\[[^\]^][^\]]*\]:[ \t]*\S+(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*")
_NOTE_LABEL = re.compile(r"^(?:[ \t]*>)*[ \t]*\[\^[^\]\s]+\]:[ \t]*", re.MULTILINE)
_NEXT_LINE = re.compile(r"[\r\n][ \t\r\n>]*\Z")
_LABEL = re.compile(rb"^[ >]*\[([^\]\r\n]+)\]:", re.MULTILINE)
_MOST_MARKS = 2_000
_LETTERS = bytes.maketrans(b"*_~", b"xxx")
_CODE = {"fenced_code_block", "indented_code_block", "code_span"}
_ENTITIES = {"entity_reference", "numeric_character_reference"}


@lru_cache
def _parsers() -> tuple[ts.Parser, ts.Parser]:
    """The parsers of blocks and of inline text; loaded with the first Markdown file, not with the program."""
    import tree_sitter as ts
    import tree_sitter_markdown

    return (
        ts.Parser(ts.Language(tree_sitter_markdown.language())),
        ts.Parser(ts.Language(tree_sitter_markdown.inline_language())),
    )


def parse(source: str, path: str = "-") -> Document:
    """The segments of a Markdown text."""
    encoded = source.encode("utf-8", "surrogatepass")
    blocks, _ = _parsers()
    places = Places(source, encoded)
    segments = list(_front_matter(source, path))
    defined = frozenset(label.lower() for label in _LABEL.findall(encoded))
    for node, kind in _inline_nodes(deep.parse(blocks, encoded, len(encoded)).root_node, encoded):
        written = source[places[node.start_byte] : places[node.end_byte]]
        if _DEFINITION.fullmatch(written):
            continue  # the grammar overlooks one at the end of a file
        start = places[node.start_byte]
        labels = list(_NOTE_LABEL.finditer(written)) if "[^" in written else []
        first = labels[0].end() if labels and labels[0].start() == 0 else 0
        runs = list(_runs(source, encoded, node, places, defined, first))
        # Footnotes in lines that follow each other are one paragraph to the grammar.
        cuts = [label for label in labels if label.start()]
        end = start + len(_NEXT_LINE.sub("", written))
        edges = [start + first, *(start + edge for cut in cuts for edge in cut.span()), end]
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            row = trimmed([*between(runs, low, high)] if labels else runs)
            if any(run.text.strip() for run in row):
                segments.append(Segment(tuple(row), kind))
    return Document(source, tuple(segments), path)


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->`` outside of code, and the key ``glossary`` of the front matter."""
    yield from marks.front_matter(source)
    encoded = source.encode("utf-8", "surrogatepass")
    blocks, _ = _parsers()
    root = deep.parse(blocks, encoded, len(encoded)).root_node
    start = at = 0
    for comment in marks.enclosed(source):
        start += len(source[at : comment[1].start].encode("utf-8", "surrogatepass"))
        at = comment[1].start
        if not _in_code(root, encoded, start):
            yield comment


def _in_code(root: ts.Node, encoded: bytes, at: int) -> bool:
    """Whether a byte stands in a block of code or a code span."""
    node = root.descendant_for_byte_range(at, at)
    while node is not None and node.type not in _CODE:
        if node.type in ("inline", "pipe_table_cell"):
            inner = _inline(encoded, node).descendant_for_byte_range(at, at)
            while inner is not None:
                if inner.type in _CODE:
                    return True
                inner = inner.parent
        node = node.parent
    return node is not None


def _front_matter(source: str, path: str) -> Iterator[Segment]:
    """What the front matter says to readers, such as the title."""
    found = _FRONT_MATTER.match(source)
    if found and found["body"].strip():
        from glossary.formats import data

        grammar = "yaml" if found["mark"] == "---" else "toml"
        for segment in data.parse(found["body"], path, grammar).segments:
            yield segment.moved(found.start("body"))


def footnote(number: int) -> str:
    """``[^n1]``, which no label of an author's is likely to be."""
    return f"[^n{number}]"


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes as definitions of footnotes, at the end; the reader's program gives them a heading."""
    lines = [f"[^n{number}]: {note}" for number, note in enumerate(notes, 1)]
    return whole_lines(text, newline) + newline.join(["", *lines, ""])


def escape(text: str, segment: Segment | None) -> str:
    """The text with every character escaped that would start markup where none stood."""
    if segment is not None and segment.style:  # front matter
        from glossary.formats import data

        return data.escape(text, segment)
    text = re.sub(r"([\\`*\[\]<]|&(?=#?\w+;))", r"\\\1", text)
    return re.sub(r"\|", r"\\|", text) if segment is not None and segment.kind == "cell" else text


def _inline_nodes(root: ts.Node, encoded: bytes) -> Iterator[tuple[ts.Node, str]]:
    """Nodes that hold running text, in order, each with the kind of block it stands in."""
    left = [(root, "paragraph")]  # a tree may be deeper than Python goes
    while left:
        node, kind = left.pop()
        if node.type in ("atx_heading", "setext_heading"):
            kind = "heading"
        elif node.type == "block_quote":
            kind = "quotation"
        # A footnote of one word, as Japanese writes sentences, is taken for the address of a link.
        note = node.type == "link_reference_definition" and encoded.startswith(b"[^", node.start_byte)
        if note or node.type in ("inline", "pipe_table_cell"):
            yield node, "cell" if node.type == "pipe_table_cell" else kind
        else:
            left += [(child, kind) for child in reversed(node.children)]


def _runs(
    source: str, encoded: bytes, block: ts.Node, places: Places, defined: frozenset[bytes], skip: int
) -> Iterator[Run]:
    """Contiguous runs of one block: what is markup shows nothing, what is not text shows one object character.

    ``skip`` is how many characters at its beginning belong to the block itself, as a footnote's label does.
    """
    marks: list[Run] = []
    if _SPECIAL.search(encoded, block.start_byte, block.end_byte):
        marks += _marks(_inline(encoded, block), encoded, places, defined)
    # "> " and indentation at the start of a continued line.
    marks += [
        Run(Span(places[child.start_byte], places[child.end_byte]), "")
        for child in block.children
        if child.type == "block_continuation"
    ]
    yield from marked(source, Span(places[block.start_byte] + skip, places[block.end_byte]), marks)


def _inline(encoded: bytes, block: ts.Node) -> ts.Node:
    """The inline tree of a block. In one with more marks of emphasis than anybody writes they are letters.

    The grammar takes a time for each mark that grows with their number.
    """
    from tree_sitter import Range

    start, end = block.start_byte, block.end_byte
    if sum(encoded.count(mark, start, end) for mark in (b"*", b"_", b"~")) > _MOST_MARKS:
        encoded = encoded[:start] + encoded[start:end].translate(_LETTERS) + encoded[end:]
    _, parser = _parsers()
    parser.included_ranges = [Range(block.start_point, block.end_point, start, end)]
    root: ts.Node = deep.parse(parser, encoded, end - start).root_node
    return root


def _marks(root: ts.Node, encoded: bytes, places: Places, defined: frozenset[bytes]) -> Iterator[Run]:
    """Every stretch of an inline tree that is seen differently from how it is written, in order.

    ``defined`` are the labels of which the document says where they lead.
    """
    left: list[ts.Node | Run] = [root]  # a tree may be deeper than Python goes
    while left:
        node = left.pop()
        if isinstance(node, Run):
            yield node
        elif node.type in _EMPHASIS:
            left += reversed(_emphasis(node, places))
        elif node.type in _LINKS:
            left += reversed(_link(node, encoded, places, defined))
        elif node.type in _SEEN:
            raw = encoded[node.start_byte : node.end_byte].decode("utf-8", "replace")
            yield Run(places.span(node), _SEEN[node.type](raw))
        else:
            left += reversed(node.children)


#: Inline nodes that are seen differently from how they are written, and how.
_SEEN: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_OBJECTS, lambda raw: OBJECT),
    **dict.fromkeys(_HIDDEN, lambda raw: ""),
    **dict.fromkeys(_ENTITIES, html.unescape),
    "html_tag": lambda raw: "" if is_paired(raw) else OBJECT,
    "backslash_escape": lambda raw: raw[1:],
    "hard_line_break": lambda raw: "\n",
}


def _emphasis(node: ts.Node, places: Places) -> list[ts.Node | Run]:
    """Emphasis as two hidden runs: the grammar has a node for every asterisk, a reader takes ``**`` for a mark."""
    children = node.children
    inner = [child for child in children if child.type != "emphasis_delimiter"]
    width = 1 if node.type == "emphasis" else (len(children) - len(inner)) // 2
    start, end = node.start_byte + width, node.end_byte - width
    before = Run(Span(places[node.start_byte], places[start]), "")
    return [before, *inner, Run(Span(places[end], places[node.end_byte]), "")]


def _link(node: ts.Node, encoded: bytes, places: Places, defined: frozenset[bytes]) -> list[ts.Node | Run]:
    """A link shows its text alone: everything else of it is one hidden stretch before and one after."""
    text = next((child for child in node.children if child.type == "link_text"), None)
    if text is None or encoded[text.start_byte : text.start_byte + 1] == b"^":  # [^1] is a footnote's mark
        return [Run(places.span(node), OBJECT)]
    if node.type == "shortcut_link" and encoded[text.start_byte : text.end_byte].lower() not in defined:
        return [*text.children]  # [sic] is no link and shows its brackets
    before = Run(Span(places[node.start_byte], places[text.start_byte]), "")
    return [before, *text.children, Run(Span(places[text.end_byte], places[node.end_byte]), "")]
