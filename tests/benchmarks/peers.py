"""How long the start and a megabyte take beside other linters: ratios in one run.

    python tests/benchmarks/peers.py [--only start|text|concepts] [--pairs 5] [--cache FOLDER]

The text is made here of our own corpus; one file in ten has names, which only some of the peers look for. The peers are
installed from PyPI and npm into the cache; one that cannot be had is left out and said to be. Every figure is the
median of pairs: each command is run in turn with what it is compared with, and the time of the processor is given
beside that of the clock, because another program's work shows in the clock alone.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import wire

from glossary import cache, store
from glossary.match import Matcher

GLOSSARY = [sys.executable, "-c", "from glossary.cli import main; main()"]
FILES, SIZE, NAMED = 1000, 10_000, 0.1  # files, bytes a file, share of files that have names
SMALL = 3_000  # bytes
PYTHON_PEERS = {"codespell": "codespell", "proselint": "proselint", "pofilter": "translate-toolkit"}
NODE_PEERS = {"alex": ["alex"], "cspell": ["cspell"], "textlint": ["textlint", "textlint-rule-prh"]}
#: Programs are measured as they are installed, with their modules compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
#: A scan with the same patterns and nothing else: what no linter that looks for them can be quicker than.
BARE = """
import sys, pathlib, ahocorasick_rs
from glossary import match, store
automaton = ahocorasick_rs.AhoCorasick(match.patterns(store.load(), "en")[1], store_patterns=False)
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()) if len(sys.argv) > 1 else ():
    automaton.find_matches_as_indexes(path.read_bytes().decode().lower(), overlapping=True)
"""


@dataclass(frozen=True)
class Run:
    """What one process took: seconds of the processor and of the clock, and bytes at its most."""

    cpu: float
    wall: float
    memory: int


def run(command: Sequence[str], folder: Path) -> Run:
    """One run. What the command finds is no failure of it, and what it prints goes nowhere."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0 or "Traceback" in said or said.startswith("Error:"):
        raise SystemExit(f"{' '.join(command)} failed:\n{said}")
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss * 1024)


def pairs(one: Sequence[str], other: Sequence[str], folder: Path, count: int) -> tuple[list[Run], list[Run]]:
    """Two commands in turn, after one run of each that is not counted."""
    run(one, folder), run(other, folder)
    rows = [(run(one, folder), run(other, folder)) for _ in range(count)]
    return [first for first, _ in rows], [second for _, second in rows]


def ratio(ones: Sequence[Run], others: Sequence[Run], of: Callable[[Run], float]) -> float:
    """The median of the ratios, pair by pair."""
    return statistics.median(of(one) / of(other) for one, other in zip(ones, others, strict=True))


def row(name: str, ones: Sequence[Run], others: Sequence[Run], aim: str = "") -> None:
    """A line of the table."""
    cpu, wall = ratio(ones, others, lambda found: found.cpu), ratio(ones, others, lambda found: found.wall)
    print(f"| {name:52} | {cpu:6.2f} | {wall:6.2f} | {aim:12} |", flush=True)


def head(title: str) -> None:
    """The head of a table."""
    print(
        f"\n| {title:52} | {'CPU':>6} | {'clock':>6} | {'aim':12} |\n|{'-' * 54}|-------:|-------:|{'-' * 14}|",
        flush=True,
    )


def installed(cached: Path) -> dict[str, list[str]]:
    """The peers' commands by their names, those that could be installed."""
    commands: dict[str, list[str]] = {}
    python = cached / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python], check=True)
    for name, package in PYTHON_PEERS.items():
        program = python / "bin" / name
        if program.exists() or _worked([str(python / "bin" / "pip"), "install", "--quiet", package], cached):
            commands[name] = [str(program)]
    node = cached / "node"
    node.mkdir(exist_ok=True)
    for name, packages in NODE_PEERS.items():
        program = node / "node_modules" / ".bin" / name
        if program.exists() or (
            shutil.which("npm") and _worked(["npm", "install", "--silent", "--prefix", str(node), *packages], node)
        ):
            commands[name] = [str(program)]
    for name in (*PYTHON_PEERS, *NODE_PEERS):
        if name not in commands:
            print(f"left out, for it could not be installed: {name}")
    return commands


def _worked(command: Sequence[str], folder: Path) -> bool:
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0


