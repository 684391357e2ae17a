"""What a shell offers for a value that is one of many: files, perspectives, rules, concepts.

Choices complete themselves. These are for values that may be something else as well, a path mostly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Items = list[CompletionItem]


def files(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The shell's own completion of paths."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def perspectives(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The presets and, from the first letter on, every government; a path where none of them begins so."""
    from glossary import perspectives

    known = perspectives.presets()
    if incomplete:
        known += perspectives.governments()
    # The item for paths stands first: Bash drops what came before it.
    return [*files(context, parameter, incomplete), *_beginning(known, incomplete)]


def rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The names and codes of rules; after a comma, of one more."""
    from glossary.perspective import Rule

    before, comma, _ = incomplete.rpartition(",")
    known = [word for rule in Rule for word in (rule.value, rule.code)]
    return _beginning([before + comma + word for word in known], incomplete)


def concepts(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The concepts of the program's own termbase, by the names of its files: reading them would take too long."""
    from glossary import resources

    found = sorted(path.stem for path in resources.folder("terms").glob("*/*.toml") if path.stem != "dispute")
    return _beginning(found, incomplete)


def _beginning(words: list[str], incomplete: str) -> Items:
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in words if word.startswith(incomplete)]
