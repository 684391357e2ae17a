"""A file from the web, whole or not at all; what was cut off goes on where it was.

Only HTTPS is spoken, and HTTP with this machine. No redirection leads out of that. What a server says of itself is not
believed: a length is held against what came, and against a limit.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from pathlib import Path
from socket import gaierror
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
    getproxies,
)

from glossary.errors import PackageError

#: Told how many bytes there are of how many, which is 0 where nobody knows.
Tell = Callable[[int, int], None]

_SECONDS = 30.0  # without a byte, before a server counts as gone
_TRIES = 4
_PAUSE = 1.0  # seconds before the second try, doubled before each of the next
_CHUNK = 2**16
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_NO_SUCH_PART = 416


class _BrokenError(Exception):
    """A transfer that may do better the next time."""


def loopback(host: str | None) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def safe(url: str) -> bool:
    """Whether nobody on the way can read or change what goes to an address: HTTPS, or this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # brackets that are no IPv6 address
        return False
    return (parts.scheme == "https" and bool(host)) or (parts.scheme == "http" and loopback(host))


def shown(url: str) -> str:
    """An address without what may be secret in it: a password, a query."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the address"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}"


def download(url: str, target: Path, limit: int, tell: Tell) -> None:
    """Fetch a file of at most ``limit`` bytes.

    What came of it is kept beside ``target`` until it is whole, if the server can be asked for the rest. Raises
    `PackageError`.
    """
    partial = _Partial(target)

    def receive() -> None:
        with _opened(url, partial.wanted()) as answer:
            partial.receive(answer, limit, tell)
        partial.finish()

    try:
        _try(url, receive, partial.drop)
    except PackageError as problem:
        kept = partial.size()
        if not kept:
            partial.drop()
            raise
        raise PackageError(f"{problem}; the {kept} bytes that came are kept for the next time") from None


def read(url: str, limit: int) -> bytes:
    """A small file as bytes. Raises `PackageError`."""
    data = b""

    def receive() -> None:
        nonlocal data
        with _opened(url, {}) as answer:
            data = answer.read(limit + 1)
            length = str(answer.headers.get("content-length", ""))
        if len(data) > limit:
            raise PackageError(f"{shown(url)}: this is larger than the {limit} bytes that it may have")
        if length.isdigit() and len(data) < int(length):
            raise _BrokenError(f"the connection was cut off after {len(data)} of {length} bytes")

    _try(url, receive, lambda: None)
    return data


def _try(url: str, receive: Callable[[], None], drop: Callable[[], None]) -> None:
    """Do it, some times over where that may help; ``drop`` forgets what there is of the file."""
    if not safe(url):
        raise PackageError(f"{shown(url)}: only https is fetched from, and http from this machine")
    if urlsplit(url).username is not None:
        raise PackageError(f"{shown(url)}: an address with a password in it is not taken; fetch the file yourself")
    problem = ""
    for pause in _pauses():
        try:
            return receive()
        except HTTPError as error:
            error.close()
            problem = f"the server answered {error.code}"
            if error.code == _NO_SUCH_PART:  # it was another file
                drop()
            elif error.code not in _AGAIN:
                raise PackageError(f"{shown(url)}: {problem}; is the address right?") from None
        except (_BrokenError, HTTPException, OSError) as error:
            problem = _reason(error)
            if isinstance(getattr(error, "reason", None), gaierror):
                raise PackageError(f"{shown(url)}: there is no such server, or no network") from None
        time.sleep(pause)
    raise PackageError(f"{shown(url)}: {problem}; try again later")


def _pauses() -> Iterator[float]:
    """How long to wait after each try; not at all after the last."""
    yield from (_PAUSE * 2**number for number in range(_TRIES - 1))
    yield 0.0


def _reason(error: Exception) -> str:
    """What went wrong, without an address that might hold a secret."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"the server has said nothing for {_SECONDS:.0f} seconds"
    if isinstance(cause, _BrokenError):
        return str(cause)
    return f"the server cannot be reached ({type(cause).__name__})"


class _Partial:
    """What there is of a file, and how a server knows that it is still the same."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._data = target.with_name(f"{target.name}.part")
        self._tag = target.with_name(f"{target.name}.tag")

    def size(self) -> int:
        """How many bytes there are, 0 where they are no use."""
        return self._data.stat().st_size if self._data.exists() and self._tag.exists() else 0

    def wanted(self) -> dict[str, str]:
        """The headers that ask for the rest, unless the file has changed."""
        size = self.size()
        return {"Range": f"bytes={size}-", "If-Range": self._tag.read_text("ascii")} if size else {}

    def receive(self, answer: Any, limit: int, tell: Tell) -> None:
        """Write down what comes. Raises `_BrokenError` where it is less than was announced."""
        have = 0
        if answer.status == 206:
            have = self.size()
            if not str(answer.headers.get("content-range", "")).startswith(f"bytes {have}-"):
                self.drop()
                raise _BrokenError("the server sent another part than it was asked for")
        length = str(answer.headers.get("content-length", ""))
        total = have + int(length) if length.isdigit() else 0
        if not have:
            self._begin(answer.headers)
        with self._data.open("ab") as file:
            while max(have, total) <= limit and (chunk := answer.read1(_CHUNK)):
                have += len(chunk)
                with _writing(self._data):
                    file.write(chunk)
                    file.flush()
                tell(have, total)
        if max(have, total) > limit:
            self.drop()
            raise PackageError(f"{shown(answer.url)}: this is larger than the {limit} bytes that it may have")
        if have < total:
            raise _BrokenError(f"the connection was cut off after {have} of {total} bytes")

    def _begin(self, headers: Any) -> None:
        tag = str(headers.get("etag", ""))
        if not tag or tag.startswith("W/"):  # weak: the same to a reader, but not to the byte
            tag = str(headers.get("last-modified", ""))
        with _writing(self._data):
            self.drop()
            self._data.touch(mode=0o600)
            if tag and tag.isascii() and tag.isprintable():
                self._tag.write_text(tag, "ascii")

    def finish(self) -> None:
        """Put the whole file in its place."""
        with _writing(self._target):
            self._data.replace(self._target)
            self._tag.unlink(missing_ok=True)

    def drop(self) -> None:
        """Take everything away."""
        self._tag.unlink(missing_ok=True)
        self._data.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Tell a disk's faults from a network's, which are the same kind of error."""
    try:
        yield
    except OSError as problem:
        raise PackageError(f"{path}: it cannot be written: {problem.strerror}") from None


class _Redirects(HTTPRedirectHandler):
    """Follows where a server sends on to, unless that is less safe, or this machine."""

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        """Follow a redirection of any kind."""
        try:
            to = urljoin(req.full_url, headers.get("location", ""))
        except ValueError:
            to = ""
        if not safe(to) or (loopback(urlsplit(to).hostname) and not loopback(urlsplit(req.full_url).hostname)):
            fp.close()
            where = shown(to) if to else "no address at all"
            raise PackageError(f"{shown(req.full_url)}: the server sends on to {where}, which is not followed")
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


@lru_cache
def _opener() -> OpenerDirector:
    """Speaks HTTP and HTTPS and nothing else; what stays on this machine goes through no proxy."""
    opener = OpenerDirector()
    proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme == "https"}
    for handler in (
        ProxyHandler(proxies),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
        _Redirects(),
        UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _opened(url: str, headers: dict[str, str]) -> Any:
    request = Request(url, headers={"User-Agent": "glossary", **headers})  # noqa: S310 - `_try` has looked at it
    return _opener().open(request, timeout=_SECONDS)
