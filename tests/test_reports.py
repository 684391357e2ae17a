"""Every report of the same findings, against what it should be, written by hand.

The text has what moves columns: full-width letters, an astral character, a tab and a combining mark before a name, a
name that is broken over two lines, and CRLF.
"""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import Result
from conftest import TESTS, side

from glossary import i18n
from glossary.document import Place
from glossary.formats import markdown, plain
from glossary.lint import Finding, Suppression, lint
from glossary.match import Matcher
from glossary.perspective import Perspective, Rule
from glossary.project.fix import plan
from glossary.reports import REPORTS, full, github, named
from glossary.reports.address import fingerprints, relative, uri
from glossary.reports.excerpt import cells, excerpt, visible, wrap
from glossary.reports.outcome import Outcome, Problem
from glossary.rules import PAGES
from glossary.terms import Termbase

CASES = TESTS / "cases" / "reports"
PATH = "news/岸 1.md"
TEXT = (
    "霧の😀\tcafe\u0301 crews left the Mist Islands.\r\n"
    "They saw the Mist\r\n"
    "Islands & more.\r\n"
    "The Gray Sea: 100% cold, wide.\r\n"
    "Velgrad was unlawfully taken.\r\n"
    "The Belmark-held islands.\r\n"
)
UNREADABLE = "a, b%.bin: not text \x07 at <byte 5>"


@pytest.fixture(scope="module")
def outcome(invented: Termbase) -> Outcome:
    """An error, two warnings and an info; one silenced, one let pass; a file that could not be read."""
    document = markdown.parse(TEXT, PATH)
    island, broken, sea, town, verdict, control = lint(
        document, Matcher(invented, "en"), side(), {Rule.PARTY_VERDICT: "error"}
    )
    findings = [
        island,
        broken,
        sea,
        replace(town, suppression=Suppression("in-source", "agreed with the desk")),
        replace(verdict, related=(town.place,)),
        control,
    ]
    return Outcome(findings, [Problem("a, b%.bin", UNREADABLE)], 1, sources={PATH: TEXT}, perspective="test")


def written(report: str, outcome: Outcome) -> str:
    out = io.StringIO()
    named(report).write(outcome, out)
    return out.getvalue()


def without_hashes(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{32,64}\b", "…", text)


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_is_what_was_written_by_hand(outcome: Outcome, name: str) -> None:
    found = without_hashes(written(name, outcome))
    expected = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    if name in ("json", "gitlab", "rdjson", "sarif"):
        data = json.loads(found)
        if name == "sarif":
            (run,) = data["runs"]
            run["tool"]["driver"].pop("semanticVersion", None)
            run["tool"]["driver"].pop("rules")
        assert data == json.loads(expected)
    elif name in ("json-lines", "rdjsonl"):
        assert [json.loads(line) for line in found.splitlines()] == [json.loads(line) for line in expected.splitlines()]
    else:
        assert found == expected


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "json", "json-lines"])
def test_what_was_let_pass_or_silenced_is_shown_with_all(outcome: Outcome, name: str) -> None:
    assert "Belmark-held" not in written(name, outcome)
    shown = written(name, replace(outcome, show_all=True))
    assert "Belmark-held" in shown
    assert "Velgrad" in shown


@pytest.mark.parametrize("name", set(REPORTS) - {"full", "concise", "grouped", "json", "json-lines"})
def test_other_programs_are_told_what_is_reported(outcome: Outcome, name: str) -> None:
    assert written(name, outcome) == written(name, replace(outcome, show_all=True))
    assert "Belmark-held" not in written(name, outcome)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_nothing_is_one_too(name: str) -> None:
    text = written(name, Outcome([], [], 2))
    if name in ("json", "gitlab", "rdjson", "sarif"):
        json.loads(text)
    elif name in ("junit", "checkstyle"):
        ElementTree.fromstring(text)
    elif name in ("full", "grouped"):
        assert text == "0 names reported, 0 let pass, 2 files checked\n"
    elif name == "concise":
        assert text == "Found 0 findings.\n"
    else:
        assert text == ""


