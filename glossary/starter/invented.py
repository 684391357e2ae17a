"""What the grammar makes up: numbers, and names that nobody has.

An invented name is put together from syllables that are written in every script, so that a name which no text has is
spelt after its sound (Velmora, ベルモラ, Велмора); a company's is left in Latin letters in all languages, so that
copying is learnt as well.
"""

import random
from collections.abc import Callable

from glossary.starter.rules import Forms, rules


def number(rng: random.Random) -> Forms:
    """A number of ships or people."""
    return _same(str(rng.choice((rng.randint(2, 30), rng.randint(31, 990)))))


def percent(rng: random.Random) -> Forms:
    """A percentage, sometimes with a decimal: a comma in Russian."""
    whole = rng.randint(2, 60)
    if rng.random() < 0.5:
        return _same(str(whole))
    tenth = rng.randint(1, 9)
    return (f"{whole}.{tenth}",), (f"{whole}.{tenth}",), (f"{whole},{tenth}",)


def latin(rng: random.Random) -> Forms:
    """A name that stays in Latin letters."""
    letters = "".join(rng.choices("ABCDEFGHIKLMNOPRSTVX", k=rng.randint(2, 4)))
    return _same(rng.choice((letters, f"{letters}-{rng.randint(1, 99)}", name(rng)[0][0])))


def name(rng: random.Random) -> Forms:
    """A name of a place or a person in three scripts, with its Russian cases."""
    parts = [rng.choice(rules()["syllable"]).forms for _ in range(rng.randint(1, 3))]
    parts.append(rng.choice(rules()["ending" if rng.random() < 0.6 or len(parts) == 1 else "syllable"]).forms)
    en, ja, ru = ("".join(part[place][0] for part in parts) for place in range(3))
    return (en.capitalize(),), (ja,), cases(ru.capitalize())


def cases(word: str) -> tuple[str, ...]:
    """The six cases of a Russian name by its ending; one form where it has none."""
    if word.endswith("ия"):
        return tuple(word[:-1] + ending for ending in ("я", "и", "и", "ю", "ей", "и"))
    if word.endswith("а"):
        genitive, instrumental = "и" if word[-2] in "гкхш" else "ы", "ей" if word[-2] == "ш" else "ой"
        return tuple(word[:-1] + ending for ending in ("а", genitive, "е", "у", instrumental, "е"))
    if word[-1] in "нлрскмтдг":
        return tuple(word + ending for ending in ("", "а", "у", "", "ом", "е"))
    return (word,)


def _same(word: str) -> Forms:
    return (word,), (word,), (word,)


#: By symbol, what makes it up.
MADE: dict[str, Callable[[random.Random], Forms]] = {
    "year": lambda rng: _same(str(rng.randint(1945, 2026))),
    "monthday": lambda rng: _same(str(rng.randint(1, 28))),
    "number": number,
    "percent": percent,
    "latin": latin,
    "invented": name,
    "surname": name,
}
