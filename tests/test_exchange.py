"""Termbases for and from other tools: what is written is read back, by us and by others, and nothing hostile is."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import TESTS, side

from glossary import inflect, store, xmlfiles
from glossary.errors import ConfigError, FileError
from glossary.perspective import Perspective
from glossary.store.selection import Selection
from glossary.terms import Name, Termbase

Run = Callable[..., Result]


def written(termbase: Termbase, format: str, source: str = "", target: str = "", **rest: object) -> bytes:
    house = rest.pop("house", side())
    assert isinstance(house, Perspective)
    selection = Selection(termbase, house, source, target, **rest)  # type: ignore[arg-type]
    return store.writer(format).write(selection, format).data


def of(name: Name, *parts: str) -> tuple[object, ...]:
    return tuple(getattr(name, part) for part in ("lang", "text", *parts))


@pytest.mark.parametrize(
    ("format", "parts"),
    [
        (
            "csv",
            "used_by loaded_in also variants forms gender number article not_when only_with valid_to case_sensitive",
        ),
        ("tbx", "used_by loaded_in also variants forms gender"),
    ],
)
def test_what_a_format_holds_comes_back(tmp_path: Path, invented: Termbase, format: str, parts: str) -> None:
    for version in ("3", "2") if format == "tbx" else ("",):
        path = tmp_path / f"t{version}.{format}"
        path.write_bytes(written(invented, format, version=version))
        back = store.load_one(path)
        assert list(back.concepts) == list(invented.concepts)
        for concept in invented.concepts.values():
            other = back.concepts[concept.id]
            assert (other.kind, other.status_class, other.definition, other.note, other.parties) == (
                (concept.kind, concept.status_class, concept.definition, concept.note, concept.parties)
            )
            wanted = sorted(
                str(of(name, *parts.split())) for name in inflect.complete(invented).concepts[concept.id].names
            )
            assert sorted(str(of(name, *parts.split())) for name in other.names) == wanted


@pytest.mark.parametrize("format", ["tmx", "utx"])
def test_lists_of_pairs_come_back_as_concepts(tmp_path: Path, invented: Termbase, format: str) -> None:
    path = tmp_path / f"t.{format}"
    path.write_bytes(written(invented, format, "en", "ja"))
    found = {(name.lang, name.text) for name in store.load_one(path).concepts["skerries"].names}
    assert {("en", "Mist Islands"), ("ja", "ミスト諸島"), ("en", "Outer Skerries")} <= found


#: The same two words as other tools write them, and a proper noun beside them where the format can say so.
WORDS = {
    "a.tbx": '<tbx><conceptEntry id="1"><descrip type="subjectField">IT</descrip>'
    '<langSec xml:lang="en"><termSec><term>file</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>'
    '<langSec xml:lang="es"><termSec><term>archivo</term></termSec></langSec></conceptEntry>'
    '<conceptEntry id="2"><langSec xml:lang="en"><termSec><term>Orm</term>'
    '<termNote type="partOfSpeech">properNoun</termNote></termSec></langSec></conceptEntry></tbx>',
    "a.tmx": '<tmx version="1.4"><body><tu><tuv xml:lang="EN"><seg>file</seg></tuv><tuv xml:lang="es">'
    "<seg>archivo</seg></tuv></tu></body></tmx>",
    "a.utx": "#UTX 1.11; en/es; 2020-01-01; license: CC0;\n"
    "#src\ttgt\tsrc:pos\nfile\tarchivo\tnoun\nOrm\tOrme\tproperNoun\n",
}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_other_tools_are_words_in_all_their_forms(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(WORDS[name], encoding="utf-8")
    assert run("terms", "import", name, "-o", "words.csv").exit_code == 0
    assert "archivos" not in (tmp_path / "words.csv").read_text(encoding="utf-8")  # made from the word when it is read
    for path in (tmp_path / name, tmp_path / "words.csv"):
        kinds = {concept.names[0].text: concept.kind for concept in store.load_one(path).concepts.values()}
        assert kinds == {"file": "term", **({"Orm": "place"} if "Orm" in WORDS[name] else {})}
        written = {text for _, name in store.load_one(path).names() for text, _ in name.surfaces()}
        assert {"files", "archivos"} <= written
        assert "Orms" not in written


@pytest.mark.parametrize(("format", "version"), [("tbx", "3"), ("tbx", "2"), ("tmx", ""), ("utx", ""), ("csv", "")])
def test_the_kind_of_a_concept_comes_back(tmp_path: Path, invented: Termbase, format: str, version: str) -> None:
    path = tmp_path / f"t.{format}"
    path.write_bytes(written(invented, format, "en", "ja", version=version))
    back = store.load_one(path).concepts
    assert "skerries" in back
    assert {key: concept.kind for key, concept in back.items()} == {key: invented.concepts[key].kind for key in back}


def test_what_is_lost_is_said(invented: Termbase) -> None:
    lost = store.writer("tbx").write(Selection(invented, side()), "tbx").lost
    assert any(part.startswith("claims with their sources") for part in lost)
    assert not any("inflected forms" in part for part in lost)
    assert any(
        "inflected forms" in part
        for part in store.writer("utx").write(Selection(invented, side(), "en", "ru"), "utx").lost
    )


def test_a_list_has_a_direction_and_keeps_sides(invented: Termbase) -> None:
    rows = list(csv.reader(io.StringIO(written(invented, "deepl", "en", "ja").decode())))
    assert ["Mist Islands", "ミスト諸島"] in rows
    assert ["Outer Skerries", "アウタースケリーズ諸島"] in rows
    assert len({row[0] for row in rows}) == len(rows)
    house = Perspective("house", base={"skerries": {"ja": "ミスト諸島"}})
    followed = written(invented, "deepl", "en", "ja", house=house, stance="house").decode()
    assert "Outer Skerries,ミスト諸島" in followed
    with pytest.raises(ConfigError, match="give --from and --to"):
        written(invented, "deepl")


def test_each_profile_has_its_own_shape(invented: Termbase) -> None:
    assert written(invented, "google-set", "en", "es").decode().splitlines()[:2] == ["en,es", "Grey Sea,mar Gris"]
    amazon = written(invented, "amazon", "en", "ja").decode().splitlines()
    assert amazon[0] == "en,ja"
    assert "MIST ISLANDS,ミスト諸島" in amazon
    assert (
        "Mist Islands\tミスト諸島\tUsed by Arlandia. Islands in the Grey Sea"
        in written(invented, "omegat", "en", "ja").decode()
    )
    utx = written(invented, "utx", "en", "ja")
    assert utx.startswith(b"\xef\xbb\xbf#UTX 1.20; en/ja;")
    assert utx.count(b"\r\n") == utx.count(b"\n")
    assert written(invented, "utx", "en", "ja", version="1.11").startswith(b"#UTX 1.11;")


def test_a_spreadsheet_computes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('concept,lang,text\nx,en,"=1+1"\nx,ja,@式\n', encoding="utf-8")
    termbase = store.load_one(path)
    safe = written(termbase, "csv", spreadsheet=True).decode()
    assert "'=1+1" in safe
    assert "'@式" in safe
    path.write_bytes(safe.encode())
    assert [name.text for name in store.load_one(path).concepts["x"].names] == ["=1+1", "@式"]


def test_turtle_is_read_by_rdflib(invented: Termbase) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=written(invented, "skos").decode(), format="turtle")
    forms = {str(o) for o in graph.objects(None, rdflib.URIRef("http://www.w3.org/2008/05/skos-xl#literalForm"))}
    assert {"Mist Islands", "ミスト諸島", "Туманных островов"} <= forms


def test_translate_toolkit_reads_our_tbx(tmp_path: Path, invented: Termbase) -> None:
    pytest.importorskip("translate.storage.tbx")
    path = tmp_path / "t.tbx"
    path.write_bytes(written(invented, "tbx", "en", "ja", version="2"))
    script = (
        "import sys; from translate.storage import tbx\n"
        "for unit in tbx.tbxfile.parsefile(sys.argv[1]).units: print(unit.source)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert "Grey Sea" in done.stdout, done.stderr[-500:]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><tmx><seg>&b;</seg></tmx>'
SECRET = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><tbx><text>&a;</text></tbx>'


@pytest.mark.parametrize("text", [LAUGHS, SECRET, "<tmx", "", "<a>\x00</a>"])
def test_hostile_xml_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError):
        xmlfiles.read(path)


def test_a_huge_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileError, match="200 MB of XML"):
        xmlfiles.read(path)


def test_a_document_type_alone_is_passed_over() -> None:
    assert xmlfiles.parse(b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"/>', "a.tmx").tag == "tmx"


def test_a_list_of_two_columns_becomes_a_termbase(run: Run, tmp_path: Path) -> None:
    (tmp_path / "it.tsv").write_text("file\tarchivo\nfolder\tcarpeta\n", encoding="utf-8")
    done = run("terms", "import", "it.tsv", "--from", "en", "--to", "es", "-o", "it.csv")
    assert (done.exit_code, "2 concepts, 4 names" in done.stderr) == (0, True)
    assert run("lookup", "folder", "--terms", "it.csv", "--to", "es").stdout.startswith("carpeta")
    assert run("terms", "import", "missing.tbx", "-o", "x.csv").exit_code == 2


def test_export_says_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    done = run(
        "terms", "export", "--format", "tmx", "--from", "en", "--to", "ja", "-o", "t.tmx", "--terms", TESTS / "terms"
    )
    assert done.exit_code == 0
    assert "not in tmx: claims with their sources" in done.stderr
    assert b"<seg>\xe5\x8c\x97\xe6\x96\xb9\xe9\xa0\x98\xe5\x9c\x9f</seg>" in (tmp_path / "t.tmx").read_bytes()
    assert run("terms", "export", "--format", "utx").exit_code == 2
