"""Finding names in text: where, never whether.

One Aho-Corasick automaton holds every surface of every name of a language and is run once over the folded text of a
segment. A hit stands only at word boundaries of its script, the longest hit wins, and each has its place in the
segment's seen text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import ahocorasick_rs as ac

from glossary.folding import fold, folded, unfolded
from glossary.language import own_script
from glossary.terms import Concept, Name, Patterns, Spelling, Termbase


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the seen text of one segment, [start, end).

    ``surface`` is as written. ``exception`` is set where the name is part of a longer string that is another thing.
    ``ambiguous`` lists the other readings of the same string, such as a form that two concepts share; ``inside`` are
    the names that it covers, which count where it turns out to be none.
    """

    concept: Concept
    name: Name
    surface: str
    spelling: Spelling
    start: int
    end: int
    exception: str = ""
    ambiguous: tuple[tuple[Concept, Name], ...] = field(default=(), compare=False)
    inside: tuple["Mention", ...] = field(default=(), compare=False)


class Glance(NamedTuple):
    """Whether a name may stand in a text, between the edges of words; how often letters of names are there at all."""

    name: bool
    letters: int


class _Pattern(NamedTuple):
    concept: Concept
    name: Name
    text: str
    spelling: Spelling
    exception: str = ""


def patterns(termbase: Termbase, language: str) -> Patterns:
    """What is looked for in texts of a language: its own names, and romanised ones where it has Latin letters."""
    if termbase.prepared is not None:
        return termbase.prepared.patterns(language)
    native = False
    rows: dict[str, list[tuple[str, int, str, Spelling, str]]] = {}
    for concept in termbase.concepts.values():
        for number, name in enumerate(concept.names):
            if name.language == language and not name.romanised:
                native = True
            elif not (name.romanised and not own_script(language)):
                continue
            for text, spelling in _with_article(name):
                rows.setdefault(fold(text)[0], []).append((concept.id, number, text, spelling, ""))
            for other in name.not_when:
                rows.setdefault(fold(other.text)[0], []).append((concept.id, number, other.text, "text", other.kind))
    return native, list(rows), list(rows.values())


