"""Spanish nouns: their gender and number, and the other number of a phrase with its adjectives."""

import re
from collections.abc import Callable, Iterator

from glossary.wordforms import spanish_verbs

_FEMININE = frozenset(
    [
        "mano",
        "foto",
        "moto",
        "radio",
        "red",
        "clave",
        "llave",
        "nube",
        "base",
        "clase",
        "fuente",
        "frase",
        "fase",
        "torre",
        "web",
        "wifi",
        "señal",
        "piel",
        "sal",
        "miel",
        "ley",
        "voz",
        "luz",
        "cruz",
        "vez",
        "raíz",
        "matriz",
        "interfaz",
        "imagen",
        "sede",
        "serie",
        "superficie",
        "especie",
        "caché",
        "variable",
        "constante",
        "url",
        "app",
        "cookie",
        "api",
        "suite",
        "macro",
        "tablet",
        "ram",
        "cpu",
        "gpu",
        "usb-drive",
        "pyme",
        "laptop",
        "línea",
        "orden",
        "sien",
        "parte",
        "mente",
        "gente",
        "muerte",
        "suerte",
        "corriente",
        "llamada",
        "línea",
        "sangre",
        "noche",
        "tarde",
        "leche",
        "calle",
        "carne",
        "nave",
        "lente",
        "sintaxis",
        "hipótesis",
        "crisis",
        "tesis",
        "síntesis",
        "contraseña",
        "placa",
    ]
)
_MASCULINE = frozenset(
    [
        "día",
        "mapa",
        "problema",
        "programa",
        "sistema",
        "esquema",
        "tema",
        "idioma",
        "diagrama",
        "lema",
        "drama",
        "panorama",
        "poema",
        "planeta",
        "cometa",
        "teorema",
        "algoritmo",
        "ecosistema",
        "subsistema",
        "microprograma",
        "telegrama",
        "pictograma",
        "histograma",
        "crucigrama",
        "cortafuegos",
        "portapapeles",
        "salvapantallas",
        "paraguas",
        "antivirus",
        "virus",
        "bus",
        "campus",
        "ítem",
        "disquete",
        "gigabyte",
        "megabyte",
        "kilobyte",
        "byte",
        "bit",
        "cliente",
        "software",
        "hardware",
        "puente",
        "lenguaje",
        "mensaje",
        "porcentaje",
        "componente",
        "paquete",
        "enlace",
        "interfono",
        "índice",
        "límite",
        "nombre",
        "volumen",
        "examen",
        "origen",
        "margen",
        "orden-de-ideas",
        "dominio",
    ]
)
_FEMININE_END = re.compile(r"(?:a|as|[csx]ión|[csx]iones|dad|dades|tad|tades|tud|umbre|ez|eces|triz|ie)$")
_INVARIABLE = frozenset("web fuente clave raíz host software hardware base espejo anfitrión wifi beta estándar".split())  # noqa: SIM905
_PREPOSITIONS = frozenset(
    [
        "de",
        "del",
        "a",
        "al",
        "en",
        "con",
        "para",
        "por",
        "sin",
        "sobre",
        "según",
        "desde",
        "entre",
        "hasta",
        "y",
        "o",
        "e",
        "u",
        "contra",
        "bajo",
    ]
)
_ADJECTIVE = re.compile(r"(?:[oa]s?|(?:al|il|ar|az|or|és)(?:es)?|(?:ble|nte|bre)s?|(?:ior|dor)(?:es)?)$")
_SINGULAR_ONLY = frozenset(
    ["cortafuegos", "portapapeles", "salvapantallas", "virus", "antivirus", "sintaxis", "tesis", "análisis", "bus"]
)


def gender_and_number(text: str) -> tuple[str, str]:
    """The gender and the number of a Spanish noun or noun phrase, by its first word."""
    word = text.lower().split(" ")[0]
    many = _is_plural(word)
    base = singular(word) if many else word
    if base in _FEMININE or (base not in _MASCULINE and _FEMININE_END.search(base) and not base.endswith("grama")):
        return "f", "pl" if many else "sg"
    return "m", "pl" if many else "sg"


def _is_plural(word: str) -> bool:
    if word in _SINGULAR_ONLY or not word.endswith("s") or len(word) < 4:
        return False
    return not re.search(r"(?:us|is|ss|bus|és)$", word)


def singular(word: str) -> str:
    """The singular of a Spanish plural; where -es can be of either kind, what is commoner in this field."""
    if re.search(r"[csx]iones$", word):
        return word[:-4] + "ón"
    if word.endswith("ces"):
        return word[:-3] + "z"
    if re.search(r"(?:[dlr]es|[aeiou]nes)$", word) and not re.search(r"(?:[bcdfgpt]l|[bcdfgpt]r|nd)es$", word):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """The plural of one Spanish word."""
    lower = word.lower()
    if lower in _SINGULAR_ONLY or lower.endswith("x") or _is_plural(lower) or (word.isupper() and len(word) > 1):
        return word
    if re.search(r"[aeiouáéó]$", lower):
        return word + "s"
    if re.search(r"[íú]$", lower):
        return word + ("s" if lower in ("menú", "champú", "bisturí") else "es")
    if lower.endswith("z"):
        return word[:-1] + "ces"
    if found := re.search(r"([áéíóú])([ns])$", lower):
        plain = {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u"}[found[1]]
        if lower.endswith("ís"):
            return word + "es"
        return word[: found.start()] + plain + found[2] + "es"
    if lower in _STRESSED:
        return _STRESSED[lower]
    if re.search(r"[dlrnjsy]$", lower):
        return word + "es"
    return word + "s"  # a loan: clics, bits, robots


_STRESSED = {
    "imagen": "imágenes", "origen": "orígenes", "margen": "márgenes", "orden": "órdenes", "volumen": "volúmenes",
    "examen": "exámenes", "resumen": "resúmenes", "joven": "jóvenes", "ítem": "ítems", "régimen": "regímenes",
    "carácter": "caracteres", "escáner": "escáneres", "espécimen": "especímenes",
}  # fmt: skip


def forms(text: str) -> dict[str, tuple[str, ...]]:
    """The other number of a noun phrase, ``sg`` or ``pl``; of a verb its forms by tense."""
    if spanish_verbs.is_verb(text):
        return spanish_verbs.forms(text)
    words = text.split(" ")
    if not re.fullmatch(r"[^\W\d_][\w-]*", words[0]):
        return {}
    if gender_and_number(text)[1] == "pl":
        return {"sg": (" ".join(_inflected(words, singular)),)}
    return {"pl": (" ".join(_inflected(words, plural)),)}


def _inflected(words: list[str], make: Callable[[str], str]) -> Iterator[str]:
    yield make(words[0])
    for place, word in enumerate(words[1:], 1):
        if word in _PREPOSITIONS:
            yield from words[place:]
            return
        yield word if word in _INVARIABLE or not _ADJECTIVE.search(word) else make(word)
