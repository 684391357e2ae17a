"""Mending: what is replaced and how, what is never touched, and what the command line does with files."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS, missing, side
from hypothesis import given
from hypothesis import strategies as st

from glossary.document import Document
from glossary.files import Text
from glossary.lint import Finding
from glossary.match import Matchers
from glossary.perspective import Perspective
from glossary.project import fix, sweep
from glossary.project.settings import Settings
from glossary.terms import Termbase

Run = Callable[..., Result]

#: A house that writes Belmark's name of the islands and Arlandia's of the town, of its own choice.
HOUSE = Perspective(
    "house",
    base={
        "skerries": {"en": "Outer Skerries", "ru": "Внешние шхеры"},
        "velgrad": {"en": "Velhavn", "ru": "Вельхавн", "ja": "ヴェルグラード", "es": "Velhavn"},
    },
)


@pytest.fixture(scope="module")
def mended(invented: Termbase) -> Callable[..., str]:
    """A text under the house, with its fixes made."""
    matchers = Matchers(invented)

    def mend(
        text: str, name: str = "a.md", language: str = "en", house: Perspective = HOUSE, unsafe: bool = False
    ) -> str:
        settings = Settings(house, matchers, language)

        def check(source: str) -> list[Finding]:
            return sweep.check(Text(name, source), settings)

        once, done, left = fix.mend(text, check, unsafe)
        assert bool(done) == (once != text)
        assert fix.mend(once, check, unsafe)[0] == once, "a second time must change nothing"
        assert len([f for f in left if f.reported]) + len(done) <= len([f for f in check(text) if f.reported])
        return once

    return mend


REPLACED = [
    ("The Mist Islands are far.", "The Outer Skerries are far."),
    ("on the **Mi**st Islands", "on the **Outer** Skerries"),
    ("on the [Mist Islands](http://x.example/Mist Islands)", "on the [Outer Skerries](http://x.example/Mist Islands)"),
    ("# THE MIST ISLANDS\n", "# THE OUTER SKERRIES\n"),
    ("the Mist Islands' coast, Velgrad's port", "the Outer Skerries' coast, Velhavn's port"),
    ("> not here: “x”\n\nVelgrad\u2019s port", "> not here: “x”\n\nVelhavn\u2019s port"),
    ("the Mist\nIslands are far", "the Outer\nSkerries are far"),
    ("- the Mist\r\n  Islands are far\r\n", "- the Outer\r\n  Skerries are far\r\n"),
    ("the Gray Sea", "the Grey Sea"),
    ("the Mist&nbsp;Islands", "the Outer&nbsp;Skerries"),
    ("the Mist Is&shy;lands", "the Outer Skerries"),
    ("| a | Velgrad |\n|---|---|\n| Velgrad | c |\n", "| a | Velhavn |\n|---|---|\n| Velhavn | c |\n"),
    ("Velgrad-based", "Velhavn-based"),
    ("🏝 Velgrad 🏝", "🏝 Velhavn 🏝"),
]


@pytest.mark.parametrize(("text", "expected"), REPLACED)
def test_what_is_replaced(mended: Callable[..., str], text: str, expected: str) -> None:
    assert mended(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“We love the Mist Islands,” he said.",
        "the islands, which Arlandia calls the Mist Islands,",
        "the Mist Islands (Outer Skerries)",
        "on Mist Islands Day",
        "`Mist Islands`",
        "```\nMist Islands\n```",
        "> The Mist Islands are ours.",
        "<https://x.example/Velgrad> and https://x.example/Velgrad",
        "![Velgrad](Velgrad.png)",
        "The Mist Islands [sic] are far.",
        "The Mist Islands. <!-- glossary: disable-line GL101 -->",
        "The Outer Skerries and Velhavn.",
        "unlawfully taken",
    ],
)
def test_what_is_never_touched(mended: Callable[..., str], text: str) -> None:
    assert mended(text, unsafe=True) == text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Он жил в Вельграде.", "Он жил в Вельхавне."),
        ("ru", "Он уехал из Вельграда.", "Он уехал из Вельхавна."),
        ("ru", "Он гордился Вельградом.", "Он гордился Вельхавном."),
        ("ru", "ВЕЛЬГРАД", "ВЕЛЬХАВН"),
        ("ru", "Он вспоминал о «Вельграде».", "Он вспоминал о «Вельграде»."),
        ("ja", "ヴェルハウンを訪れた。", "ヴェルグラードを訪れた。"),
        ("ja", "「ヴェルハウンは遠い」と述べた。", "「ヴェルハウンは遠い」と述べた。"),
        ("es", "Vive en Velgrado.", "Vive en Velhavn."),
    ],
)
def test_other_languages(mended: Callable[..., str], language: str, text: str, expected: str) -> None:
    # The invented names have no gender and number, so that an editor is to look at what agrees with them.
    assert mended(text, "a.txt", language, unsafe=language == "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>the <b>Mist</b> Islands", "<p>the <b>Outer</b> Skerries"),
        (
            '<p title="Velgrad" id="Velgrad">Vel&#103;rad<script>Velgrad</script>',
            '<p title="Velhavn" id="Velgrad">Velhavn<script>Velgrad</script>',
        ),
    ],
)
def test_html(mended: Callable[..., str], text: str, expected: str) -> None:
    assert mended(text, "a.html") == expected


def test_strings_of_data_stay_strings(mended: Callable[..., str]) -> None:
    data = '{"title": "The Mist\\u0020Islands", "Velgrad": 1}'
    assert mended(data, "a.json") == data.replace("Mist", "Outer").replace("Islands", "Skerries")
    assert mended("title: The Mist Islands\n", "a.yaml") == "title: The Outer Skerries\n"


def test_subtitles(mended: Callable[..., str]) -> None:
    cue = "1\r\n00:00:01,000 --> 00:00:02,000\r\nThe Mist\r\nIslands\r\n"
    assert mended(cue, "a.srt") == cue.replace("Mist", "Outer").replace("Islands", "Skerries")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Mist Islands. The Mist Islands.", "The Mist Islands/Outer Skerries. The Mist Islands."),
        ("Velgrad's port", "Velgrad/Velhavn's port"),
        ("the **Mist Islands**", "the **Mist Islands/Outer Skerries**"),
        ("VELGRAD", "VELGRAD/VELHAVN"),
    ],
)
def test_a_pair_is_unsafe_and_made_once(mended: Callable[..., str], text: str, expected: str) -> None:
    assert mended(text, house=side()) == text
    assert mended(text, house=side(), unsafe=True) == expected


def test_a_house_that_asks_for_pairs_gets_one_at_the_first_mention(mended: Callable[..., str]) -> None:
    house = replace(HOUSE, pair=frozenset({"*"}))
    text = "The Mist Islands are far.\n\nThe Mist Islands are cold. “The Mist Islands,” he said.\n"
    assert mended(text, house=house) == text
    assert mended(text, house=house, unsafe=True) == text.replace("Islands are", "Islands/Outer Skerries are", 1)
    assert mended("The Outer Skerries are far.", house=house, unsafe=True) == "The Outer Skerries/Mist Islands are far."


def test_a_name_that_was_given_up(real: Termbase) -> None:
    settings = Settings(side(), Matchers(real), "en", date="2024-05-01")
    text = "The envoys of Swaziland left. In 1999 the king of Swaziland was in London.\n"

    def check(source: str) -> list[Finding]:
        return sweep.check(Text("a.md", source), settings)

    assert fix.mend(text, check)[0] == text
    assert fix.mend(text, check, True)[0] == text.replace("Swaziland", "Eswatini", 1)


def test_a_house_follows_its_side(mended: Callable[..., str]) -> None:
    assert mended("the Mist Islands", house=side("Belmark")) == "the Outer Skerries"
    assert mended("the Outer Skerries", house=side("Arlandia")) == "the Mist Islands"


def test_articles(real: Termbase) -> None:
    house = replace(side(), base={"iturup": {"en": "Iturup"}, "kunashir": {"en": "Kunashir"}})
    settings = Settings(house, Matchers(real), "en")
    for text, expected in [
        ("An Etorofu boat.", "An Iturup boat."),
        ("A Kunashiri boat.", "A Kunashir boat."),
    ]:
        assert fix.mend(text, lambda source: sweep.check(Text("a.md", source), settings))[0] == expected
    house = replace(side(), base={"iturup": {"en": "Karafuto Isle"}})
    settings = Settings(house, Matchers(real), "en")
    for text, expected in [("An Etorofu boat.", "A Karafuto Isle boat."), ("AN ETOROFU BOAT", "A KARAFUTO ISLE BOAT")]:
        assert fix.mend(text, lambda source: sweep.check(Text("a.md", source), settings), True)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Итуруп: министр посетил северные территории.", "Итуруп: министр посетил Южные Курилы."),
        ("Итуруп. Речь шла о Северных территориях.", "Итуруп. Речь шла о Южных Курилах."),
        ("ИТУРУП, СЕВЕРНЫЕ ТЕРРИТОРИИ", "ИТУРУП, ЮЖНЫЕ КУРИЛЫ"),
        ("Он говорил об Эторофу.", "Он говорил об Итурупе."),
        ("Они ушли от Эторофу.", "Они ушли от Итурупа."),
        ("Речь шла о Кунашире и об Эторофу.", "Речь шла о Кунашире и об Итурупе."),
    ],
)
def test_russian_names_take_the_case_of_the_old(real: Termbase, text: str, expected: str) -> None:
    house = replace(side(), base={"southern-kurils": {"ru": "Южные Курилы"}, "iturup": {"ru": "Итуруп"}})
    settings = Settings(house, Matchers(real), "ru")
    assert fix.mend(text, lambda source: sweep.check(Text("a.txt", source), settings), True)[0] == expected


def test_where_the_case_cannot_be_told_nothing_is_done_and_it_is_said(run: Run) -> None:
    Path("house.toml").write_text('[base.iturup]\nru = "Итуруп"\n', encoding="utf-8")
    Path("a.txt").write_text("Рыбаки вернулись с Эторофу.\n", encoding="utf-8")
    done = run("lint", "a.txt", "--fix", "--perspective", "house.toml")
    assert Path("a.txt").read_text(encoding="utf-8") == "Рыбаки вернулись с Эторофу.\n"
    assert "a.txt:1:20: “Эторофу” was left as it is: its case cannot be told" in done.stderr


# --- properties ------------------------------------------------------------------------------------------------------

_PIECES = """Velgrad,Mist Islands,Mist\nIslands,the ,An ,“,”,>,\n\n,**,Vel**gr**ad,&amp;,`,Gray Sea,'s,. ,<b>,</b>,🏝,島,
[Velgrad](Velgrad),Outer Skerries,which Arlandia calls the ,# ,unlawfully taken,
<!-- glossary: disable-line -->,- ,[sic],\r\n"""
pieces = st.lists(st.sampled_from(_PIECES.split(",")), max_size=14).map("".join)


@given(pieces, st.sampled_from(["a.md", "a.txt", "a.html", "a.srt", "a.rst", "a.adoc"]), st.booleans())
def test_nothing_else_changes(invented: Termbase, text: str, name: str, unsafe: bool) -> None:
    settings = Settings(HOUSE if not unsafe else side(), Matchers(invented), "en")

    def check(source: str) -> list[Finding]:
        return sweep.check(Text(name, source), settings)

    before = [f for f in check(text) if f.reported]
    for finding in before:
        if finding.fix and finding.fix.edits:
            alone = Document(text, ()).splice(finding.fix.edits)
            first, last = min(finding.fix.edits).span.start, max(edit.span.end for edit in finding.fix.edits)
            assert alone[:first] == text[:first]
            assert alone.endswith(text[last:])
            # Reaches no further than an article before the name and a possessive behind it.
            around = text[first : finding.place.start], text[finding.place.end : last]
            before_it, after_it = (re.sub(r"</?b>|[*`\s]|<!--.*?-->", "", part).lower() for part in around)
            assert before_it in ("", "a", "an", "n")
            assert after_it in ("", "'s", "'", "s")
    once, done, left = fix.mend(text, check, unsafe)
    after = [f for f in left if f.reported]
    assert len(after) <= len(before) - len(done)
    assert fix.mend(once, check, unsafe)[0] == once


