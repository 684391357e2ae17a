"""Translation memories: what is read of them, what is taken, what is offered, and what is written back."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import polib
import pytest
from click.testing import Result
from conftest import TESTS, missing, side
from test_translate import Engine, dictionary, rungs

from glossary import formats
from glossary.engines import Hypothesis
from glossary.engines.routes import Chain
from glossary.errors import ConfigError, FileError
from glossary.match import Matcher
from glossary.target import Stance
from glossary.terms import Termbase
from glossary.translation import memories
from glossary.translation import trail as audit
from glossary.translation.memory import Accepted, Memory, Remembered
from glossary.translation.plan import Job
from glossary.translation.translate import Translation, translate

Run = Callable[..., Result]
CASES = TESTS / "cases" / "memory"


def pairs(memory: Memory) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in memory.units]


# --- reading ---------------------------------------------------------------------------------------------------------


def test_tmx_of_level_2_is_read_with_its_markup() -> None:
    memory = memories.load([CASES / "level2.tmx"], "en", "ja")
    assert pairs(memory) == [
        ("The Mist Islands are far & cold.", "ミスト諸島は遠くて寒い。"),
        ("The minister spoke in a hall.", "広間で大臣が語った。"),
        ("Write XQO1 before XQO2.", "XQO2の前にXQO1と書く。"),
        ("The port is open.", "港は開いている。"),
    ]
    assert memory.units[1].enclosed == (("minister", "大臣"), ("a hall", "広間"))
    assert memory.units[3].enclosed == (("port", "港"),)


def test_tmx_of_level_1_has_any_direction_and_region() -> None:
    assert pairs(memories.load([CASES / "level1.tmx"], "ja", "en")) == [
        ("ミスト諸島は遠い。", "The Mist Islands are far."),
        ("船は来なかった。", "The ship did not come."),
    ]
    assert pairs(memories.load([CASES / "level1.tmx"], "en", "ru")) == [
        ("The Mist Islands are far.", "Туманные острова далеки.")
    ]


def test_tags_that_omegat_writes_as_text_are_markup() -> None:
    memory = memories.load([CASES / "native.tmx"], "en", "ja")
    assert pairs(memory) == [("The minister wrote XQO1.", "大臣はXQO1と書いた。")]
    assert memory.units[0].enclosed == (("minister", "大臣"),)


def test_po_is_read_line_by_line_without_what_is_fuzzy_or_obsolete() -> None:
    assert pairs(memories.load([CASES / "ui.po"], "en", "ru")) == [
        ("XQO1 maps of the Mist Islands", "Карты Туманных островов: XQO1"),
        ("First line.", "Первая строка."),
        ("See XQO1 today.", "Сегодня: XQO1."),
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.tmx", None, "there is no such memory"),
        ("a.tmx", "<tmx><body><tu><tuv lang='de'><seg>a</seg></tuv></tu></body></tmx>", "its languages are de"),
        ("a.tmx", "<html/>", "first element is <html>"),
        ("a.tmx", '<!DOCTYPE t [<!ENTITY e "x">]><tmx>&e;</tmx>', "declares entities"),
        ("a.tmx", "<tmx>", "not valid XML"),
        ("a.po", 'msgid ""\nmsgstr "Language: de\\n"\n', "Language in its header is de, and ja is needed"),
        ("a.po", 'msgid ""\nmsgstr "Language: ja\\nX-Source-Language: fr\\n"\n', "is fr, and en is needed"),
        ("a.po", "msgid\n", "cannot be read as a PO file"),
    ],
)
def test_a_memory_that_cannot_be_used_is_an_error(tmp_path: Path, name: str, data: str | None, says: str) -> None:
    if data is not None:
        (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(FileError, match=says):
        memories.load([tmp_path / name], "en", "ja")


def test_another_kind_of_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\.tmx or \.po"):
        memories.load([tmp_path / "a.xlf"], "en", "ja")


def test_what_no_text_is_like_is_left_out(tmp_path: Path) -> None:
    deep = "<hi>" * 5000 + "a" + "</hi>" * 5000
    unit = "<tu><tuv lang='en'><seg>{}</seg></tuv><tuv lang='ja'><seg>{}</seg></tuv></tu>"
    rows = unit.format(deep, "b"), unit.format("Go\ufffc.", "行\ufffcけ。"), unit.format(" ", "c")
    (tmp_path / "a.tmx").write_text(f"<tmx><body>{''.join(rows)}</body></tmx>", encoding="utf-8")
    assert pairs(memories.load([tmp_path / "a.tmx"], "en", "ja")) == [("Go.", "行け。")]


# --- the value -------------------------------------------------------------------------------------------------------


def test_the_same_sentence_is_the_same_whatever_its_composition_and_white_space() -> None:
    memory = Memory((Remembered("The café is\u00a0open.", "1", "a"), Remembered("The café is open.", "2", "b")))
    found = memory.exact("  The cafe\u0301 is\n open. ")
    assert (found and found.target, memory.exact("The café is open!")) == ("2", None)


def test_what_is_near_comes_with_how_near_it_is() -> None:
    units = [("The ship came.", "1"), ("The ship came!", "2"), ("Nothing of the kind.", "3"), ("The ship came.", "4")]
    memory = Memory(tuple(Remembered(*unit, "a") for unit in units))
    assert [(near.remembered.target, near.score) for near in memory.near("The ship came.")] == [
        ("4", 100),
        ("1", 100),
        ("2", 92),
    ]


# --- in a translation ------------------------------------------------------------------------------------------------


def run(
    termbase: Termbase,
    text: str,
    units: Sequence[tuple[str, str]],
    *,
    name: str = "a.md",
    target: str = "es",
    stance: Stance = "preserve",
    words: dict[str, str] | None = None,
    work: Callable[[str], list[str] | list[Hypothesis]] | None = None,
    enclosed: tuple[tuple[str, str], ...] = (),
    through: bool = False,
) -> tuple[Translation, Engine, Job]:
    engine = Engine(work or dictionary(words or {}))
    form = formats.of(name)
    job = Job(
        source="en",
        target=target,
        engine=Chain("toys", [engine, Engine(dictionary({}))], ["en", "es", target]) if through else engine,
        finder=partial(Matcher, termbase),
        perspective=side("Belmark"),
        stance=stance,
        form=form,
        note=lambda concept: (f"nota: {concept.id}", True),
        style="none",
        memory=Memory(tuple(Remembered(*unit, "m.tmx", enclosed) for unit in units)),
    )
    return translate(form.parse(text, name), job), engine, job


FAR = "The Mist Islands are far."


def test_an_exact_match_is_taken_and_the_engine_not_asked(invented: Termbase) -> None:
    result, engine, _ = run(invented, f"{FAR} Or not.", [(FAR, "Lejos están las islas de la Niebla.")])
    assert (result.text, rungs(result)) == ("Lejos están las islas de la Niebla. Or not.", ["memory"])
    assert engine.asked == ["Or not."]
    assert [held.recalled is not None for held in result.units] == [True, False]


def test_a_paragraph_is_looked_for_before_its_sentences(invented: Termbase) -> None:
    text = f"{FAR} Or not."
    result, engine, _ = run(invented, text, [(FAR, "Lejos."), (text, "¿Están lejos las islas de la Niebla?")])
    assert (result.text, engine.asked) == ("¿Están lejos las islas de la Niebla?", [])


def test_the_wrong_sides_name_is_replaced_in_the_memorys_sentence(invented: Termbase) -> None:
    result, engine, job = run(invented, FAR, [(FAR, "Qué lejos quedan las Skerries Exteriores.")])
    assert (result.text, rungs(result)) == ("Qué lejos quedan las islas de la Niebla.", ["swapped"])
    assert (engine.asked, result.refused, result.findings) == ([], [], [])
    (segment,) = audit.as_dict(result, job)["segments"]
    assert [(each["score"], each["lacks"]) for each in segment["alternatives"]] == [(100, ["islas de la Niebla"])]


def test_the_perspective_rules_over_the_memory(invented: Termbase) -> None:
    units = [(FAR, "Qué lejos quedan las islas de la Niebla.")]
    result, _, _ = run(invented, FAR, units, stance="house")
    assert (result.text, rungs(result)) == ("Qué lejos quedan las Skerries Exteriores.", ["swapped"])


def test_a_sentence_without_its_name_goes_to_the_engine_and_is_told(invented: Termbase) -> None:
    words = {"The Mist Islands are far": "Las islas de la Niebla están lejos"}
    result, _, job = run(invented, FAR, [(FAR, "Quedan lejos.")], words=words)
    assert (result.text, rungs(result)) == ("Las islas de la Niebla están lejos.", ["already"])
    assert [(refused.lacks, refused.remembered.target) for refused in result.refused] == [
        (("islas de la Niebla",), "Quedan lejos.")
    ]
    segment = audit.as_dict(result, job)["segments"][0]
    assert (segment["origin"], segment["memory"]) == ("engine", None)
    assert segment["alternatives"] == [
        {"score": 100, "source": FAR, "target": "Quedan lejos.", "file": "m.tmx", "lacks": ["islas de la Niebla"]}
    ]


def test_a_paragraph_that_is_refused_is_translated_by_its_sentences(invented: Termbase) -> None:
    text = f"{FAR} Or not."
    units = [(text, "Quedan lejos."), ("Or not.", "O no.")]
    result, engine, _ = run(invented, text, units, words={"Mist Islands": "islas de la Niebla"})
    assert result.text == "The islas de la Niebla are far. O no."
    assert "Or not." not in engine.asked


def test_through_a_third_language_too(invented: Termbase) -> None:
    units = [(FAR, "Как далеки Внешние Скерри.")]
    result, engine, _ = run(invented, FAR, units, target="ru", through=True)
    assert (result.text, rungs(result), engine.asked) == ("Как далеки Туманные острова.", ["swapped"], [])


def test_markup_stands_where_the_memory_has_it(invented: Termbase) -> None:
    text = "The **minister** spoke in [a hall](x)."
    enclosed = (("minister", "大臣"), ("a hall", "広間"))
    units = [("The minister spoke in a hall.", "広間で大臣が語った。")]
    result, _, _ = run(invented, text, units, target="ja", enclosed=enclosed)
    assert result.text == "[広間](x)で**大臣**が語った。"


def test_a_neighbour_whose_markup_has_no_place_costs_the_memorys_sentence_nothing(invented: Termbase) -> None:
    text = "*The ship* **came**. The [other](x) one. **Or** not."
    units = [("The ship came.", "船が来た。"), ("Or not.", "否。")]
    enclosed = (("The ship", "船"), ("came", "来た"))

    def work(sentence: str) -> list[str]:
        return ["他"] if len(sentence.split()) > 2 else [sentence]

    result, _, _ = run(invented, text, units, target="ja", enclosed=enclosed, work=work)
    # "Or" has no counterpart in the memory, and "other" none in what the engine made.
    assert result.text == "*船*が**来た**。The[other](x)one.**Or**not."
    assert [refused.remembered.target for refused in result.refused] == ["否。"]


def test_a_sentence_in_which_the_markup_has_no_place_is_no_match(invented: Termbase) -> None:
    units = [("The minister spoke.", "大臣が語った。")]
    result, engine, _ = run(invented, "The **minister** spoke.", units, target="ja")
    assert result.text == "The **minister** spoke."
    assert [refused.lacks for refused in result.refused] == [()]
    assert "The minister spoke." in engine.asked


def test_inline_objects_are_put_in_the_memorys_order(invented: Termbase) -> None:
    units = [("Write XQO1 before XQO2.", "XQO2の前にXQO1と書く。")]
    result, _, _ = run(invented, "Write `a` before `b`.", units, target="ja")
    assert result.text == "`b`の前に`a`と書く。"


# --- the trail -------------------------------------------------------------------------------------------------------


def test_xliff_offers_what_is_near_and_marks_what_was_taken(invented: Termbase) -> None:
    units = [(FAR, "Qué lejos quedan las islas de la Niebla."), ("Write XQO1 now, please.", "Ya & XQO1 <i>.")]
    result, _, job = run(invented, f"{FAR}\n\nWrite `a` now please.", units)
    root = ET.fromstring(audit.as_xliff(result, job, "a.md"))
    x, m = "{urn:oasis:names:tc:xliff:document:2.0}", "{urn:oasis:names:tc:xliff:matches:2.0}"
    taken, offered = root.iter(f"{x}unit")
    assert [segment.get("subState") for segment in root.iter(f"{x}segment")] == ["glossary:memory", None]
    assert taken.find(f"{m}matches") is None
    (match,) = offered.iter(f"{m}match")
    assert (match.get("similarity"), match.get("origin"), match.get("type")) == ("97", "m.tmx", "tm")
    assert ["".join(side.itertext()) for side in match] == ["Write  now, please.", "Ya &  <i>."]
    assert [ph.get("id") for ph in match.iter(f"{x}ph")] == ["XQO1", "XQO1"]
    (mark,) = (mark for mark in offered.iter(f"{x}mrk") if f"#{mark.get('id')}" == match.get("ref"))
    assert "".join(mark.itertext()) == "Write  now please."


# --- writing ---------------------------------------------------------------------------------------------------------

NEW = [
    Accepted("A & <b> XQO1.", "イ & <b> XQO1。", ("XQO1",), ("<img src='x'>",)),
    Accepted("The Mist Islands are far & cold.", "ミスト諸島は遠くて寒い。"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tmx_takes_units_and_stays_what_it_was(tmp_path: Path, encoding: str) -> None:
    path, before = tmp_path / "a.tmx", (CASES / "level2.tmx").read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(before.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding))
    assert memories.update(path, NEW, "en", "ja") == 1
    after = path.read_bytes().decode(encoding).replace(encoding.removesuffix("-sig"), "UTF-8")
    at = next(n for n, (one, two) in enumerate(zip(before, after, strict=False)) if one != two)
    added = len(after) - len(before)
    assert after[:at] + after[at + added :] == before
    assert "\n" not in after.replace("\r\n", "")
    assert after.count('xml:lang="EN-US"') == 7
    memory = memories.load([path], "en", "ja")
    assert pairs(memory)[-1] == ("A & <b> XQO1.", "イ & <b> XQO1。")
    assert memories.update(path, NEW, "en", "ja") == 0


@pytest.mark.parametrize(
    "text",
    ["<tmx version='1.4'><header srclang='en'/><body/></tmx>", "<tmx version='1.4'><header/><body></body></tmx>", None],
)
def test_a_memory_without_a_unit_begins_with_the_first(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "a.tmx"
    if text:
        path.write_text(text, encoding="utf-8")
    assert memories.update(path, NEW, "en", "ja") == 2
    assert pairs(memories.load([path], "en", "ja")) == [(unit.source, unit.target) for unit in NEW]


def test_tmx_that_hides_its_end_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text("<tmx><header/><body></body><!-- </body> --></tmx>", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(FileError, match="nothing was added"):
        memories.update(path, NEW, "en", "ja")
    assert path.read_bytes() == before


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    assert memories.update(path, [Accepted("a\x0bb", "c")], "en", "ja") == 0
    assert pairs(memories.load([path], "en", "ja")) == []


def test_po_takes_messages_that_it_does_not_have(tmp_path: Path) -> None:
    path, before = tmp_path / "a.po", (CASES / "ui.po").read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    units = [
        Accepted('He "saw" XQO1 %.', "Он «видел» XQO1 %.", ("XQO1",), ("{name}",)),
        Accepted("The port is open.", "Порт открыт."),  # somebody has it half done
        Accepted("Write XQO1.", "Пишите XQO1.", ("XQO1",), ("`a`",)),  # no flag says that this is no text
    ]
    assert memories.update(path, units, "en", "ru") == 1
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    entry = next(e for e in polib.pofile(after) if e.msgid == 'He "saw" {name} %.')
    assert (entry.msgstr, entry.flags) == ("Он «видел» {name} %.", ["python-brace-format"])
    assert pairs(memories.load([path], "en", "ru"))[-1] == ('He "saw" XQO1 %.', "Он «видел» XQO1 %.")


def test_a_new_po_says_what_languages_it_has(tmp_path: Path) -> None:
    assert memories.update(tmp_path / "a.po", [Accepted("a", "б")], "en", "ru") == 1
    assert pairs(memories.load([tmp_path / "a.po"], "en", "ru")) == [("a", "б")]
    with pytest.raises(FileError):
        memories.load([tmp_path / "a.po"], "en", "ja")


def test_only_what_is_verified_sure_and_new_is_worth_remembering(invented: Termbase) -> None:
    text = f"{FAR}\n\nThe Grey Sea is calm.\n\nThe **big** ship.\n\nWrite `a`.\n\nGo.\n\nPerhaps.\n\nHe saw Velgrad."
    units = [(FAR, "ミスト諸島は遠い。"), ("He saw Velgrad.", "彼はヴェルハウンを見た。")]
    answers = {"Go.": "行け。", "Write XQO1.": "書け。", "The big ship.": "船。", "Perhaps.": "多分。"}

    def work(sentence: str) -> list[Hypothesis]:
        return [Hypothesis(answers.get(sentence, sentence), doubtful=sentence == "Perhaps.")]

    result, _, _ = run(invented, text, units, target="ja", work=work)
    # Left out are a name that the termbase does not know in Japanese, a lost object, a lost piece of markup.
    assert result.accepted == [Accepted("Go.", "行け。"), Accepted("He saw Velgrad.", "彼はヴェルグラードを見た。")]


# --- the command -----------------------------------------------------------------------------------------------------


def command(run: Run, *options: str | Path, engine: str = "echo", to: str = "ru") -> Result:
    return run(
        "translate", "a.md", "--from", "en", "--to", to, "--engine", engine, "--terms", TESTS / "terms", *options
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(f"{FAR}\n\nThe port is open.\n", encoding="utf-8")
    return tmp_path


def test_the_last_memory_named_wins_and_the_summary_counts(run: Run, article: Path) -> None:
    unit = (
        '<tmx><header/><body><tu><tuv lang="en"><seg>{}</seg></tuv><tuv lang="ru"><seg>{}</seg></tuv></tu></body></tmx>'
    )
    (article / "a.tmx").write_text(unit.format(FAR, "Далеки Туманные острова."), encoding="utf-8")
    done = command(run, "--memory", "a.tmx", "--memory", CASES / "level1.tmx", "--annotate", "none")
    assert done.stdout == "Туманные острова далеки.\n\nThe port is open.\n"
    assert "sentences: 2, from the memory: 1" in done.stderr
    assert "1 name: 1 memory" in done.stderr
    data = json.loads(command(run, "--memory", CASES / "level1.tmx", "--format", "json").stdout)
    assert [segment["origin"] for segment in data["segments"]] == ["memory", "engine"]
    assert data["segments"][0]["memory"] == str(CASES / "level1.tmx")


def test_a_catalogue_takes_from_a_catalogue(run: Run, tmp_path: Path) -> None:
    first = '#, c-format\nmsgid "%d maps of the <b>Mist Islands</b>"\nmsgstr ""\n\n'
    text = first + 'msgid "First line.\\nSee https://example.org/b today."\nmsgstr ""\n'
    (tmp_path / "a.po").write_text('msgid ""\nmsgstr "Language: ru\\n"\n\n' + text, encoding="utf-8")
    done = run(
        "translate", "a.po", "--to", "ru", "--engine", "echo", "--terms", TESTS / "terms", "--memory", CASES / "ui.po"
    )  # fmt: skip
    found = [(entry.msgstr, entry.flags) for entry in polib.pofile(done.stdout)]
    assert found == [
        ("Карты <b>Туманных островов</b>: %d", ["c-format"]),
        ("Первая строка.\nСегодня: https://example.org/b.", []),
    ]


@pytest.mark.parametrize("options", [[], ["--memory", "new.tmx"]])
def test_nothing_is_remembered_of_a_dry_run_or_nowhere(run: Run, article: Path, options: list[str]) -> None:
    done = command(run, *options, "--update-memory", engine="echo" if options else "auto")
    assert (done.exit_code, "--update-memory: " in done.stderr) == (2, True)
    assert not (article / "new.tmx").exists()


def test_what_an_engine_makes_is_there_the_next_time(run: Run, article: Path, argos_libraries: None) -> None:
    """With the starter package: the second run asks for nothing, and adds nothing."""
    if not (TESTS.parent / "glossary" / "starter" / "packages").is_dir():
        missing("starter", "the starter packages are not here")
    first = command(run, "--memory", "new.tmx", "--update-memory", engine="argos")
    assert first.exit_code == 0, first.output
    assert "from the memory: 0" in first.stderr
    doubtful = first.stderr.count("check this: ")
    assert f"added to new.tmx: {2 - doubtful}" in first.stderr
    again = command(run, "--memory", "new.tmx", "--update-memory", engine="argos")
    assert f"from the memory: {2 - doubtful}" in again.stderr
    assert "added to new.tmx: 0" in again.stderr
    assert again.stdout == first.stdout
