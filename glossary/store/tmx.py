"""TMX 1.4, translation memories, which Google and Amazon take for glossaries: a unit for each pair of names.

Status, perspective and the kind of thing go into properties. Names that the perspective avoids are never written: a
memory has no way to say "not this one". Reading takes the names of a unit for one concept.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

from glossary import xmlfiles
from glossary.errors import TermbaseError
from glossary.store import foreign
from glossary.store.selection import VERSION, Selection, Written
from glossary.terms import Name, Termbase


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
            ("x-kind", pair.concept.kind),
            ("x-status", pair.status),
            ("x-perspective", selection.perspective.id),
            ("x-used-by", ", ".join(pair.name.used_by)),
        ):
            if value:
                ET.SubElement(unit, "prop", type=kind).text = value
        for language, text in ((selection.source, pair.source), (selection.target, pair.target)):
            ET.SubElement(ET.SubElement(unit, "tuv", {xmlfiles.LANG: language}), "seg").text = text
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Written(data + b"\n", selection.lost("spellings", "users"))


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """Its units as concepts of the kind ``x-kind``, or else ordinary words; those of one ``x-concept`` are one.

    Raises `TermbaseError` for what is no XML to be read.
    """
    names: dict[str, list[Name]] = {}
    kinds: dict[str, str] = {}
    for number, unit in enumerate(foreign.xml(path).iter("tu"), 1):
        properties = {prop.get("type", ""): prop.text or "" for prop in unit.iter("prop")}
        key = properties.get("x-concept") or unit.get("tuid") or f"{path.stem}-{number}"
        found = names.setdefault(key, [])
        kinds.setdefault(key, foreign.kind_of(properties.get("x-kind", "")))
        for variant in unit.iter("tuv"):
            language = (variant.get(xmlfiles.LANG) or variant.get("lang") or "").lower()
            text = " ".join("".join(seg.itertext()) for seg in variant.iter("seg")).strip()
            if language and text:
                foreign.add(found, language, text)
    names = {key: row for key, row in names.items() if row}
    if not names:
        return Termbase({}), [TermbaseError(path, "there is no unit with a text in this file")]
    return foreign.termbase(path, names, kinds), []
