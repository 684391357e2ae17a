"""Flat lists for other tools, each with its own traps: one direction, one perspective, and no room for more.

- *deepl*: two columns and no header, every source once, at most 1,024 bytes a field;
- *google-pair*: two columns and no header; *google-set*: a header of language codes, sets of equivalents;
- *amazon*: a header of language codes, one target a source, told apart by case, so that every casing is a row;
- *omegat*: three columns with tabs, source, target and comment;
- *weblate*: source, target and comment with a header, as Weblate imports a glossary.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from glossary.store.selection import Pair, Selection, Written
from glossary.store.tables import table

_DEEPL_BYTES = 1024


def _comment(pair: Pair) -> str:
    users = ", ".join(pair.name.used_by)
    return ". ".join(filter(None, (f"Used by {users}" if users else "", pair.concept.definition.rstrip("."))))


def _deepl(selection: Selection) -> Iterator[Sequence[str]]:
    for pair in selection.pairs():
        if max(len(pair.source.encode()), len(pair.target.encode())) <= _DEEPL_BYTES:
            yield pair.source, pair.target


def _google_pair(selection: Selection) -> Iterator[Sequence[str]]:
    return ((pair.source, pair.target) for pair in selection.pairs())


def _google_set(selection: Selection) -> Iterator[Sequence[str]]:
    """Equivalents hold both ways, so a concept comes only where each language has one preferred name."""
    yield selection.source, selection.target
    for concept in selection.concepts:
        sides = [selection.perspective.names(concept, code) for code in (selection.source, selection.target)]
        if concept.kind != "status-word" and all(len(side) == 1 for side in sides):
            yield sides[0][0].text, sides[1][0].text


def _amazon(selection: Selection) -> Iterator[Sequence[str]]:
    yield selection.source, selection.target
    seen = set()
    for pair in selection.pairs():
        for source in (pair.source, pair.source.upper(), pair.source[:1].upper() + pair.source[1:]):
            if source not in seen:
                seen.add(source)
                yield source, pair.target


def _omegat(selection: Selection) -> Iterator[Sequence[str]]:
    return ((pair.source, pair.target, _comment(pair)) for pair in selection.pairs())


def _weblate(selection: Selection) -> Iterator[Sequence[str]]:
    yield "source", "target", "developer_comments"
    for pair in selection.pairs():
        yield pair.source, pair.target, _comment(pair)


_Rows = Callable[[Selection], Iterable[Sequence[str]]]
#: Name -> its rows, what stands between cells, and what it has room for.
_PROFILES: dict[str, tuple[_Rows, str, tuple[str, ...]]] = {
    "deepl": (_deepl, ",", ("spellings",)),
    "google-pair": (_google_pair, ",", ("spellings",)),
    "google-set": (_google_set, ",", ()),
    "amazon": (_amazon, ",", ("spellings",)),
    "omegat": (_omegat, "\t", ("spellings", "users", "definitions")),
    "weblate": (_weblate, ",", ("spellings", "users", "definitions")),
}


def write(selection: Selection, format: str) -> Written:
    """A list in one direction under one perspective."""
    selection.needs_direction(format)
    rows, delimiter, held = _PROFILES[format]
    return Written(table(rows(selection), selection, delimiter), selection.lost(*held))