@given(st.lists(st.sampled_from(["a\n", "b\n", "a\r\n", "\n", "c", "\u2028", "\x0c\n"]), max_size=9), st.data())
def test_a_difference_is_what_patch_applies(lines: list[str], data: st.DataObject) -> None:
    if shutil.which("patch") is None:
        missing("patch", "install patch")
    before = "".join(lines)
    at = data.draw(st.integers(0, len(before)))
    after = before[:at] + "x" + before[at + 1 :]
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.md").write_bytes(before.encode())
        shown = "".join(fix.difference(before, after, "a.md"))
        command = ["patch", "--binary", "-s", "-p1"]
        subprocess.run(command, input=shown.encode(), cwd=folder, check=True, capture_output=True)
        assert (Path(folder) / "a.md").read_bytes() == after.encode()


# --- the command line ------------------------------------------------------------------------------------------------

TEXT = "The Kurile Islands are many. The Northern Territories are four.\r\n“The Kurile Islands,” he said.\r\n"
MENDED = TEXT.replace("Kurile", "Kuril", 1)


def test_fix_mends_the_file_and_reports_the_rest(run: Run) -> None:
    Path("a.md").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    done = run("lint", "--fix", "--show-fixes", "--format", "json")
    assert Path("a.md").read_bytes() == b"\xef\xbb\xbf" + MENDED.encode()
    assert [finding["text"] for finding in json.loads(done.stdout)["findings"]] == ["Northern Territories"]
    assert "a.md:1:5: GL103 “Kurile Islands” → “Kuril Islands”\n1 name replaced in 1 file\n" in done.stderr
    assert "1 name more with --unsafe-fixes" in done.stderr
    assert done.exit_code == 1
    assert "0 names replaced in 0 files" in run("lint", "--fix").stderr


