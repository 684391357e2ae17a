"""A LibreTranslate server, over HTTP.

Its address comes from ``LIBRETRANSLATE_URL`` and its key, where it wants one, from ``LIBRETRANSLATE_API_KEY`` or from
the system's keyring: neither is ever read from a file that could be committed, nor shown. Text goes only to a server
that was named, over HTTPS unless it is on this machine; ``auto`` never chooses this engine.
"""

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from glossary.engines import Engine, Hypothesis, Missing, Takes
from glossary.errors import EngineError
from glossary.language import unspaced
from glossary.packs.fetch import loopback, safe, shown

NAME = "libretranslate"
_ALTERNATIVES = 3
_BATCH = 50  # sentences a request
_SECONDS, _SECONDS_EACH = 10.0, 4.0  # how long a server may take, and for each sentence of a batch besides
_TRIES = 4
_PAUSE = 0.5  # seconds before the second try, doubled before each of the next
_AGAIN = frozenset({429, 500, 502, 503, 504})
_LONGEST_PAUSE = 20.0
_REASON = 200  # characters of a server's own words


class _RefusedError(EngineError):
    """A request that was not served: ``reason`` in the server's words; ``late`` if it took too long."""

    def __init__(self, message: str, reason: str, late: bool) -> None:
        super().__init__(message)
        self.reason, self.late = reason, late


