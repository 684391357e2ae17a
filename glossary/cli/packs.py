"""``glossary packs``."""

import re
from pathlib import Path

import click

from glossary import packs as argos
from glossary.cli import completing
from glossary.cli.options import language
from glossary.cli.progress import Progress, megabytes
from glossary.errors import PackageError
from glossary.language import language_name
from glossary.packs.install import install as install_package
from glossary.packs.mirror import PUBLIC, Offer, find


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
@click.argument("what", nargs=-1, required=True, metavar="FILE|URL|FROM TO", shell_complete=completing.files)
@click.option(
    "--index",
    metavar="URL|FOLDER",
    shell_complete=completing.files,
    default=PUBLIC,
    envvar="ARGOS_PACKAGE_INDEX",
    help="Where to look for FROM TO: an index, or a folder of package files.  [default: the public index]",
)
@click.option("--sha256", metavar="HEX", default="", help="The checksum that FILE or URL must have.")
def install(what: tuple[str, ...], index: str, sha256: str) -> None:
    """Install a package: from a file, from an address, or the newest that an index has for two languages.

    Addresses are HTTPS, or HTTP on this machine. It takes the place of any other package for its two languages.
    """
    progress = Progress(megabytes)
    click.get_current_context().call_on_close(progress.end)
    pack = install_package(_offers(what, index, sha256), progress.tell, _waiting)
    progress.end()
    click.echo(f"installed {pack.source} {pack.target} {pack.version} in {pack.path}")


def _offers(what: tuple[str, ...], index: str, sha256: str) -> list[Offer]:
    if len(what) == 2:
        if sha256:
            raise PackageError("--sha256 is for one file; an index has the checksums of its own")
        return find(language(what[0], "FROM"), language(what[1], "TO"), index)
    if len(what) != 1:
        raise PackageError("give a package file, an address, or two language codes such as: en ja")
    if Path(what[0]).is_dir():
        raise PackageError(f"{what[0]}: this is a folder; say which package: glossary packs install en ja --index …")
    if not re.fullmatch(r"([0-9a-fA-F]{64})?", sha256):
        raise PackageError(f"--sha256 {sha256}: a SHA-256 has 64 hexadecimal digits")
    return [Offer(what[0], sha256)]


def _waiting() -> None:
    click.echo("another process is installing a package; this one waits for it", err=True)


@packs.command("remove")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def remove(source: str, target: str) -> None:
    """Remove the package for two languages."""
    for path in argos.remove(language(source, "FROM"), language(target, "TO")):
        click.echo(f"removed {path}")
