"""TMX, which every translator's tool writes. New units are put before the end of the body, and the rest stays a copy.

Inline elements are read as markup (``bpt``, ``ept``, ``hi``, ``it``) or as an inline object (``ph``); a unit with
others is left out. OmegaT's own memories have its tags as text, ``<b0>``. Places are of no use here and would cost four
times the time, so that it is not read by `glossary.bitexts`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from glossary import xmlfiles
from glossary.document import newline
from glossary.errors import FileError
from glossary.language import primary
from glossary.store.selection import VERSION
from glossary.translation.memories.sides import Side, paired
from glossary.translation.memory import Accepted, Remembered

_TAG = re.compile(r"<(/?)([a-z]{1,3}\d+)(/?)>")
_END = re.compile(r"[ \t]*</body\s*>")
_EMPTY = re.compile(r"[ \t]*<body\s*/>")
_DEPTH = 50  # elements within each other
_UNIT = re.compile(r"\n([ \t]*)<tu\b")


@dataclass(frozen=True)
class _Found:
    """A unit with the codes that the file has for its languages, and the name of the attribute they stand in."""

    source: ET.Element
    target: ET.Element
    codes: tuple[str, str]
    attribute: str


def read(data: bytes, path: str, source: str, target: str) -> list[Remembered]:
    """The units that have both languages, whichever the file calls the source."""
    root = _root(data, path)
    header = root.find("header")
    tags = _TAG if header is not None and "omegat" in (header.get("creationtool") or "").lower() else None
    found = list(_units(root, source, target))
    if not found and next(root.iter("tu"), None) is not None:
        there = ", ".join(sorted({_code(variant)[0] for variant in root.iter("tuv")} - {""})) or "none that it names"
        raise FileError(
            f"{path}: no unit of this memory is in both {source} and {target}; its languages are {there}. "
            "Give a memory of the languages of the translation"
        )
    units = []
    for each in found:
        sides = _side(each.source, tags), _side(each.target, tags)
        if sides[0] and sides[1] and (unit := paired(sides[0], sides[1], path)):
            units.append(unit)
    return units


def added(data: bytes | None, path: str, units: Sequence[Accepted], source: str, target: str) -> tuple[bytes, int]:
    """The units before the end of the body, in the file's encoding and with its codes for the languages."""
    if data is None:
        data = _new(source)
    decoded = xmlfiles.decode(data, path)
    text = decoded.source
    root = _root(data, path)
    known = next(_units(root, source, target), None)
    codes, attribute = (known.codes, known.attribute) if known else ((source, target), "xml:lang")
    holding = [u for u in units if not xmlfiles.NOT_XML.search("".join((u.source, u.target, *u.objects)))]
    indents = _UNIT.findall(text)
    end = newline(text)
    rows = [_written(unit, codes, attribute, indents[-1] if indents else "    ", end) for unit in holding]
    ends, empty = list(_END.finditer(text)), list(_EMPTY.finditer(text))
    if ends:
        at = ends[-1].start()
        before = "" if at and text[at - 1] == "\n" else end
        whole = text[:at] + before + "".join(rows) + text[at:]
    elif empty:
        whole = f"{text[: empty[-1].start()]}<body>{end}{''.join(rows)}</body>{text[empty[-1].end() :]}"
    else:
        raise FileError(f"{path}: this TMX has no body to which units could be added")
    done = decoded.bom + whole.encode(decoded.encoding, "xmlcharrefreplace")
    if len(list(_root(done, path).iter("tu"))) != len(list(root.iter("tu"))) + len(rows):
        raise FileError(f"{path}: the end of its body cannot be told, so nothing was added; write it anew as plain TMX")
    return done, len(rows)


def _root(data: bytes, path: str) -> ET.Element:
    root = xmlfiles.parse(data, path)
    if root.tag != "tmx":
        raise FileError(f"{path}: this is no TMX: its first element is <{root.tag}>")
    return root


def _units(root: ET.Element, source: str, target: str) -> Iterator[_Found]:
    for unit in root.iter("tu"):
        variants: dict[str, tuple[ET.Element, str, str]] = {}
        for variant in unit.iter("tuv"):
            base, code, attribute = _code(variant)
            seg = variant.find("seg")
            if seg is not None:
                variants.setdefault(base, (seg, code, attribute))
        if source in variants and target in variants:
            (one, first, attribute), (two, second, _) = variants[source], variants[target]
            yield _Found(one, two, (first, second), attribute)


def _code(variant: ET.Element) -> tuple[str, str, str]:
    """A variant's language without its region, as the file writes it, and in which attribute; old TMX has ``lang``."""
    code = variant.get(xmlfiles.LANG)
    written, attribute = (code, "xml:lang") if code is not None else (variant.get("lang") or "", "lang")
    return primary(written), written, attribute


def _side(seg: ET.Element, tags: re.Pattern[str] | None) -> Side | None:
    side = Side()
    return side if _follow(seg, side, tags) else None


def _follow(element: ET.Element, side: Side, tags: re.Pattern[str] | None, depth: int = 0) -> bool:
    """Write down what an element holds; False where something in it is unknown, or too deep for a text."""
    _write(element.text or "", side, tags)
    for child in element:
        what = child.get("x") or child.get("i") or ""
        if child.tag == "ph":
            side.put(child.get("x") or "".join(child.itertext()))
        elif child.tag == "hi":
            side.opens(f"hi {what}")
            if depth > _DEPTH or not _follow(child, side, tags, depth + 1):
                return False
            side.closes(f"hi {what}")
        elif child.tag == "bpt":
            side.opens(child.get("i") or "")
        elif child.tag == "ept":
            side.closes(child.get("i") or "")
        elif child.tag != "it":
            return False
        _write(child.tail or "", side, tags)
    return True


def _write(text: str, side: Side, tags: re.Pattern[str] | None) -> None:
    at = 0
    for tag in tags.finditer(text) if tags else ():
        side.write(text[at : tag.start()])
        if tag[3]:
            side.put(tag[2])
        elif tag[1]:
            side.closes(tag[2])
        else:
            side.opens(tag[2])
        at = tag.end()
    side.write(text[at:])


def _new(source: str) -> bytes:
    header = (
        f'creationtool="glossary" creationtoolversion={quoteattr(VERSION)} segtype="sentence" o-tmf="glossary" '
        f'adminlang="en" srclang={quoteattr(source)} datatype="plaintext"'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n  <header {header}/>\n'
        "  <body>\n  </body>\n</tmx>\n"
    ).encode()


def _written(unit: Accepted, codes: tuple[str, str], attribute: str, indent: str, end: str) -> str:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    rows = [f'{indent}<tu creationid="glossary" creationdate="{now}">']
    for language, text in zip(codes, (unit.source, unit.target), strict=True):
        rows.append(f"{indent}  <tuv {attribute}={quoteattr(language)}><seg>{_seg(text, unit)}</seg></tuv>")
    return "".join(row + end for row in (*rows, f"{indent}</tu>"))


def _seg(text: str, unit: Accepted) -> str:
    """A text with its objects as ``ph``, the same number in both languages."""
    rows = dict(zip(unit.codes, enumerate(unit.objects, 1), strict=True))
    if not rows:
        return escape(text)
    parts = re.split("(" + "|".join(sorted(rows, key=len, reverse=True)) + ")", text)
    return "".join(
        f'<ph x="{rows[part][0]}">{escape(rows[part][1])}</ph>' if part in rows else escape(part) for part in parts
    )
