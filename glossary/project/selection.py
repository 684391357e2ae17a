"""Which rules are asked for: names, codes, the beginnings of codes (``GL1``), or ``ALL``.

Selections come in layers: a project's settings, what they override for some files, the command line. A layer with a
``select`` begins anew; one without it changes what the layer before left. Within a layer the more exact word wins, so
``select = ["GL102"]`` stands against ``ignore = ["GL1"]``, and of two equally exact ones ``ignore`` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.errors import ConfigError
from glossary.perspective import Rule

_ALL, _EXACT = "ALL", 99


@dataclass(frozen=True)
class Selection:
    """One layer; ``select`` is None where it selects nothing of its own."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()

    def apply(self, rules: frozenset[Rule]) -> frozenset[Rule]:
        """The rules that are on after this layer, where ``rules`` were on before it."""
        words = [(word, True) for word in (*(self.select or ()), *self.extend_select)]
        words += [(word, False) for word in (*self.ignore, *self.extend_ignore)]
        on = set() if self.select is not None else set(rules)
        for word, wanted in sorted(words, key=lambda item: _exactness(item[0])):
            on = on | set(rules_of(word)) if wanted else on - set(rules_of(word))
        return frozenset(on)


def rules_of(word: str) -> list[Rule]:
    """Rules by name, by code, by the beginning of a code (``GL1``), or ``ALL``; none for a word that is no rule."""
    if word.upper() == _ALL:
        return list(Rule)
    prefix = word.upper() if len(word) > 1 else "-"
    return [rule for rule in Rule if word.lower() == rule.value or rule.code.startswith(prefix)]


def checked(words: Iterable[str], where: str) -> tuple[str, ...]:
    """The words, each of which stands for a rule. Raises `ConfigError` naming the nearest where one does not."""
    found = tuple(words)
    for word in found:
        if not rules_of(word):
            from difflib import get_close_matches  # for mistakes alone

            known = {name: f"{rule.code} {rule}" for rule in Rule for name in (rule.value, rule.code)}
            near = get_close_matches(word.lower(), known, n=1) or get_close_matches(word.upper(), known, n=1)
            hint = f"did you mean {known[near[0]]}?" if near else "`glossary rule` lists them"
            raise ConfigError(f"{where} {word}: there is no such rule; {hint}")
    return found


def listed(value: str | None, option: str) -> tuple[str, ...] | None:
    """An option's value, words with commas between them; None where the option was not given."""
    if value is None:
        return None
    return checked(filter(None, (part.strip() for part in value.split(","))), option)


def _exactness(word: str) -> int:
    if word.upper() == _ALL:
        return 0
    return _EXACT if word.lower() in set(Rule) or word.upper() in {rule.code for rule in Rule} else len(word)
