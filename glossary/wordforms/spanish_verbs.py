"""Spanish verbs: which words are some, their conjugation, and one verb in the form of another."""

import re
from collections.abc import Mapping
from functools import lru_cache

#: A list's words are verbs where they end as an infinitive does.
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


def is_verb(text: str) -> bool:
    """Whether a Spanish text begins with an infinitive."""
    first = text.lower().split(" ")[0]
    return bool(_INFINITIVE.fullmatch(first)) and first not in _NOUNS


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


def forms(text: str) -> dict[str, tuple[str, ...]]:
    """The forms of a verb and what follows it, by tense."""
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
