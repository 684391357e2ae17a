"""Every parser with whatever can be thrown at it: an answer, or an error of the program's own.

Some hundred inputs each in a few seconds, always the same; ``GLOSSARY_FUZZ=20000 pytest tests/test_fuzz.py`` tries so
many new ones. What was found is a file in ``cases/crashes``, named for its parser.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from conftest import TESTS, side
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_packs import package

from glossary import formats, packs, perspectives, store
from glossary.errors import ConfigError, FileError, GlossaryError, PackageError, TermbaseError
from glossary.lint import lint
from glossary.match import Matcher
from glossary.packs import mirror, unpack
from glossary.project import baseline, config
from glossary.translation import filling, memories
from glossary.translation.memory import Accepted

CRASHES = sorted((TESTS / "cases" / "crashes").iterdir())
MANY = int(os.environ.get("GLOSSARY_FUZZ", 0))
fuzz = settings(
    max_examples=MANY or 60,
    derandomize=not MANY,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


MATCHERS = [Matcher(store.load_one(TESTS / "terms"), language) for language in ("en", "ja", "ru")]


# --- what is read ----------------------------------------------------------------------------------------------------


def document(suffix: str) -> Callable[[bytes], None]:
    """A text in a format: its segments lie in it, in order, and it is linted."""

    def read(data: bytes) -> None:
        form = formats.of(f"a{suffix}")
        try:
            text = form.decode(data, f"a{suffix}")
            source, found = text.source, formats.document(text)
        except FileError:
            return
        assert found.splice([]) == source
        for segment in found.segments:
            at = segment.span.start
            for run in segment.runs:
                assert at == run.span.start <= run.span.end <= len(source)
                at = run.span.end
            if segment.text:
                span = segment.source(0, len(segment.text))
                assert segment.span.start <= span.start < span.end <= segment.span.end
            form.escape(segment.text, segment)
        for _, span in form.comments(source):
            assert 0 <= span.start <= span.end <= len(source)
        for matcher in MATCHERS:
            lint(found, matcher, side())

    return read


def on_disk(name: str, read: Callable[[Path], object], error: type[GlossaryError]) -> Callable[[bytes], None]:
    """A file of a name, which is read or is at fault."""

    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            with suppress(error):
                read(path)

    return run


def read_termbase(path: Path) -> None:
    found, problems = store.read(path)
    Matcher(found, "en").mentions("Orm Bank")
    assert found.concepts or found.disabled or problems


def read_toml(path: Path) -> None:
    (path.parent / "dispute.toml").write_text('title = "x"\nparties = ["AA", "BB"]\n')
    read_termbase(path)


def read_dispute(path: Path) -> None:
    (path.parent / "orm.toml").write_bytes(SEEDS["store-toml"])
    read_termbase(path.parent)


def read_catalogue(path: Path) -> None:
    filling.read(formats.read(str(path)))


def read_metadata(path: Path) -> None:
    (path.parent / "model").mkdir()
    (path.parent / "model" / "model.bin").touch()
    packs.opened(path.parent)


def word() -> bytes:
    """A Word document with a heading, a quotation and a table."""
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("The Mist Islands")
    made.add_paragraph("They are far.", style="Quote")
    made.add_table(1, 1).cell(0, 0).text = "Velgrad"
    made.save(out)
    return out.getvalue()


def read_package(path: Path) -> None:
    unpacked = unpack.unpack(path, path.parent)
    packs.opened(unpacked)
    unpack.model_problem(unpacked / "model" / "model.bin")


def read_memory(path: Path) -> None:
    """It can be added to, and has what it had and the new unit."""
    before = memories.load([path], "en", "ja").units
    added = memories.update(path, [Accepted("Orm & Bank?", "オルム & バンク?")], "en", "ja")
    after = memories.load([path], "en", "ja").units
    assert after[: len(before)] == before
    assert len(after) == len(before) + added


READERS: dict[str, Callable[[bytes], None]] = {
    **{name: document(suffixes[0]) for name, suffixes in formats.SUFFIXES.items()},
    "vtt": document(".vtt"),
    "store-csv": on_disk("a.csv", read_termbase, TermbaseError),
    "store-toml": on_disk("a.toml", read_toml, TermbaseError),
    "store-tbx": on_disk("a.tbx", read_termbase, TermbaseError),
    "store-tmx": on_disk("a.tmx", read_termbase, TermbaseError),
    "store-utx": on_disk("a.utx", read_termbase, TermbaseError),
    "dispute": on_disk("d/dispute.toml", read_dispute, TermbaseError),
    "config": on_disk("glossary.toml", lambda path: config.find(path.parent), ConfigError),
    "project": on_disk("pyproject.toml", lambda path: config.find(path.parent), ConfigError),
    "perspective": on_disk("a.toml", lambda path: perspectives.load(str(path)), ConfigError),
    "baseline": on_disk("b.json", baseline.load, ConfigError),
    "catalogue": on_disk("a.po", read_catalogue, FileError),
    "memory-tmx": on_disk("a.tmx", read_memory, FileError),
    "memory-po": on_disk("a.po", read_memory, FileError),
    "metadata": on_disk("p/metadata.json", read_metadata, PackageError),
    "package": on_disk("a.argosmodel", read_package, PackageError),
    "index": on_disk("m/index.json", lambda path: mirror.find("en", "xx", str(path.parent)), PackageError),
}

# --- what they are given ---------------------------------------------------------------------------------------------

#: Markup of every format and words of the invented disputes, one a line; and what stands on no line.
WORDS = (TESTS / "cases" / "fuzz" / "pieces.txt").read_text(encoding="utf-8").splitlines()
SIGNS = ["\t", "́", "\xad", "\u200b", "\u2028", "\x0c", "\x85", "\u202e", "\x1b[31m", "￼", "\x1e", "\ue000", "\ufeff"]
BREAKS = ["\n", "\n\n", "\r\n", "\r", " ", "  \n", "    ", "\n- ", "\n> ", "\n| "]
PIECES = st.sampled_from([*WORDS, *SIGNS, *BREAKS])


@st.composite
def mended(draw: st.DrawFn, seed: bytes) -> bytes:
    """A good file with some stretches cut out, doubled, or replaced by pieces."""
    data = seed
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        new = draw(st.lists(PIECES | st.text(max_size=3), max_size=3).map("".join)).encode("utf-8", "surrogatepass")
        data = data[:start] + draw(st.sampled_from([new, new, b"", data[start:end] * 2])) + data[end:]
    return data


TEXT = st.lists(PIECES | st.text(max_size=4), max_size=40).map(lambda parts: "".join(parts).encode(errors="ignore"))
#: A good file for each parser that has one.
SEEDS = {path.stem: path.read_bytes() for path in (TESTS / "cases" / "fuzz").iterdir()} | {
    "package": package(),
    "memory-tmx": (TESTS / "cases" / "memory" / "level2.tmx").read_bytes(),
    "memory-po": (TESTS / "cases" / "memory" / "ui.po").read_bytes().replace(b"ru_RU", b"ja"),
}
SEEDS["catalogue"] = SEEDS["po"]
SEEDS["docx"] = word()


def inputs(name: str) -> st.SearchStrategy[bytes]:
    if name in SEEDS:
        return mended(SEEDS[name]) | mended(SEEDS[name]) | TEXT | st.binary(max_size=60)
    return TEXT


@pytest.mark.parametrize("name", READERS)
def test_every_input_is_read_or_at_fault(name: str) -> None:
    @fuzz
    @given(inputs(name))
    def run(data: bytes) -> None:
        READERS[name](data)

    run()


@pytest.mark.parametrize("case", CRASHES, ids=lambda path: path.name)
def test_what_was_found_is_mended(case: Path) -> None:
    READERS[max((name for name in READERS if case.name.startswith(f"{name}.")), key=len)](case.read_bytes())


def test_inputs_that_reach_new_lines_are_read_or_at_fault(tmp_path: Path) -> None:
    """`guided` for as long as it takes to see that it still works; an hour of it is for evenings."""
    pytest.importorskip("atheris")
    (learnt := tmp_path.with_name("learnt")).mkdir()
    command = [sys.executable, TESTS / "guided.py", "-runs=400", "-seed=1", "-verbosity=0", "-print_final_stats=1"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(learnt)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert re.search(r"number_of_executed_units: 4\d\d\b", done.stderr)
    assert not list(tmp_path.iterdir())  # what it finds would lie there
