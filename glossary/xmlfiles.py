"""XML that came from elsewhere: read without entities, without what it refers to, and never without a limit."""

import codecs
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from glossary import files
from glossary.errors import FileError
from glossary.files import Text

#: The attribute that says which language an element is in.
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: What no XML document may contain, however it is written.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)["']""")
LIMIT = 64_000_000  # bytes; termbases and memories of that size are for a database


def clean(text: str) -> str:
    """A text with a replacement character for each that no XML document may contain."""
    return NOT_XML.sub("\ufffd", text)


def decode(data: bytes, path: str) -> Text:
    """A document as text, in the encoding that it declares where no byte-order mark tells.

    Raises `FileError` where the bytes are none of it; whether they are XML is for whoever reads it.
    """
    declared = _DECLARED.match(data)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        name = codecs.lookup(encoding).name
        if name.startswith(("utf-", "ascii")):
            return files.decode(data, path)
        source = data.decode(name)
        source.encode()  # some encodings have letters that are none
    except (LookupError, UnicodeError):
        raise FileError(f"{path}: it is not in the encoding that it declares, {encoding}; save it as UTF-8") from None
    return Text(path, source, name)


def parse(data: bytes, path: str) -> ET.Element:
    """The root of a document. Raises `FileError` for what is no XML, declares entities, or is too large.

    A document type is passed over: TMX files have one, and nobody needs to fetch it.
    """
    import defusedxml
    from defusedxml.ElementTree import fromstring

    _limit(len(data), path)
    try:
        root: ET.Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except defusedxml.DefusedXmlException:
        raise refused(path) from None
    except (ET.ParseError, LookupError, ValueError) as problem:
        raise FileError(f"{path}: not valid XML: {problem}") from None
    return root


def read(path: Path) -> ET.Element:
    """The root of a file."""
    try:
        _limit(path.stat().st_size, str(path))
        return parse(path.read_bytes(), str(path))
    except OSError as problem:
        raise FileError(f"{path}: it cannot be read: {problem.strerror}") from None


def _limit(size: int, path: str) -> None:
    if size > LIMIT:
        raise too_large(size, path)


def refused(path: str) -> FileError:
    """What is said of a document that declares entities."""
    return FileError(f"{path}: it declares entities or refers to other files, and is not read for safety")


def too_large(size: int, path: str) -> FileError:
    """What is said of a document of so many bytes."""
    return FileError(f"{path}: {size // 1_000_000} MB of XML are more than the {LIMIT // 1_000_000} that are read")
