"""Markdown: every paragraph, heading and table cell is a segment; code, links' targets and HTML are never touched.
Of the front matter a title, a description and their like are read.

Parsed by pulldown-cmark, which tells in one pass where everything stands, inline marks too (markdown-it's tokens do
not). It counts bytes and this program code points, so every place goes through `Places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from glossary.document import OBJECT, Document, Run, Segment, Span, within, without_addresses
from glossary.files import decode as decode
from glossary.formats import comments as marks
from glossary.formats.plain import whole_lines
from glossary.frontmatter import FRONT
from glossary.markup import is_paired
from glossary.reading import Places, marked, trimmed

if TYPE_CHECKING:
    from pyromark import Options

NAME = "markdown"

#: What has its marks before and after it, within a line.
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_LINKS = frozenset({"Link", "Image"})
#: Links that are written as the address alone.
_BARE = frozenset({"Autolink", "Email"})
#: What is seen of what is no text.
_SEEN = {"Code": OBJECT, "FootnoteReference": OBJECT, "HardBreak": "\n"}
#: Blocks that nothing is read of.
_UNREAD = frozenset({"CodeBlock", "HtmlBlock"})
_KINDS = {"Heading": "heading", "TableCell": "cell", "BlockQuote": "quotation"}
#: What is between the texts that a reader sees.
_APART = {"mark": "", "begin": "\n", "end": "\n"}
_BACKSLASH = ord("\\")
_WRITTEN_OTHERWISE = ("<", "&", "\\", "[^")  # what begins a tag, an entity, an escape, a note's mark
_NOTE = re.compile(rb"\[\^[^\]\s]{1,100}\]")
_GLUED_TAG = re.compile(r"</?(?:em|strong|del|a|br)\b[^<>]*>")  # between the letters of a word
_ANY_TAG = re.compile(r"<[^<>]+>")
_BLOCK = re.compile(r"^(?P<before>[ \t]*\d{0,9})(?P<mark>(?<!\d)[#>+-]|(?<=\d)[.)])(?=\s|#|$)", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(source: str, path: str = "-") -> Document:
    """The segments of a Markdown text."""
    body = _Body(source)
    reader = _Reader(source, body)
    for step in body.steps():
        reader.take(step)
    return Document(source, (*_front_matter(source, path), *reader.segments), path)


def seen(source: str) -> str:
    """All that is read of a Markdown text, without the places; many times as quick as `parse`."""
    front = [segment.text for segment in _front_matter(source, "-")]
    body = _Body(source)
    otherwise = any(sign in body.text for sign in _WRITTEN_OTHERWISE)
    return "\n".join([*front, _step_by_step(body) if otherwise else _of_the_page(body)])


def _step_by_step(body: _Body) -> str:
    parts: list[str] = []
    row: list[str] = []  # an address ends where its text is not seen as it is written
    at = -1
    for does, start, end, text in body.steps():
        literal = does == "see" and body.shows(start, end, text)
        if not literal or start != at:
            parts.append(without_addresses("".join(row)))
            row.clear()
        row.append(text if does == "see" else _APART[does])
        at = end if literal else -1
    return "".join([*parts, without_addresses("".join(row))])


def _of_the_page(body: _Body) -> str:
    """What is left of the page without its tags, all of which are the parser's own."""
    from pyromark import html

    page = _ANY_TAG.sub(f"<>{OBJECT}", _GLUED_TAG.sub("<>", html(body.text, options=_options())))
    return without_addresses(page.replace("&gt;", ">")).replace("<>", "")


def comments(source: str) -> Iterator[marks.Comment]:
    """``<!-- glossary: … -->`` outside of code, and the key ``glossary`` of the front matter."""
    yield from marks.front_matter(source)
    found = list(marks.enclosed(source))
    if found:
        body = _Body(source)
        code = [body.span(step[1], step[2]) for step in body.steps() if body.is_code(step)]
        yield from (comment for comment in found if not within(code, comment[1].start))


def _front_matter(source: str, path: str) -> Iterator[Segment]:
    """What the front matter says to readers, such as the title."""
    found = FRONT.match(source)
    if found:
        from glossary.formats import data

        grammar = "yaml" if found["fence"] == "---" else "toml"
        for segment in data.parse(found["body"], path, grammar).segments:
            yield segment.moved(found.start("body"))


def footnote(number: int) -> str:
    """``[^n1]``, which no label of an author's is likely to be."""
    return f"[^n{number}]"


def append(text: str, notes: Sequence[str], heading: str, newline: str) -> str:
    """The notes as definitions of footnotes, at the end; the reader's program gives them a heading."""
    lines = [f"[^n{number}]: {note}" for number, note in enumerate(notes, 1)]
    return whole_lines(text, newline) + newline.join(["", *lines, ""])


def escape(text: str, segment: Segment | None) -> str:
    """The text with every character escaped that would start markup where none stood."""
    if segment is not None and segment.style:  # front matter
        from glossary.formats import data

        return data.escape(text, segment)
    text = re.sub(r"([\\`*\[\]<]|&(?=#?\w+;))", r"\\\1", text)
    if segment is not None and segment.kind == "cell":
        return text.replace("|", r"\|")
    return _BLOCK.sub(r"\g<before>\\\g<mark>", text)  # a year that begins a line begins no list


