"""The trail of a translation: for each sentence its names, where they stand in source and target, and by what rung.

As JSON with types of its own, versioned, and as XLIFF 2.1 for a translator's tool, where names are ``mrk`` of type
``term``, their translations entries of the glossary module, and readers' notes notes on the target. A sentence is
``translated`` where every name was verified and the engine was sure, and ``initial`` where somebody has to look. What a
memory has for a sentence like it is an alternative, in XLIFF a match of the candidates module; one that was taken
whole is said to come from there.
"""

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from glossary import xmlfiles
from glossary.document import OBJECT
from glossary.reports.json import as_dict as finding_as_dict
from glossary.translation.annotate import Note
from glossary.translation.bitext import Place
from glossary.translation.held import Held
from glossary.translation.memory import Near
from glossary.translation.plan import CODE, Job
from glossary.translation.recall import alternatives, lacking
from glossary.translation.translate import Translation

_XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"


def as_dict(result: Translation, job: Job) -> dict[str, Any]:
    """The trail as JSON's types; all places are code points into the ``source`` or ``target`` beside them."""
    numbers = {note.concept.id: note.number for note in result.notes}
    return {
        "version": 1,
        "source_language": job.source,
        "target_language": job.target,
        "engine": job.engine.name,
        "perspective": job.perspective.id,
        "stance": job.stance,
        "segments": [_segment(held, numbers, job) for held in result.units],
        "notes": [{"number": n.number, "concept": n.concept.id, "text": n.text} for n in result.notes],
        "findings": [finding_as_dict(finding) for finding in result.findings],
    }


def _segment(held: Held, numbers: dict[str, int], job: Job) -> dict[str, Any]:
    def placed(place: Place | None) -> dict[str, Any] | None:
        if place is None:
            return None
        return {"start": place.start, "end": place.end, "text": held.target[place.start : place.end]}

    terms = []
    for number, (term, place, rung) in enumerate(zip(held.unit.terms, held.places, held.rungs, strict=True)):
        terms.append(
            {
                "concept": term.mention.concept.id,
                "context": term.context.kind,
                "rung": rung,
                "note": numbers.get(term.mention.concept.id),
                "source": {"start": term.start, "end": term.end, "text": held.unit.written[term.start : term.end]},
                "target": placed(place),
                "paired_with": placed(held.seconds.get(number)),
            }
        )
    return {
        "source": held.unit.written,
        "target": held.target,
        "score": held.score,
        "doubtful": held.doubtful,
        "origin": "memory" if held.recalled else "engine",
        "memory": held.recalled.file if held.recalled else None,
        "alternatives": [
            {
                "score": near.score,
                "source": near.remembered.source,
                "target": near.remembered.target,
                "file": near.remembered.file,
                "lacks": list(lacking(held.unit, near.remembered.target, job)),
            }
            for near in alternatives(held, job)
        ],
        "terms": terms,
    }


def as_xliff(result: Translation, job: Job, path: str) -> bytes:
    """The trail as an XLIFF 2.1 document in UTF-8."""
    for prefix, namespace in (("", _XLIFF), ("gls", _GLOSSARY), ("mtc", _MATCHES)):
        ET.register_namespace(prefix, namespace)
    root = ET.Element(f"{{{_XLIFF}}}xliff", version="2.1", srcLang=job.source, trgLang=job.target)
    file = ET.SubElement(root, f"{{{_XLIFF}}}file", id="f1", original=_clean(path))
    notes = {note.concept.id: note for note in result.notes}
    for number, held in enumerate(result.units, 1):
        _unit(ET.SubElement(file, f"{{{_XLIFF}}}unit", id=f"u{number}"), held, notes, job)
    _indent(root, "\n")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _indent(element: ET.Element, line: str) -> None:
    """A line for each element; never inside of a text, where white space is text."""
    if len(element) == 0 or element.tag in (f"{{{_XLIFF}}}source", f"{{{_XLIFF}}}target"):
        return
    element.text = line + " "
    for child in element:
        _indent(child, line + " ")
        child.tail = line + " "
    element[-1].tail = line


