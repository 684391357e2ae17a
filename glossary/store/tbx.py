"""TBX, the exchange format of terminologists (ISO 30042), in the dialect TBX-Basic.

Version 3 (2019) is written in the style DCA, where a category is a ``type``; both styles are read. Version 2 (2008) is
what translate-toolkit, Weblate and OmegaT read. A concept is an entry, a name a term; its other spellings and forms are
terms of their own, of the type *variant*, each with a note that says what it is. Who uses a name is its geographical
usage, or its customer where that is no country; how it stands under the perspective is its administrative status.

TBX-Basic has no place for the languages in which a name takes a side, so a note says it in words that reading knows.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from glossary import xmlfiles
from glossary.errors import ConfigError, TermbaseError
from glossary.language import party_name
from glossary.store import foreign
from glossary.store.selection import Selection, Status, Written
from glossary.terms import CLASSES, Concept, Dispute, Name, Termbase

VERSIONS = ("3", "2")

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_STATUS: dict[Status, str] = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "superseded": "supersededTerm-admn-sts",
}
_GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter"}
#: What the elements of version 3 are called in version 2.
_OLD = {
    "tbx": "martif",
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
}
_LOADED = "Takes the side of its users in texts in: "
_ONE_OF = "Other spelling of: "
_VARIANT = "Dated or non-standard spelling of: "
_FORM = "Form ({}) of: "


# --- writing ---------------------------------------------------------------------------------------------------------


def write(selection: Selection, format: str = "tbx") -> Written:
    """All concepts with all their names, or those in the languages that were asked for."""
    version = selection.version or VERSIONS[0]
    if version not in VERSIONS:
        raise ConfigError(f"there is no TBX {version}; the versions are {', '.join(VERSIONS)}")
    root = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", xmlfiles.LANG: "en", "xmlns": _NAMESPACE})
    header = ET.SubElement(ET.SubElement(root, "tbxHeader"), "fileDesc")
    _leaf(ET.SubElement(header, "sourceDesc"), "p", f"glossary, perspective {selection.perspective.id}")
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for concept in selection.concepts:
        _entry(body, selection, concept)
    if version == "2":
        _make_old(root)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    kept = ("users", "loaded", "spellings", "forms", "definitions", "notes", "verdicts")
    return Written(data + b"\n", selection.lost(*kept))


def _leaf(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _entry(body: ET.Element, selection: Selection, concept: Concept) -> None:
    entry = ET.SubElement(body, "conceptEntry", id=f"c-{concept.id}")
    _leaf(entry, "descrip", f"{concept.dispute.id}; {concept.kind}", type="subjectField")
    if concept.status_class:
        _leaf(entry, "admin", f"class:{concept.status_class}", type="projectSubset")
    for party in concept.parties:
        _leaf(entry, "admin", f"party:{party}", type="projectSubset")
    if concept.definition:
        _leaf(entry, "descrip", concept.definition, type="definition")
    if concept.note:
        _leaf(entry, "note", concept.note)
    names = selection.names(concept)
    for language in dict.fromkeys(name.lang for name in names):
        section = ET.SubElement(entry, "langSec", {xmlfiles.LANG: language})
        for name in names:
            if name.lang == language:
                _term(section, selection, concept, name)


def _term(section: ET.Element, selection: Selection, concept: Concept, name: Name) -> None:
    term = ET.SubElement(section, "termSec")
    _leaf(term, "term", name.text)
    _leaf(term, "termNote", "other" if concept.kind == "status-word" else "noun", type="partOfSpeech")
    _leaf(term, "termNote", _STATUS[selection.status(concept, name)], type="administrativeStatus")
    if name.gender in _GENDERS:
        _leaf(term, "termNote", _GENDERS[name.gender], type="grammaticalGender")
    for user in name.used_by:
        if party_name(user) != user:
            _leaf(term, "termNote", user, type="geographicalUsage")
        else:
            _leaf(term, "admin", user, type="customerSubset")
    _leaf(term, "admin", f"perspective:{selection.perspective.id}", type="projectSubset")
    for claim in name.claims:
        parts = (claim.source.publisher, claim.source.title, claim.source.date)
        _leaf(term, "admin", ", ".join(filter(None, parts)), type="source")
        if re.match(r"https?://", claim.source.address):
            title = claim.source.title or claim.source.address
            _leaf(term, "xref", title, type="externalCrossReference", target=claim.source.address)
    if name.loaded_in:
        _leaf(term, "note", _LOADED + ", ".join(name.loaded_in))
    for text, note in _others(name):
        other = ET.SubElement(section, "termSec")
        _leaf(other, "term", text)
        _leaf(other, "termNote", "variant", type="termType")
        _leaf(other, "note", note + name.text)


def _others(name: Name) -> Iterator[tuple[str, str]]:
    for text in name.also:
        yield text, _ONE_OF
    for text in name.variants:
        yield text, _VARIANT
    for case, texts in name.forms.items():
        for text in texts:
            yield text, _FORM.format(case)


def _make_old(root: ET.Element) -> None:
    """Version 3 as version 2."""
    del root.attrib["style"], root.attrib["xmlns"]
    for element in root.iter():
        element.tag = _OLD.get(element.tag, element.tag)


# --- reading ---------------------------------------------------------------------------------------------------------


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """The entries of either version and style; deprecated and superseded terms are no names to write, and left out.

    Raises `TermbaseError` for what is no XML to be read.
    """
    concepts = {}
    entries = (element for element in foreign.xml(path).iter() if _tag(element) in ("conceptEntry", "termEntry"))
    for number, entry in enumerate(entries, 1):
        key = (entry.get("id") or f"{path.stem}-{number}").removeprefix("c-")
        concepts[key] = _concept(path, key, entry)
    found = {key: concept for key, concept in concepts.items() if concept.names}
    if not found:
        return Termbase({}), [TermbaseError(path, "there is no entry with a term in this file")]
    return Termbase(found), []


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _concept(path: Path, key: str, entry: ET.Element) -> Concept:
    own = [child for child in entry if _tag(child) not in ("langSec", "langSet")]
    said = [pair for child in own for pair in _said(child)]
    field = next((text for kind, text in said if kind == "subjectField"), "")
    dispute, _, kind = (part.strip() for part in field.partition(";"))
    marks = dict.fromkeys(text for what, text in said if what == "projectSubset")
    status = next((mark[6:] for mark in marks if mark.startswith("class:") and mark[6:] in CLASSES), "")
    names = [name for section in entry if _tag(section) in ("langSec", "langSet") for name in _names(section)]
    # A proper noun by the word of every term that says what it is.
    speech = {text for what, text in _said(entry) if what == "partOfSpeech"}
    proper = speech == {"properNoun"}
    parties = [mark[6:] for mark in marks if mark.startswith("party:")]
    if not parties and kind != "status-word":
        parties = sorted({user for name in names for user in name.used_by})
    dispute = dispute or path.stem
    return Concept(
        id=key,
        dispute=Dispute(dispute, dispute, tuple(parties), file=str(path)),
        kind=foreign.kind_of(kind, "properNoun" if proper else ""),
        definition=next((text for what, text in said if what == "definition"), ""),
        note=next((text for what, text in said if what == "note"), ""),
        status_class=status,
        parties=tuple(parties),
        names=tuple(names),
        file=str(path),
    )


def _said(element: ET.Element) -> Iterator[tuple[str, str]]:
    """The categories in an element, whichever style they are written in: what is said, and the text."""
    for child in element.iter():
        text = "".join(child.itertext()).strip()
        tag = _tag(child)
        if tag in ("descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "termSec", "tig", "ntig", "termGrp"):
            continue
        yield child.get("type") or tag, text


def _names(section: ET.Element) -> Iterator[Name]:
    """The names of one language: every term, with the variants that say whose they are."""
    language = section.get(xmlfiles.LANG) or section.get("lang") or ""
    language = language.lower() if len(language) <= 3 else language
    found: dict[str, dict[str, list[str]]] = {}
    variants: list[tuple[str, str]] = []
    for term in section:
        if _tag(term) not in ("termSec", "tig", "ntig"):
            continue
        text = next(("".join(e.itertext()).strip() for e in term.iter() if _tag(e) == "term"), "")
        said: dict[str, list[str]] = {}
        for kind, value in _said(term):
            said.setdefault(kind, []).append(value)
        status = (said.get("administrativeStatus") or said.get("processStatus") or [""])[0]
        if not text or status.startswith(("deprecated", "superseded")) or status in ("forbidden", "obsolete"):
            continue
        of = next((note for note in said.get("note", ()) if re.match(_OTHER, note)), "")
        if "variant" in said.get("termType", ()) and of:
            variants.append((text, of))
        else:
            found[text] = said
    for text, said in found.items():
        yield _name(language, text, said, variants)


_OTHER = re.compile(rf"{re.escape(_ONE_OF)}|{re.escape(_VARIANT)}|Form \((\w+)\) of: ")


def _name(language: str, text: str, said: dict[str, list[str]], variants: list[tuple[str, str]]) -> Name:
    also: list[str] = []
    dated: list[str] = []
    forms: dict[str, list[str]] = {}
    for other, note in variants:
        match = _OTHER.match(note)
        if match is None or note[match.end() :] != text:
            continue
        if match[1]:
            forms.setdefault(match[1], []).append(other)
        else:
            (also if note.startswith(_ONE_OF) else dated).append(other)
    loaded = next((note.removeprefix(_LOADED) for note in said.get("note", ()) if note.startswith(_LOADED)), "")
    genders = {word: letter for letter, word in _GENDERS.items()}
    return Name(
        language,
        text,
        used_by=tuple(dict.fromkeys(said.get("geographicalUsage", []) + said.get("customerSubset", []))),
        loaded_in=tuple(part.strip() for part in loaded.split(",") if part.strip()),
        also=tuple(also),
        variants=tuple(dated),
        forms={case: tuple(texts) for case, texts in forms.items()},
        gender=genders.get((said.get("grammaticalGender") or [""])[0], ""),
    )
