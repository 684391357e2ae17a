"""The rules of the grammar, read from ``corpus/grammar/*.tsv``.

A line is a symbol, and one way to write it in English, Japanese and Russian. In a text, ``{country}`` is replaced by
one of the ways to write a country, the same one in all three languages; ``{country2}`` is another choice. After a colon
stands the form that is wanted: ``{country:gen}`` in Russian, ``{country:adj}`` in English, ``{official:short}`` for the
surname alone. A rule that has several forms gives them between bars, in the order of `FORMS`; where there are fewer,
the last one serves for the rest (a Japanese name in Russian has the same form in every case). A single letter at the
end is the gender, p for a plural. ``{speaker?заявил/заявила}`` agrees with the gender of what stands for the symbol,
and ``{number?судно/судна/судов}`` with the number.
"""

from dataclasses import dataclass
from functools import cache

from glossary.starter import corpus

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
#: What the forms of a rule are called, by language and in their order.
FORMS = {
    "en": {"full": 0, "short": 1, "adj": 1},
    "ja": {"full": 0, "short": 1},
    "ru": {case: place for place, case in enumerate(CASES)},
}
#: The symbols whose Russian has the full name before the cases, which are of the surname.
PEOPLE = frozenset({"official"})
GENDERS = {"m": 0, "f": 1, "n": 0, "p": 2}
#: Endings of Russian surnames, written for short: Песков* and Макрон*c.
_ENDINGS = {"*c": ("", "а", "у", "а", "ом", "е"), "*": ("", "а", "у", "а", "ым", "е")}

Forms = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Rule:
    """One way to write a symbol: the forms in each language, and the gender that makes others agree."""

    forms: Forms
    gender: str = "m"


@cache
def rules() -> dict[str, list[Rule]]:
    """Every rule by its symbol."""
    found: dict[str, list[Rule]] = {}
    for path in sorted((corpus.FOLDER / "grammar").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            symbol, en, ja, ru = line.split("\t")
            russian, gender = _russian(ru)
            found.setdefault(symbol, []).append(Rule((tuple(en.split("|")), tuple(ja.split("|")), russian), gender))
    return found


def _russian(cell: str) -> tuple[tuple[str, ...], str]:
    forms = cell.split("|")
    gender = forms.pop() if forms[-1] in GENDERS and len(forms) > 1 else "m"
    forms = [form for form in forms if form]
    for mark, endings in _ENDINGS.items():
        if forms[-1].endswith(mark):
            stem = forms.pop().removesuffix(mark)
            return (*forms, *(stem + ending for ending in endings)), gender
    return tuple(forms), gender