def _unit(unit: ET.Element, held: Held, notes: dict[str, Note], job: Job) -> None:
    near = alternatives(held, job)
    if near:
        _matches(unit, near, held)
    terms = list(zip(held.unit.terms, held.places, held.rungs, strict=True))
    if terms:
        entries = ET.SubElement(unit, f"{{{_GLOSSARY}}}glossary")
        for number, (term, place, rung) in enumerate(terms, 1):
            entry = ET.SubElement(entries, f"{{{_GLOSSARY}}}glossEntry", ref=f"#m{number}")
            _text(entry, f"{{{_GLOSSARY}}}term", term.mention.surface)
            wanted = held.target[place.start : place.end] if place else term.preferred
            _text(entry, f"{{{_GLOSSARY}}}translation", wanted).set("source", f"rung: {rung}")
            if term.mention.concept.definition:
                _text(entry, f"{{{_GLOSSARY}}}definition", term.mention.concept.definition)
    said = [notes.pop(term.mention.concept.id) for term, _, _ in terms if term.mention.concept.id in notes]
    if said:
        parent = ET.SubElement(unit, f"{{{_XLIFF}}}notes")
        for note in said:
            _text(parent, f"{{{_XLIFF}}}note", note.text).attrib.update(
                id=f"n{note.number}", appliesTo="target", category="glossary"
            )
    segment = ET.SubElement(unit, f"{{{_XLIFF}}}segment", state="translated" if held.sure else "initial")
    if held.recalled:
        segment.set("subState", "glossary:memory")
    marks = [(term.start, term.end, f"m{n}") for n, (term, _, _) in enumerate(terms, 1)]
    source = ET.SubElement(segment, f"{{{_XLIFF}}}source")
    if near:  # what a match is for has to be a marked stretch
        source = ET.SubElement(source, f"{{{_XLIFF}}}mrk", id="m0", type="mtc:match")
    _marked(source, held.unit.written, marks, held.unit.codes)
    marks = [(place.start, place.end, f"m{n}") for n, (_, place, _) in enumerate(terms, 1) if place]
    _marked(ET.SubElement(segment, f"{{{_XLIFF}}}target"), held.target, marks, held.unit.codes)


def _matches(unit: ET.Element, near: Sequence[Near], held: Held) -> None:
    parent = ET.SubElement(unit, f"{{{_MATCHES}}}matches")
    for number, (one, score) in enumerate(((each.remembered, each.score) for each in near), 1):
        match = ET.SubElement(parent, f"{{{_MATCHES}}}match", id=f"t{number}", ref="#m0", type="tm")
        match.attrib.update(similarity=str(score), origin=_clean(one.file))
        _marked(ET.SubElement(match, f"{{{_XLIFF}}}source"), one.source, [], CODE.findall(one.source))
        _marked(ET.SubElement(match, f"{{{_XLIFF}}}target"), one.target, [], CODE.findall(one.source))


def _marked(parent: ET.Element, text: str, marks: Sequence[tuple[int, int, str]], codes: Sequence[str]) -> None:
    """A text with its names marked and its inline objects as placeholders."""
    places = [(start, end, "mrk", mark) for start, end, mark in marks]
    places += [(text.index(code), text.index(code) + len(code), "ph", code) for code in codes if code in text]
    at, last = 0, None
    for start, end, kind, name in sorted(places):
        if start < at:
            continue  # a placeholder within a name
        _after(parent, last, text[at:start])
        last = ET.SubElement(parent, f"{{{_XLIFF}}}{kind}", id=name)
        if kind == "mrk":
            last.set("type", "term")
            last.text = _clean(text[start:end])
        at = end
    _after(parent, last, text[at:])


def _after(parent: ET.Element, last: ET.Element | None, text: str) -> None:
    if last is None:
        parent.text = _clean(text)
    else:
        last.tail = _clean(text)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return xmlfiles.clean(text).replace(OBJECT, "\ufffd")