def test_unsafe_fixes(run: Run) -> None:
    Path("a.md").write_bytes(TEXT.encode())
    assert run("lint", "--fix", "--unsafe-fixes").exit_code == 0
    assert "The Northern Territories/Southern Kurils are four." in Path("a.md").read_text(encoding="utf-8")


def test_diff_changes_nothing_and_is_what_fix_does(run: Run) -> None:
    for name, mark in (("a.md", b""), ("b.md", b"\xef\xbb\xbf"), ("c/d.md", b"")):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(mark + TEXT.rstrip().encode())
    old = {path: path.read_bytes() for path in Path().rglob("*.md")}
    done = run("lint", "--diff")
    assert done.exit_code == 1
    assert {path: path.read_bytes() for path in old} == old
    if shutil.which("patch") is None:
        missing("patch", "install patch")
    subprocess.run(["patch", "--binary", "-s", "-p1"], input=done.stdout_bytes, check=True)
    patched = {path: path.read_bytes() for path in old}
    for path, data in old.items():
        path.write_bytes(data)
    run("lint", "--fix")
    assert {path: path.read_bytes() for path in old} == patched != old
    done = run("lint", "--diff")
    assert (done.exit_code, done.stdout) == (0, "")


def test_ending_with_1_where_anything_was_replaced(run: Run) -> None:
    Path("a.md").write_text("The Kurile Islands.\n", encoding="utf-8")
    assert run("lint", "--fix", "--exit-non-zero-on-fix").exit_code == 1
    assert run("lint", "--fix", "--exit-non-zero-on-fix").exit_code == 0


