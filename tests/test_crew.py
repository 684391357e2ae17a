"""Many files in several processes: the same as in one, whatever happens to a process."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ROOT, TESTS, lay

Run = Callable[..., Result]
TERMS = f"terms = [{json.dumps(str(TESTS / 'terms'))}]\n"
TEXTS = [
    "A ferry to the Mist Islands sank. “The Mist Islands,” said the mayor.\n",
    "Calm.\n",
    "The Gray Sea is cold.\n",
    "The Myst Islands and the Outer Skerries.\n\nThe Outer Skerries, then the Mist Islands.\n",
    "The Gray Sea. [glossary: disable-line -- a caption]\n",
    "Паром в Велград.\n",
    "ミスト諸島は遠い。\n",
]


@pytest.fixture
def desk(run: Run) -> Run:
    """A folder of forty files, more than one process is given at a time, of all kinds."""
    lay({"glossary.toml": TERMS, "quiet/glossary.toml": TERMS + 'ignore = ["ALL"]\n'})
    lay({f"n{number:02}.txt": TEXTS[number % len(TEXTS)] for number in range(40)})
    lay({f"quiet/q{number:02}.md": TEXTS[0] for number in range(10)})
    lay({"n07.txt": b"Kuril\xe9"})
    return run


def crew(*arguments: str, **more: str) -> subprocess.Popen[str]:
    """The command in a process of its own, with others under it."""
    return subprocess.Popen(
        [sys.executable, "-m", "glossary", "lint", "--jobs", "2", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
    )  # fmt: skip


@pytest.mark.parametrize("report", ["json", "full"])
def test_the_same_as_in_one_process_in_the_same_order(desk: Run, report: str) -> None:
    options = [".", "-", "--stdin-filename", "in.txt", "--all", "--format", report]
    one = desk("lint", *options, stdin=TEXTS[0])
    process = crew(*options)
    out, err = process.communicate(TEXTS[0])
    assert process.returncode == one.exit_code == 2
    assert out == one.stdout
    assert err == one.stderr
    assert "n07.txt: not valid UTF-8" in err
    if report == "json":
        paths = [finding["path"] for finding in json.loads(out)["findings"]]
        assert paths == [*sorted(paths[:-2]), "in.txt", "in.txt"]
        assert len(paths) > 40


def test_known_findings_and_fixes_are_the_same(desk: Run) -> None:
    Path("n07.txt").unlink()
    assert desk("lint", "--write-baseline").exit_code == 0
    process = crew("--baseline", ".glossary-baseline.json")
    assert (process.communicate()[0].count("GL101"), process.returncode) == (0, 0)
    expected = desk("lint", "--diff").stdout
    assert crew("--diff").communicate()[0] == expected
    assert expected.count("+++") == 6
    crew("--fix").communicate()
    assert Path("n02.txt").read_text(encoding="utf-8") == "The Grey Sea is cold.\n"


def test_settings_that_are_wrong_end_the_run_with_a_sentence(desk: Run) -> None:
    lay({"quiet/glossary.toml": 'perspective = "nobody"\n'})
    process = crew(".")
    _, err = process.communicate()
    assert (process.returncode, err.count("Error: there is no perspective 'nobody'")) == (2, 1)
    assert "Traceback" not in err


def children(parent: int) -> list[int]:
    """The processes of a crew that have begun to check files; not what Python puts beside them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            mine = int(status.read_text().rpartition(")")[2].split()[1]) == parent
            if mine and b"spawn_main" in (status.parent / "cmdline").read_bytes():
                found.append(int(status.parent.name))
        except (OSError, IndexError):
            continue
    return found


@pytest.fixture
def endless(desk: Run, tmp_path: Path) -> list[str]:
    """Paths that a crew is not done with: a pipe that nobody writes to stands among them."""
    os.mkfifo("pipe.txt")
    return ["pipe.txt", *sorted(str(path) for path in Path().glob("n*.txt"))]


def begun(process: subprocess.Popen[str]) -> list[int]:
    """The crew's processes, once there are two and one of them waits at the pipe."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = children(process.pid)
        waiting = [pid for pid in found if _ignores_interrupts(pid)]
        if len(waiting) == 2:
            return waiting
        time.sleep(0.1)
    process.kill()
    pytest.fail(f"no crew within a minute: {process.communicate()}")


def _ignores_interrupts(pid: int) -> bool:
    """Whether a process has come as far as leaving Ctrl-C to the first one."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    ignored = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn"))
    return bool(int(ignored, 16) >> (signal.SIGINT - 1) & 1)


def test_a_process_that_is_killed_is_reported(endless: list[str]) -> None:
    process = crew(*endless)
    os.kill(begun(process)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err == "Error: a process that checked files was ended from outside; try with --jobs 1\n"


def test_ctrl_c_ends_them_all(endless: list[str]) -> None:
    """The terminal sends it to the whole group, and nobody prints a traceback."""
    process = crew(*endless)
    crew_members = begun(process)
    os.killpg(process.pid, signal.SIGINT)
    # The batch at hand is finished, for which the pipe has to end.
    opened = threading.Thread(target=lambda: Path("pipe.txt").write_text("Calm.\n"), daemon=True)
    opened.start()
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "Interrupted\n"
    assert not [pid for pid in crew_members if Path(f"/proc/{pid}").exists()]
