"""The program's words, and the notes that readers get, in the languages of ``locales/``.

Two catalogues a language: ``glossary`` (messages of the command line) and ``terms`` (the concepts' notes, looked up by
concept). An installed package has them compiled; a checkout has only the ``.po`` files and reads those.
"""

import gettext as _gettext
import os
from functools import lru_cache

from glossary import resources

_ENGLISH = ("en", "C", "POSIX")


@lru_cache
def catalogue(domain: str, language: str) -> _gettext.NullTranslations:
    """A catalogue; one that is not there hands every message back in English.

    Raises nothing for a missing language, and `ConfigError` for a broken ``.po`` file.
    """
    folder = resources.folder("locales") / language / "LC_MESSAGES"
    compiled, source = folder / f"{domain}.mo", folder / f"{domain}.po"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    if source.is_file():
        return _from_source(str(source))
    return _gettext.NullTranslations()


def _from_source(path: str) -> _gettext.NullTranslations:
    import io

    import polib

    from glossary.errors import ConfigError

    try:
        return _gettext.GNUTranslations(io.BytesIO(polib.pofile(path).to_binary()))
    except (OSError, UnicodeDecodeError, ValueError) as problem:
        raise ConfigError(f"{path}: the catalogue cannot be read: {problem}") from None


def interface_language() -> str:
    """The language of the terminal, from the environment, as gettext looks it up; English where none is set."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return value.partition(":")[0].partition(".")[0].partition("_")[0] or "en"
    return "en"


def _(message: str) -> str:
    """A message in the language of the terminal."""
    language = interface_language()
    return message if language in _ENGLISH else catalogue("glossary", language).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """A message that counts, in the plural form that the language has for the number."""
    language = interface_language()
    catalog = _gettext.NullTranslations() if language in _ENGLISH else catalogue("glossary", language)
    return catalog.ngettext(one, many, number).format(number=number)


def has_words(language: str) -> bool:
    """Whether the program's own messages exist in a language."""
    return language == "en" or type(catalogue("glossary", language)) is not _gettext.NullTranslations


def translated(message: str, language: str) -> str:
    """One of the program's messages in a language of text; English where the language has no catalogue."""
    return catalogue("glossary", language).gettext(message)


def note(concept: str, english: str, language: str) -> str:
    """A concept's note for readers in a language; English where it has not been translated yet."""
    return catalogue("terms", language).pgettext(concept, english)
