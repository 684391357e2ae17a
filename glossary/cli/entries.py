"""A concept as the types of JSON, the same for every command that answers with one."""

from typing import Any

from glossary.gloss import glosses
from glossary.perspective import Perspective
from glossary.terms import Concept, Name


def entry(concept: Concept, house: Perspective, target: str = "") -> dict[str, Any]:
    """A concept for machines; with a target language, only its names in that."""
    names = concept.names_in(target) if target else list(concept.names)
    languages = [target] if target else sorted({name.language for name in concept.names})
    return {
        "concept": concept.id,
        "dispute": concept.dispute.id,
        "kind": concept.kind,
        "class": concept.status_class,
        "definition": concept.definition,
        "note": concept.note,
        "parties": list(concept.parties),
        "administered_by": list(concept.dispute.administered_by),
        "as_of": concept.dispute.as_of,
        "names": [_name_entry(concept, name) for name in names],
        "write": {code: form for code in languages if (form := house.form(concept, code))},
        "first_mention": {code: found for code in languages if (found := glosses(concept, code))},
        "relations": [
            {"type": r.type, "concept": r.concept, "according_to": list(r.according_to)} for r in concept.relations
        ],
        "ids": dict(concept.ids),
    }


def _name_entry(concept: Concept, name: Name) -> dict[str, Any]:
    return {
        "text": name.text,
        "lang": name.lang,
        "used_by": list(name.used_by),
        "one_sided": concept.one_sided(name),
        "loaded_in": list(name.loaded_in),
        "instead": list(name.instead),
        "also": list(name.also),
        "variants": list(name.variants),
        "forms": {label: list(forms) for label, forms in name.forms.items()},
        "valid_from": name.valid_from,
        "valid_to": name.valid_to,
        "claims": [
            {
                "authority": claim.authority,
                "status": claim.status,
                "about": claim.about,
                "since": claim.since,
                "until": claim.until,
                "source": {
                    "publisher": claim.source.publisher,
                    "title": claim.source.title,
                    "date": claim.source.date,
                    "address": claim.source.address,
                    "read_on": claim.source.read_on or None,
                    "via": claim.source.via,
                },
            }
            for claim in name.claims
        ],
    }