def start(peers: dict[str, list[str]], made: wire.Wire, cached: Path, count: int) -> None:
    """The start: a small file, against codespell."""
    folder = cached / "small"
    folder.mkdir(exist_ok=True)
    for name, named in (("plain.md", False), ("named.md", True)):
        (folder / name).write_text(made.text(SMALL, named), encoding="utf-8")
    quoted = made.text(SMALL, False).strip().replace('"', "'").split("\n\n")
    entries = [f'msgid "{text}"\nmsgstr "{text}"\n' for text in quoted]
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    (folder / "plain.po").write_text("\n".join([header, *entries]), encoding="utf-8")
    prh = [*GLOSSARY, "terms", "export", "--format", "prh", "--from", "en", "-o", str(folder / "prh.yml")]
    subprocess.run(prh, check=True, capture_output=True)
    (folder / ".textlintrc.json").write_text('{"rules": {"prh": {"rulePaths": ["prh.yml"]}}}', encoding="utf-8")
    commands = {
        "`glossary lint`, no name": ([*GLOSSARY, "lint", "plain.md"], "at most 1.8"),
        "`glossary lint`, three sentences with names": ([*GLOSSARY, "lint", "named.md"], "at most 1.8"),
        "`glossary lookup`": ([*GLOSSARY, "lookup", "Etorofu"], "at most 1.8"),
        "`python -c 'import click'`": ([sys.executable, "-c", "import click"], ""),
    }
    others = {
        "proselint": ["check", "plain.md"],
        "pofilter": ["--progress=none", "plain.po", "checked.po"],
        "textlint": ["plain.md"],
        "alex": ["plain.md"],
        "cspell": ["--no-progress", "plain.md"],
    }
    commands |= {name: ([*peers[name], *words], "") for name, words in others.items() if name in peers}
    head("start, 3 kB, codespell = 1")
    for name, (command, aim) in commands.items():
        row(name, *pairs(command, [*peers["codespell"], "plain.md"], folder, count), aim)


def text(peers: dict[str, list[str]], made: wire.Wire, cached: Path, count: int) -> None:
    """Ten megabytes in a thousand files, against codespell, half as much, two processes and a bare scan."""
    plain = made.folder(cached / "plain", FILES, SIZE, NAMED, ".txt")
    half = made.folder(cached / "half", FILES // 2, SIZE, NAMED, ".txt")
    markdown = made.folder(cached / "markdown", FILES, SIZE, NAMED, ".md")
    dense = made.folder(cached / "dense", FILES, SIZE, 1.0, ".md")
    lint = [*GLOSSARY, "lint", "--quiet"]

    def spell(folder: Path) -> list[str]:
        return [*peers["codespell"], str(folder)]

    head("speed, 10 MB in 1,000 files, codespell = 1")
    for name, folder, aim in (
        ("plain text, names in one file of ten", plain, "at least 2"),
        ("Markdown, names in one file of ten", markdown, "at least 1"),
        ("Markdown, names in every file", dense, ""),
    ):
        ours, theirs = pairs([*lint, str(folder)], spell(folder), cached, count)
        row(name, theirs, ours, aim)
        if folder is plain:
            most = max(found.memory for found in ours)
    _, fewer = pairs([*lint, str(plain)], [*lint, str(half)], cached, 1)
    head("of itself")
    one, two = pairs([*lint, str(plain)], [*lint, "--jobs", "2", str(plain)], cached, count)
    row("how much quicker with --jobs 2 (by the clock)", one, two, "at least 1.7")
    row("time, twice the text", *pairs([*lint, str(plain)], [*lint, str(half)], cached, count), "at most 2")
    bare = [sys.executable, "-c", BARE]
    scans, nothing = pairs([*bare, str(plain)], bare, cached, count)
    scan = statistics.median(one.cpu - two.cpu for one, two in zip(scans, nothing, strict=True))
    whole = statistics.median(found.cpu for found in one)
    print(f"\nmemory: {most / 1e6:.0f} MB for {FILES} files, {fewer[0].memory / 1e6:.0f} MB for {FILES // 2}")
    print(f"share of a bare scan with the same patterns: {scan / whole:.0%} of the time")


def concepts(made: wire.Wire, cached: Path, count: int) -> None:
    """The same text under termbases of a hundred, a thousand and ten thousand concepts beside the program's own."""
    bases = {number: wire.termbase(cached / f"{number}.csv", number) for number in (100, 1_000, 10_000)}
    plain = made.folder(cached / "plain", FILES, SIZE, NAMED, ".txt")
    lint = [*GLOSSARY, "lint", "--quiet", "--isolated", str(plain)]
    head("time, 100 concepts = 1")
    for number in (1_000, 10_000):
        many, few = [*lint, "--terms", str(bases[number])], [*lint, "--terms", str(bases[100])]
        row(f"{number:,} concepts", *pairs(many, few, cached, count), "at most 1.5" if number == 10_000 else "")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["start", "text", "concepts"])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--cache", type=Path, default=cache.place("peers").with_suffix(""), metavar="FOLDER")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    peers = installed(options.cache)
    if "codespell" not in peers:
        raise SystemExit("codespell is what all is compared with, and could not be installed")
    made = wire.Wire(Matcher(store.load(), "en"))
    if options.only in (None, "start"):
        start(peers, made, options.cache, options.pairs)
    if options.only in (None, "text"):
        text(peers, made, options.cache, options.pairs)
    if options.only in (None, "concepts"):
        concepts(made, options.cache, options.pairs)


if __name__ == "__main__":
    main()