class Matcher:
    """All names of one language of text, ready to be found.

    It is false where the termbase has no name in that language: romanised names of others alone are no basis for a
    report, and the caller has to say so.
    """

    def __init__(self, termbase: Termbase, language: str) -> None:
        self.language = language
        self._concepts = termbase.concepts
        self._native, keys, self._rows = patterns(termbase, language)
        self._patterns: dict[int, list[_Pattern]] = {}  # of the rows that were found so far
        self._automaton = ac.AhoCorasick(keys, store_patterns=False) if keys else None

    def __bool__(self) -> bool:
        return self._native

    def mentions(self, text: str) -> list[Mention]:
        """The names in a text, in order and without overlap; the longest wins."""
        hits, places = self._hits(text)
        return self._settle(hits, text, places) if hits else []

    def glance(self, text: str) -> "Glance":
        """What can be seen of names in a text without placing them; quicker than `mentions`."""
        if self._automaton is None:
            return Glance(False, 0)
        seen = folded(text)
        hits = self._automaton.find_matches_as_indexes(seen, overlapping=True)
        # A name of ordinary words counts only beside others, and without others there is nothing.
        likely = [
            (pattern, start, end)
            for key, start, end in hits
            if _bounded(seen, start, end)
            for pattern in self._of(key)
            if not pattern.name.only_with and (not _ABBREVIATION.search(pattern.text) or pattern.text in text)
        ]
        written = unfolded(text) if likely else None
        name = any(written is None or _cased_alike(pattern, written[start:end]) for pattern, start, end in likely)
        return Glance(name, len(hits))

    def every(self, text: str) -> Iterator[Mention]:
        """The names in a text in order, with those that stand within longer ones; the longest first of each place."""
        hits, places = self._hits(text)
        for start, minus_end, index in hits:
            a, b = _place(text, places, start, -minus_end)
            mention = self._mention(self._of(index), text[a:b], a, b)
            if mention is not None:
                yield mention

    def _hits(self, text: str) -> tuple[list[tuple[int, int, int]], list[int] | None]:
        """Start, minus the end, and pattern of every hit at a word's edges, in the folded text and in order."""
        if self._automaton is None:
            return [], None
        folded, places = fold(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return sorted((start, -end, index) for index, start, end in found if _bounded(folded, start, end)), places

    def _settle(self, hits: Sequence[tuple[int, int, int]], text: str, places: list[int] | None) -> list[Mention]:
        """The mentions that hits, sorted by start and the longest first, come to without overlap."""
        found: list[Mention] = []
        at = 0
        while at < len(hits):
            start, minus_end, index = hits[at]
            at += 1
            end = -minus_end
            a, b = _place(text, places, start, end)
            mention = self._mention(self._of(index), text[a:b], a, b)
            if mention is None:
                continue
            covered = at
            while covered < len(hits) and hits[covered][0] < end:
                covered += 1
            if mention.name.only_with:
                if self._outdone(hits[at:covered], start, end, text, places):
                    continue
                within = [hit for hit in hits[at:covered] if -hit[1] <= end]
                mention = replace(mention, inside=tuple(self._settle(within, text, places)))
            found.append(mention)
            at = covered
        return found

    def _outdone(
        self, hits: Sequence[tuple[int, int, int]], start: int, end: int, text: str, places: list[int] | None
    ) -> bool:
        """Whether a longer name that needs no other beside it begins within and goes on: the [Gulf of Elsewhere]."""
        for first, minus_end, index in hits:
            if -minus_end > end and -minus_end - first > end - start:
                a, b = _place(text, places, first, -minus_end)
                longer = self._mention(self._of(index), text[a:b], a, b)
                if longer is not None and not longer.name.only_with:
                    return True
        return False

    def _of(self, index: int) -> list[_Pattern]:
        """What a key may be, with its concepts and names."""
        if index not in self._patterns:
            self._patterns[index] = [
                _Pattern(concept := self._concepts[key], concept.names[number], text, spelling, exception)
                for key, number, text, spelling, exception in self._rows[index]
            ]
        return self._patterns[index]

    @staticmethod
    def _mention(patterns: Sequence[_Pattern], surface: str, start: int, end: int) -> Mention | None:
        fitting = [p for p in patterns if _cased_alike(p, surface)]
        if not fitting:
            return None
        # As it is written; the preferred spelling of one name before the variant of another; the order of the termbase.
        best = min(fitting, key=lambda p: (not p.exception, p.text != surface, _RANK[p.spelling], fitting.index(p)))
        others = tuple((p.concept, p.name) for p in fitting if p.name is not best.name)
        return Mention(best.concept, best.name, surface, best.spelling, start, end, best.exception, others)


#: A word of few letters with a capital after the first: KiM, PMR, АРК.
_ABBREVIATION = re.compile(r"^(?=\w{2,5}$)\w+[A-ZА-ЯЁІЇЄҐ]\w*$")
_RANK: dict[Spelling, int] = {"text": 0, "also": 1, "form": 2, "variant": 3}


def _with_article(name: Name) -> Iterator[tuple[str, Spelling]]:
    """The surfaces of a name; in Arabic also "to" it, which melts into the article: لل for ل and ال."""
    for text, spelling in name.surfaces():
        yield text, spelling
        if name.language == "ar" and text.startswith("ال"):
            yield "لل" + text[2:], "form"


def _place(text: str, places: list[int] | None, start: int, end: int) -> tuple[int, int]:
    """Where a folded stretch stands in the text."""
    return (start, end) if places is None else (places[start], _end(text, places, end))


def _end(text: str, places: list[int], end: int) -> int:
    """Where a folded stretch ends in the text: before the next folded character, less the white space between."""
    stop = places[end]
    start = places[end - 1]
    return start + len(text[start:stop].rstrip()) if not text[start:stop].isspace() else stop


def _cased_alike(pattern: _Pattern, surface: str) -> bool:
    """Whether a surface has the capitals that it needs. An abbreviation needs all of its own: Kim is no KiM."""
    if _ABBREVIATION.search(pattern.text):
        return surface == pattern.text
    return not pattern.name.case_sensitive or _same_case(pattern.text, surface)


def _same_case(pattern: str, surface: str) -> bool:
    """Whether a surface has the capitals of the pattern; a headline in capitals has all of them.

    A name of several words may open a sentence with a capital that it has nowhere else: The Maze.
    """
    if surface.isupper():
        return True
    wanted, found = ([word[:1].isupper() for word in text.split()] for text in (pattern, surface))
    opens = len(wanted) == len(found) > 1 and not wanted[0] and found[0]
    return wanted == found or (opens and wanted[1:] == found[1:])


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a hit is not the inside of a longer word.

    Latin, Cyrillic and the like end at anything that is no letter, digit or underscore; in Arabic and Hebrew a word may
    begin with a conjunction, a preposition or the article. A Katakana word ends where Katakana ends. Korean words take
    particles at their end. Ideographs have no boundary to ask for: there only what is surely another word is none.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if _inside(after, text[end - 1], True):
        return False
    if _inside(before, text[start], False):
        return _after_clitics(text, start)
    if after and after in AHEAD.get(text[end - 1], ""):
        return False
    return not (before and before in BEHIND.get(text[start], ""))


#: Ideographs that make a word with the end or the beginning of a name and so take it away: no 日本海 in 日本海軍.
AHEAD = {"海": "軍军運运洋兵賊贼員员", "台": "風风"}
BEHIND = {"北": "東西", "南": "東西", "東": "関", "东": "关"}
#: And, so, in, to, like, the; ו ב ש ה ל מ כ.
_CLITICS = re.compile(r"[وف]?[بلك]?(?:ال)?|[ובשהלמכ]{1,3}")
_LONGEST_CLITICS = 4


def _after_clitics(text: str, start: int) -> bool:
    """Whether nothing but what Arabic or Hebrew writes together with the next word stands before a name."""
    if not "\u0590" <= text[start] <= "\u06ff":
        return False
    at = start
    while at and start - at <= _LONGEST_CLITICS and _script(text[at - 1]) == "word":
        at -= 1
    return bool(_CLITICS.fullmatch(text, at, start))


def _inside(outer: str, inner: str, after: bool) -> bool:
    if not outer:
        return False
    kind = _script(inner)
    if kind == "word":
        return _script(outer) == "word"
    if kind == "katakana":
        return _script(outer) == "katakana"
    if kind == "hangul" and not after:
        return _script(outer) == "hangul"
    return False


def _script(char: str) -> str:
    code = ord(char)
    if code < 0x2E80:  # all but a few
        return "word" if char.isalnum() or char == "_" else "other"
    if 0x30A1 <= code <= 0x30FA or code == 0x30FC:
        return "katakana"
    if 0xAC00 <= code <= 0xD7A3:
        return "hangul"
    if 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF:
        return "ideograph"
    return "word" if char.isalnum() or char == "_" else "other"


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Those of ordered mentions that do not overlap, the first of each place."""
    found: list[Mention] = []
    for mention in mentions:
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def disputes(mentions: Iterable[Sequence[Mention]]) -> frozenset[str]:
    """The disputes that names of theirs speak for, and ``*`` where one of them has parties."""
    named = {m.concept.dispute for row in mentions for m in row if not m.name.only_with}
    return frozenset(dispute.id for dispute in named) | ({"*"} if any(dispute.parties for dispute in named) else set())


def only_with_context(
    mentions: Iterable[Sequence[Mention]], besides: frozenset[str] = frozenset()
) -> list[list[Mention]]:
    """The mentions of a document's segments without those whose ``only_with`` dispute nothing else there names.

    ``besides`` are disputes that the text is known to be about. A string with several readings, such as *East Sea*,
    takes the first one that the document speaks for; one with none gives way to the names that it covers.
    """
    rows = [list(row) for row in mentions]
    about = disputes(rows) | besides
    return [[found for mention in row for found in _readings(mention, about)] for row in rows]


def _readings(mention: Mention, about: frozenset[str]) -> list[Mention]:
    if not mention.name.only_with or about & set(mention.name.only_with):
        return [mention]
    for concept, name in mention.ambiguous:
        if not name.only_with or about & set(name.only_with):
            return [replace(mention, concept=concept, name=name)]
    return [found for inner in mention.inside for found in _readings(inner, about)]


class Matchers:
    """A termbase and the matchers of its languages, each built when a text first needs it."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase
        self._matchers: dict[str, Matcher] = {}

    def of(self, language: str) -> Matcher:
        """The matcher of a language; false where the termbase has no name in it."""
        if language not in self._matchers:
            self._matchers[language] = Matcher(self.termbase, language)
        return self._matchers[language]
