"""Where the data of the program is: inside the installed package, or at the top of the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder ``terms`` or ``locales``.

    A wheel carries both under ``glossary/_data``; an editable install and a checkout have them beside the package.
    This is the only place that knows either path.
    """
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
