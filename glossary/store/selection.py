"""What of a termbase is written into a file for another tool, and what that file cannot hold.

Flat lists can hold one perspective and one direction, so both are part of what is selected. Formats that hold concepts
take every language, and of the perspective only which of the names it prefers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Literal

from glossary.errors import ConfigError
from glossary.perspective import Perspective
from glossary.target import Stance, same_side
from glossary.terms import Concept, Name, Termbase

VERSION = version("contested-glossary")

#: The words of ISO 30042 for how a name stands.
Status = Literal["preferred", "admitted", "deprecated", "superseded"]

#: What a termbase may have of a name or concept -> how many there are, in words, with {number}.
PARTS = {
    "users": "who uses a name: {number} names",
    "loaded": "in which languages a name takes a side: {number} names",
    "spellings": "other spellings: {number} names",
    "forms": "inflected forms: {number} names",
    "grammar": "gender, number and article: {number} names",
    "exceptions": "what a name is part of without being meant: {number} names",
    "company": "names that are recognised in the company of others only: {number} names",
    "periods": "since when or until when a name is valid: {number} names",
    "claims": "claims with their sources: {number} names",
    "definitions": "definitions: {number} concepts",
    "notes": "notes for readers: {number} concepts",
    "relations": "relations and identifiers: {number} concepts",
    "disputes": "who holds and who claims: {number} concepts",
    "examples": "examples of what is reported: {number} concepts",
    "verdicts": "words that pass a verdict: {number} concepts",
}


@dataclass(frozen=True)
class Pair:
    """A word of the source language and what is written for it; ``target`` may be several names joined."""

    concept: Concept
    name: Name
    source: str
    target: str
    status: Status


@dataclass(frozen=True)
class Written:
    """A file's bytes, and in words what they leave out."""

    data: bytes
    lost: list[str]


@dataclass(frozen=True)
class Selection:
    """A termbase as one perspective sees it; ``source`` and ``target`` are languages, empty for all of them.

    ``version`` is the format's own, where it has several. ``spreadsheet`` asks for cells that no spreadsheet computes.
    """

    termbase: Termbase
    perspective: Perspective
    source: str = ""
    target: str = ""
    stance: Stance = "preserve"
    version: str = ""
    spreadsheet: bool = False

    @cached_property
    def concepts(self) -> list[Concept]:
        """The concepts, in the order of the termbase; with languages, those that have a name in one of them."""
        wanted = {self.source, self.target} - {""}
        every = self.termbase.concepts.values()
        return [one for one in every if not wanted or any(name.language in wanted for name in one.names)]

    def names(self, concept: Concept) -> list[Name]:
        """Its names in the languages that were asked for."""
        wanted = {self.source, self.target} - {""}
        return [name for name in concept.names if not wanted or name.language in wanted]

    def status(self, concept: Concept, name: Name) -> Status:
        """How a name stands under the perspective."""
        if name.valid_to:
            return "superseded"
        if self.perspective.rules_out(name):
            return "deprecated"
        return "preferred" if name in self.perspective.names(concept, name.language) else "admitted"

    def needs_direction(self, format: str) -> None:
        """Raise `ConfigError` where no direction was given."""
        if not self.source or not self.target:
            raise ConfigError(f"--format {format}: such a list has one direction; give --from and --to")

    def pairs(self) -> Iterator[Pair]:
        """A pair for every name of the source language that the target language has a counterpart for.

        A word of the source comes once, with the first meaning that the termbase has for it. Names that the perspective
        avoids are no counterparts, and verdicts have none: they are for a translator to weigh.
        """
        seen: set[str] = set()
        for concept in self.concepts:
            if concept.kind == "status-word":
                continue
            for name in concept.names_in(self.source):
                target = self._counterpart(concept, name)
                if target:
                    for text, spelling in name.surfaces():
                        if spelling in ("text", "also") and text not in seen:
                            seen.add(text)
                            yield Pair(concept, name, text, target, self.status(concept, name))

    def _counterpart(self, concept: Concept, name: Name) -> str:
        if self.stance == "house" and (form := self.perspective.form(concept, self.target)):
            return form
        fit = [one for one in same_side(name, concept, self.target) if self.status(concept, one) != "deprecated"]
        return fit[0].text if fit else ""

    def lost(self, *held: str) -> list[str]:
        """What of the selection a format does not hold that holds only these parts."""
        counts = dict.fromkeys(PARTS, 0)
        for concept in self.concepts:
            for part, has in _of_concept(concept).items():
                counts[part] += has
            for name in self.names(concept):
                for part, has in _of_name(name).items():
                    counts[part] += has
        return [PARTS[part].format(number=n) for part, n in counts.items() if n and part not in held]


def _of_concept(concept: Concept) -> dict[str, bool]:
    dispute = concept.dispute
    return {
        "definitions": bool(concept.definition),
        "notes": bool(concept.note),
        "relations": bool(concept.relations or concept.ids),
        "disputes": bool(dispute.administered_by or dispute.claimed_by),
        "examples": bool(concept.examples),
        "verdicts": concept.kind == "status-word",
    }


def _of_name(name: Name) -> dict[str, bool]:
    return {
        "users": bool(name.used_by),
        "loaded": bool(name.loaded_in),
        "spellings": bool(name.also or name.variants),
        "forms": bool(name.forms or name.indeclinable),
        "grammar": bool(name.gender or name.number or name.article),
        "exceptions": bool(name.not_when),
        "company": bool(name.only_with or name.pair_with or name.instead),
        "periods": bool(name.valid_from or name.valid_to),
        "claims": bool(name.claims),
    }
