"""English words: plurals and the forms of verbs, by the rules of a school grammar."""

import re
from collections.abc import Iterator

_IRREGULAR = {
    "matrix": "matrices", "vertex": "vertices", "index": "indices", "child": "children", "criterion": "criteria",
    "medium": "media", "analysis": "analyses", "person": "people", "man": "men", "woman": "women", "mouse": "mice",
    "datum": "data", "basis": "bases", "schema": "schemata", "appendix": "appendices", "half": "halves",
    "life": "lives",
    "shelf": "shelves", "leaf": "leaves", "bus": "buses", "axis": "axes", "thesis": "theses", "foot": "feet",
}  # fmt: skip
_VERBS = {
    "run": "ran run", "write": "wrote written", "send": "sent", "find": "found", "read": "read", "set": "set",
    "put": "put", "cut": "cut", "shut": "shut", "make": "made", "build": "built", "lose": "lost", "get": "got gotten",
    "go": "went gone", "begin": "began begun", "choose": "chose chosen", "draw": "drew drawn", "hide": "hid hidden",
    "hold": "held", "keep": "kept", "leave": "left", "take": "took taken", "undo": "undid undone", "do": "did done",
    "redo": "redid redone", "show": "showed shown", "split": "split", "swipe": "swiped", "spell": "spelled spelt",
    "drive": "drove driven", "break": "broke broken", "overwrite": "overwrote overwritten", "rebuild": "rebuilt",
    "let": "let", "quit": "quit", "see": "saw seen", "say": "said", "speak": "spoke spoken", "steal": "stole stolen",
    "wake": "woke woken", "freeze": "froze frozen", "freeze up": "froze", "give": "gave given", "bring": "brought",
    "buy": "bought", "sell": "sold", "feed": "fed", "lead": "led", "meet": "met", "pay": "paid", "withdraw": "withdrew",
    "reset": "reset", "input": "input", "broadcast": "broadcast", "bind": "bound", "wind": "wound", "type": "typed",
}  # fmt: skip
_PREPOSITIONS = frozenset("of in on for to with by from at per".split())  # noqa: SIM905
_PARTICLES = frozenset("in out on off up down over back away through".split())  # noqa: SIM905
_VOWELS = "aeiou"


def forms(text: str, verb: bool) -> dict[str, tuple[str, ...]]:
    """The other number of a noun phrase, ``sg`` or ``pl``, or a verb by its forms: ``3sg``, ``past``, ``ger``."""
    words = text.split(" ")
    if verb:
        return {key: tuple(" ".join([form, *words[1:]]) for form in row) for key, row in _verb_forms(words[0])}
    place = next((n for n, word in enumerate(words) if n and word in _PREPOSITIONS), len(words)) - 1
    if not re.fullmatch(r"[^\W\d_][\w-]*[^\W\d_]", words[place]) or (words[place].isupper() and len(words[place]) > 5):
        return {}
    found = {}
    if singular := _singular(words[place]):
        found["sg"] = singular
    else:
        found["pl"] = _plural(words[place])
    return {
        key: tuple(" ".join([*words[:place], form, *words[place + 1 :]]) for form in row) for key, row in found.items()
    }


def _plural(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower in _IRREGULAR:
        regular = _regular_plural(word)
        return _IRREGULAR[lower], regular
    return (_regular_plural(word),)


def _regular_plural(word: str) -> str:
    if word.isupper():
        return word + "s"
    if re.search(r"[^aeiou]y$", word, re.IGNORECASE):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word, re.IGNORECASE) else "s")


def _singular(word: str) -> tuple[str, ...]:
    """The singular of a word that is listed in the plural; empty where it is none, or none for certain."""
    if re.search(r"(?:ss|us|is|ics|news|os|as|ous)$", word.lower()) or not word.endswith("s") or len(word) < 5:
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    return (word[:-2],) if re.search(r"(?:sses|xes|ches|shes)$", word) else (word[:-1],)


def _verb_forms(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "3sg", (_regular_plural(word),)
    double = word + word[-1] if re.search(r"[^aeiou][aeiou][bdgklmnprtz]$", word) else ""
    stem = word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word
    yield "ger", tuple(filter(None, [stem + "ing", double and double + "ing"]))
    past = [*_VERBS.get(word.rpartition("-")[2], "").split()]
    if past:
        yield "past", tuple(past)
    elif re.search(r"[^aeiou]y$", word):
        yield "past", (word[:-1] + "ied",)
    else:
        yield "past", tuple(filter(None, [word + ("d" if word.endswith("e") else "ed"), double and double + "ed"]))
