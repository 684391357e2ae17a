"""Copies of what is slow to read, in the user's cache folder.

A copy begins with a fingerprint of what it was made from and is used only where that is the same. It is written beside
its place and renamed into it: two processes that start at once both succeed, and neither can read half a copy. Where no
cache can be written everything still works, more slowly.

It is ``marshal`` with a checksum, the format and the trust of Python's own ``.pyc`` files.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_SUM = 4  # bytes


def fingerprint(files: Iterable[Path | os.DirEntry[str]]) -> bytes:
    """Names, sizes and times of files, and the Python that reads them."""
    parts = [sys.version]
    for file in files:
        stat = file.stat()
        parts.append(f"{os.fspath(file)}|{stat.st_size}|{stat.st_mtime_ns}")
    return "\n".join(parts).encode()


def place(name: str) -> Path:
    """Where a copy lies. (A library for cache folders takes longer to load than the copies themselves.)"""
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches"
    else:
        folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "glossary" / f"{name}.bin"


def read(name: str, mark: bytes) -> Any:
    """What was written under a name with this fingerprint; None where there is no such copy, or a damaged one."""
    try:
        data = place(name).read_bytes()
        body = data[len(mark) + _SUM :]
        if data[: len(mark) + _SUM] == mark + _checksum(body):
            return marshal.loads(body)  # noqa: S302 - as far to be trusted as the .pyc files beside it
    except (OSError, RuntimeError, ValueError, EOFError, TypeError):
        pass
    return None


def write(name: str, mark: bytes, value: Any) -> None:
    """Keep a value of plain types; a read-only home costs time the next time, and nothing else."""
    import tempfile

    body = marshal.dumps(value)
    with suppress(OSError, RuntimeError):
        copy = place(name)
        copy.parent.mkdir(parents=True, exist_ok=True)
        for left in copy.parent.glob(f"{copy.name}.*"):  # by a killed process; one that still writes loses its copy
            left.unlink(missing_ok=True)
        handle, partial = tempfile.mkstemp(dir=copy.parent, prefix=f"{copy.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(mark + _checksum(body) + body)
            Path(partial).replace(copy)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_SUM, "big")
