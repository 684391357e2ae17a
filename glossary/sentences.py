"""Sentence boundaries, from `sentencex` with the slips mended that names and quotations run into.

Tried on wire copy: the library ends a sentence after "Shikotan Is." and between a Japanese quotation and "と述べた".
Both lint, which asks how far an attribution reaches, and translation use these boundaries.
"""

import re

import sentencex

from glossary.document import Span

#: What a sentence cannot begin with: after a closing bracket Japanese goes on in hiragana ("と述べた"); elsewhere a
#: lower-case letter says that the full stop belonged to an abbreviation ("Is. in 2016", "2019 г. в Москву").
_CONTINUES = re.compile(r"[\u3040-\u309f]|[a-zа-яёіїєґ]|[,;:)\]}»”’]")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Sr|Sra|Dr|Dra|Mr|Mrs|Ms|St|Mt|Is|Gen|Lt|Gov|Sen|Rep|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|о|им|г|гг|св)|\b[A-ZА-ЯЁ])\.\s*$"
)


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of a text, in order, without the white space between them."""
    found: list[Span] = []
    at = 0
    for piece in sentencex.segment(language, text):
        start, at = at, at + len(piece)
        body = piece.strip()
        if not body:
            continue
        start += len(piece) - len(piece.lstrip())
        end = start + len(body)
        if found and _joined(text[found[-1].start : found[-1].end], body):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def _joined(before: str, after: str) -> bool:
    if before.endswith(("。", "！", "？", "!", "?")):
        return False
    if before.endswith(("」", "』", "）")):
        return bool(re.match(r"[\u3040-\u309f、]", after))
    return bool(_ABBREVIATED.search(before)) or (before.endswith(".") and bool(_CONTINUES.match(after)))