#: What a reader comes to: something to ``see``, the ``mark`` of a link or an emphasis, the ``begin`` or ``end`` of a
#: block. Its place is in bytes; the text is what is seen, and of a block that begins, its sort.
_Step = tuple[Literal["see", "mark", "begin", "end"], int, int, str]


@lru_cache
def _options() -> Options:
    from pyromark import Options

    # No formulas: between the dollars of US$5 (A$7) stands news, and what is taken for one thing is not read.
    tables, notes = Options.ENABLE_TABLES, Options.ENABLE_FOOTNOTES
    return tables | notes | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS


class _Body:
    """A text without its front matter, as the parser takes it."""

    def __init__(self, source: str) -> None:
        front = FRONT.match(source)
        self._cut = front.end() if front else int(source.startswith("\ufeff"))
        text = source[self._cut :]
        # A lone surrogate is no text to the parser; what takes its place is as long in bytes.
        self.text = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
        self.encoded = self.text.encode()
        self._places = Places(self.text, self.encoded)

    def span(self, start: int, end: int) -> Span:
        """The place in the source of a stretch of bytes."""
        return Span(self._cut + self._places[start], self._cut + self._places[end])

    def shows(self, start: int, end: int, text: str) -> bool:
        """Whether something is seen as it is written, as &amp; is not."""
        return end - start == len(text) or self.encoded[start:end] == text.encode()

    def is_code(self, step: _Step) -> bool:
        """Whether a step is a block of code or a stretch of it in a line, which alone begins with a backquote."""
        does, start, _, text = step
        return (does, text) == ("begin", "CodeBlock") or (text == OBJECT and self.encoded.startswith(b"`", start))

    def steps(self) -> Iterator[_Step]:
        """What there is to see, and where blocks begin and end, in order."""
        from pyromark import events_with_range

        event: Any  # a word, or one key with what it says
        value: Any
        unread = 0  # how deep this is within what is passed over
        opened: list[str] = []  # the sorts of the links this is in, and nothing for an emphasis
        done = 0
        for event, place in events_with_range(self.text, options=_options()):
            name, value = event.popitem() if isinstance(event, dict) else (event, "")
            start, end = place["start"], place["end"]
            if unread:
                unread += (name == "Start") - (name == "End")
                continue
            if name == "Text":
                if start < done:
                    continue
                if value == "[" and (mark := _NOTE.match(self.encoded, start)):  # of a note that is not in this text
                    end = mark.end()
                    yield "see", start, end, OBJECT
                    value = ""
                elif done < start and self.encoded[start - 1] == _BACKSLASH:  # one thing with what it escapes
                    yield "see", start - 1, start + 1, value[0]
                    start, value = start + 1, value[1:]
                if value:
                    yield "see", start, end, value
            elif name in ("Start", "End"):
                tag = value if isinstance(value, str) else next(iter(value))
                if tag in _UNREAD:  # the parser is at its beginning
                    unread = 1
                    yield "begin", start, end, tag
                    yield "end", end, end, ""
                elif tag not in _INLINE:
                    yield "begin" if name == "Start" else "end", start, end, tag
                elif name == "End":
                    end = self._whole(end, opened.pop())
                    yield "mark", end, end, ""
                else:
                    sort = value[tag]["link_type"] if tag in _LINKS else ""
                    if tag == "Image" or sort in _BARE:
                        unread = 1
                        end = self._whole(end, sort)
                        yield "see", start, end, OBJECT
                    else:
                        opened.append(sort)
                        yield "mark", start, start, ""
            elif name == "SoftBreak":
                seen = "\r\n" if end - start == 2 else "\n"
                if self.encoded[done:start].isspace():  # what stands at the end of a line belongs to its break
                    start = done
                yield "see", start, end, seen
            elif name in _SEEN:
                yield "see", start, end, _SEEN[name]
            elif name == "InlineHtml":
                yield "see", start, end, "" if is_paired(value) else OBJECT
            elif name == "Rule":
                yield "begin", start, end, ""
                yield "end", end, end, ""
            done = start if name == "Start" and not unread else end

    def _whole(self, end: int, sort: str) -> int:
        """Where a link ends: the parser leaves the empty brackets of ``[name][]`` outside."""
        return end + 2 if sort == "Collapsed" and self.encoded.startswith(b"[]", end) else end


class _Reader:
    """Makes segments of what there is to see."""

    def __init__(self, source: str, body: _Body) -> None:
        self._source, self._body = source, body
        self.segments: list[Segment] = []
        self._kinds = ["paragraph"]
        self._marks: list[Run] = []
        self._start = -1  # of the text that is being read, in bytes, and how far it has been
        self._at = 0

    def take(self, step: _Step) -> None:
        """Read on by one step."""
        does, start, end, text = step
        if does == "begin":
            self._close()
            self._kinds.append(_KINDS.get(text, self._kinds[-1]))
        elif does == "end":
            self._close()
            self._kinds.pop()
        else:
            if self._start < 0:
                self._start = start
            elif start > self._at:  # what was passed over is markup
                self._marks.append(Run(self._body.span(self._at, start), ""))
            if not self._body.shows(start, end, text):
                self._marks.append(Run(self._body.span(start, end), text))
            self._at = end

    def _close(self) -> None:
        """Make a segment of the text that has been read."""
        if self._start >= 0:
            runs = trimmed([*marked(self._source, self._body.span(self._start, self._at), self._marks)])
            if any(run.text.strip() for run in runs):
                self.segments.append(Segment(tuple(runs), self._kinds[-1]))
        self._start, self._marks = -1, []
