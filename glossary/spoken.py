"""In which language a file is written, and each of its paragraphs.

What is said outranks what is seen: the file's own declaration, then its name, then its words. A declaration or a folder
that the letters contradict is not believed, for templates say ``lang="en"`` whatever they hold, and ``ja/`` has pages
that nobody has translated yet. Ideographs alone decide nothing: Japanese and Chinese share them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from glossary.errors import ConfigError, FileError
from glossary.frontmatter import FRONT
from glossary.language import common_words, guess

if TYPE_CHECKING:
    from glossary.document import Document, Segment

_HEAD = 5_000  # code points in which a declaration is looked for
_FIELD = re.compile(r"^(?:lang|language|locale)[ \t]*[:=][ \t]*[\"']?([A-Za-z]{2,3})(?:[-_]\w+)*[\"']?[ \t]*\r?$", re.M)
_HTML = re.compile(r"<html\b[^<>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_CODE = re.compile(r"([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}|\d{3}))*")

#: Stretches that are too long to be a name of other letters: several words, or what only running text has.
_STRETCHES = {
    "latin": r"(?:[A-Za-z\u00c0-\u024f]+[\s,;.]+){4}",
    "cyrillic": r"(?:[\u0400-\u04ff]+[\s,;.]+){3}",
    "greek": r"(?:[\u0370-\u03ff]+[\s,;.]+){3}",
    "kana": r"[\u3040-\u309f]",
    "han": r"[\u4e00-\u9fff]{6}",
    "hangul": r"[\uac00-\ud7a3]+\s+[\uac00-\ud7a3]",
    "arabic": r"(?:[\u0600-\u06ff]+\s+){3}",
    "hebrew": r"(?:[\u0590-\u05ff]+\s+){3}",
}
_SCRIPTS = {
    "ja": ("kana", "han"),
    "zh": ("han",),
    "ko": ("hangul", "han"),
    **dict.fromkeys(["ru", "uk", "be", "bg", "mk", "sr"], ("cyrillic",)),
    **dict.fromkeys(["ar", "fa", "ur", "ckb", "ps"], ("arabic",)),
    "he": ("hebrew",),
    "el": ("greek",),
}
#: Languages in letters that are not told apart here.
_OTHER = frozenset("ka hy am hi ne mr bn ta te th km lo my kn si bo dz".split())  # noqa: SIM905
_LETTERS = {
    "kana": "\u3040-\u30ff",
    "han": "\u4e00-\u9fff",
    "hangul": "\uac00-\ud7a3",
    "cyrillic": "\u0400-\u04ff",
    "arabic": "\u0600-\u06ff",
    "hebrew": "\u0590-\u05ff",
    "greek": "\u0370-\u03ff",
    "latin": "A-Za-z\u00c0-\u024f",
}


def scripts(language: str) -> tuple[str, ...]:
    """The letters of a language, by the names that this module has for them."""
    return _SCRIPTS.get(language, () if language in _OTHER else ("latin",))


def of_file(source: str, path: str, languages: Collection[str], detector: str = "builtin", declared: str = "") -> str:
    """The language of a file, one of those of the termbase or what the words say; ``declared`` is what it says itself.

    Empty where nothing tells whether ideographs are Japanese or Chinese.
    """
    named = of_name(path, languages)
    likely = _detected(source, languages) if detector == "lingua" else guess(source)
    declared = declared or _declared(source)
    for said in (declared, named):
        if said and (not likely or scripts(said) == scripts(likely)) and said != likely:
            # ``it/`` may be a department: a folder's word counts where the text does not speak clearly for another.
            if said == named and said != declared and not _in_stem(path, named) and _clearly(source, likely, said):
                continue
            return said
        if said and said == likely:
            return said
    return likely


def of_document(document: Document, languages: Collection[str], detector: str = "builtin") -> str:
    """The language of a file of which much is no text, such as keys and code: told from what is read of it."""
    read = "\n".join(segment.text for segment in document.segments)
    return of_file(read, document.path, languages, detector, document.language or _declared(document.source))


def of_name(path: str, languages: Collection[str]) -> str:
    """The language that a file's name or folder says: ``article.ja.md``, ``article_ru.txt``, ``ja/news.md``, ``ru.po``.

    The name before the folders, the nearest folder before those above; only languages that the termbase has.
    """
    file = PurePath(path)
    parts = [part for part in re.split(r"[._]", file.stem)[:0:-1] if part]
    if file.suffix in (".po", ".pot"):
        parts.append(file.stem)
    for part in [*parts, *_folders(str(file.parent), str(Path.cwd()))]:
        found = _CODE.fullmatch(part)
        if found and found[1] in languages:
            return found[1]
    return ""


@lru_cache
def _folders(folder: str, here: str) -> list[str]:
    """The folders that say something about a file in the last of them, that one first, for somebody who works here."""
    path = Path(folder)
    parts = path.parts
    if path.is_absolute():  # what lies above the work is no word about it
        parts = path.relative_to(here).parts if path.is_relative_to(here) else parts[1:][-1:]
    return [*reversed(parts)]


def redeclared(source: str, language: str, new: str) -> str:
    """A translated text that calls itself by its new language, where it called itself by the old one."""
    head = source[:_HEAD]
    front = FRONT.match(head)
    found = (front and _FIELD.search(head, *front.span("body"))) or _HTML.search(head)
    if not found or found[1].lower() != language:
        return source
    region = re.compile(r"(?:[-_]\w+)*").match(source, found.end(1))
    return source[: found.start(1)] + new + source[region.end() if region else found.end(1) :]


def decided(language: str, path: str, option: str = "--lang") -> str:
    """The language itself. Raises `FileError` where ideographs alone have left it open."""
    if not language:
        raise FileError(
            f"{path}: nothing tells whether these ideographs are Japanese or Chinese; give {option}, or call the file "
            "such as a.ja.md"
        )
    return language


def by_language(document: Document, language: str) -> dict[str, Document]:
    """A document as one for each language that its paragraphs are in; ``language`` is its own, and comes first.

    A paragraph is in another one where it declares that, or where most of it is written in other letters.
    """
    whole = document.language  # what the page says of itself, which is settled already
    parts: dict[str, list[Segment]] = {language: []}
    undecided = []
    for segment in document.segments:
        spoken = segment.language if segment.language not in ("", whole) else ""
        if not spoken or spoken == language:
            spoken = _other(segment.text, language)
        if spoken == "han":
            undecided.append(segment)
            continue
        parts.setdefault(spoken, []).append(segment)
    if undecided:
        # Ideographs between paragraphs of a language that has them are its; without such paragraphs they are nobody's.
        kin = next((each for each in parts if "han" in scripts(each)), language)
        parts[kin] = sorted([*parts[kin], *undecided], key=lambda segment: segment.span)
    return {spoken: replace(document, segments=tuple(found)) for spoken, found in parts.items()}


def mixed(text: str, language: str) -> bool:
    """Whether there is anything in other letters that is more than a name."""
    if text.isascii() and scripts(language) == ("latin",):
        return False
    letter, stretch = _foreign(scripts(language))
    return bool(letter.search(text)) and bool(stretch.search(text))


@lru_cache
def _foreign(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A letter of another script, which most texts have none of and is soon looked for, and a stretch of them."""
    others = [script for script in _STRETCHES if script not in own]
    letters = "".join(_LETTERS[script] for script in others)
    return re.compile(f"[{letters}]"), re.compile("|".join(_STRETCHES[script] for script in others))


