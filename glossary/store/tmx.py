"""TMX 1.4, translation memories, which Google and Amazon take for glossaries: a unit for each pair of names.

Status and perspective go into properties. Names that the perspective avoids are never written: a memory has no way to
say "not this one". Reading takes the names of a unit for one concept.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

from glossary import xmlfiles
from glossary.errors import FileError, TermbaseError
from glossary.store.selection import VERSION, Selection, Written
from glossary.terms import Concept, Dispute, Name, Termbase

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(selection: Selection, format: str = "tmx") -> Written:
    """The pairs of one direction under one perspective."""
    selection.needs_direction(format)
    root = ET.Element("tmx", version="1.4")
    ET.SubElement(root, "header").attrib.update(
        {
            "creationtool": "glossary",
            "creationtoolversion": VERSION,
            "datatype": "PlainText",
            "segtype": "phrase",
            "adminlang": "en",
            "srclang": selection.source,
            "o-tmf": "glossary",
        }
    )
    body = ET.SubElement(root, "body")
    for number, pair in enumerate(selection.pairs(), 1):
        if pair.status == "deprecated":
            continue
        unit = ET.SubElement(body, "tu", tuid=f"{pair.concept.id}-{number}")
        for kind, value in (
            ("x-concept", pair.concept.id),
            ("x-status", pair.status),
            ("x-perspective", selection.perspective.id),
            ("x-used-by", ", ".join(pair.name.used_by)),
        ):
            if value:
                ET.SubElement(unit, "prop", type=kind).text = value
        for language, text in ((selection.source, pair.source), (selection.target, pair.target)):
            ET.SubElement(ET.SubElement(unit, "tuv", {_LANG: language}), "seg").text = text
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Written(data + b"\n", selection.lost("spellings", "users"))


def load(path: Path) -> Termbase:
    """The termbase in a file. Raises `TermbaseError` where there is none."""
    termbase, problems = read(path)
    if problems:
        raise problems[0]
    return termbase


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """Its units as concepts; those of one ``x-concept`` are one."""
    try:
        root = xmlfiles.read(path)
    except FileError as problem:
        return Termbase({}), [TermbaseError(path, str(problem).removeprefix(f"{path}: "))]
    names: dict[str, list[Name]] = {}
    for number, unit in enumerate(root.iter("tu"), 1):
        properties = {prop.get("type", ""): prop.text or "" for prop in unit.iter("prop")}
        found = names.setdefault(properties.get("x-concept") or unit.get("tuid") or f"{path.stem}-{number}", [])
        for variant in unit.iter("tuv"):
            language = (variant.get(_LANG) or variant.get("lang") or "").lower()
            text = " ".join("".join(seg.itertext()) for seg in variant.iter("seg")).strip()
            if language and text and all((name.lang, name.text) != (language, text) for name in found):
                found.append(Name(language, text))
    names = {key: row for key, row in names.items() if row}
    if not names:
        return Termbase({}), [TermbaseError(path, "there is no unit with a text in this file")]
    dispute = Dispute(path.stem, path.stem, file=str(path))
    concepts = {key: Concept(key, dispute, "place", "", names=tuple(row), file=str(path)) for key, row in names.items()}
    return Termbase(concepts), []
