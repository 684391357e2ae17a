"""The file of finished sentences: resumed, shared, damaged, full."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from glossary.engines import Hypothesis, resume
from glossary.engines.resume import Finished, resumable
from glossary.engines.routes import Chain


@dataclass
class Shouting:
    """Answers in capitals and counts what it is asked; ``breaks_at`` is how often it answers before it fails."""

    fingerprint: str = "shouting 1"
    name: str = "toy"
    remark: str = ""
    takes: str = "nothing"
    breaks_at: int = 99
    asked: list[str] = field(default_factory=list)

    def translate(self, sentences: Sequence[str]) -> list[list[Hypothesis]]:
        if self.breaks_at == 0:
            raise KeyboardInterrupt
        self.breaks_at -= 1
        self.asked += sentences
        return [[Hypothesis(s.upper(), -0.5, len(s) > 3), Hypothesis(s, None)] for s in sentences]


def quiet(done: int, all_: int) -> None:
    """Nobody watches."""


@pytest.fixture
def finished(tmp_path: Path) -> Finished:
    return Finished(tmp_path / "cache" / "t.sqlite3")


def test_a_sentence_is_translated_once(finished: Finished) -> None:
    sentences = ["島", "one two", "島", ""]
    first, second = Shouting(), Shouting()
    found = resumable(first, finished, quiet).translate(sentences)
    assert found == Shouting().translate(sentences)
    assert sorted(first.asked) == ["", "one two", "島"]
    assert resumable(second, finished, quiet).translate(sentences) == found
    assert second.asked == []


def test_nobody_else_may_read_it(finished: Finished, tmp_path: Path) -> None:
    resumable(Shouting(), finished, quiet).translate(["a"])
    assert (tmp_path / "cache" / "t.sqlite3").stat().st_mode & 0o077 == 0


def test_another_engine_is_asked_anew(finished: Finished) -> None:
    resumable(Shouting(), finished, quiet).translate(["a"])
    other = Shouting("shouting 2")
    resumable(other, finished, quiet).translate(["a"])
    assert other.asked == ["a"]


def test_an_interrupted_run_goes_on(finished: Finished) -> None:
    sentences = [f"s{number:03}" for number in range(200)]
    with pytest.raises(KeyboardInterrupt):
        resumable(Shouting(breaks_at=2), finished, quiet).translate(sentences)
    engine, told = Shouting(), []
    resumable(engine, finished, lambda done, all_: told.append((done, all_))).translate(sentences)
    assert len(engine.asked) == 200 - 2 * 64
    assert told == [(64, 72), (72, 72)]


def test_every_leg_of_a_chain_is_remembered(finished: Finished) -> None:
    chain = Chain("toys", [Shouting("one"), Shouting("two")], ["en", "es", "ja"])
    engine = resumable(chain, finished, quiet)
    engine.translate(["a"])
    again = Chain("toys", [Shouting("one", breaks_at=0), Shouting("two", breaks_at=0)], ["en", "es", "ja"])
    assert resumable(again, finished, quiet).translate(["a"]) == engine.translate(["a"])


def test_an_engine_without_a_fingerprint_stays_as_it_is(finished: Finished) -> None:
    engine = Shouting("")
    assert resumable(engine, finished, quiet) is engine


@pytest.mark.parametrize("content", [b"nonsense", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file_is_thrown_away(finished: Finished, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "t.sqlite3").write_bytes(content)
    assert resumable(Shouting(), finished, quiet).translate(["a"])[0][0].text == "A"
    resumable(Shouting(), finished, quiet).translate(["a"])
    engine = Shouting()
    resumable(engine, finished, quiet).translate(["a"])
    assert engine.asked == []


def test_what_is_kept_in_another_shape_is_no_harm(finished: Finished, tmp_path: Path) -> None:
    resumable(Shouting(), finished, quiet).translate(["a"])
    with sqlite3.connect(tmp_path / "cache" / "t.sqlite3") as connection:
        connection.execute("UPDATE kept SET value = '[[1'")
    assert resumable(Shouting(), finished, quiet).translate(["a"])[0][0].text == "A"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    finished = Finished(tmp_path / "file" / "t.sqlite3")
    assert resumable(Shouting(), finished, quiet).translate(["a"])[0][0].text == "A"


def test_the_oldest_are_dropped(finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_LIMIT", 200_000)
    sentences = [f"{number} " + "x" * 400 for number in range(1000)]
    for start in range(0, 1000, 100):
        monkeypatch.setattr(resume.time, "time", lambda start=start: 1_000_000.0 + start)
        resumable(Shouting(), finished, quiet).translate(sentences[start : start + 100])
    assert (tmp_path / "cache" / "t.sqlite3").stat().st_size < 400_000
    engine = Shouting()
    resumable(engine, finished, quiet).translate(sentences[-50:])
    assert engine.asked == []


def test_a_process_killed_while_it_writes_loses_no_finished_sentence(tmp_path: Path) -> None:
    script = tmp_path / "writer.py"
    script.write_text(
        textwrap.dedent(
            """
            import sys
            from pathlib import Path
            sys.path.insert(0, sys.argv[2])
            from test_resume import Finished, Shouting, resumable
            engine = resumable(Shouting(), Finished(Path(sys.argv[1])), lambda done, all_: print(done, flush=True))
            for start in range(0, 10**9, 64):
                engine.translate([f"s{n}" for n in range(start, start + 64)])
            """
        )
    )
    place = tmp_path / "t.sqlite3"
    writers = [
        subprocess.Popen([sys.executable, script, place, Path(__file__).parent], stdout=subprocess.PIPE) for _ in "ab"
    ]
    for writer in writers:
        assert writer.stdout is not None
        for _ in range(5):
            assert writer.stdout.readline() == b"64\n"
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    engine = Shouting()
    resumable(engine, Finished(place), quiet).translate([f"s{n}" for n in range(4 * 64)])
    assert engine.asked == []
