"""How a contested name is given at first mention: under one name, with whose other name it also has.

News agencies seldom write two names with a slash in running text; they keep one and say who calls it the other. The
sentence is a message of the catalogues, so that each language has its own; one without a catalogue gets brackets.
"""

from glossary.i18n import has_words, translated
from glossary.language import party_name
from glossary.terms import Concept, Name

_BRACKETS = "{base} ({party}: {rival})"


def gloss(base: str, rival: Name, concept: Concept, language: str) -> str:
    """A name as written, followed by its rival's name and whose that is, in a language."""
    sentence = translated("{base}, which {party} calls {rival}", language) if has_words(language) else _BRACKETS
    users = [party_name(party, language) for party in rival.used_by if party in concept.parties]
    return sentence.format(base=base, party=", ".join(users), rival=rival.text)


def glosses(concept: Concept, language: str) -> list[str]:
    """Every party's first name with each rival's first, in the order of the parties' codes; empty without two sides."""
    names = [name for name in concept.names_in(language) if concept.one_sided(name) and not name.valid_to]
    first: dict[str, Name] = {}
    for party in concept.parties:
        if name := next((name for name in names if party in name.used_by), None):
            first[party] = name
    own = list(dict.fromkeys(first.values()))
    return [gloss(name.text, other, concept, language) for name in own for other in own if other is not name]
