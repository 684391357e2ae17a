"""The inflected forms of ordinary English and Spanish words: "files" for "file", «archivos de texto» for its Spanish.

A plain word list gives a word in one form and a text has it in others. The rules here are those of a school grammar,
and rough on purpose where they only have to recognise: a form that nobody writes finds nothing. What they *write* is a
Spanish plural, an article and the ending of a regular verb, which they get right but for the words listed here.
"""

from dataclasses import replace

from glossary.terms import Concept, Name
from glossary.wordforms import english, spanish, spanish_verbs

LANGUAGES = ("en", "es")


def complete(concept: Concept) -> Concept:
    """A concept of a plain word list with the forms, gender and number of its English and Spanish words."""
    first = next((name for name in concept.names if name.language == "es"), None)
    verb = first is not None and spanish_verbs.is_verb(first.text)
    return replace(concept, names=tuple(_complete(name, verb) for name in concept.names))


def _complete(name: Name, verb: bool) -> Name:
    if name.forms or name.indeclinable or name.language not in LANGUAGES:
        return name
    texts = (name.text, *name.also)
    rows = [english.forms(text, verb) if name.language == "en" else spanish.forms(text) for text in texts]
    forms = {
        key: tuple(dict.fromkeys(form for row in rows for form in row.get(key, ()))) for row in rows for key in row
    }
    if name.language == "en" or spanish_verbs.is_verb(name.text):
        return replace(name, forms=forms)
    gender, number = spanish.gender_and_number(name.text)
    return replace(name, forms=forms, gender=name.gender or gender, number=name.number or number, article=True)


def number_of(name: Name, form: str) -> str:
    """Whether a form of a name is its singular or its plural."""
    if form.lower() == name.text.lower():
        return name.number or "sg"
    for number in ("sg", "pl"):
        if form.lower() in (other.lower() for other in name.forms.get(number, ())):
            return number
    return name.number or "sg"