@dataclass
class LibreTranslate:
    """One direction of a server."""

    url: str
    source: str
    target: str
    key: str = field(default="", repr=False)
    name: str = NAME
    takes: Takes = "nothing"
    remark: str = ""
    #: What is asked for at once; a server may have limits of its own, and says so when they are met.
    _most: int = field(default=_BATCH, init=False, repr=False)
    _alternatives: int = field(default=_ALTERNATIVES, init=False, repr=False)

    @property
    def fingerprint(self) -> str:
        """The server and the direction: what it runs may change, and nothing tells."""
        return f"{NAME} {self._place} {self.source} {self.target}"

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """All sentences, some to a request. Raises `EngineError` where the server cannot be reached or refuses."""
        found: list[list[Hypothesis]] = []
        while len(found) < len(sentences):
            some = list(sentences[len(found) : len(found) + self._most])
            try:
                found += self._batch(some)
            except _RefusedError as refusal:
                if not self._yield_to(refusal, len(some)):
                    raise
        return found

    def _yield_to(self, refusal: "_RefusedError", size: int) -> bool:
        """Ask for less from now on, where the server has said or shown how much it can do; False where it has not.

        Its words are in its user's language, its numbers are not: of the texts sent, and of those that it takes.
        """
        if refusal.late:
            self._most = max(1, size // 2)
            return size > 1
        limit = re.search(r"<= (\d+)", refusal.reason)
        if limit and "alternatives" in refusal.reason and int(limit[1]) < self._alternatives:
            self._alternatives = int(limit[1])
            return True
        numbers = [int(number) for number in re.findall(r"\((\d+)\)", refusal.reason)]
        if len(numbers) == 2 and numbers[0] == size > numbers[1] > 0:
            self._most = numbers[1]
            return True
        return False

    def _batch(self, sentences: list[str]) -> list[list[Hypothesis]]:
        body = {
            "q": sentences,
            "source": self.source,
            "target": self.target,
            "format": "text",
            "alternatives": self._alternatives,
        }
        answer = self._ask(body)
        best, others = answer.get("translatedText"), answer.get("alternatives") or [[]] * len(sentences)
        if not _texts(best, len(sentences)) or not (
            isinstance(others, list) and len(others) == len(sentences) and all(_texts(more) for more in others)
        ):
            raise EngineError(f"{self._place}: the answer is not that of a LibreTranslate server")
        return [
            [Hypothesis(ended(text, self.target)) for text in (one, *more)]
            for one, more in zip(best, others, strict=True)
        ]

    def _ask(self, body: dict[str, Any]) -> dict[str, Any]:
        """The server's answer; a busy or failing server is asked again, after a pause that it may set."""
        import httpx

        problem, reason, late = "", "", False
        for pause in _pauses():
            try:
                answer = httpx.post(
                    f"{self.url.rstrip('/')}/translate",
                    json=body | self._key,
                    timeout=httpx.Timeout(_SECONDS, read=_SECONDS + _SECONDS_EACH * len(body["q"])),
                    # What stays on this machine goes through no proxy, where the key could be read.
                    trust_env=not loopback(urlsplit(self.url).hostname),
                )
            except httpx.ReadTimeout:
                problem = f"has not answered in {_SECONDS + _SECONDS_EACH * len(body['q']):.0f} seconds"
                late = True
                break
            except httpx.HTTPError as error:
                problem = f"cannot be reached ({type(error).__name__})"
            else:
                if answer.is_success:
                    try:
                        data = answer.json()
                    except (ValueError, RecursionError):
                        data = None
                    return data if isinstance(data, dict) else {}
                reason = self._reason(answer)
                problem = f"answered {answer.status_code}{reason}"
                if answer.status_code not in _AGAIN:
                    break
                pause = _asked_for(answer.headers.get("retry-after"), pause)
            if pause:
                time.sleep(pause)
        raise _RefusedError(f"{self._place}: the server {problem}; is LIBRETRANSLATE_URL right?", reason, late)

    @property
    def _key(self) -> dict[str, str]:
        """The key as the server wants it; in no variable, because some tools print those with an error."""
        return {"api_key": self.key} if self.key else {}

    def _reason(self, answer: Any) -> str:
        """What the server says of it, on one line, and without the key, which it may say as well."""
        try:
            reason = answer.json()["error"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return ""
        if not isinstance(reason, str):
            return ""
        reason = reason.replace(self.key, "…") if self.key else reason
        return ": " + "".join(char for char in reason[:_REASON] if char.isprintable())

    @property
    def _place(self) -> str:
        return _server(self.url)


def _server(url: str) -> str:
    """The address without a path, and without a name or password that may be in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


def _key(url: str) -> str:
    """The key of the environment, or else what the keyring has for this server and no other; mostly none.

    Raises `EngineError` where there is a keyring that cannot be read: a locked one may hold the key.
    """
    key = os.environ.get("LIBRETRANSLATE_API_KEY", "")
    if key:
        return key
    try:
        import keyring
        from keyring.errors import KeyringError, NoKeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password("glossary", _server(url)) or ""
    except NoKeyringError:
        return ""
    except KeyringError as problem:
        raise EngineError(
            f"{_server(url)}: the keyring cannot be read ({type(problem).__name__}); unlock it, or set "
            "LIBRETRANSLATE_API_KEY"
        ) from None


_ENDS, _WIDE = ".,!?;", str.maketrans(".,!?;", "。、！？；")


def ended(text: str, language: str) -> str:
    """A translation with the last mark of its own language: servers put the one there that the source ends with."""
    before, last = text[:-1], text[-1:]
    if unspaced(language) and last and last in _ENDS and not text.isascii():
        return before if before.endswith(("。", "！", "？")) else before + last.translate(_WIDE)
    if not unspaced(language) and last == "。":
        return before if before.endswith((".", "!", "?", "…")) else before + "."
    return text


def _texts(value: Any, number: int | None = None) -> TypeGuard[list[str]]:
    """Whether a part of an answer is a list of texts, of so many where a number is given."""
    right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return right and (number is None or len(value) == number)


def _pauses() -> Iterator[float]:
    """How long to wait after each try; not at all after the last."""
    yield from (_PAUSE * 2**number for number in range(_TRIES - 1))
    yield 0.0


def _asked_for(header: str | None, pause: float) -> float:
    """The pause that a server asks for, within reason."""
    if pause and header and header.isdigit():
        return min(float(header), _LONGEST_PAUSE)
    return pause


def find(source: str, target: str) -> Engine | Missing:
    """The server whose address the environment gives. It is not asked yet: a look at the list costs a round trip."""
    url = os.environ.get("LIBRETRANSLATE_URL", "")
    if not url:
        return Missing("no server is named", "set LIBRETRANSLATE_URL, to http://localhost:5000 for example")
    try:
        import httpx  # noqa: F401
    except ImportError:
        return Missing("httpx is not installed", "run: pip install httpx")
    if not safe(url):
        return Missing(f"{shown(url)} is not safe", "use https, or a server on this machine")
    return LibreTranslate(url, source, target, _key(url))
