"""``glossary rule``."""

import click

from glossary.cli import completing
from glossary.errors import ConfigError
from glossary.perspective import Rule
from glossary.rules import page


@click.command("rule")
@click.argument("name", required=False, shell_complete=completing.rules)
def rule(name: str | None) -> None:
    """Explain a rule, by its name or its code; without one, list them."""
    if name is None:
        for known in Rule:
            click.echo(f"{known.code}  {known.value}")
        return
    found = page(name)
    if found is None:
        raise ConfigError(f"there is no rule {name!r}; `glossary rule` lists them")
    click.echo(found[1])
