"""An Argos package's zip file, which comes from anywhere, as a folder.

Nothing is written outside the folder, no link is made, and a small file cannot fill a disk. A file that was cut off, or
whose model is no model, is told apart from a good one before anything uses it.
"""

import errno
import lzma
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from glossary.errors import PackageError

_ENTRIES = 10_000
_LARGEST = 8 * 2**30  # bytes, unpacked; the largest public package has a tenth of that
_RATIO = 100  # unpacked to packed; models are packed to half of their size
_SMALL = 16 * 2**20  # bytes below which no ratio is too high
_CHUNK = 2**20
#: What the library raises on files that are none, or encrypted, or packed in ways that it does not know.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
#: What a folder may be called: nothing hidden, nothing that a terminal or a shell takes for something else.
_FOLDER = re.compile(r"[A-Za-z0-9][\w.+-]{0,100}", re.ASCII)


def unpack(file: Path, into: Path) -> Path:
    """Unpack a package into a folder and say where its own folder is.

    Raises `PackageError` for a file that is no package or does what a package does not; some of it may be there then.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            top = _checked(file, entries)
            for entry in entries:
                place = into.joinpath(*PurePosixPath(entry.filename).parts)
                if entry.is_dir():
                    place.mkdir(parents=True, exist_ok=True)
                else:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(entry) as packed, place.open("xb") as unpacked:
                        while chunk := packed.read(_CHUNK):
                            unpacked.write(chunk)
    except FileNotFoundError:
        raise PackageError(f"{file}: there is no such file") from None
    except OSError as problem:
        if problem.errno == errno.EINVAL:  # sent before the beginning of the file by its own directory
            raise _broken(file, "its directory is wrong") from None
        raise PackageError(f"{file}: it cannot be unpacked: {problem.strerror or problem}") from None
    except _BROKEN as problem:
        raise _broken(file, str(problem)) from None
    return into / top


def _broken(file: Path, why: str) -> PackageError:
    return PackageError(f"{file}: this is no Argos package, or was cut off: {why}; fetch it again")


def _checked(file: Path, entries: list[zipfile.ZipInfo]) -> str:
    """The name of the one folder that a package holds."""
    tops, seen = set(), set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or not path.parts or not all(map(_plain, path.parts)):
            raise PackageError(f"{file}: the package would write to {entry.filename!r}, outside its own folder")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise PackageError(f"{file}: {entry.filename!r} is a link or a device, which no package has")
        if entry.filename.casefold() in seen:
            raise PackageError(f"{file}: {entry.filename!r} is in the package twice")
        seen.add(entry.filename.casefold())
        tops.add(path.parts[0])
    if len(tops) != 1 or not _FOLDER.fullmatch(min(tops)):
        raise PackageError(f"{file}: an Argos package holds exactly one folder, this holds {sorted(tops)[:5]}")
    size, packed = sum(entry.file_size for entry in entries), file.stat().st_size
    if len(entries) > _ENTRIES or size > _LARGEST or size > max(_SMALL, _RATIO * packed):
        raise PackageError(f"{file}: unpacked it would be {size} bytes in {len(entries)} files, which no package is")
    return tops.pop()


def _plain(part: str) -> bool:
    """Whether a name leads nowhere else on any system: Windows also knows back slashes, drives and streams."""
    return part not in (".", "..") and not re.search(r"[\\:\x00-\x1f]", part)


# --- the model -------------------------------------------------------------------------------------------------------

_VERSIONS = range(4, 7)  # of the file, whose shape is known here; what others are like is left to the library
_LAST_VERSION = 1000  # what no version will be for long, and other kinds of file are


def model_problem(model: Path) -> str:
    """What is wrong with a CTranslate2 model as a file, or nothing. Its numbers are not looked at."""
    try:
        with model.open("rb") as file:
            (version,) = _numbers(file, "<I")
            if not 1 <= version <= _LAST_VERSION:
                return "it is no model of CTranslate2"
            if version in _VERSIONS and not _walk(file, model.stat().st_size):
                return "it is longer than it says, or something else"
    except EOFError:
        return "it was cut off"
    except OSError as problem:
        return f"it cannot be read: {problem.strerror}"
    return ""


def _walk(file: BinaryIO, size: int) -> bool:
    """Go from variable to variable to the end. Raises `EOFError` where it comes too early; false if it is not there."""
    _name(file)
    _numbers(file, "<I")  # the revision of the kind of model
    (variables,) = _numbers(file, "<I")
    for _ in range(variables):
        _name(file)
        (rank,) = _numbers(file, "<B")
        *_, length = _numbers(file, f"<{rank}IBI")
        if file.seek(length, 1) > size:
            raise EOFError
    (aliases,) = _numbers(file, "<I")
    for _ in range(2 * aliases):
        _name(file)
    return file.tell() == size


def _name(file: BinaryIO) -> None:
    (length,) = _numbers(file, "<H")
    if len(file.read(length)) < length:
        raise EOFError


def _numbers(file: BinaryIO, form: str) -> tuple[int, ...]:
    data = file.read(struct.calcsize(form))
    if len(data) < struct.calcsize(form):
        raise EOFError
    return struct.unpack(form, data)
