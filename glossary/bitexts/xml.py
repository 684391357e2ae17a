"""XML with the place of everything: pieces in order, each a stretch of the decoded source, that leave nothing out.

Read by expat, which says where each piece begins; it ends where the next one does. Entities are not declared, nothing
that the file refers to is fetched, see `glossary.xmlfiles`.
"""

# The parser is given no way to fetch anything and stops at the declaration of an entity.
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple
from xml.parsers import expat

from glossary import xmlfiles
from glossary.document import OBJECT, Run, Span, literal
from glossary.errors import FileError
from glossary.reading import trimmed, without_markup

Kind = Literal["start", "end", "text", "other"]


class Piece(NamedTuple):
    """A tag, a stretch of text, or what is neither, such as a comment.

    ``name`` is an element's without its prefix; one of another namespace than the root's has its namespace before it.
    The end of an element without content (``<x/>``) is a piece of no length. ``text`` is what a piece of text shows.
    """

    kind: Kind
    span: Span
    name: str = ""
    attributes: Mapping[str, str] = {}
    text: str = ""


class Tree:
    """A document as its pieces, and for each start tag the number of its end tag. Elements are called by their number.

    Raises `FileError` for what is no XML, declares entities, or is too large.
    """

    def __init__(self, source: str, path: str) -> None:
        self.source = source
        self.pieces = _pieces(source, path)
        self.mates: dict[int, int] = {}
        open_: list[int] = []
        for number, piece in enumerate(self.pieces):
            if piece.kind == "start":
                open_.append(number)
            elif piece.kind == "end":
                self.mates[open_.pop()] = number

    @property
    def root(self) -> int:
        """The outermost element."""
        return next(iter(number for number, piece in enumerate(self.pieces) if piece.kind == "start"))

    def children(self, parent: int, *names: str) -> Iterator[int]:
        """The elements right inside an element, all or those of some names."""
        number, end = parent + 1, self.mates[parent]
        while number < end:
            if self.pieces[number].kind == "start":
                if not names or self.pieces[number].name in names:
                    yield number
                number = self.mates[number]
            number += 1

    def child(self, parent: int, name: str) -> int | None:
        """The first element of a name right inside an element."""
        return next(self.children(parent, name), None)

    def attributes(self, element: int) -> Mapping[str, str]:
        """The attributes of an element; ``xml:lang`` and ``xml:space`` are called so."""
        return self.pieces[element].attributes

    def span(self, element: int) -> Span:
        """The stretch of an element, its tags included."""
        return Span(self.pieces[element].span.start, self.pieces[self.mates[element]].span.end)

    def inside(self, element: int) -> Span:
        """The stretch between the tags of an element."""
        return Span(self.pieces[element].span.end, self.pieces[self.mates[element]].span.start)

    def empty(self, element: int) -> bool:
        """Whether an element is written as one tag."""
        span = self.pieces[self.mates[element]].span
        return span.start == span.end

    def runs(self, element: int, show: Callable[[Piece], str | None]) -> list[Run]:
        """What is seen in an element, without white space at either end and with its markup kept out of the text.

        ``show`` tells what is seen of an element inside, whatever is in it: nothing, as of one half of a pair such as
        ``bpt``, or a thing; None where it is round the words in it. One without any is a thing.
        """
        found: list[Run] = []
        number, end = element + 1, self.mates[element]
        while number < end:
            piece = self.pieces[number]
            raw = self.source[slice(*piece.span)]
            if piece.kind == "text":
                found += literal(self.source, piece.span) if piece.text == raw else [Run(piece.span, piece.text)]
            elif piece.kind == "other":
                found.append(Run(piece.span, OBJECT if raw.startswith("&") else ""))
            elif piece.kind == "end" or ((shown := show(piece)) is None and not self.empty(number)):
                found.append(Run(piece.span, ""))
            else:
                found.append(Run(self.span(number), OBJECT if shown is None else shown))
                number = self.mates[number]
            number += 1
        return trimmed(without_markup(found))

    def comments(self) -> Iterator[Span]:
        """The stretches between the marks of each comment."""
        for piece in self.pieces:
            if piece.kind == "other" and self.source.startswith("<!--", piece.span.start):
                yield Span(piece.span.start + len("<!--"), piece.span.end - len("-->"))


def _pieces(source: str, path: str) -> list[Piece]:
    data = source.encode()
    if len(data) > xmlfiles.LIMIT:
        raise xmlfiles.too_large(len(data), path)
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = False
    found: list[tuple[int, Kind, str, Mapping[str, str], str]] = []
    home: list[str] = []  # the root's namespace
    none: dict[str, str] = {}

    @cache
    def local(name: str) -> str:
        namespace, _, own = name.rpartition(" ")
        if not home:
            home.append(namespace)
        return own if namespace == home[0] else name

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {key.replace(_XML, "xml:"): value for key, value in attributes.items()} if attributes else none
        found.append((parser.CurrentByteIndex, "start", local(name), plain, ""))

    def refuse(*_: object) -> None:
        raise xmlfiles.refused(path)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: found.append((parser.CurrentByteIndex, "end", local(name), none, ""))
    parser.CharacterDataHandler = lambda text: found.append((parser.CurrentByteIndex, "text", "", none, text))
    parser.DefaultHandlerExpand = lambda _: found.append((parser.CurrentByteIndex, "other", "", none, ""))
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        reason = expat.ErrorString(problem.code)
        raise FileError(f"{path}:{problem.lineno}: not valid XML: {reason}") from None
    edges = [0]
    for before, after in pairwise([0, *(at for at, *_ in found), len(data)]):
        edges.append(edges[-1] + len(data[before:after].decode()))
    return [
        Piece(kind, Span(edges[number], edges[number + 1]), name, attributes, text)
        for number, (_, kind, name, attributes, text) in enumerate(found, 1)
    ]


_XML = "http://www.w3.org/XML/1998/namespace "
