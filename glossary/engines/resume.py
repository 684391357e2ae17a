"""Sentences that were translated once are not translated again: a killed run goes on where it was.

What an engine made is kept in an SQLite file in the user's cache folder, some sentences at a time and each time whole,
so that two processes may use it at once and a process may be killed at any moment. A sentence is known by what
identifies the engine (a package's path, size and time) and by its text; names are held anew each time, so a change of
the termbase needs no other key. Where the file cannot be used everything still works, and takes as long as before.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path

from glossary import cache
from glossary.engines import Engine, Guided, Hypothesis, Links
from glossary.engines.routes import Chain

_CHUNK = 64  # sentences between two times of writing
_LIMIT = 64 * 2**20  # bytes that the file may have before the oldest third is dropped
_WAIT = 30.0  # seconds for another process to finish writing
_DAY = 86_400
Tell = Callable[[int, int], None]


class Finished:
    """The file of finished sentences."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or cache.place("translations").with_suffix(".sqlite3")

    def look(self, keys: Sequence[bytes]) -> dict[bytes, list[Hypothesis]]:
        """What is known of some sentences."""
        found: dict[bytes, list[Hypothesis]] = {}

        def read(connection: sqlite3.Connection) -> None:
            now = int(time.time())
            for start in range(0, len(keys), 500):  # SQLite takes 999 values a statement
                some = keys[start : start + 500]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some)  # noqa: S608
                found.update({key: [Hypothesis(*fields) for fields in json.loads(value)] for key, value in rows})
                connection.execute(
                    f"UPDATE kept SET used = ? WHERE key IN ({marks}) AND used < ?",  # noqa: S608 - question marks
                    [now, *some, now - _DAY],
                )
            connection.commit()

        self._with(read)
        return found

    def keep(self, made: dict[bytes, list[Hypothesis]]) -> None:
        """Write sentences down, all or none."""

        def write(connection: sqlite3.Connection) -> None:
            now = int(time.time())
            connection.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                [(key, json.dumps([(h.text, h.score, h.doubtful) for h in found]), now) for key, found in made.items()],
            )
            connection.commit()
            if self._path.stat().st_size > _LIMIT:
                connection.execute(
                    "DELETE FROM kept WHERE key IN "
                    "(SELECT key FROM kept ORDER BY used LIMIT (SELECT count(*) / 3 FROM kept))"
                )
                connection.commit()
                connection.execute("VACUUM")

        self._with(write)

    def _with(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do some work with the file, or nothing where it cannot be used. A damaged file is thrown away."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)  # what a newsroom translates is nobody else's to read
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value TEXT, used INTEGER) WITHOUT ROWID"
                )
                work(connection)
        except (sqlite3.OperationalError, OSError):  # locked for long, read-only, a full disk
            return
        except (sqlite3.DatabaseError, ValueError, TypeError):
            with suppress(OSError):
                self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
                self._path.unlink()


class Resumable:
    """An engine that asks for what is finished first, and tells how far it is."""

    def __init__(self, engine: Engine, finished: Finished | None, tell: Tell) -> None:
        self.name, self.remark, self.fingerprint = engine.name, engine.remark, engine.fingerprint
        self.takes = engine.takes
        self._engine, self._finished, self._tell = engine, finished, tell

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        """Every sentence once, however often it stands in the document."""
        keys = {sentence: self._key(sentence) for sentence in sentences}
        known = self._finished.look(list(keys.values())) if self._finished else {}
        wanted = sorted((sentence for sentence, key in keys.items() if key not in known), key=len)
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            made = {keys[s]: found for s, found in zip(some, self._engine.translate(some), strict=True)}
            known |= made
            if self._finished:
                self._finished.keep(made)
            self._tell(start + len(some), len(wanted))
        return [known[keys[sentence]] for sentence in sentences]

    def _key(self, sentence: str) -> bytes:
        return blake2b(f"{self.fingerprint}\0{sentence}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


class ResumableGuided(Resumable):
    """The same for an engine that can be guided; what it is guided to is rare and not kept."""

    def __init__(self, engine: Guided, finished: Finished | None, tell: Tell) -> None:
        super().__init__(engine, finished, tell)
        self._guided = engine

    def complete(self, requests: Sequence[tuple[str, str]]) -> list[Hypothesis | None]:
        """As the engine does."""
        return self._guided.complete(requests)

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """As the engine does."""
        return self._guided.score(pairs)

    def pieces(self, words: Sequence[str]) -> list[int]:
        """As the engine does."""
        return self._guided.pieces(words)

    @property
    def readings(self) -> int:
        """As the engine has."""
        return self._guided.readings

    def align(self, pairs: Sequence[tuple[str, str]], reading: int = 0) -> list[Links]:
        """As the engine does."""
        return self._guided.align(pairs, reading)


def resumable(engine: Engine, finished: Finished | None, tell: Tell) -> Engine:
    """An engine, or every engine of a chain, before it what is finished; one without a fingerprint stays as it is."""
    if isinstance(engine, Chain):
        return Chain(engine.name, [resumable(one, finished, tell) for one in engine.engines], engine.languages)
    if not engine.fingerprint:
        return engine
    return ResumableGuided(engine, finished, tell) if isinstance(engine, Guided) else Resumable(engine, finished, tell)
