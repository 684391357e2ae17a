"""What is to be translated, in what units, and which names each has to hold. Pure: no engine is asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary import voices
from glossary.context import Context, contexts
from glossary.document import OBJECT, Document, Span
from glossary.engines import Engine
from glossary.language import unspaced
from glossary.match import Matcher, Mention, only_with_context
from glossary.perspective import Perspective
from glossary.sentences import sentences
from glossary.target import Stance, target_names, wanted_forms
from glossary.terms import Concept
from glossary.translation.annotate import Form, Style
from glossary.translation.bitext import Term
from glossary.translation.capitals import Speller, shouted
from glossary.translation.memory import Memory

#: How the codes of inline objects are written; they are numbered from 1 in each unit.
CODE = re.compile(r"XQO\d+")


@dataclass(frozen=True)
class Unit:
    """What is translated at once: a sentence, or a piece of one, [start, end) in the seen text of a segment.

    ``text`` is what the engine is given, with white space folded and a code for every inline object; the ``terms`` have
    their places in it. ``unknown`` are the names for which the termbase has no word in the target language. ``codes``
    are those of the objects, in order. ``loud`` is the text as it is written where that is in capitals;
    ``text`` is then a copy in small letters.
    """

    segment: int
    start: int
    end: int
    text: str
    terms: tuple[Term, ...] = ()
    unknown: tuple[Mention, ...] = ()
    codes: tuple[str, ...] = ()
    loud: str = ""

    @property
    def written(self) -> str:
        """The text as the source has it."""
        return self.loud or self.text


@dataclass(frozen=True)
class Job:
    """How a document is to be translated.

    ``finder`` gives the matcher of a language, ``form`` writes the document, ``note`` gives a concept's note in the
    target language and whether it is translated. ``memory`` is asked before the engine.
    """

    source: str
    target: str
    engine: Engine
    finder: Callable[[str], Matcher]
    perspective: Perspective
    stance: Stance
    form: Form
    note: Callable[[Concept], tuple[str, bool]]
    style: Style = "footnote"
    heading: str = "Notes"
    memory: Memory | None = None

    @property
    def gap(self) -> str:
        """What stands between two sentences of the target language."""
        return "" if unspaced(self.target) else " "

    @cached_property
    def find_source(self) -> Matcher:
        """Finds names in the source."""
        return self.finder(self.source)

    @cached_property
    def find_target(self) -> Matcher:
        """Finds names in the target."""
        return self.finder(self.target)


def standing(document: Document, job: Job) -> list[list[tuple[Mention, Context]]]:
    """Every mention of every segment with its context; a product called Windows is no plural of an ordinary word."""
    found = only_with_context(
        [
            [mention for mention in job.find_source.mentions(segment.text) if not _is_product(mention)]
            for segment in document.segments
        ]
    )
    rows = contexts(document.segments, found, job.source, voices.load(job.source))
    return [list(zip(mentions, row, strict=True)) for mentions, row in zip(found, rows, strict=True)]


def _is_product(mention: Mention) -> bool:
    return mention.concept.kind == "term" and mention.spelling == "form" and mention.surface == "Windows"


def plan(
    document: Document,
    number: int,
    standing: Sequence[tuple[Mention, Context]],
    job: Job,
    speller: Speller,
    bounds: Sequence[Span] | None = None,
) -> list[Unit]:
    """The units of a segment, its sentences or the given stretches of it, each with the terms it has to hold.

    ``speller`` writes what is in capitals small.
    """
    text = document.segments[number].text
    units = []
    for span in sentences(text, job.source) if bounds is None else bounds:
        start = span.start + len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
        end = start + len(text[start : span.end].rstrip())
        if not any(char.isalnum() for char in text[start:end].replace(OBJECT, "")):
            continue  # a rule of dashes, a lone number sign, an image alone
        flat, places, codes = flatten(text[start:end])
        loud = ""
        if shouted(text[start:end]) or (bounds and shouted(text)):
            here = [m for m, _ in standing if start <= m.start and m.end <= end]
            named = [(places[m.start - start], places[m.end - start - 1] + 1, _written(m)) for m in here]
            flat, loud = speller.small(flat, named), flat
        terms, unknown = [], []
        for mention, context in standing:
            if start <= mention.start and mention.end <= end and not mention.exception:
                names, joined = target_names(mention, context, job.perspective, job.stance, job.target)
                if names:
                    low, high = places[mention.start - start], places[mention.end - start - 1] + 1
                    low = _with_year(flat, low, joined or names[0].text)
                    wanted = wanted_forms(mention, flat[:low], names)
                    terms.append(Term(mention, context, low, high, names, joined, wanted))
                elif mention.concept.kind != "status-word":
                    unknown.append(mention)
        units.append(Unit(number, start, end, flat, tuple(terms), tuple(unknown), tuple(codes), loud))
    return units


def _written(mention: Mention) -> str:
    """A name in capitals as the termbase has it."""
    surfaces = (text for text, _ in mention.name.surfaces())
    return next((text for text in surfaces if text.upper() == mention.surface.upper()), mention.name.text)


def _with_year(text: str, start: int, name: str) -> int:
    """Where a name begins with the year before it, if the target's name has that year in itself: "1956 declaration"."""
    found = re.search(r"\b(\d{4})\s+$", text[:start])
    return found.start() if found and found[1] in name else start


def flatten(text: str) -> tuple[str, list[int], list[str]]:
    """The text for the engine, where each of its characters went, and the codes that stand for inline objects."""
    flat: list[str] = []
    places: list[int] = []
    codes: list[str] = []
    length = 0
    for char in text:
        if char.isspace() and flat and flat[-1] == " ":
            places.append(length - 1)
            continue
        places.append(length)
        if char == OBJECT:
            codes.append(f"XQO{len(codes) + 1}")
            char = codes[-1]
        flat.append(" " if char.isspace() else char)
        length += len(flat[-1])
    return "".join(flat), places, codes
