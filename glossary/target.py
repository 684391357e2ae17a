"""What a name is called in another language, given who speaks: the choice that stance and perspective make."""

from collections.abc import Iterator, Sequence
from typing import Literal

from glossary import inflect
from glossary.context import Context
from glossary.folding import fold
from glossary.language import own_script
from glossary.match import Mention
from glossary.perspective import Perspective
from glossary.terms import Concept, Name

Stance = Literal["preserve", "house"]
STANCES: tuple[Stance, ...] = ("preserve", "house")


def target_names(
    mention: Mention, context: Context, perspective: Perspective, stance: Stance, language: str
) -> tuple[tuple[Name, ...], str]:
    """The names that may stand for a mention in the target language, best first, and what joined text they form.

    A quoted or attributed name keeps its speaker's side always. In the writer's own voice ``preserve`` keeps the
    source's side and ``house`` follows the perspective, which may ask for several names together. Empty where the
    termbase does not know how to say it.
    """
    concept, name = mention.concept, mention.name
    if concept.kind == "status-word":
        return (), ""
    if concept.kind == "term":
        readings = [concept, *(other for other, _ in mention.ambiguous if other.kind == "term")]
        return tuple(name for reading in readings for name in reading.names_in(language)), ""
    if stance == "house" and context.kind in ("own-voice", "paired"):
        house = perspective.names(concept, language)
        if len(house) > 1:
            return tuple(house), "/".join(each.text for each in house)
        if house:
            return _and_siblings(house[0], concept, language), ""
    if name.romanised and not own_script(language):
        return (name,), ""
    return same_side(name, concept, language), ""


def wanted_forms(mention: Mention, text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The forms of ordinary words that may stand for a mention, best first; none where any form may.

    The listed word is met by the listed word and a plural by a plural; what is said with a verb may be any form of it,
    for an engine knows better which. ``text`` is what stands before the mention in its sentence.
    """
    if mention.concept.kind != "term":
        return ()
    surface = fold(mention.surface)[0]
    listed = any(fold(text)[0] == surface for text in (mention.name.text, *mention.name.also))
    keys = [] if listed else [k for k, row in mention.name.forms.items() if surface in (fold(form)[0] for form in row)]
    found: list[str] = []
    for name in names:
        basic = (name.text, *name.also)
        verb = "inf" in name.forms
        number = [form for key in keys for form in name.forms.get(key, ())]
        if name.language in inflect.LANGUAGES:
            cases = [form for key, row in name.forms.items() if key != "pl" for form in row]
            found += number or [*basic, *cases]
            continue
        found += [*basic, *_verb_forms(name, opening=not text.strip())] if verb else number or basic
    return tuple(dict.fromkeys(_cased(form, mention, bool(text.strip(" \"'«“¿¡("))) for form in found))


def _verb_forms(name: Name, opening: bool) -> Iterator[str]:
    """What counts as a verb's; at the opening of a sentence it is an order, and "open" is no participle there."""
    for key, forms in name.forms.items():
        if not (opening and key == "part"):
            yield from forms


def _cased(form: str, mention: Mention, inside: bool) -> str:
    """A form with the capitals of the word that it stands for, where those are not the list's own."""
    surface, listed = mention.surface, mention.name.text
    if len(surface) > 1 and surface.isupper() and not listed.isupper():
        return form.upper()
    if inside and surface[:1].isupper() and listed[:1].islower():
        return form[:1].upper() + form[1:]
    return form


def same_side(name: Name, concept: Concept, language: str) -> tuple[Name, ...]:
    """The names in a language that the same parties use, the counterpart of this one first.

    Counterparts are told by rank: the second name that a party has in English and the second that it has in Spanish.
    A name that no single party owns stands for any that nobody owns, and failing that for whatever there is.
    """
    side = concept.side
    own = side(name)
    here = [other for other in concept.names_in(name.language) if side(other) == own]
    there = [other for other in concept.names_in(language) if side(other) == own and not other.valid_to]
    if not there and not own:
        there = [other for other in concept.names_in(language) if not other.valid_to]
    rank = next((i for i, other in enumerate(here) if other is name), 0)
    if 0 < rank < len(there):
        there = [there[rank], *there[:rank], *there[rank + 1 :]]
    return tuple(there)


def _and_siblings(name: Name, concept: Concept, language: str) -> tuple[Name, ...]:
    return (name, *(other for other in same_side(name, concept, language) if other is not name))
