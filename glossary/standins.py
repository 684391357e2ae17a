"""Words that stand for a name while an engine translates.

A code such as ``XQA`` comes through most engines unchanged but has no grammar: what surrounds it will not agree. A real
name that both languages have, of the same gender and number, makes the engine agree by itself: "The Alps are claimed"
becomes "Los Alpes están …", and "Alpes" is then replaced. Codes are the second choice, for every language.
"""

from collections.abc import Iterator

from glossary.terms import Name

#: (source, target) -> "gender.number" of the target word -> pairs of source word and target word.
_WORDS: dict[tuple[str, str], dict[str, list[tuple[str, str]]]] = {
    ("en", "es"): {
        "m.pl": [("Alps", "Alpes"), ("Pyrenees", "Pirineos"), ("Balkans", "Balcanes"), ("Andes", "Andes")],
        "f.pl": [("Azores", "Azores"), ("Bahamas", "Bahamas"), ("Maldives", "Maldivas"), ("Philippines", "Filipinas")],
        "m.sg": [("Oslo", "Oslo"), ("Madrid", "Madrid"), ("Berlin", "Berlín"), ("Montevideo", "Montevideo")],
        "f.sg": [("Lisbon", "Lisboa"), ("Barcelona", "Barcelona"), ("Roma", "Roma")],
    },
}
_CODES = ["XQA", "XQB", "XQC", "XQD", "XQE", "XQF", "XQG", "XQH"]
_SPARE_CODES = ["Zq1", "Zq2", "Zq3", "Zq4", "Zq5", "Zq6", "Zq7", "Zq8"]


def rounds(source: str, target: str) -> Iterator["StandIns"]:
    """The supplies to try one after the other: words that agree, then two kinds of codes."""
    words = _WORDS.get((source, target))
    if words:
        yield StandIns(words, _CODES)
    yield StandIns({}, _CODES)
    yield StandIns({}, _SPARE_CODES)


class StandIns:
    """A supply of stand-ins for one sentence at a time."""

    def __init__(self, words: dict[str, list[tuple[str, str]]], codes: list[str]) -> None:
        self._words, self._codes = words, codes

    def choose(self, names: list[Name], sentence: str) -> list[tuple[str, str] | None]:
        """For each name what goes in and what should come out, all different and none a word of the sentence.

        None where the supply is exhausted: that name has to wait for another round.
        """
        used: set[str] = set()
        chosen: list[tuple[str, str] | None] = []
        for name in names:
            grammar = f"{name.gender}.{name.number or 'sg'}"
            supply = self._words.get(grammar, []) or [(code, code) for code in self._codes]
            pair = next((p for p in supply if p[0] not in used and p[0] not in sentence), None)
            chosen.append(pair)
            if pair:
                used.add(pair[0])
        return chosen