def _other(text: str, language: str) -> str:
    """The language of a paragraph in other letters than those of its document, ``han`` where it could be two."""
    if not mixed(text, language):
        return language
    likely = guess(text, "")
    own = scripts(likely) if likely else ("han",)
    if set(own) & set(scripts(language)) or not _mostly(text, own):
        return language
    return likely or ("han" if own == ("han",) and not re.search(r"[A-Za-z]{3}", text) else language)


def _mostly(text: str, own: tuple[str, ...]) -> bool:
    letters = len(re.findall(rf"[{''.join(_LETTERS[script] for script in own)}]", text))
    return letters * 2 > sum(char.isalpha() for char in text)


def _declared(source: str) -> str:
    head = source[:_HEAD]
    if (front := FRONT.match(head)) and (found := _FIELD.search(front["body"])):
        return found[1].lower()
    found = _HTML.search(head)
    return found[1].lower() if found else ""


def _in_stem(path: str, language: str) -> bool:
    return bool(re.search(rf"(?:^|[._]){language}(?:[-_]\w+)?(?:[.]|$)", PurePath(path).name))


def _clearly(source: str, likely: str, said: str) -> bool:
    """Whether a text has several of the commonest words of a language, and thrice as many as of another."""
    return (count := common_words(source, likely)) >= 3 and count >= 3 * common_words(source, said)


def _detected(source: str, languages: Collection[str]) -> str:
    """What lingua takes the text for among the termbase's languages; ideographs alone are left open as ever."""
    ours = guess(source)
    if ours in ("", "zh", "ja", "ko"):
        return ours
    try:
        found = _lingua(frozenset(languages)).detect_language_of(source[:_HEAD])
    except ImportError:
        raise ConfigError(
            "the language detector lingua is not installed: `pip install 'contested-glossary[lingua]'`"
        ) from None
    return found.iso_code_639_1.name.lower() if found else ours


@lru_cache
def _lingua(languages: frozenset[str]):  # type: ignore[no-untyped-def]
    from lingua import Language, LanguageDetectorBuilder

    known = [language for language in Language.all() if language.iso_code_639_1.name.lower() in languages]
    return LanguageDetectorBuilder.from_languages(*known).build()