# --- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Kiri", 4),
        ("霧諸島", 6),
        ("ｷﾘ", 2),
        ("が", 2),
        ("か\u3099", 2),
        ("e\u0301", 1),
        ("Й", 1),
        ("한", 2),
        ("\u1112\u1161\u11ab", 2),
        ("😀", 2),
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


SHIPS = "霧の朝、小さな漁船はミスト諸島を離れて南へ向かった。乗組員は疲れていた。"
SEA = "The crews of the small boats left Mist Islands in the early morning and sailed to the south."


@pytest.mark.parametrize(
    ("text", "name", "width", "shown", "underlined"),
    [
        ("Mist Islands.", "Mist Islands", 40, "Mist Islands.", "^^^^^^^^^^^^"),
        ("\tMist Islands.", "Mist Islands", 40, "    Mist Islands.", "    ^^^^^^^^^^^^"),
        ("霧のMist Islands", "Mist Islands", 40, "霧のMist Islands", "    ^^^^^^^^^^^^"),
        (SHIPS, "ミスト諸島", 30, "…な漁船はミスト諸島を離れて南…", "         ^^^^^^^^^^"),
        (SHIPS, "霧", 12, "霧の朝、小…", "^^"),
        (SHIPS, "疲れ", 13, "…は疲れてい…", "   ^^^^"),
        (SEA, "Mist Islands", 40, "…boats left Mist Islands in the early …", "            ^^^^^^^^^^^^"),
        (SEA, "Mist Islands", 8, "…Mist I…", " ^^^^^^"),
        ("a\x1b[31mb Mist Islands", "Mist Islands", 40, "a␛[31mb Mist Islands", "        ^^^^^^^^^^^^"),
        ("a\u202eb Mist Islands", "Mist Islands", 40, "ab Mist Islands", "   ^^^^^^^^^^^^"),
    ],
)
def test_the_line_is_cut_round_the_name(text: str, name: str, width: int, shown: str, underlined: str) -> None:
    start = text.index(name)
    place = Place(start, start + len(name), 1, start + 1, 1, start + len(name) + 1)
    (line,) = excerpt(text, place, width)
    assert line.text == shown
    assert cells(line.text) <= width
    assert " " * line.before + "^" * line.marked == underlined


def test_an_excerpt_never_begins_with_a_mark_without_its_letter() -> None:
    text = "か\u3099" * 30 + "霧" + "か\u3099" * 30
    (line,) = excerpt(text, Place(60, 61, 1, 61, 1, 62), 21)
    assert line.text == "…" + "か\u3099" * 4 + "霧" + "か\u3099" * 4 + "…"
    assert (line.before, line.marked) == (9, 2)


def test_a_book_in_one_line_is_cut_like_any_other() -> None:
    text = "霧の中。" * 50_000
    (line,) = excerpt(text, Place(100_000, 100_001, 1, 100_001, 1, 100_002), 20)
    assert line.text == "…霧の中。霧の中。霧…"
    assert (line.before, line.marked) == (9, 2)


