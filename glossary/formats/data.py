"""Strings in data files: JSON, YAML and TOML share how values are found, and which of them people read.

The grammars of tree-sitter find keys and strings and forgive what is broken; what a string says is read here, so that
every escape has its place. A file of messages, known by its folder, is text throughout; elsewhere the key decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from glossary.document import Document, Segment, Span
from glossary.formats import deep
from glossary.language import known
from glossary.reading import Places, paragraphs, read, without_markup

if TYPE_CHECKING:
    import tree_sitter as ts

#: Keys whose values people read, whole or as the last word of a longer key: ``page_title``, ``metaDescription``.
KEYS = frozenset(
    """abstract alt body caption content deck description excerpt headline kicker label lead lede message name
    placeholder standfirst subhead subheading subtitle summary teaser text title tooltip""".split()  # noqa: SIM905
)
#: Folders in which every string is a message.
LOCALES = frozenset({"i18n", "intl", "l10n", "lang", "langs", "locale", "locales", "translations"})

_WORD = re.compile(r"[A-Z]?[^\W_A-Z]+|[A-Z]+")
_PAIRS = {"pair", "block_mapping_pair", "flow_pair"}
#: Nodes that are strings; in TOML and JSON the marks round one tell which kind it is.
_STRINGS = {"string", "double_quote_scalar", "single_quote_scalar", "plain_scalar", "block_scalar"}
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}"
    r"|\\[ \t]*(?:\r\n|\r|\n)\s*|\\.|(?:(?<=\n)|(?<=\r))[ \t]+"
)
_SINGLE = re.compile(r"''|(?:(?<=\n)|(?<=\r))[ \t]+")
_INDENT = re.compile(r"(?:(?<=\n)|(?<=\r))[ \t]+")
_NOTHING = re.compile(r"(?!)")
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "_": "\xa0", "N": "\x85", "e": "\x1b"}


@lru_cache
def _parser(grammar: str) -> ts.Parser:
    import tree_sitter as ts

    return ts.Parser(ts.Language(import_module(f"tree_sitter_{grammar}").language()))


def parse(source: str, path: str, grammar: str) -> Document:
    """The strings of a data file that people read."""
    encoded = source.encode("utf-8", "surrogatepass")
    places = Places(source, encoded)
    everything, language = _messages(path)
    segments: list[Segment] = []
    nodes: list[tuple[ts.Node, str]] = [(deep.parse(_parser(grammar), encoded).root_node, "")]
    while nodes:
        node, key = nodes.pop()
        if node.type in _STRINGS and node.end_byte > node.start_byte:
            if everything or _told(key):
                otherwise = "message" if everything else "string"
                kind = "heading" if _told(key, frozenset({"title", "headline"})) else otherwise
                segments += _string(source, places.span(node), node.type, kind, language)
        elif node.type in _PAIRS and node.children:
            name = source[slice(*places.span(node.children[0]))].strip("\"' ")
            nodes += [(child, name) for child in reversed(node.children[1:])]
        else:
            nodes += [(child, key) for child in reversed(node.children)]
    return Document(source, tuple(segments), path, language)


def _messages(path: str) -> tuple[bool, str]:
    """Whether a file is one of messages, and in which language its name says that they are."""
    parts = PurePath(path).with_suffix("").parts
    if not any(part.lower() in LOCALES for part in parts[:-1]) and PurePath(path).suffix.lower() != ".arb":
        return False, ""
    for part in reversed(parts):
        for piece in reversed(part.split(".")):
            code = re.fullmatch(r"(?:\w+_)??([a-z]{2,3})(?:[-_][A-Za-z]{2,4})*", piece)
            if code and piece not in LOCALES and known(code[1]):
                return True, code[1]
    return True, ""


def _told(key: str, keys: frozenset[str] = KEYS) -> bool:
    words = [word.lower() for word in _WORD.findall(key)]
    return bool(words) and (words[-1] in keys or (len(words) > 1 and len(words[-1]) == 2 and words[-2] in keys))


def _string(source: str, span: Span, node: str, kind: str, language: str) -> Iterator[Segment]:
    raw = source[slice(*span)]
    pattern, style, cut = _INDENT, node.removesuffix("_scalar"), 0
    if node == "block_scalar":
        head = re.match(r"[^\r\n]*", raw)
        span = Span(span.start + (head.end() if head else 0), span.end)
    elif node != "plain_scalar":
        cut = 3 if raw[:3] in ('"""', "'''") else 1
        closed = len(raw) >= 2 * cut and raw.endswith(raw[:cut])
        pattern = _ESCAPE if raw[0] == '"' else _SINGLE if node == "single_quote_scalar" else _NOTHING
        style = "single" if pattern is _SINGLE else raw[:cut]
        span = Span(span.start + cut, span.end - cut if closed else span.end)
    if span.start < span.end:
        runs = without_markup(list(read(source, span, pattern, unescape)))
        yield from paragraphs(runs, kind, language=language, style=style)


def unescape(found: re.Match[str]) -> str:
    """What an escape stands for; nothing where it only carries a string on to the next line."""
    raw = found[0]
    if raw == "''":
        return "'"
    if raw[0] != "\\" or (raw[1:].isspace() and ("\n" in raw or "\r" in raw)):
        return ""
    if len(raw) == 12:
        return bytes.fromhex(raw[2:6] + raw[8:12]).decode("utf-16-be")
    if len(raw) > 2:
        code = int(raw[2:], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _SHORT.get(raw[1], raw[1])


def escape(text: str, segment: Segment | None) -> str:
    """The text as it stands in a string of the segment's kind.

    What a kind cannot say is written as what reads alike: a plain YAML value cannot have ``: `` or `` #`` in it nor
    begin with a mark, and a literal TOML string cannot have the mark that ends it.
    """
    style = segment.style if segment else '"'
    if style in ("", '"', '"""'):
        return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
    if style == "single":
        return text.replace("'", "''")
    if style in ("'", "'''"):
        return text.replace("'", "’")
    if style == "plain":
        text = re.sub(r":(?:[ \t]|$)", ":\xa0", text).replace(" #", "\xa0#")
        return re.sub(r"^[-?:,\[\]{}#&*!|>%@`\"']", "\u2060\\g<0>", text)
    return text


def footnote(number: int) -> str:
    """Nothing: there is nowhere to look it up."""
    return ""


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The text: data has no room for notes."""
    return text
