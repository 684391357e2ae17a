"""Where a text quotes: inside marks of every language, across sentences and paragraphs, and after a dialogue's dash.

An apostrophe is no mark, and a mark that nothing closes opens nothing, for one stray mark must not silence the rest of
a text. Two exceptions: speech over several paragraphs, which English opens anew in each and other languages close only
in the last.
"""

import re
from collections.abc import Sequence

from glossary.document import Segment, Span, within
from glossary.voices import Voice

#: Opening mark -> the marks that may close it. German closes with the mark that opens in English, or points its
#: guillemets inwards; a straight mark is often closed by the curly one that an editor's program put there.
_CLOSING = {
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "‹": "›",
    "»": "«",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〟",
    "＂": "＂",
    "《": "》",
    '"': '"”',
    "'": "'",
}
_OPENING = {
    mark: [opened for opened, closing in _CLOSING.items() if mark in closing]
    for mark in {*_CLOSING, *"".join(_CLOSING.values())}
}
_MARKS = re.compile("[" + re.escape("".join(_CLOSING) + "".join(_CLOSING.values())) + "]")
#: Marks whose shape says that they open; only these may wait for their other half in a later paragraph.
_LASTING = "“„«「『"
_PARAGRAPHS = 8  # so many paragraphs a quotation may go on
_DASH = re.compile(r"\s*[—–]\s?(?=\S)")


def of_document(segments: Sequence[Segment], wanted: Sequence[bool], voice: Voice) -> list[list[Span]]:
    """The quotations of the segments that are wanted and of those around them; a block quotation is one whole."""
    near = {n + d for n, want in enumerate(wanted) if want for d in range(-_PARAGRAPHS, _PARAGRAPHS + 1)}
    rows: list[list[Span]] = [[] for _ in segments]
    left: dict[int, list[tuple[str, int]]] = {}
    for number in sorted(near & set(range(len(segments)))):
        segment = segments[number]
        if segment.kind == "quotation":
            rows[number] = [Span(0, len(segment.text))]
        elif spoken := dialogue(segment.text, voice):
            rows[number] = spoken
        else:
            rows[number], left[number] = _scan(segment.text)
    for number, open_marks in left.items():
        covered = _outermost(rows[number])
        tried: set[str] = set()  # where one mark leads nowhere, the next of its kind does not either
        for mark, start in open_marks:
            if mark not in _LASTING + '"' or mark in tried or within(covered, start):
                continue
            if _go_on(segments, left, rows, number, mark, start):
                break
            tried.add(mark)
    return [_outermost([*row, *segment.quoted]) for row, segment in zip(rows, segments, strict=True)]


def _go_on(
    segments: Sequence[Segment],
    left: dict[int, list[tuple[str, int]]],
    rows: list[list[Span]],
    number: int,
    mark: str,
    start: int,
) -> bool:
    """Mark what a quotation covers that is left open in a paragraph, if it does go on; whether it did."""
    text = segments[number].text
    following = segments[number + 1].text if number + 1 < len(segments) else ""
    if mark in '“«"' and following.lstrip().startswith(mark):
        rows[number].append(Span(start, len(text)))
        return True
    if mark not in _LASTING:
        return False
    for last in range(number + 1, min(number + 1 + _PARAGRAPHS, len(segments))):
        if last not in left or segments[last].kind == "heading":
            return False
        closing = next((at for sign, at in left[last] if sign in _CLOSING[mark]), None)
        if closing is not None:
            rows[number].append(Span(start, len(text)))
            for between in range(number + 1, last):
                rows[between].append(Span(0, len(segments[between].text)))
            rows[last].append(Span(0, closing - 1))
            return True
        if any(sign == mark for sign, _ in left[last]):
            return False
    return False


def quotations(text: str) -> list[Span]:
    """The stretches inside the outermost quotation marks of a paragraph, in order, the marks excluded."""
    return _outermost(_scan(text)[0])


def dialogue(text: str, voice: Voice) -> list[Span]:
    """What is spoken in a paragraph that begins with a dash and has a tag, as Russian, Spanish and French print it.

    « — Острова наши, — сказал он. — Мы их не отдадим. » Without a tag the dash may be an item's of a list, and
    nothing is quoted.
    """
    if voice.tag is None or not (dash := _DASH.match(text)):
        return []
    spans, start = [], dash.end()
    for tag in voice.tag.finditer(text, start):
        if tag.start() < start:
            continue
        spans.append(Span(start, tag.start()))
        resumed = re.compile(r"[.,:]\s*[—–]|[—–][.,]").search(text, tag.end())
        start = resumed.end() if resumed else len(text)
    if spans and start < len(text):
        spans.append(Span(start, len(text)))
    return spans


def _scan(text: str) -> tuple[list[Span], list[tuple[str, int]]]:
    """The quotations of a paragraph, nested ones too, and the marks without another half, with where each ends."""
    spans: list[Span] = []
    stack: list[tuple[str, int]] = []
    strays: list[tuple[str, int]] = []
    depths: dict[str, list[int]] = {mark: [] for mark in _CLOSING}  # where on the stack each mark is
    for found in _MARKS.finditer(text):
        mark, at = found[0], found.start()
        depth = max((depths[opened][-1] for opened in _OPENING[mark] if depths[opened]), default=-1)
        if depth >= 0 and _closes(text, at, mark):
            spans.append(Span(stack[depth][1], at))
            strays += stack[depth + 1 :]
            for opened, _ in stack[depth:]:
                depths[opened].pop()
            del stack[depth:]
        elif mark in _CLOSING and _opens(text, at, mark):
            depths[mark].append(len(stack))
            stack.append((mark, at + 1))
        else:
            strays.append((mark, at + 1))
    return spans, sorted([*strays, *stack], key=lambda stray: stray[1])


def _outermost(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark can open: a straight one only before a letter and not after one ("'90s" and "Jones'" do not)."""
    after, before = text[at + 1 : at + 2], text[at - 1 : at]
    if mark == '"':
        return bool(after) and not after.isspace()
    if mark in "'‘":
        return (after.isalpha() or after in '"“') and not _spaced(before)
    if mark in "»›":  # inwards in German books; elsewhere it closes, and a stray one must not open
        return after.isalnum() and (not before or before.isspace() or before in "(—–")
    return True


def _closes(text: str, at: int, mark: str) -> bool:
    """Whether a mark can close: an apostrophe has a letter after it, and a straight mark none but space before none."""
    after, before = text[at + 1 : at + 2], text[at - 1 : at]
    if mark in "'’":
        return not _spaced(after) and not before.isspace()
    if mark == '"':
        return not after.isalnum() or not before.isspace()
    if mark in "«‹":
        return not after.isalnum()
    return True


def _spaced(char: str) -> bool:
    """Whether a letter or digit is of a script with spaces; a word may follow a Chinese or Korean mark at once."""
    return char.isalnum() and char < "\u2e80"
