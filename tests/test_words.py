"""Plain word lists: ordinary words in all their forms, found in the source and written in the number of the source."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from test_translate import run as translated

from glossary import store
from glossary.agreement import agree
from glossary.engines import MARKS, marked, open_engine, unmarked
from glossary.terms import Name, Termbase
from glossary.wordforms import english, spanish, spanish_verbs

LIST = """en,es
file,archivo
configuration file,archivo de configuración
web browser,navegador web
folder,carpeta
Settings,Configuración
delete,eliminar
click,hacer clic
window,ventana
key,tecla;clave
"""


@pytest.fixture
def words(tmp_path: Path) -> Termbase:
    path = tmp_path / "it.csv"
    path.write_text(LIST, encoding="utf-8")
    return store.load_one(path)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("archivo", "archivos"), ("red inalámbrica", "redes inalámbricas"), ("navegador web", "navegadores web"),
        ("archivo de configuración", "archivos de configuración"), ("conexión", "conexiones"), ("imagen", "imágenes"),
        ("clave pública", "claves públicas"), ("código fuente", "códigos fuente"), ("voz", "voces"), ("menú", "menús"),
        ("cuadro de diálogo", "cuadros de diálogo"), ("sistema operativo", "sistemas operativos"), ("bit", "bits"),
        ("máquina virtual", "máquinas virtuales"), ("cortafuegos", "cortafuegos"), ("escáner", "escáneres"),
    ],
)  # fmt: skip
def test_spanish_plurals(one: str, many: str) -> None:
    assert spanish.forms(one) == {"pl": (many,)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("archivo", ("m", "sg")), ("carpetas", ("f", "pl")), ("conexión a Internet", ("f", "sg")),
        ("sistema", ("m", "sg")), ("programas", ("m", "pl")), ("clave", ("f", "sg")), ("redes", ("f", "pl")),
        ("interfaz de usuario", ("f", "sg")), ("virus", ("m", "sg")), ("datos", ("m", "pl")),
        ("seguridad", ("f", "sg")),
    ],
)  # fmt: skip
def test_spanish_genders(text: str, found: tuple[str, str]) -> None:
    assert spanish.gender_and_number(text) == found


@pytest.mark.parametrize(
    ("one", "form"),
    [("file", "files"), ("directory", "directories"), ("box", "boxes"), ("matrix", "matrices"), ("key", "keys"),
     ("point of access", "points of access"), ("web page", "web pages"), ("DVD", "DVDs")],
)  # fmt: skip
def test_english_plurals(one: str, form: str) -> None:
    assert english.forms(one, verb=False)["pl"][0] == form


def test_verbs_are_known_by_the_spanish_side(words: Termbase) -> None:
    click = next(c for c in words.concepts.values() if c.names[0].text == "click")
    assert {"clicks", "clicking", "clicked"} <= {text for text, _ in click.names[0].surfaces()}
    assert {"haga clic", "hizo clic", "haciendo clic", "hecho clic"} <= {t for t, _ in click.names[1].surfaces()}
    assert {"busque", "saquen", "pague"} <= {
        form for verb in ("buscar", "sacar", "pagar") for form in spanish_verbs.conjugation(verb).values()
    }


@pytest.mark.parametrize(
    ("old", "verb", "key", "before", "expected"),
    [("salvó", "guardar", "past", "", "guardó"), ("borran", "eliminar", "", "", "eliminan"),
     ("Corrido", "ejecutar", "", "", "ejecutar"), ("logged", "iniciar sesión", "past", "han ", "iniciado sesión"),
     ("borrando", "quitar", "ger", "", "quitando"), ("salvados", "guardar", "past", "", "guardados")],
)  # fmt: skip
def test_a_verb_takes_the_form_of_the_one_it_replaces(
    old: str, verb: str, key: str, before: str, expected: str
) -> None:
    assert spanish_verbs.verb_like(old, verb, key, before) == expected


@pytest.mark.parametrize(
    ("source", "made", "expected"),
    [
        ("The file.", "El archivo.", "El archivo."),
        ("The files.", "Los archivos.", "Los archivos."),
        ("The configuration files.", "Los archivos de configuración.", "Los archivos de configuración."),
        ("Web browsers and folders.", "Navegadores web y carpetas.", "Navegadores web y carpetas."),
        ("He deleted it.", "Lo eliminó.", "Lo eliminó."),
        ("The encryption key.", "La clave.", "La clave."),
        ("Open Settings.", "Abra Configuración.", "Abra Configuración."),
        ("FILES", "ARCHIVOS", "ARCHIVOS"),
        ("A Folder here.", "Una Carpeta aquí.", "Una Carpeta aquí."),
        (
            "The browser has a web browser.",
            "El navegador tiene un navegador web.",
            "El navegador tiene un navegador web.",
        ),
    ],
)
def test_what_the_engine_wrote_stands(words: Termbase, source: str, made: str, expected: str) -> None:
    result, _ = translated(words, source, lambda text: [made])
    assert result.text == expected
    assert {rung for held in result.units for rung in held.rungs} == {"already"}


@pytest.mark.parametrize(("source", "made"), [("The files.", "El archivo."), ("The file.", "Los archivos.")])
def test_another_number_is_not_the_term(words: Termbase, source: str, made: str) -> None:
    result, _ = translated(words, source, lambda text: [made] if text == source else ["?"])
    assert {rung for held in result.units for rung in held.rungs} != {"already"}


def test_two_rows_of_one_word_are_two_ways_to_say_it(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text("en,es\npart,pieza\npart,componente\n", encoding="utf-8")
    result, _ = translated(store.load_one(path), "The part.", lambda text: ["El componente."])
    assert (result.text, result.findings) == ("El componente.", [])


def test_windows_is_no_window(words: Termbase) -> None:
    result, _ = translated(words, "In Windows.", lambda text: ["En Windows."])
    assert (result.units[0].unit.terms, result.findings) == ((), [])


ARCHIVO = Name("es", "archivo", forms={"pl": ("archivos",)}, gender="m", number="sg", article=True)
CARPETA = Name("es", "carpeta", forms={"pl": ("carpetas",)}, gender="f", number="sg", article=True)


@pytest.mark.parametrize(
    ("before", "old", "after", "name", "form", "expected"),
    [
        ("Abra la ", "lima", " dañada.", ARCHIVO, "archivo", "Abra el archivo dañado."),
        ("Abra las ", "limas", " dañadas.", ARCHIVO, "archivos", "Abra los archivos dañados."),
        ("en una ", "lima", " nueva", ARCHIVO, "archivo", "en un archivo nuevo"),
        ("de la ", "lima", "", ARCHIVO, "archivo", "del archivo"),
        ("del ", "fichero", "", CARPETA, "carpeta", "de la carpeta"),
        ("del mismo ", "disco", "", CARPETA, "carpeta", "de la misma carpeta"),
        ("La otra ", "lima", " está dañada", ARCHIVO, "archivo", "El otro archivo está dañado"),
        ("estas nuevas ", "limas", "", ARCHIVO, "archivos", "estos nuevos archivos"),
        ("sus ", "limas", " azules", ARCHIVO, "archivos", "sus archivos azules"),
        ("Abra ", "lima", " y la carpeta dañada", ARCHIVO, "archivo", "Abra archivo y la carpeta dañada"),
    ],
)
def test_what_stands_next_to_a_noun_agrees_with_it(
    before: str, old: str, after: str, name: Name, form: str, expected: str
) -> None:
    assert "".join(agree(before, name, form, after, "es", old)) == expected


def test_placeholders() -> None:
    text = f"a {marked(1, 'b c')} d {marked(0, 'e')}."
    assert unmarked(text) == ("a b c d e.", {1: [(2, 5)], 0: [(8, 9)]})
    assert not any(mark in unmarked(text)[0] for mark in MARKS)


def test_apertium_says_where_words_went(apertium: str) -> None:
    ((found,),) = open_engine("apertium", "en", "es").translate([f"He [x] saw the {marked(4, 'red house')} / ^b$."])
    text, places = unmarked(found.text)
    assert {text[start:end] for start, end in places[4]} == {"casa", "roja"}
    assert "[x]" in text
    assert "/ ^b$." in text


def test_a_word_list_through_apertium(apertium: str, run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "it.csv").write_text(LIST, encoding="utf-8")
    text = "The files are open. Click the configuration file. He deleted the damaged folders.\n"
    done: Any = run("translate", "-", "--from", "en", "--to", "es", "--engine", "apertium", "--terms",
                    tmp_path / "it.csv", "--strict", stdin=text)  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Los archivos son abiertos. Hacer clic en el archivo de configuración. ")
    assert "carpetas" in done.stdout
