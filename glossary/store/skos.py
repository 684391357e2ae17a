"""SKOS with labels as resources (SKOS-XL), in Turtle, for linked data. Written, not read.

Plain SKOS has one preferred label for each language and concept, and no place to say whose it is. With SKOS-XL every
name is a resource of its own, which carries who uses it and the sources of the claims about it. Which label is the
preferred one follows the perspective; without a single answer in a language all of its labels are alternative.
"""

import json
import re
from collections.abc import Iterator

from glossary.store.selection import Selection, Written
from glossary.terms import Concept, Name

_HEAD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix : <urn:glossary:> .
"""


def write(selection: Selection, format: str = "skos") -> Written:
    """All concepts, or those with names in the languages that were asked for."""
    blocks = [
        _HEAD,
        f":scheme a skos:ConceptScheme ; dct:title {_text(f'glossary, {selection.perspective.id}', 'en')} .\n",
    ]
    for concept in selection.concepts:
        blocks += _concept(selection, concept)
    kept = ("users", "spellings", "forms", "periods", "claims", "definitions", "notes", "verdicts")
    return Written("\n".join(blocks).encode(), selection.lost(*kept))


def _concept(selection: Selection, concept: Concept) -> Iterator[str]:
    said = ["a skos:Concept", "skos:inScheme :scheme"]
    if concept.definition:
        said.append(f"skos:definition {_text(concept.definition, 'en')}")
    if concept.note:
        said.append(f"skos:scopeNote {_text(concept.note, 'en')}")
    if number := concept.ids.get("wikidata"):
        said.append(f"skos:exactMatch wd:{number}")
    labels: list[str] = []
    for number_, name in enumerate(selection.names(concept)):
        for text, spelling in name.surfaces():
            label = f":{concept.id}-{number_}-{len(labels)}"
            hidden = spelling in ("variant", "form")
            preferred = spelling == "text" and selection.perspective.names(concept, name.language) == [name]
            kind = "hiddenLabel" if hidden else "prefLabel" if preferred and not name.romanised else "altLabel"
            said.append(f"skosxl:{kind} {label}")
            labels.append(_label(label, text, name))
    together = " ;\n  ".join(said)
    yield f":{concept.id} {together} .\n"
    yield from labels


def _label(label: str, text: str, name: Name) -> str:
    said = ["a skosxl:Label", f"skosxl:literalForm {_text(text, name.lang)}"]
    said += [f"dct:audience {_text(user)}" for user in name.used_by]
    if name.valid_from or name.valid_to:
        said.append(f"dct:valid {_text(f'{name.valid_from}/{name.valid_to}')}")
    for claim in name.claims:
        about = claim.about or f"{claim.authority}: {claim.status}"
        said.append(f"skos:note {_text(about, 'en')}")
        if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", claim.source.address):
            said.append(f"dct:source <{claim.source.address}>")
    return f"{label} {' ; '.join(dict.fromkeys(said))} ."


def _text(text: str, language: str = "") -> str:
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")
