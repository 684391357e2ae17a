"""XLIFF 1.2 and 2.x: the segments of a file's units, with inline tags kept out of the text.

What is marked ``translate="no"`` is no unit; a translation of the state ``initial`` (2.x), ``new`` or
``needs-translation`` (1.2) is not finished. Notes, proposals of a memory and the code behind a placeholder are no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from glossary.bitexts.xml import Tree
from glossary.document import Run, Segment
from glossary.errors import FileError
from glossary.formats.reading import shown
from glossary.language import primary
from glossary.units import Unit, asked_for

NAME = "xliff"
SUFFIXES = [".xlf", ".xliff", ".mqxliff", ".mxliff", ".sdlxliff"]

_ROUND = {1: frozenset({"g", "mrk"}), 2: frozenset({"pc", "mrk"})}
_PAIRS = {1: frozenset({"bpt", "ept", "bx", "ex"}), 2: frozenset({"sc", "ec", "sm", "em"})}
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
    """The languages of source and target that the file says, empty where it does not."""
    root, file = tree.attributes(tree.root), tree.attributes(slot.file)
    own = tree.attributes(slot.target).get("xml:lang", "") if slot.target is not None else ""
    one = root.get("srcLang") or file.get("source-language") or tree.attributes(slot.source).get("xml:lang", "")
    two = root.get("trgLang") or file.get("target-language") or own
    return primary(one), primary(two)


def runs(tree: Tree, element: int, number: int) -> list[Run]:
    """What is seen of a source or a target."""
    return tree.runs(element, _ROUND[number], _PAIRS[number])


def read(source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
    """The units of a file; where its parts are in several languages, those in the two that were asked for."""
    tree = Tree(source, path)
    number = version(tree, path)
    units: list[Unit] = []
    for slot in slots(tree, number):
        text = _segment(runs(tree, slot.source, number))
        if text is None:
            continue
        target = _segment(runs(tree, slot.target, number)) if slot.target is not None else None
        said, name = languages_of(tree, slot), tree.attributes(slot.unit).get("id", "")
        units.append(Unit(name, text, target, *said, slot.unit, slot.file, slot.finished))
    return asked_for(units, languages)


def _segment(found: list[Run]) -> Segment | None:
    return Segment(tuple(found)) if shown(found) else None
