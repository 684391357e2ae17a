"""``glossary packs``."""

from pathlib import Path

import click

from glossary import packs as argos
from glossary.cli.options import language
from glossary.errors import PackageError
from glossary.language import language_name


@click.group("packs")
def packs() -> None:
    """List, install and remove Argos packages for translation."""


@packs.command("list")
def list_() -> None:
    """Show what is installed, then the starter packages that stand in where nothing is."""
    for pack in [*argos.installed(), *argos.starters()]:
        names = f"{language_name(pack.source)} → {language_name(pack.target)}"
        place = "starter" if pack.starter else pack.path
        click.echo(f"{pack.source} {pack.target}  {names}  {pack.version}  {place}")
    for problem in argos.broken():
        click.echo(f"Error: {problem}", err=True)


@packs.command("install")
@click.argument("what", nargs=-1, required=True, metavar="FILE|FROM TO")
def install(what: tuple[str, ...]) -> None:
    """Install a package file, or the public package for two languages."""
    if len(what) == 2 and not Path(what[0]).exists():
        file = argos.download(language(what[0], "FROM"), language(what[1], "TO"))
    elif len(what) == 1:
        file = Path(what[0])
    else:
        raise PackageError("give one package file, or two language codes such as: en ja")
    pack = argos.install(file)
    click.echo(f"installed {pack.source} {pack.target} {pack.version} in {pack.path}")


@packs.command("remove")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def remove(source: str, target: str) -> None:
    """Remove the package for two languages."""
    for path in argos.remove(language(source, "FROM"), language(target, "TO")):
        click.echo(f"removed {path}")
