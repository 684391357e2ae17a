"""TMX: units of a translation memory, a text in two or more languages each.

Of a memory with more than two languages, the two have to be named. The source is the language that the unit or the
header calls so, and in a memory of ``*all*`` the first of the unit.
"""

from glossary.bitexts.units import Unit, segment
from glossary.bitexts.xml import Tree
from glossary.document import OBJECT, Segment
from glossary.errors import FileError
from glossary.language import primary

_SHOWN = {"hi": None, "bpt": "", "ept": ""}


def read(source: str, path: str, languages: tuple[str, str] = ("", "")) -> list[Unit]:
    """The units of a memory that have both languages."""
    tree = Tree(source, path)
    header, body = tree.child(tree.root, "header"), tree.child(tree.root, "body")
    if tree.pieces[tree.root].name != "tmx" or body is None:
        raise FileError(f"{path}: this is no TMX: it has no <tmx> with a <body>")
    said = primary(tree.attributes(header).get("srclang", "")) if header is not None else ""
    rows = [(unit, _variants(tree, unit)) for unit in tree.children(body, "tu")]
    spoken = {language: None for _, row in rows for language in row}
    likely = [language for language in (said, *spoken) if language in spoken and language != languages[1]]
    one = languages[0] or next(iter(likely), "")
    others = [language for language in spoken if language != one]
    if not languages[1] and len(others) > 1:
        raise FileError(f"{path}: it is in {', '.join(spoken)}; say with --from and --to which two are meant")
    two = languages[1] or next(iter(others), "")
    for language in filter(None, languages):
        if language not in spoken:
            raise FileError(f"{path}: it has nothing in {language!r}; it is in {', '.join(spoken) or 'no language'}")
    units = []
    for number, (unit, row) in enumerate(rows):
        segments = [_segment(tree, row.get(language)) for language in (one, two)]
        if segments[0] is not None:
            units.append(
                Unit(tree.attributes(unit).get("tuid", ""), segments[0], segments[1], one, two, number, number)
            )
    return units


def _variants(tree: Tree, unit: int) -> dict[str, int]:
    """The text of a unit in each language; of two variants of a language, such as en-GB and en-US, the first."""
    found: dict[str, int] = {}
    for variant in tree.children(unit, "tuv"):
        given = tree.attributes(variant)
        language = primary(given.get("xml:lang") or given.get("lang", ""))
        text = tree.child(variant, "seg")
        if language and text is not None:
            found.setdefault(language, text)
    return found


def _segment(tree: Tree, element: int | None) -> Segment | None:
    return None if element is None else segment(tree.runs(element, lambda piece: _SHOWN.get(piece.name, OBJECT)))