def test_standard_input_is_mended_on_standard_output(run: Run) -> None:
    done = run("lint", "-", "--fix", stdin=TEXT.encode())
    assert done.stdout_bytes == MENDED.encode()
    assert "one-sided-name" in done.stderr
    assert done.exit_code == 1


def test_utf_16_stays_utf_16(run: Run) -> None:
    Path("a.txt").write_bytes(b"\xff\xfe" + TEXT.encode("utf-16-le"))
    run("lint", "--fix")
    assert Path("a.txt").read_bytes() == b"\xff\xfe" + MENDED.encode("utf-16-le")


def test_what_is_known_or_old_is_not_mended(run: Run) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8", newline="")
    run("lint", "--write-baseline")
    run("lint", "--fix", "--baseline", ".glossary-baseline.json")
    assert Path("a.md").read_text(encoding="utf-8") == TEXT.replace("\r\n", "\n")


def test_json_says_how_to_mend(run: Run) -> None:
    Path("a.md").write_text("The **Kuri**le Islands.\n", encoding="utf-8")
    (finding,) = json.loads(run("lint", "--format", "json").stdout)["findings"]
    source = Path("a.md").read_text(encoding="utf-8")
    for edit in reversed(finding["fix"]["edits"]):
        source = source[: edit["start"]] + edit["text"] + source[edit["end"] :]
    assert (finding["fix"]["applicability"], source) == ("safe", "The **Kuril** Islands.\n")


