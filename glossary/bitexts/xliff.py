"""XLIFF 1.2 and 2.x: the segments of a file's units, with inline tags kept out of the text.

What is marked ``translate="no"`` is no unit; a translation of the state ``initial`` (2.x), ``new`` or
``needs-translation`` (1.2) is not finished. Notes, proposals of a memory and the code behind a placeholder are no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from glossary.bitexts.units import Unit, asked_for, segment
from glossary.bitexts.xml import Piece, Tree
from glossary.document import OBJECT, Run
from glossary.errors import FileError
from glossary.language import primary

#: What is seen of the inline elements of each version: None of those round words, nothing of halves of a pair.
_SHOWN: dict[int, dict[str, str | None]] = {
    1: {"g": None, "mrk": None, **dict.fromkeys(("bpt", "ept", "bx", "ex"), "")},
    2: {"pc": None, "mrk": None, **dict.fromkeys(("sc", "ec", "sm", "em"), "")},
}
_UNFINISHED = frozenset({"initial", "new", "needs-translation"})


@dataclass(frozen=True)
class Slot:
    """A place for a translation: elements of the tree by their numbers.

    ``unit`` is the ``trans-unit`` or ``unit``, ``holder`` what the source and the target stand in, which in 1.2 is the
    unit itself and in 2.x the ``segment``. ``segmented`` is the source of 1.2 once more, with its sentences marked.
    ``state`` is what the file says of the target.
    """

    file: int
    unit: int
    holder: int
    source: int
    target: int | None
    segmented: int | None = None
    state: str = ""

    @property
    def text(self) -> int:
        """The source to be translated: with its sentences marked, where the file has it so."""
        return self.source if self.segmented is None else self.segmented

    @property
    def finished(self) -> bool:
        """Whether the file holds its target, where there is one, for a translation."""
        return self.state not in _UNFINISHED


def version(tree: Tree, path: str) -> int:
    """1 or 2. Raises `FileError` for what is no XLIFF of these."""
    root = tree.pieces[tree.root]
    said = root.attributes.get("version", "")
    if root.name != "xliff" or said[:2] not in ("1.", "2."):
        raise FileError(f"{path}: this is no XLIFF 1.2 or 2.x: it begins with <{root.name} version={said!r}>")
    return int(said[0])


def slots(tree: Tree, number: int) -> Iterator[Slot]:
    """Every place for a translation in a file of version ``number``, but for those that are not to be translated."""
    unit_name = "trans-unit" if number == 1 else "unit"
    for file in tree.children(tree.root, "file"):
        at, end = file, tree.mates[file]
        while at < end:
            piece = tree.pieces[at]
            if piece.kind == "start" and piece.attributes.get("translate") == "no":
                at = tree.mates[at]
            elif piece.kind == "start" and piece.name == unit_name:
                yield from _of_unit(tree, number, file, at)
                at = tree.mates[at]
            at += 1


def _of_unit(tree: Tree, number: int, file: int, unit: int) -> Iterator[Slot]:
    for holder in [unit] if number == 1 else tree.children(unit, "segment"):
        source, target = tree.child(holder, "source"), tree.child(holder, "target")
        if source is not None:
            states = tree.attributes(holder if number == 2 else target if target is not None else source)
            segmented = tree.child(holder, "seg-source")
            yield Slot(file, unit, holder, source, target, segmented, states.get("state", ""))


def languages_of(tree: Tree, slot: Slot) -> tuple[str, str]:
    """The languages of source and target: what the elements say themselves, or else the file; empty where none does."""
    root, file = tree.attributes(tree.root), tree.attributes(slot.file)
    one, two = (tree.attributes(e).get("xml:lang", "") if e is not None else "" for e in (slot.source, slot.target))
    one = one or file.get("source-language") or root.get("srcLang", "")
    two = two or file.get("target-language") or root.get("trgLang", "")
    return primary(one), primary(two)


def runs(tree: Tree, element: int, number: int, line_break: str = "\n") -> list[Run]:
    """What is seen of a source or a target; ``line_break`` is what is seen of an element that stands for one."""

    def show(piece: Piece) -> str | None:
        given = piece.attributes
        if given.get("ctype") == "lb" or given.get("subType") == "xlf:lb":
            return line_break
        if given.get("translate") == "no" or given.get("mtype") == "protected":
            return OBJECT
        return _SHOWN[number].get(piece.name, OBJECT)

    return tree.runs(element, show)


def read(source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
    """The units of a file; where its parts are in several languages, those in the two that were asked for."""
    tree = Tree(source, path)
    number = version(tree, path)
    units: list[Unit] = []
    for slot in slots(tree, number):
        text = segment(runs(tree, slot.source, number))
        if text is None:
            continue
        target = segment(runs(tree, slot.target, number)) if slot.target is not None else None
        said, name = languages_of(tree, slot), tree.attributes(slot.unit).get("id", "")
        units.append(Unit(name, text, target, *said, slot.unit, slot.file, slot.finished))
    return asked_for(units, languages)
