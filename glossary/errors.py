"""What can go wrong, in families; each error is one sentence that says what, where and how to mend it."""

from collections.abc import Iterable
from pathlib import Path


class GlossaryError(Exception):
    """The work could not be done. ``exit_code`` is what the command line ends with."""

    exit_code = 2


class ConfigError(GlossaryError):
    """A configuration file, a perspective or an option is at fault."""


class TermbaseError(GlossaryError):
    """A termbase file is at fault; ``line`` counts from 1 and is 0 where the file as a whole is meant."""

    def __init__(self, path: Path, message: str, line: int = 0) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {message}")
        self.path, self.line = path, line


class FileError(GlossaryError):
    """A document cannot be read or written."""


class EngineError(GlossaryError):
    """An engine is missing, or failed while it translated."""


class PackageError(GlossaryError):
    """An Argos package is missing, broken or of the wrong languages."""


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """How to mend a word that is none of those known: the one that is most like it, or what is said otherwise."""
    from difflib import get_close_matches  # for mistakes alone

    near = get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else otherwise
