"""Bytes in and bytes out: encodings, and writing that never leaves half a file."""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from glossary.document import Segment
from glossary.errors import FileError

_BOMS = [
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
]


@dataclass(frozen=True)
class Text:
    """A decoded file with what is needed to write it back as it was.

    ``segments`` are there where the bytes say what the text does not, as the styles of a Word document. ``sealed`` says
    why nothing can be written back; it is empty for whatever is text.
    """

    path: str
    source: str
    encoding: str = "utf-8"
    bom: bytes = b""
    segments: tuple[Segment, ...] | None = None
    sealed: str = ""

    def encode(self, source: str) -> bytes:
        """Another text in the same encoding, with the same byte-order mark. Raises `FileError` where it is sealed."""
        if self.sealed:
            raise FileError(f"{self.path}: {self.sealed}")
        return self.bom + source.encode(self.encoding)


def load(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Raises `FileError` where they cannot be had."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise FileError(f"{path}: this is a folder, and one file is needed here") from None
    except OSError as problem:
        raise FileError(f"{path}: it cannot be read: {problem.strerror}") from None


def decode(data: bytes, path: str) -> Text:
    """Bytes as text: UTF-8, or UTF-16 and UTF-32 where a byte-order mark says so."""
    bom, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", "utf-8"))
    try:
        source = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as problem:
        at = len(bom) + problem.start
        raise FileError(
            f"{path}: not valid {encoding.upper()} at byte {at} (0x{data[at]:02x}); "
            "save the file as UTF-8, or as UTF-16 with a byte-order mark"
        ) from None
    if "\0" in source:
        at = data.index(b"\0") if encoding == "utf-8" else source.index("\0")
        raise FileError(f"{path}: there is a NUL byte at {at}, so this is no text; leave the file out")
    return Text(path, source, encoding, bom)


def write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: beside its place, then renamed into it, with the mode that it had."""
    import tempfile

    target = path.resolve()  # through a symbolic link, so that the link stays one
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise FileError(f"{path}: it cannot be written: {problem.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
