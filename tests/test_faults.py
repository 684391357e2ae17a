"""What goes wrong outside the program: full and read-only disks, kill -9, Ctrl-C, two at once, clocks that go back.

Nothing is lost, nothing is half written, and what is said is one sentence.
"""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from socket import socket

import pytest
from conftest import ROOT
from test_libretranslate import Server
from test_packs import package
from test_resume import Shouting, quiet

from glossary import cache
from glossary.engines import Hypothesis, resume
from glossary.engines.resume import Finished, resumable

TEXT = "The minister saw Etorofu.\n"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "The minister saw Etorofu."\nmsgstr ""\n'
ECHO = ("--from", "en", "--to", "es", "--engine", "echo")


def glossary(*arguments: str | Path, limit: int | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which may write files of at most ``limit`` bytes."""

    def restrict() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "glossary", *map(str, arguments)],
        capture_output=True,
        text=True,
        preexec_fn=restrict,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **more},
    )


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs"]
    if os.geteuid() or subprocess.run(["mount", *options, place], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


JOBS: dict[str, tuple[str, str, Callable[[Path], tuple[str | Path, ...]]]] = {
    "translate": ("a.txt", TEXT, lambda file: ("translate", file, *ECHO, "-o", file)),
    "PO": ("a.po", PO, lambda file: ("translate", file, *ECHO, "-o", file)),
    "report": ("a.txt", TEXT, lambda file: ("lint", file, "-o", file)),
}


@pytest.mark.parametrize("fault", [fill, read_only])
@pytest.mark.parametrize("job", ["translate", "PO", "report"])
def test_a_disk_that_takes_nothing_keeps_what_it_has(disk: Path, job: str, fault: Callable[[Path], None]) -> None:
    name, content, arguments = JOBS[job]
    file = disk / name
    file.write_text(content)
    fault(disk)
    before = sorted(disk.iterdir())
    done = glossary(*arguments(file))
    assert (done.returncode, file.read_text(), sorted(disk.iterdir())) == (2, content, before)
    assert done.stderr.splitlines()[-1].startswith(f"Error: {file}: it cannot be written: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("job", ["translate", "PO", "report"])
def test_a_file_that_may_not_grow_keeps_what_it_has(tmp_path: Path, job: str) -> None:
    name, content, arguments = JOBS[job]
    file = tmp_path / name
    file.write_text(content)
    done = glossary(*arguments(file), limit=20)
    assert (done.returncode, file.read_text(), list(tmp_path.iterdir())) == (2, content, [file])
    assert done.stderr.splitlines()[-1].startswith(f"Error: {file}: it cannot be written: ")


def test_a_full_disk_for_the_caches_costs_nothing_but_time(disk: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    fill(disk)
    done = glossary("lint", file, "--format", "concise", XDG_CACHE_HOME=str(disk))
    assert (done.returncode, done.stderr, "GL101" in done.stdout) == (1, "", True)
    finished = Finished(disk / "t.sqlite3")
    assert resumable(Shouting(), finished, quiet).translate(["a"])[0][0].text == "A"
    assert sorted(path.name for path in disk.rglob("*") if path.is_file() and path.stat().st_size) == ["filler"]


@pytest.mark.parametrize("limit", [0, 100, 5000])
def test_a_package_does_not_fit(disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    pytest.importorskip("filelock")
    good, large = tmp_path / "good.argosmodel", tmp_path / "large.argosmodel"
    good.write_bytes(package())
    large.write_bytes(package(model=os.urandom(200_000)))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(disk))
    assert glossary("packs", "install", good).returncode == 0
    before = sorted(disk.rglob("*"))
    done = glossary("packs", "install", large)
    assert done.returncode == 2
    assert done.stderr == f"Error: {large}: it cannot be unpacked: No space left on device\n"
    assert sorted(disk.rglob("*")) == before
    read_only(disk)
    done = glossary("packs", "install", good)
    assert (done.returncode, done.stderr.count("\n"), "Read-only file system" in done.stderr) == (2, 1, True)


def test_a_full_output_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "glossary", "rule", "GL101"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 2
    assert done.stderr == "Error: standard output cannot be written: No space left on device\n"


# --- killed ----------------------------------------------------------------------------------------------------------

#: Runs the command and is killed, as by kill -9, in the place of the n-th call of a function.
KILLED = """
import os, signal, sys
module, name, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
owner = __import__(module, fromlist=["x"])
*path, name = name.split(".")
for part in path:
    owner = getattr(owner, part)
real = getattr(owner, name)
def instead(*arguments, **more):
    global calls
    calls -= 1
    if calls < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **more)
