"""The inflected forms of ordinary English and Spanish words: "files" for "file", «archivos de texto» for its Spanish.

A plain word list gives a word in one form and a text has it in others. The rules here are those of a school grammar,
and rough on purpose where they only have to recognise: a form that nobody writes finds nothing. What they *write* is a
Spanish plural, an article and the ending of a regular verb, which they get right but for the words listed here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from glossary.terms import Concept, Name

LANGUAGES = ("en", "es")
#: The languages in which a list's words are verbs where they end as an infinitive does.
_INFINITIVE = re.compile(r"[^\W\d_]{2,}(?:ar|er|ir|ír)(?:se)?")
#: What ends like an infinitive and is none.
_NOUNS = frozenset(
    [
        "servidor",
        "par",
        "lugar",
        "hogar",
        "bar",
        "mar",
        "altar",
        "avatar",
        "escáner",
        "router",
        "búfer",
        "buffer",
        "ordenador",
        "líder",
        "taller",
        "alquiler",
        "carácter",
        "militar",
        "celular",
        "auxiliar",
        "estándar",
        "radar",
        "dólar",
        "solar",
        "lunar",
        "nuclear",
        "modular",
        "escalar",
        "vectorial",
        "máster",
        "póster",
        "clúster",
        "cluster",
        "driver",
        "server",
        "browser",
        "folder",
        "header",
        "footer",
        "placer",
        "poder",
        "deber",
        "ser",
        "haber",
        "análisis",
        "sur",
        "tutor",
        "mujer",
        "container",
        "docker",
        "hacker",
        "súper",
        "tráiler",
        "popular",
        "regular",
        "similar",
        "particular",
        "preliminar",
        "circular",
        "familiar",
    ]
)


def complete(concept: Concept) -> Concept:
    """A concept of a plain word list with the forms, gender and number of its English and Spanish words."""
    spanish = [name for name in concept.names if name.language == "es"]
    verb = bool(spanish) and is_verb(spanish[0].text)
    return replace(concept, names=tuple(_complete(name, verb) for name in concept.names))


def _complete(name: Name, verb: bool) -> Name:
    if name.forms or name.indeclinable or name.language not in LANGUAGES:
        return name
    texts = (name.text, *name.also)
    rows = [_english(text, verb) if name.language == "en" else _spanish(text) for text in texts]
    forms = {
        key: tuple(dict.fromkeys(form for row in rows for form in row.get(key, ()))) for row in rows for key in row
    }
    if name.language == "en" or is_verb(name.text):
        return replace(name, forms=forms)
    gender, number = gender_and_number(name.text)
    return replace(name, forms=forms, gender=name.gender or gender, number=name.number or number, article=True)


def is_verb(text: str) -> bool:
    """Whether a Spanish text begins with an infinitive."""
    first = text.lower().split(" ")[0]
    return bool(_INFINITIVE.fullmatch(first)) and first not in _NOUNS


# --- English ---------------------------------------------------------------------------------------------------------

_EN_IRREGULAR = {
    "matrix": "matrices", "vertex": "vertices", "index": "indices", "child": "children", "criterion": "criteria",
    "medium": "media", "analysis": "analyses", "person": "people", "man": "men", "woman": "women", "mouse": "mice",
    "datum": "data", "basis": "bases", "schema": "schemata", "appendix": "appendices", "half": "halves",
    "life": "lives",
    "shelf": "shelves", "leaf": "leaves", "bus": "buses", "axis": "axes", "thesis": "theses", "foot": "feet",
}  # fmt: skip
_EN_VERBS = {
    "run": "ran run", "write": "wrote written", "send": "sent", "find": "found", "read": "read", "set": "set",
    "put": "put", "cut": "cut", "shut": "shut", "make": "made", "build": "built", "lose": "lost", "get": "got gotten",
    "go": "went gone", "begin": "began begun", "choose": "chose chosen", "draw": "drew drawn", "hide": "hid hidden",
    "hold": "held", "keep": "kept", "leave": "left", "take": "took taken", "undo": "undid undone", "do": "did done",
    "redo": "redid redone", "show": "showed shown", "split": "split", "swipe": "swiped", "spell": "spelled spelt",
    "drive": "drove driven", "break": "broke broken", "overwrite": "overwrote overwritten", "rebuild": "rebuilt",
    "let": "let", "quit": "quit", "see": "saw seen", "say": "said", "speak": "spoke spoken", "steal": "stole stolen",
    "wake": "woke woken", "freeze": "froze frozen", "freeze up": "froze", "give": "gave given", "bring": "brought",
    "buy": "bought", "sell": "sold", "feed": "fed", "lead": "led", "meet": "met", "pay": "paid", "withdraw": "withdrew",
    "reset": "reset", "input": "input", "broadcast": "broadcast", "bind": "bound", "wind": "wound", "type": "typed",
}  # fmt: skip
_EN_PREPOSITIONS = frozenset("of in on for to with by from at per".split())  # noqa: SIM905
_EN_PARTICLES = frozenset("in out on off up down over back away through".split())  # noqa: SIM905
_VOWELS = "aeiou"


def _english(text: str, verb: bool) -> dict[str, tuple[str, ...]]:
    words = text.split(" ")
    if verb:
        return {key: tuple(" ".join([form, *words[1:]]) for form in forms) for key, forms in _english_verb(words[0])}
    place = next((n for n, word in enumerate(words) if n and word in _EN_PREPOSITIONS), len(words)) - 1
    if not re.fullmatch(r"[^\W\d_][\w-]*[^\W\d_]", words[place]) or (words[place].isupper() and len(words[place]) > 5):
        return {}
    found = {}
    if singular := _english_singular(words[place]):
        found["sg"] = singular
    else:
        found["pl"] = _english_plural(words[place])
    return {
        key: tuple(" ".join([*words[:place], form, *words[place + 1 :]]) for form in row) for key, row in found.items()
    }


def _english_plural(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower in _EN_IRREGULAR:
        regular = _regular_plural(word)
        return _EN_IRREGULAR[lower], regular
    return (_regular_plural(word),)


def _regular_plural(word: str) -> str:
    if word.isupper():
        return word + "s"
    if re.search(r"[^aeiou]y$", word, re.IGNORECASE):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word, re.IGNORECASE) else "s")


def _english_singular(word: str) -> tuple[str, ...]:
    """The singular of a word that is listed in the plural; empty where it is none, or none for certain."""
    if re.search(r"(?:ss|us|is|ics|news|os|as|ous)$", word.lower()) or not word.endswith("s") or len(word) < 5:
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    return (word[:-2],) if re.search(r"(?:sses|xes|ches|shes)$", word) else (word[:-1],)


def _english_verb(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "3sg", (_regular_plural(word),)
    double = word + word[-1] if re.search(r"[^aeiou][aeiou][bdgklmnprtz]$", word) else ""
    stem = word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word
    yield "ger", tuple(filter(None, [stem + "ing", double and double + "ing"]))
    past = [*_EN_VERBS.get(word.rpartition("-")[2], "").split()]
    if past:
        yield "past", tuple(past)
    elif re.search(r"[^aeiou]y$", word):
        yield "past", (word[:-1] + "ied",)
    else:
        yield "past", tuple(filter(None, [word + ("d" if word.endswith("e") else "ed"), double and double + "ed"]))


# --- Spanish nouns ---------------------------------------------------------------------------------------------------

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
_ES_PREPOSITIONS = frozenset(
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
    plural = _is_plural(word)
    base = spanish_singular(word) if plural else word
    if base in _FEMININE or (base not in _MASCULINE and _FEMININE_END.search(base) and not base.endswith("grama")):
        return "f", "pl" if plural else "sg"
    return "m", "pl" if plural else "sg"


def number_of(name: Name, form: str) -> str:
    """Whether a form of a name is its singular or its plural."""
    if form.lower() == name.text.lower():
        return name.number or "sg"
    for number in ("sg", "pl"):
        if form.lower() in (other.lower() for other in name.forms.get(number, ())):
            return number
    return name.number or "sg"


def _is_plural(word: str) -> bool:
    if word in _SINGULAR_ONLY or not word.endswith("s") or len(word) < 4:
        return False
    return not re.search(r"(?:us|is|ss|bus|és)$", word)


def spanish_singular(word: str) -> str:
    """The singular of a Spanish plural; where -es can be of either kind, what is commoner in this field."""
    if re.search(r"[csx]iones$", word):
        return word[:-4] + "ón"
    if word.endswith("ces"):
        return word[:-3] + "z"
    if re.search(r"(?:[dlr]es|[aeiou]nes)$", word) and not re.search(r"(?:[bcdfgpt]l|[bcdfgpt]r|nd)es$", word):
        return word[:-2]
    return word[:-1]


def spanish_plural(word: str) -> str:
    """The plural of one Spanish word."""
    lower = word.lower()
    if lower in _SINGULAR_ONLY or lower.endswith("x"):
        return word
    if _is_plural(lower):
        return word
    if word.isupper() and len(word) > 1:
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


def _spanish(text: str) -> dict[str, tuple[str, ...]]:
    if is_verb(text):
        return _spanish_verb(text)
    words = text.split(" ")
    if not re.fullmatch(r"[^\W\d_][\w-]*", words[0]):
        return {}
    if gender_and_number(text)[1] == "pl":
        return {"sg": (" ".join(_inflected(words, spanish_singular, "pl")),)}
    return {"pl": (" ".join(_inflected(words, spanish_plural, "sg")),)}


def _inflected(words: list[str], make: object, _number: str) -> Iterator[str]:
    assert callable(make)
    yield make(words[0])
    for place, word in enumerate(words[1:], 1):
        if word in _ES_PREPOSITIONS:
            yield from words[place:]
            return
        yield word if word in _INVARIABLE or not _ADJECTIVE.search(word) else make(word)


# --- Spanish verbs ---------------------------------------------------------------------------------------------------

#: Tense and person -> ending, by the vowel of the infinitive; «inf» is what an ending is put behind the infinitive for.
_PERSONS = ("1s", "2s", "3s", "1p", "2p", "3p")
_ENDINGS = {
    "a": {
        "pres": "o as a amos áis an", "subj": "e es e emos éis en", "pret": "é aste ó amos asteis aron",
        "impf": "aba abas aba ábamos abais aban", "past": "ara aras ara áramos arais aran",
    },
    "e": {
        "pres": "o es e emos éis en", "subj": "a as a amos áis an", "pret": "í iste ió imos isteis ieron",
        "impf": "ía ías ía íamos íais ían", "past": "iera ieras iera iéramos ierais ieran",
    },
    "i": {
        "pres": "o es e imos ís en", "subj": "a as a amos áis an", "pret": "í iste ió imos isteis ieron",
        "impf": "ía ías ía íamos íais ían", "past": "iera ieras iera iéramos ierais ieran",
    },
}  # fmt: skip
_FUTURE = {"fut": "é ás á emos éis án", "cond": "ía ías ía íamos íais ían"}
_PARTICIPLES = {
    "abrir": "abierto", "cubrir": "cubierto", "escribir": "escrito", "imprimir": "impreso", "ver": "visto",
    "poner": "puesto", "volver": "vuelto", "romper": "roto", "hacer": "hecho", "decir": "dicho", "resolver": "resuelto",
    "devolver": "devuelto", "describir": "descrito", "suscribir": "suscrito", "transcribir": "transcrito",
    "deshacer": "deshecho", "rehacer": "rehecho", "sobrescribir": "sobrescrito", "exponer": "expuesto",
}  # fmt: skip
_IRREGULAR = {
    "hacer": "pres:hago haces hace hacemos hacéis hacen;subj:haga hagas haga hagamos hagáis hagan;"
    "pret:hice hiciste hizo hicimos hicisteis hicieron;fut:haré harás hará haremos haréis harán;imp:haz",
    "poner": "pres:pongo pones pone ponemos ponéis ponen;subj:ponga pongas ponga pongamos pongáis pongan;"
    "pret:puse pusiste puso pusimos pusisteis pusieron;fut:pondré pondrás pondrá pondremos pondréis pondrán;imp:pon",
    "ver": "pres:veo ves ve vemos veis ven;subj:vea veas vea veamos veáis vean;pret:vi viste vio vimos visteis vieron",
    "ir": "pres:voy vas va vamos vais van;subj:vaya vayas vaya vayamos vayáis vayan;"
    "pret:fui fuiste fue fuimos fuisteis fueron;imp:ve",
    "dar": "pres:doy das da damos dais dan;subj:dé des dé demos deis den;pret:di diste dio dimos disteis dieron",
}
_CLITICS = "lo la los las le les se me te".split()  # noqa: SIM905
_ACCENTED = {"ando": "ándo", "endo": "éndo"}


@lru_cache(maxsize=4096)
def conjugation(infinitive: str) -> Mapping[str, str]:
    """The forms of a Spanish verb by tense and person, ``pret.3s``, with ``inf``, ``ger``, ``imp.2s``, participles."""
    verb = infinitive.removesuffix("se").replace("ír", "ir")
    stem, vowel = verb[:-2], verb[-2]
    found = {"inf": verb, "ger": stem + ("ando" if vowel == "a" else "iendo")}
    if vowel != "a" and stem[-1:] in "aeiou":
        found["ger"] = stem + "yendo"
    participle = _PARTICIPLES.get(verb, stem + ("ado" if vowel == "a" else "ido"))
    found |= {f"part.{end}": participle[:-1] + end for end in ("o", "a", "os", "as")}
    for tense, endings in _ENDINGS[vowel].items():
        for person, ending in zip(_PERSONS, endings.split(), strict=True):
            found[f"{tense}.{person}"] = _spelt(stem, vowel, ending)
    for tense, endings in _FUTURE.items():
        found |= {f"{tense}.{p}": verb + ending for p, ending in zip(_PERSONS, endings.split(), strict=True)}
    found["imp.2s"], found["imp.2p"] = found["pres.3s"], verb[:-1] + "d"
    if strong := _STRONG.get(verb):
        for slot in ("1s", "2s", "3s", "3p"):
            for tense in ("pres", "subj"):
                ending = _ENDINGS[vowel][tense].split()[_PERSONS.index(slot)]
                found[f"{tense}.{slot}"] = _spelt(strong, vowel, ending)
        found["imp.2s"] = found["pres.3s"]
    for part in filter(None, _IRREGULAR.get(verb, "").split(";")):
        tense, _, forms = part.partition(":")
        if tense == "imp":
            found["imp.2s"] = forms
        else:
            found |= {f"{tense}.{p}": form for p, form in zip(_PERSONS, forms.split(), strict=True)}
    return found


#: Verbs whose stem changes under the stress.
_STRONG = {
    "mostrar": "muestr", "encontrar": "encuentr", "cerrar": "cierr", "probar": "prueb", "mover": "muev",
    "volver": "vuelv", "devolver": "devuelv", "resolver": "resuelv", "contar": "cuent", "comenzar": "comienz",
    "empezar": "empiez", "encender": "enciend", "perder": "pierd", "extender": "extiend", "recordar": "recuerd",
    "pedir": "pid", "elegir": "elig", "repetir": "repit", "seguir": "sigu", "medir": "mid", "jugar": "jueg",
    "calentar": "calient", "rodar": "rued", "soltar": "suelt", "colgar": "cuelg", "cargar": "carg",
    "congelar": "congel",
}  # fmt: skip


def _spelt(stem: str, vowel: str, ending: str) -> str:
    """A stem before an ending, spelt so that it sounds the same."""
    front = ending[0] in "eéií"
    if vowel == "a" and front:
        for old, new in (("gu", "gü"), ("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(old):
                return stem.removesuffix(old) + new + ending
    if vowel != "a" and not front:
        for old, new in (("gu", "g"), ("g", "j")):
            if stem.endswith(old):
                return stem.removesuffix(old) + new + ending
        if re.search(r"[aeiou]c$", stem):
            return stem[:-1] + "zc" + ending
        if stem.endswith("c"):
            return stem[:-1] + "z" + ending
    if stem[-1:] in "aeo" and ending.startswith("i") and len(ending) > 1 and vowel != "a":
        return stem + "y" + ending[1:] if ending[1] in "eoó" else stem + ending
    return stem + ending


def _spanish_verb(text: str) -> dict[str, tuple[str, ...]]:
    verb, *rest = text.split(" ")
    table = conjugation(verb.lower())
    groups: dict[str, list[str]] = {}
    for slot, form in table.items():
        groups.setdefault(slot.split(".")[0], []).append(form)
    if not rest:
        groups["inf"] += [table["inf"] + clitic for clitic in _CLITICS]
        stem = table["ger"]
        groups["ger"] += [stem[:-4] + _ACCENTED[stem[-4:]] + clitic for clitic in _CLITICS]
    return {group: tuple(dict.fromkeys(" ".join([form, *rest]) for form in row)) for group, row in groups.items()}


#: What an English form of a verb can be in Spanish, the likeliest first.
_SLOTS = {
    "": "inf imp pres subj",
    "3sg": "pres subj",
    "past": "pret part impf past",
    "ger": "ger inf",
}


#: What stands before a participle that has no gender.
_HAVE = re.compile(r"\b(?:he|has|ha|hemos|habéis|han|haya|hayan|haber|hab[ií]\w*)\s+(?:no\s+|ya\s+)?$", re.IGNORECASE)


def verb_like(old: str, infinitive: str, source_form: str, before: str = "") -> str:
    """A verb in the form in which an engine put another: ``salvó`` and ``guardar`` make ``guardó``.

    ``source_form`` is the English form that was translated, empty for the listed one: it decides where an ending can be
    of several. ``before`` is the text before it. The infinitive where it cannot be told.
    """
    verb, _, rest = infinitive.partition(" ")
    word = old.lower().split(" ")[0]
    wanted = conjugation(verb.lower())
    best = wanted["part.o"] if _HAVE.search(before) else verb
    for tense in _SLOTS.get(source_form, "inf").split():
        # The first person hardly stands in a manual, and its endings are those of nouns.
        slots = (slot for slot in wanted if slot.split(".")[0] == tense and not slot.endswith((".1s", ".2p")))
        slot = next((slot for slot in slots if _ends_as(word, slot)), "")
        if slot and best == verb:
            best = wanted[slot]
            break
    return f"{best} {rest}" if rest else best


@lru_cache
def _slot_endings(slot: str) -> tuple[str, ...]:
    tense, _, person = slot.partition(".")
    if tense == "inf":
        return ("ar", "er", "ir")
    if tense == "ger":
        return ("ando", "iendo", "yendo")
    if tense == "part":
        return (f"ad{person}", f"id{person}", f"iert{person}", f"uest{person}", f"rit{person}", f"res{person}")
    if tense == "imp":
        return ("a", "e") if person == "2s" else ("ad", "ed", "id")
    if tense in _FUTURE:
        ending = _FUTURE[tense].split()[_PERSONS.index(person)]
        return tuple(vowel + "r" + ending for vowel in "aei")
    return tuple(rows[tense].split()[_PERSONS.index(person)] for rows in _ENDINGS.values())


def _ends_as(word: str, slot: str) -> bool:
    return word.endswith(_slot_endings(slot)) and len(word) > 3