@pytest.mark.parametrize(
    "options",
    [
        ["--unsafe-fixes"],
        ["--show-fixes"],
        ["--exit-non-zero-on-fix"],
        ["--fix", "--diff"],
        ["--write-baseline", "--diff-base", "main"],
    ],
)
def test_options_that_make_no_sense_together(run: Run, options: list[str]) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8")
    done = run("lint", *options)
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_file_that_cannot_be_written_hides_no_other(run: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    Path("locked").mkdir()
    for name in ("locked/a.md", "b.md"):
        Path(name).write_text(TEXT, encoding="utf-8")
    Path("locked").chmod(0o500)
    done = run("lint", "--fix")
    Path("locked").chmod(0o700)
    assert (done.exit_code, "locked/a.md: it cannot be written" in done.stderr) == (2, True)
    assert "Kuril Islands are" in Path("b.md").read_text(encoding="utf-8")


def test_killed_at_any_moment_each_file_is_the_old_or_the_new(tmp_path: Path) -> None:
    text = TEXT * 20
    new = text.replace("The Kurile Islands are", "The Kuril Islands are")
    files = [tmp_path / f"{number}.md" for number in range(30)]
    for seed in range(2):
        for file in files:
            file.write_bytes(text.encode())
        process = subprocess.Popen([sys.executable, "-m", "glossary", "lint", "--fix", tmp_path], stdout=-3, stderr=-3)
        # Not before the first file has changed, then a moment that differs.
        while process.poll() is None and files[0].stat().st_size == len(text.encode()):
            time.sleep(0.005)
        time.sleep(random.Random(seed).uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert {file.read_bytes() for file in files} <= {text.encode(), new.encode()}
        assert files[0].read_bytes() == new.encode()


def test_the_help_names_what_there_is(run: Run) -> None:
    shown = run("lint", "--help").stdout
    for option in ("--fix", "--unsafe-fixes", "--diff", "--show-fixes", "--exit-non-zero-on-fix"):
        assert re.search(rf"{option}\b", shown)


def test_a_fix_that_is_not_made_says_why(run: Run) -> None:
    """With the pair in the headline the comment below would silence nothing."""
    text = "# To the Mist Islands\n\n<!-- glossary: disable-next-line GL101 -->\nTo the Mist Islands.\n"
    Path("a.md").write_text(text, encoding="utf-8")
    done = run("lint", "--fix", "--unsafe-fixes", "a.md", "--terms", TESTS / "terms")
    assert Path("a.md").read_text(encoding="utf-8") == text
    assert "a.md:1:10: “Mist Islands” was left as it is: with “Mist Islands/Outer Skerries”" in done.stderr
