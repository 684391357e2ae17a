"""What the reports in XML share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: XML 1.0 has no way to write these, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """A text without the control characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)


def dump(root: Element, out: TextIO) -> None:
    """Write a document, indented."""
    from xml.etree import ElementTree

    ElementTree.indent(root, " ")
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ElementTree.tostring(root, encoding="unicode") + "\n")
