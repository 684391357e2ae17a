"""The termbase as values: who calls what how, on whose authority, since when.

A concept is the thing itself and never a word. A name is a word for it in one language, with the parties that use it.
A claim is an authority's stand on a name. Nothing here reads a file and nothing here is neutral: whether a name takes
a side is a question for `glossary.perspective`.

Parties and bodies are CLDR territory codes (``JP``, ``UN``) or, where CLDR has none, the body's own proper name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

STATUSES = ("standard", "accepted", "avoided", "barred")
KINDS = (
    "territory",
    "island",
    "water",
    "settlement",
    "place",
    "state",
    "people",
    "language",
    "organisation",
    "document",
    "event",
    "term",
    "status-word",
)
CLASSES = ("control", "finding", "party-verdict", "distancing", "neutral")
EXCEPTIONS = ("title", "fossil", "homonym")

#: Look-up key -> the names it may mean, each as a concept's id and the number of the name in it.
Index = Mapping[str, Sequence[tuple[str, int]]]

Spelling = Literal["text", "also", "variant", "form"]

#: Whether a language has names of its own, the folded strings that are looked for in its texts, and for each of them
#: what it may be: a concept's id and the number of the name in it, as written, and what `NotWhen` calls it or nothing.
Patterns = tuple[bool, Sequence[str], Sequence[Sequence[tuple[str, int, str, Spelling, str]]]]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication. ``read_on`` is the day somebody opened it, empty where nobody did."""

    key: str
    publisher: str
    title: str
    date: str = ""
    address: str = ""
    read_on: str = ""
    via: str = ""

    @property
    def verified(self) -> bool:
        """Whether it was opened for this termbase."""
        return bool(self.read_on)


@dataclass(frozen=True, slots=True)
class Claim:
    """An authority's stand on a name: ``status`` is one of `STATUSES`; ``about`` says in a sentence what was done."""

    authority: str
    status: str
    source: Source
    about: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class NotWhen:
    """A longer string in which a name is another thing; ``kind`` is one of `EXCEPTIONS`."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A word for a concept in one language and script.

    ``loaded_in`` lists the languages of *text* in which the name takes its users' side (``*``: in any): Итуруп is an
    ordinary word in Russian and Iturup a marked one in English. ``only_with`` names disputes: the name is recognised
    only in a document that also names something of theirs (``*``: of any dispute that has parties), because elsewhere
    it is ordinary language. ``instead`` is what to write where that is not another name of the concept.
    """

    lang: str
    text: str
    used_by: tuple[str, ...] = ()
    loaded_in: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indeclinable: bool = False
    gender: str = ""
    number: str = ""
    article: bool = False
    case_sensitive: bool = False
    not_when: tuple[NotWhen, ...] = ()
    only_with: tuple[str, ...] = ()
    pair_with: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    claims: tuple[Claim, ...] = ()
    #: Where it stands in the file of its concept, for error messages; 0 where it came from elsewhere.
    line: int = 0

    @property
    def language(self) -> str:
        """The language alone: ``ja`` for ``ja-Latn``."""
        return self.lang.partition("-")[0]

    @property
    def romanised(self) -> bool:
        """Whether it is a foreign word in Latin letters, at home in any text that uses them."""
        return self.lang.endswith("-Latn")

    def surfaces(self) -> Iterator[tuple[str, Spelling]]:
        """Every string that stands for the name in text, with what kind of spelling it is, each once."""
        seen = set()
        groups: tuple[tuple[Spelling, tuple[str, ...]], ...] = (
            ("text", (self.text,)),
            ("also", self.also),
            ("form", tuple(form for forms in self.forms.values() for form in forms)),
            ("variant", self.variants),
        )
        for spelling, texts in groups:
            for text in texts:
                if text not in seen:
                    seen.add(text)
                    yield text, spelling

    def loaded(self, language: str) -> bool:
        """Whether the name, standing alone in a text of this language, takes the side of its users."""
        return language in self.loaded_in or "*" in self.loaded_in


@dataclass(frozen=True, slots=True)
class Example:
    """A text in a language, and which of the concept's names are reported in it, as written there and in order."""

    lang: str
    text: str
    reports: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Relation:
    """How one concept stands to another, and according to whom; an empty ``according_to`` is uncontested."""

    type: str
    concept: str
    according_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A folder of the termbase: who disputes, who holds, who claims, as of a day."""

    id: str
    title: str
    parties: tuple[str, ...] = ()
    administered_by: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    as_of: str = ""
    note: str = ""
    #: Where the folder's own file is, for error messages; empty for a termbase that came from elsewhere.
    file: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """The thing itself. ``note`` is what readers are told at first mention; ``status_class`` is a status word's."""

    id: str
    dispute: Dispute
    kind: str
    definition: str
    note: str = ""
    status_class: str = ""
    parties: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    file: str = ""
    examples: tuple[Example, ...] = ()

    def names_in(self, language: str) -> list[Name]:
        """Its names in one language and that language's own script."""
        return [name for name in self.names if name.language == language and not name.romanised]

    def one_sided(self, name: Name) -> bool:
        """Whether some of the concept's parties use the name and others do not.

        A name that no party uses (a wire's "disputed islands") or that all of them use is nobody's own.
        """
        return bool(self.side(name))

    def side(self, name: Name) -> frozenset[str]:
        """The parties whose own name it is; empty for one that is nobody's own."""
        users = frozenset(name.used_by) & frozenset(self.parties)
        return users if users != frozenset(self.parties) else frozenset()

    def rejected_by(self, name: Name) -> list[str]:
        """The parties that avoid or bar the name for themselves, as a people does with what others call it."""
        against = {claim.authority for claim in name.claims if claim.status in ("avoided", "barred")}
        return sorted(against & set(self.parties) - set(name.used_by))


@dataclass(frozen=True)
class Prepared:
    """What a compiled copy of a termbase has ready: what `glossary.lookup.index` and, for each language of text,
    `glossary.match.patterns` make of it, and the languages that have a name.
    """

    index: Callable[[], Index]
    languages: list[str]
    patterns: Callable[[str], Patterns]


@dataclass(frozen=True)
class Termbase:
    """All concepts, by id.

    ``disabled`` are the identifiers of concepts that are to be taken out of the termbase that this one is laid over.
    ``prepared`` is what a compiled copy spares others to make.
    """

    concepts: Mapping[str, Concept]
    disabled: frozenset[str] = frozenset()
    prepared: Prepared | None = field(default=None, compare=False)

    @cached_property
    def languages(self) -> list[str]:
        """Every language that has a name, sorted."""
        if self.prepared is not None:
            return self.prepared.languages
        return sorted({name.language for concept in self.concepts.values() for name in concept.names})

    def names(self) -> Iterator[tuple[Concept, Name]]:
        """Every name with its concept, in the order of the files."""
        for concept in self.concepts.values():
            for name in concept.names:
                yield concept, name