@pytest.mark.parametrize("width", range(4, 60))
@pytest.mark.parametrize("text", [SHIPS, SEA, "か\u3099😀\t" * 12])
def test_no_excerpt_is_wider_than_the_terminal(text: str, width: int) -> None:
    for start in range(0, len(text) - 5, 3):
        (line,) = excerpt(text, Place(start, start + 5, 1, start + 1, 1, start + 6), width)
        assert cells(line.text) <= width
        assert line.before + line.marked <= width
        assert "^" * line.marked


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("https://charts.example/almanac is long", 10, ["https://charts.example/almanac", "is long"]),
        ("「霧諸島」は誰の呼称か。", 14, ["「霧諸島」は誰", "の呼称か。"]),
        ("霧諸島は霧の中。", 14, ["霧諸島は霧の", "中。"]),
        ("", 10, [""]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_a_hanging_indent_is_part_of_the_width() -> None:
    assert wrap("one two three four", 9, hanging=2) == ["one two", "  three", "  four"]


def test_nothing_in_a_file_steers_the_terminal(outcome: Outcome) -> None:
    assert visible("a\x1b]0;b\x07\x9b\t") == "a␛]0;b␇\ufffd    "
    finding = replace(outcome.findings[0], path="\x1b[2J.txt")
    for name in ("full", "concise", "grouped"):
        assert "\x1b" not in written(name, replace(outcome, findings=[finding]))


def test_colours_are_only_colours(outcome: Outcome) -> None:
    coloured = written("full", replace(outcome, color=True, show_all=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == written("full", replace(outcome, show_all=True))


def test_a_finding_without_its_text_has_no_line(outcome: Outcome) -> None:
    lines = full.lines(outcome.findings[0], "")
    assert lines[0] == "news/岸 1.md:1:26: GL101 warning one-sided-name"
    assert lines[1].startswith("  “Mist Islands”")


@pytest.mark.parametrize("language", ["ja", "ru", "es"])
def test_reports_speak_the_language_of_the_terminal(
    outcome: Outcome, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = written("full", outcome)
    monkeypatch.setenv("LANG", language)
    assert i18n.interface_language() == language
    assert written("full", outcome) != english
    assert all(cells(line) <= 80 for line in written("full", outcome).splitlines()[:-1])


# --- machines --------------------------------------------------------------------------------------------------------


def test_sarif_is_valid_and_has_what_github_requires(outcome: Outcome) -> None:
    data = json.loads(written("sarif", outcome))
    schema = json.loads((CASES / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(data)
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in PAGES]
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert result["partialFingerprints"]["primaryLocationLineHash"]


def test_sarif_of_a_schema_breaker_is_refused(outcome: Outcome) -> None:
    """The schema is able to say no."""
    data = json.loads(written("sarif", outcome))
    data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    schema = json.loads((CASES / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(data)


def test_a_baseline_is_an_external_suppression_and_needs_no_reason(outcome: Outcome) -> None:
    finding = replace(outcome.findings[0], suppression=Suppression("baseline"))
    (run,) = json.loads(written("sarif", replace(outcome, findings=[finding])))["runs"]
    assert run["results"][0]["suppressions"] == [{"kind": "external"}]


def found(invented: Termbase, text: str, path: str = "a.txt") -> tuple[list[Finding], Outcome]:
    findings = [
        finding for finding in lint(plain.parse(text, path), Matcher(invented, "en"), side()) if finding.reported
    ]
    return findings, Outcome(findings, [], 1, sources={path: text})


def test_fingerprints_stay_when_lines_move(invented: Termbase) -> None:
    before = "The crew left the Mist Islands\nin the morning.\n\nThe crew left the Mist Islands\nin the morning.\n"
    once = "The crew left the Mist Islands in the morning.\r\n"
    after = f"A new line.\n\nThe crew left the\nMist Islands in the morning.\r\n\r\n{once}"
    old, new = fingerprints(*found(invented, before)), fingerprints(*found(invented, after))
    assert old == new
    assert len(set(old)) == 2
    assert [key.rpartition(":")[2] for key in old] == ["1", "2"]


def test_fingerprints_change_with_the_words(invented: Termbase) -> None:
    texts = [
        "They left the Mist Islands.",
        "They saw the Mist Islands.",
        "They left the Myst Islands.",
        "They left Velgrad.",
    ]
    assert len({fingerprints(*found(invented, text))[0] for text in texts}) == len(texts)


def test_gitlab_tells_the_same_words_in_two_files_apart(invented: Termbase) -> None:
    keys = []
    for path in ("a.txt", "b.txt"):
        _, outcome = found(invented, "They left Velgrad.\n\nThey left Velgrad.\n", path)
        keys += [row["fingerprint"] for row in json.loads(written("gitlab", outcome))]
    assert len(set(keys)) == 4


def test_github_gets_one_annotation_of_a_name_in_a_file_the_worst_first(invented: Termbase) -> None:
    text = "The Gray Sea.\n\nThey left Velgrad.\n\nThey saw Velgrad.\n\nVelgrad slept.\n"
    _, outcome = found(invented, text)
    lines = written("github", outcome).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice"]
    assert lines[0].endswith("%0Asee also: 5:10, 7:1")


def test_the_page_of_the_run_lists_everything(outcome: Outcome) -> None:
    page = github.summary(outcome)
    assert page == (CASES / "github-summary.md").read_text(encoding="utf-8")


def test_a_long_page_is_cut_and_says_so(outcome: Outcome) -> None:
    page = github.summary(replace(outcome, findings=outcome.findings[:1] * 1001))
    assert page.count("GL101") == 1000
    assert "| … | | 1 |\n" in page


@pytest.mark.parametrize(
    ("path", "root", "expected", "reference"),
    [
        ("news/a.md", "", "news/a.md", "news/a.md"),
        ("./news//a.md", "", "news/a.md", "news/a.md"),
        ("news/岸 1%#?.md", "", "news/岸 1%#?.md", "news/%E5%B2%B8%201%25%23%3F.md"),
        ("a:b.md", "", "a:b.md", "a%3Ab.md"),
        ("-", "", "-", "-"),
        ("/elsewhere/a b.md", "", "/elsewhere/a b.md", "file:///elsewhere/a%20b.md"),
        ("a.md", "HERE/..", "here/a.md", "here/a.md"),
        ("..notes.md", "", "..notes.md", "..notes.md"),
    ],
)
def test_paths(
    path: str, root: str, expected: str, reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    outcome = Outcome([], [], 0, root=root.replace("HERE", str(here)))
    assert relative(path, outcome) == expected
    assert uri(path, outcome) == reference


# --- the command line ------------------------------------------------------------------------------------------------

Run = Callable[..., Result]
PLAIN = "He flew to the Northern Territories.\n"


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_can_be_asked_for(run: Run, name: str) -> None:
    Path("a.txt").write_text(PLAIN, encoding="utf-8")
    done = run("lint", "a.txt", "--format", name)
    assert done.exit_code == 1, done.output
    assert "Northern Territories" in done.stdout
    assert run("lint", "a.txt", "--output-format", name).stdout == done.stdout
    run("lint", "a.txt", "--output-format", name, "-o", "report")
    assert Path("report").read_text(encoding="utf-8") == done.stdout


def test_the_environment_names_a_report_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(PLAIN, encoding="utf-8")
    monkeypatch.setenv("GLOSSARY_OUTPUT_FORMAT", "concise")
    assert run("lint", "a.txt").stdout.endswith("Found 1 finding.\n")
    assert run("lint", "a.txt", "--format", "full").stdout.endswith("1 name reported, 0 let pass, 1 file checked\n")


def test_github_gets_its_page_and_paths_from_the_root(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path("sub").mkdir()
    Path("sub/a.txt").write_text(PLAIN, encoding="utf-8")
    Path("page.md").write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "page.md"))
    monkeypatch.chdir(tmp_path / "sub")
    done = run("lint", "a.txt", "--format", "github")
    assert ",file=sub/a.txt,line=1,endLine=1,col=16,endColumn=36::" in done.stdout
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert page.startswith("before\n### glossary\n")
    assert "sub/a.txt:1:16" in page
    assert run("lint", "a.txt").stdout
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page


def test_a_page_that_cannot_be_written_is_an_error(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Path("a.txt").write_text(PLAIN, encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    done = run("lint", "a.txt", "--format", "github")
    assert done.exit_code == 2
    assert "the summary of the run cannot be written" in done.stderr


# --- fixes -----------------------------------------------------------------------------------------------------------

#: Two edits of one name, behind Japanese and an astral character and over a line's end; one of a variant; and a pair,
#: which somebody has to look at.
MENDABLE = "霧の朝😀\tthe **Outer**\r\nSkerries. 😀霧, the Gray Sea; Velhavn.\r\n"
MENDED = "霧の朝😀\tthe **Mist**\r\nIslands. 😀霧, the Grey Sea; Velhavn.\r\n"


@pytest.fixture(scope="module")
def mendable(invented: Termbase) -> Outcome:
    house = Perspective("test", sides=frozenset(["Arlandia"]), pair=frozenset(["velgrad"]))
    document = markdown.parse(MENDABLE, PATH)
    findings = plan(lint(document, Matcher(invented, "en"), house), document, house, markdown.escape)
    return Outcome(findings, [], 1, sources={PATH: MENDABLE})


def sarif_edits(outcome: Outcome) -> list[tuple[dict[str, int], str]]:
    data = json.loads(written("sarif", outcome))
    schema = json.loads((CASES / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(data)
    assert data["runs"][0]["columnKind"] == "unicodeCodePoints"
    fixes = [fix for result in data["runs"][0]["results"] for fix in result.get("fixes", ())]
    changes = [change for fix in fixes for change in fix["artifactChanges"]]
    assert {change["artifactLocation"]["uri"] for change in changes} <= {"news/%E5%B2%B8%201.md"}
    return [(r["deletedRegion"], r["insertedContent"]["text"]) for change in changes for r in change["replacements"]]


def made(lines: list[Any], edits: list[tuple[tuple[int, int], tuple[int, int], Any]]) -> Any:
    """Lines of text or of bytes with edits made, from the last to the first."""
    for (line, column), (end_line, end_column), new in sorted(edits, reverse=True):
        joined = lines[line - 1][: column - 1] + new + lines[end_line - 1][end_column - 1 :]
        lines[line - 1 : end_line] = [joined]
    return lines[0][:0].join(lines)


def test_sarif_carries_the_safe_fixes(mendable: Outcome) -> None:
    edits = [
        ((at["startLine"], at["startColumn"]), (at["endLine"], at["endColumn"]), new)
        for at, new in sarif_edits(mendable)
    ]
    assert made(MENDABLE.splitlines(keepends=True), edits) == MENDED


@pytest.mark.parametrize("name", ["rdjson", "rdjsonl"])
def test_reviewdog_gets_one_suggestion_for_a_fix(mendable: Outcome, name: str) -> None:
    text = written(name, mendable)
    rows = json.loads(text)["diagnostics"] if name == "rdjson" else [json.loads(line) for line in text.splitlines()]
    suggestions = [row["suggestions"] for row in rows if "suggestions" in row]
    assert [len(row) for row in suggestions] == [1, 1]
    edits = [
        (*((at["line"], at["column"]) for at in (one["range"]["start"], one["range"]["end"])), one["text"].encode())
        for (one,) in suggestions
    ]
    assert made(MENDABLE.encode().splitlines(keepends=True), edits).decode() == MENDED


def test_unsafe_fixes_come_where_they_are_asked_for(mendable: Outcome) -> None:
    more = replace(mendable, unsafe_fixes=True)
    assert [new for _, new in sarif_edits(more)] == [new for _, new in sarif_edits(mendable)] + ["/Velgrad"]
    assert '"text": "/Velgrad"' in written("rdjson", more)
    assert '"text": "/Velgrad"' not in written("rdjsonl", mendable)


def test_json_has_the_edits_in_code_points(mendable: Outcome) -> None:
    fixes = [finding.get("fix") for finding in json.loads(written("json", mendable))["findings"]]
    edits = [edit for fix in fixes if fix and fix["applicability"] == "safe" for edit in fix["edits"]]
    text = MENDABLE
    for edit in sorted(edits, key=lambda edit: -edit["start"]):
        text = text[: edit["start"]] + edit["text"] + text[edit["end"] :]
    assert text == MENDED


def test_what_is_silenced_is_not_mended(mendable: Outcome) -> None:
    silenced = [replace(finding, suppression=Suppression("baseline")) for finding in mendable.findings]
    assert sarif_edits(replace(mendable, findings=silenced)) == []
    assert sarif_edits(replace(mendable, sources={})) == []  # no text, no columns


def test_unsafe_fixes_need_something_that_takes_them(run: Run) -> None:
    Path("a.md").write_text("Etorofu is cold.\n", encoding="utf-8")
    assert "suggestions" not in run("lint", "a.md", "--format", "rdjsonl").stdout
    assert '"text": "/Iturup"' in run("lint", "a.md", "--format", "rdjsonl", "--unsafe-fixes").stdout
    done = run("lint", "a.md", "--unsafe-fixes", "--format", "concise")
    assert (done.exit_code, "sarif, rdjson, rdjsonl" in done.stderr) == (2, True)