setattr(owner, name, instead)
sys.argv = ["glossary", *sys.argv[4:]]
from glossary.cli import main
main()
"""


def killed(function: str, calls: int, *arguments: str | Path) -> int:
    module, _, name = function.partition(":")
    command = [sys.executable, "-c", KILLED, module, name, str(calls), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode


@pytest.mark.parametrize("job", ["translate", "PO", "report"])
@pytest.mark.parametrize("function", ["os:fdopen", "pathlib:Path.chmod", "pathlib:Path.replace"])
def test_a_process_killed_while_it_writes_leaves_the_old_file(tmp_path: Path, job: str, function: str) -> None:
    name, content, arguments = JOBS[job]
    file = tmp_path / name
    file.write_text(content)
    glossary("lint", file)  # the copies of the termbase are there and nothing of theirs is written any more
    assert killed(function, 0, *arguments(file)) == -signal.SIGKILL
    assert file.read_text() == content
    assert glossary(*arguments(file)).returncode in (0, 1)
    assert file.read_text() != content


@pytest.mark.parametrize("calls", range(3))
def test_a_process_killed_while_it_installs_leaves_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    pytest.importorskip("filelock")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    file = tmp_path / "a.argosmodel"
    file.write_bytes(package())
    assert glossary("packs", "install", file).returncode == 0
    ended = killed("pathlib:Path.replace", calls, "packs", "install", file)
    assert ended == (-signal.SIGKILL if calls < 2 else 0)
    assert glossary("packs", "list").stdout.startswith("en xx")
    done = glossary("packs", "install", file)
    assert (done.returncode, done.stderr) == (0, "")
    left = sorted(path.name for path in (tmp_path / "packages").iterdir())
    assert left == [".glossary", "translate-en_xx-1.0"]
    assert [path.name for path in (tmp_path / "packages" / ".glossary").iterdir()] == ["lock"]


def test_a_copy_that_was_never_finished_is_neither_read_nor_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("x", b"mark", [1])
    place = cache.place("x")
    place.with_name(f"{place.name}.left").write_bytes(b"half")
    assert cache.read("x", b"mark") == [1]
    cache.write("x", b"mark", [2])
    assert [path.name for path in place.parent.glob("x.*")] == [place.name]
    place.write_bytes(place.read_bytes()[:-1])
    assert cache.read("x", b"mark") is None
    place.unlink()


def test_many_processes_share_the_copies(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    command = [sys.executable, "-m", "glossary", "lint", str(file), "--format", "concise", "--terms", "mine.csv"]
    (tmp_path / "mine.csv").write_text("concept,lang,text\nbank,en,Orm Bank\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = [(process.communicate(), process.returncode) for process in running]
    assert [(errors, code) for (_, errors), code in answers] == [(b"", 1)] * 2
    assert len({out for (out, _), _ in answers}) == 1
    assert {path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file()} == {".bin"}


# --- interrupted -----------------------------------------------------------------------------------------------------


class Silent(Server):
    """A LibreTranslate server that answers one request and then says nothing more."""

    def __init__(self) -> None:
        super().__init__()
        self.over = threading.Event()

    def process_request_thread(self, request: socket, address: object) -> None:  # type: ignore[override]
        if len(self.asked) < 1:
            super().process_request_thread(request, address)
        else:
            self.asked.append({})
            self.over.wait(30)
            self.shutdown_request(request)


def test_an_interrupted_translation_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("httpx")
    file, out = tmp_path / "a.txt", tmp_path / "out.txt"
    file.write_text("".join(f"Sentence {number:03} is here.\n\n" for number in range(200)))
    out.write_text("old")
    with Silent() as server:
        server.daemon_threads = False  # leaving waits for their sockets to be closed
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("LIBRETRANSLATE_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        command = ["translate", str(file), "--from", "en", "--to", "es", "--engine", "libretranslate", "-o", str(out)]
        running = subprocess.Popen(
            [sys.executable, "-m", "glossary", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for _ in range(3000):
            if len(server.asked) > 1:
                break
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        answer = running.communicate(timeout=20)
        server.over.set()
        server.shutdown()
    assert (answer, running.returncode) == ((b"", b"Interrupted\n"), 130)
    assert (out.read_text(), sorted(path.name for path in tmp_path.iterdir())) == ("old", ["a.txt", "cache", "out.txt"])


# --- clocks ----------------------------------------------------------------------------------------------------------


def test_a_clock_that_goes_back_loses_no_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished = Finished(tmp_path / "t.sqlite3")
    for now, asked in ((2e9, ["a", "b"]), (1e9, ["a", "c"]), (0.0, ["b", "c"]), (3e9, ["a", "b", "c"])):
        monkeypatch.setattr(resume.time, "time", lambda now=now: now)
        found = resumable(Shouting(), finished, quiet).translate(asked)
        assert [hypotheses[0].text for hypotheses in found] == [sentence.upper() for sentence in asked]
    engine = Shouting()
    resumable(engine, finished, quiet).translate(["a", "b", "c"])
    assert engine.asked == []


def test_a_clock_that_stands_still_drops_no_more_than_a_third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_LIMIT", 200_000)
    monkeypatch.setattr(resume.time, "time", lambda: 0.0)
    place = tmp_path / "t.sqlite3"
    made = {number.to_bytes(16): [Hypothesis("x" * 1000)] for number in range(300)}
    Finished(place).keep(made)
    assert 180 <= len(Finished(place).look(list(made))) <= 220


def test_a_progress_bar_minds_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from glossary.cli.progress import Progress

    monkeypatch.setattr(time, "time", lambda: 0.0)
    progress = Progress()
    progress.tell(1, 0)
    progress.tell(2, 1)
    progress.end()
