"""Make the two small Argos Translate packages that the tests decode with.

The packages are real ones: a CTranslate2 Transformer (int8) and a SentencePiece model in the
folder layout of the public Argos packages, only trained on a toy language.  They are

* ``translate-en_es-0_1.argosmodel`` (English to Spanish) and
* ``translate-es_ja-0_1.argosmodel`` (Spanish to Japanese),

so that a test can also go from English to Japanese through Spanish.

The toy language is the grammar in this file: short news sentences about invented countries, towns
and ministers, and about islands that two of the countries call by different names.  All of its
text was written for this project and is given to the public domain (CC0), and so are the packages.

In a part of the training sentences a name is replaced by a stand-in, a code such as ``XQA`` or
``Zq7``, which is copied unchanged into the translation; the models learn to copy such codes.

To rebuild, with nothing else needed than three packages from PyPI::

    pip install torch sentencepiece ctranslate2
    python make_packages.py                 # both packages, into the folder of this file
    python make_packages.py --pair en_es    # one of the two
    python make_packages.py --samples 20    # only print sentences of the grammar

One package takes 10 to 20 minutes on one CPU core.  The seeds are fixed and the archives carry no
dates, so the same versions of the three packages on the same kind of machine give the same files;
elsewhere the weights differ a little, and now and then a translation.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import math
import random
import re
import string
import tempfile
import time
import zipfile
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# --------------------------------------------------------------------------------------------------
# The grammar: every phrase is built in the three languages at once.
# --------------------------------------------------------------------------------------------------


class Phrase(NamedTuple):
    """A noun phrase in three languages, with what Spanish and English need to agree with it."""

    en: str
    es: str
    ja: str
    plural: bool = False
    feminine: bool = False


class Country(NamedTuple):
    """A country and the adjective of it (English, Spanish masculine, Spanish feminine)."""

    name: Phrase
    adjective: tuple[str, str, str]


COUNTRIES = [
    Country(Phrase("Arlandia", "Arlandia", "アーランディア"), ("Arlandian", "arlandés", "arlandesa")),
    Country(
        Phrase("Belmark", "Belmark", "ベルマルク"),
        ("Belmarkian", "belmarquiano", "belmarquiana"),
    ),
    Country(Phrase("Kestria", "Kestria", "ケストリア"), ("Kestrian", "kestriano", "kestriana")),
    Country(Phrase("Norvania", "Norvania", "ノルヴァニア"), ("Norvanian", "norvaniano", "norvaniana")),
]

CITIES = [
    Phrase("Port Arlen", "Puerto Arlen", "ポートアーレン"),
    Phrase("Belstrand", "Belstrand", "ベルストランド"),
    Phrase("Kesthal", "Kesthal", "ケスタール"),
    Phrase("Norhavel", "Norhavel", "ノルハヴェル"),
    Phrase("Orunda", "Orunda", "オルンダ"),
]

# The names of the disputed islands, as they stand without an article.  Arlandia says Mist Islands
# and Belmark says Outer Skerries.
MIST = Phrase("Mist Islands", "islas de la Niebla", "ミスト諸島", True, True)
SKERRIES = Phrase("Outer Skerries", "Skerries Exteriores", "アウタースケリーズ諸島", True, True)
DISPUTED = Phrase("disputed islands", "islas en disputa", "係争中の島々", True, True)

GREY_SEA = Phrase("the Grey Sea", "el mar Gris", "グレイ海")
ORUN = Phrase("the Orun people", "el pueblo orun", "オルン人")

# Surnames with their katakana; the second list holds women, for the gender of Spanish titles.
MEN = {
    "Talvorn": "タルヴォルン",
    "Brandor": "ブランドル",
    "Korvess": "コルヴェス",
    "Velsor": "ヴェルソル",
    "Ostmar": "オストマル",
    "Harvask": "ハルヴァスク",
}
WOMEN = {
    "Dorvel": "ドルヴェル",
    "Marensk": "マレンスク",
    "Tevra": "テヴラ",
    "Sillavra": "シラヴラ",
    "Roswen": "ロスウェン",
    "Kaldreth": "カルドレス",
}

# English, Spanish for a man, Spanish for a woman, Japanese, and whether Spanish sets the surname
# between commas ("la ministra de Exteriores, Dorvel, dijo").
TITLES = [
    ("President", "el presidente", "la presidenta", "大統領", False),
    ("Prime Minister", "el primer ministro", "la primera ministra", "首相", False),
    ("Foreign Minister", "el ministro de Exteriores", "la ministra de Exteriores", "外相", True),
    ("Defence Minister", "el ministro de Defensa", "la ministra de Defensa", "国防相", True),
    ("Ambassador", "el embajador", "la embajadora", "大使", False),
]

BODIES = [  # English, Spanish, Japanese suffix, feminine
    ("government", "Gobierno", "政府", False),
    ("parliament", "Parlamento", "議会", False),
    ("navy", "Armada", "海軍", True),
]

DAYS = [
    ("Monday", "lunes", "月曜日"),
    ("Tuesday", "martes", "火曜日"),
    ("Wednesday", "miércoles", "水曜日"),
    ("Thursday", "jueves", "木曜日"),
    ("Friday", "viernes", "金曜日"),
    ("Saturday", "sábado", "土曜日"),
    ("Sunday", "domingo", "日曜日"),
]
PAST_TIMES = [
    ("yesterday", "ayer", "昨日"),
    ("last week", "la semana pasada", "先週"),
    ("last month", "el mes pasado", "先月"),
    ("today", "hoy", "今日"),
]
FUTURE_TIMES = [
    ("tomorrow", "mañana", "明日"),
    ("next week", "la semana que viene", "来週"),
    ("next month", "el mes que viene", "来月"),
    ("today", "hoy", "今日"),
]

TREATIES = [  # without an article
    Phrase("treaty", "tratado", "条約"),
    Phrase("peace treaty", "tratado de paz", "平和条約"),
    Phrase("fishing agreement", "acuerdo de pesca", "漁業協定"),
    Phrase("trade agreement", "acuerdo comercial", "貿易協定"),
]

SIDES = [
    ("north", "norte", "北"),
    ("south", "sur", "南"),
    ("east", "este", "東"),
    ("west", "oeste", "西"),
]

SAYING = [  # English, Spanish singular and plural, Japanese
    ("said", "dijo que", "dijeron que", "と述べた"),
    ("stated", "afirmó que", "afirmaron que", "と表明した"),
    ("repeated", "reiteró que", "reiteraron que", "と繰り返し述べた"),
    ("insisted", "insistió en que", "insistieron en que", "と主張した"),
    ("announced", "anunció que", "anunciaron que", "と発表した"),
]

UPPER = string.ascii_uppercase
Triple = tuple[str, str, str]

# A stand-in in a sentence, of the shapes that the tests use: XQA, QRT4, Zq7.
CODE = r"\b[XQZ][a-z]{0,2}[A-Z0-9]+\b"


def stand_in(rng: random.Random) -> str:
    """A random code to be copied: XQA, QRT4, Zq7, X9; now and then other capitals or a word."""
    kind = rng.random()
    if kind < 0.08:
        syllables = [rng.choice("bdfgklmnprstv") + rng.choice("aeiou") for _ in range(3)]
        return ("".join(syllables) + rng.choice("lnrs")).capitalize()
    kind = rng.random()
    if kind < 0.70:
        code = rng.choice("XQ" if kind < 0.60 else "Z")
        code += "".join(rng.choices(UPPER, k=rng.choice((1, 2, 2, 2, 3))))
        return code + (rng.choice(string.digits) if rng.random() < 0.3 else "")
    if kind < 0.85:
        letters = "".join(rng.choices(string.ascii_lowercase, k=rng.choice((1, 1, 2))))
        digits = "".join(rng.choices(string.digits, k=rng.choice((1, 1, 2))))
        return rng.choice("XQZ") + letters + digits
    if kind < 0.93:
        return rng.choice("XQZ") + "".join(rng.choices(string.digits, k=rng.choice((1, 2))))
    return "".join(rng.choices(UPPER, k=rng.choice((2, 3, 4))))


class Grammar:
    """Draws sentences.  ``codes`` is the chance that a name is replaced by a stand-in."""

    def __init__(self, rng: random.Random, codes: float) -> None:
        self.rng = rng
        self.codes = codes
        self.used: set[str] = set()  # the names of this sentence, so that none comes twice

    # -- names ----------------------------------------------------------------------------------

    def coded(self) -> bool:
        return self.rng.random() < self.codes

    def code(self) -> str:
        while (code := stand_in(self.rng)) in self.used:
            pass
        self.used.add(code)
        return code

    def fresh(self, phrases: Sequence[Phrase]) -> Phrase:
        """One of the phrases that this sentence has not used yet."""
        phrase = self.rng.choice([p for p in phrases if p.en not in self.used] or list(phrases))
        self.used.add(phrase.en)
        return phrase

    def country(self) -> Phrase:
        if self.coded():
            code = self.code()
            return Phrase(code, code, code)
        return self.fresh([country.name for country in COUNTRIES])

    def city(self) -> Phrase:
        if self.coded():
            code = self.code()
            return Phrase(code, code, code)
        return self.fresh(CITIES)

    def island_name(self) -> Phrase:
        """The name of the islands without an article."""
        if self.coded():
            code = self.code()
            return Phrase(code, code, code, True, True)
        return self.fresh([MIST, SKERRIES])

    def islands(self) -> Phrase:
        """The islands as a subject or object.  A stand-in comes with an article or without."""
        if self.coded():
            code = self.code()
            kind = self.rng.random()
            if kind < 0.4:
                return Phrase(f"the {code}", f"las {code}", code, True, True)
            return Phrase(code, code, code, kind < 0.7, True)
        if self.rng.random() < 0.1 and DISPUTED.en not in self.used:
            name = self.fresh([DISPUTED])
        else:
            name = self.fresh([MIST, SKERRIES])
        return name._replace(en=f"the {name.en}", es=f"las {name.es}")

    def two_countries(self) -> Phrase:
        one, two = self.country(), self.country()
        return Phrase(f"{one.en} and {two.en}", f"{one.es} y {two.es}", f"{one.ja}と{two.ja}", True)

    def person(self) -> Phrase:
        """A surname, alone or with a title and a country."""
        if self.coded():
            name = Phrase(code := self.code(), code, code)
            honorific = ""
        else:
            names = [Phrase(en, en, ja) for en, ja in MEN.items()]
            names += [Phrase(en, en, ja, False, True) for en, ja in WOMEN.items()]
            name = self.fresh(names)
            honorific = "氏"
        if self.rng.random() < 0.3:
            return name._replace(ja=name.ja + honorific)
        title, man, woman, ja_title, commas = self.rng.choice(TITLES)
        if title == "Defence Minister" and self.rng.random() < 0.3:
            title = "Defense Minister"
        es_title = woman if name.feminine else man
        ja = name.ja + ja_title
        if self.rng.random() < 0.6:
            es = f"{es_title}, {name.es}," if commas else f"{es_title} {name.es}"
            return name._replace(en=f"{title} {name.en}", es=es, ja=ja)
        if self.coded():
            code = self.code()
            return name._replace(
                en=f"{code} {title} {name.en}",
                es=f"{es_title} de {code}, {name.es},",
                ja=f"{code}の{ja}",
            )
        country = self.rng.choice([c for c in COUNTRIES if c.name.en not in self.used])
        self.used.add(country.name.en)
        adjective = country.adjective
        return name._replace(
            en=f"{adjective[0]} {title} {name.en}",
            es=f"{es_title} {adjective[2 if name.feminine else 1]}, {name.es},",
            ja=f"{country.name.ja}の{ja}",
        )

    def body(self) -> Phrase:
        """A government, parliament or navy."""
        en, es, ja, feminine = self.rng.choice(BODIES)
        article = "la" if feminine else "el"
        if self.coded() or self.rng.random() < 0.3:
            name = self.country()
            return Phrase(
                f"the {en} of {name.en}",
                f"{article} {es} de {name.es}",
                f"{name.ja}{ja}",
                False,
                feminine,
            )
        country = self.rng.choice([c for c in COUNTRIES if c.name.en not in self.used])
        self.used.add(country.name.en)
        adjective = country.adjective
        return Phrase(
            f"the {adjective[0]} {en}",
            f"{article} {es} {adjective[2 if feminine else 1]}",
            f"{country.name.ja}{ja}",
            False,
            feminine,
        )

    def people(self) -> Phrase:
        """Somebody who can visit, say or sign: one person or several."""
        if self.rng.random() < 0.75:
            return self.person()
        both = self.two_countries()
        en, es, ja = self.rng.choice(
            [
                ("the leaders of", "los líderes de", "首脳"),
                ("diplomats from", "diplomáticos de", "外交官"),
            ]
        )
        return Phrase(f"{en} {both.en}", f"{es} {both.es}", f"{both.ja}の{ja}", True)

    def actor(self) -> Phrase:
        """A person, a country or one of its bodies."""
        kind = self.rng.random()
        if kind < 0.40:
            return self.country()
        if kind < 0.85:
            return self.people()
        if kind < 0.95:
            return self.body()
        city = self.city()
        return Phrase(
            f"the authorities in {city.en}",
            f"las autoridades de {city.es}",
            f"{city.ja}当局",
            True,
        )

    def topic(self) -> Phrase:
        """Something to talk about."""
        kind = self.rng.randrange(6)
        if kind == 0:
            return self.islands()
        if kind == 1:
            isles = self.islands()
            return Phrase(f"the future of {isles.en}", f"el futuro de {isles.es}", f"{isles.ja}の将来")
        if kind == 2:
            isles = self.islands()
            return Phrase(f"sovereignty over {isles.en}", f"la soberanía de {isles.es}", f"{isles.ja}の主権")
        if kind == 3:
            place = GREY_SEA if self.rng.random() < 0.4 else self.islands()
            return Phrase(
                f"fishing rights near {place.en}",
                f"los derechos de pesca cerca de {place.es}",
                f"{place.ja}付近の漁業権",
            )
        if kind == 4:
            treaty = self.rng.choice(TREATIES)
            return Phrase(f"the {treaty.en}", f"el {treaty.es}", treaty.ja)
        return self.rng.choice([Phrase("the summit", "la cumbre", "首脳会談"), Phrase("trade", "el comercio", "貿易")])

    # -- times ----------------------------------------------------------------------------------

    def when(self, future: bool) -> Triple | None:
        """A time, or (every second time) none."""
        kind = self.rng.random()
        if kind < 0.5:
            return None
        if kind < 0.8:
            en, es, ja = self.rng.choice(DAYS)
            return f"on {en}", f"el {es}", ja
        if kind < 0.85:
            year = self.rng.randrange(2027, 2061) if future else self.rng.randrange(1950, 2027)
            return f"in {year}", f"en {year}", f"{year}年"
        return self.rng.choice(FUTURE_TIMES if future else PAST_TIMES)

    # -- sentences ------------------------------------------------------------------------------
    # A template gives three sentences without capital and full stop.  "{t}" marks the place of a
    # time in each of them; templates in the present tense have none.

    def visit(self) -> Triple:
        who = self.people()
        kind = self.rng.random()
        where = self.islands() if kind < 0.5 else self.city() if kind < 0.8 else self.country()
        verb = "visitaron" if who.plural else "visitó"
        return (
            f"{who.en} visited {where.en}{{t}}",
            f"{who.es} {verb} {where.es}{{t}}",
            f"{who.ja}は{{t}}{where.ja}を訪問した",
        )

    def claim(self) -> Triple:
        who = self.two_countries() if self.rng.random() < 0.3 else self.country()
        isles = self.islands()
        en, es = ("claim", "reclaman") if who.plural else ("claims", "reclama")
        if self.rng.random() < 0.5:
            return (
                f"{who.en} {en} {isles.en}",
                f"{who.es} {es} {isles.es}",
                f"{who.ja}は{isles.ja}の領有権を主張している",
            )
        return (
            f"{who.en} {en} sovereignty over {isles.en}",
            f"{who.es} {es} la soberanía sobre {isles.es}",
            f"{who.ja}は{isles.ja}に対する主権を主張している",
        )

    def reject_claim(self) -> Triple:
        who, other, isles = self.actor(), self.country(), self.islands()
        verb = "rechazaron" if who.plural else "rechazó"
        return (
            f"{who.en} rejected {other.en}'s claim to {isles.en}{{t}}",
            f"{who.es} {verb} la reclamación de {other.es} sobre {isles.es}{{t}}",
            f"{who.ja}は{{t}}{isles.ja}に対する{other.ja}の領有権主張を退けた",
        )

    def welcome(self) -> Triple:
        who = self.actor()
        treaty = self.rng.choice(TREATIES)
        if self.rng.random() < 0.5:
            verb = "rechazaron" if who.plural else "rechazó"
            return (
                f"{who.en} rejected the {treaty.en}{{t}}",
                f"{who.es} {verb} el {treaty.es}{{t}}",
                f"{who.ja}は{{t}}{treaty.ja}を拒否した",
            )
        verb = "acogieron" if who.plural else "acogió"
        return (
            f"{who.en} welcomed the {treaty.en}{{t}}",
            f"{who.es} {verb} con satisfacción el {treaty.es}{{t}}",
            f"{who.ja}は{{t}}{treaty.ja}を歓迎した",
        )

    def discuss(self) -> Triple:
        who, other, topic = self.people(), self.person(), self.topic()
        verb = "conversaron" if who.plural else "conversó"
        return (
            f"{who.en} discussed {topic.en} with {other.en}{{t}}",
            f"{who.es} {verb} con {other.es} sobre {topic.es}{{t}}",
            f"{who.ja}は{{t}}{other.ja}と{topic.ja}について協議した",
        )

    def discuss_alone(self) -> Triple:
        who, topic = self.people(), self.topic()
        verb = "conversaron" if who.plural else "conversó"
        if self.rng.random() < 0.5:
            city = self.city()
            return (
                f"{who.en} discussed {topic.en} in {city.en}{{t}}",
                f"{who.es} {verb} sobre {topic.es} en {city.es}{{t}}",
                f"{who.ja}は{{t}}{city.ja}で{topic.ja}について協議した",
            )
        return (
            f"{who.en} discussed {topic.en}{{t}}",
            f"{who.es} {verb} sobre {topic.es}{{t}}",
            f"{who.ja}は{{t}}{topic.ja}について協議した",
        )

    def clause(self) -> tuple[Phrase, Triple]:
        """A subject and what is said of it; Japanese takes the particle in between."""
        kind = self.rng.randrange(9)
        if kind <= 1:
            isles, owner = self.islands(), self.country()
            positive = self.rng.random() < 0.7
            en = "belong to" if isles.plural else "belongs to"
            es = "pertenecen a" if isles.plural else "pertenece a"
            if not positive:
                en = "do not belong to" if isles.plural else "does not belong to"
                es = f"no {es}"
            ja = "に属する" if positive else "に属さない"
            return isles, (f"{en} {owner.en}", f"{es} {owner.es}", f"{owner.ja}{ja}")
        if kind == 2:
            return Phrase("the talks", "las conversaciones", "協議", True, True), (
                "will continue",
                "continuarán",
                "続く",
            )
        if kind == 3:
            city = self.city()
            return Phrase("the summit", "la cumbre", "首脳会談", False, True), (
                f"will take place in {city.en}",
                f"se celebrará en {city.es}",
                f"{city.ja}で行われる",
            )
        if kind == 4:
            country, isles = self.country(), self.islands()
            return country, (
                f"will not give up {isles.en}",
                f"no renunciará a {isles.es}",
                f"{isles.ja}を放棄することはない",
            )
        if kind == 5:
            treaty = self.rng.choice(TREATIES)
            return Phrase(f"the {treaty.en}", f"el {treaty.es}", treaty.ja), (
                "is fair",
                "es justo",
                "公正だ",
            )
        if kind == 6:
            return self.country(), ("wants peace", "quiere la paz", "平和を望んでいる")
        isles, country = self.islands(), self.country()
        if kind == 7:
            en, es = ("are", "están") if isles.plural else ("is", "está")
            ending = "s" if isles.plural else ""
            return isles, (
                f"{en} controlled by {country.en}",
                f"{es} controlada{ending} por {country.es}",
                f"{country.ja}の支配下にある",
            )
        side = self.rng.choice(SIDES)
        en, es = ("lie", "están") if isles.plural else ("lies", "está")
        return isles, (
            f"{en} {side[0]} of {country.en}",
            f"{es} al {side[1]} de {country.es}",
            f"{country.ja}の{side[2]}にある",
        )

    def statement(self) -> Triple:
        subject, (en, es, ja) = self.clause()
        return f"{subject.en} {en}", f"{subject.es} {es}", f"{subject.ja}は{ja}"

    def say(self) -> Triple:
        who = self.actor()
        verb, one, many, ja_verb = self.rng.choice(SAYING)
        es_verb = many if who.plural else one
        first, _, rest = es_verb.partition(" ")
        that = "that " if verb != "said" or self.rng.random() < 0.5 else ""
        if self.rng.random() < 0.15:
            isles = self.islands()
            en = f"there is no dispute over {isles.en}"
            es = f"no hay ninguna disputa sobre {isles.es}"
            ja = f"{isles.ja}をめぐる争いは存在しない"
        else:
            subject, (en, es, ja) = self.clause()
            en, es, ja = f"{subject.en} {en}", f"{subject.es} {es}", f"{subject.ja}が{ja}"
        return (
            f"{who.en} {verb}{{t}} {that}{en}",
            f"{who.es} {first}{{t}} {rest} {es}",
            f"{who.ja}は{{t}}{ja}{ja_verb}",
        )

    def sign(self) -> Triple:
        who = self.two_countries() if self.rng.random() < 0.5 else self.people()
        treaty, city = self.rng.choice(TREATIES), self.city()
        verb = "firmaron" if who.plural else "firmó"
        return (
            f"{who.en} signed a {treaty.en} in {city.en}{{t}}",
            f"{who.es} {verb} un {treaty.es} en {city.es}{{t}}",
            f"{who.ja}は{{t}}{city.ja}で{treaty.ja}に署名した",
        )

    def talks(self) -> Triple:
        isles, city = self.islands(), self.city()
        en, es, ja = self.rng.choice(
            [
                ("began", "comenzaron", "始まった"),
                ("ended", "terminaron", "終了した"),
                ("failed", "fracasaron", "決裂した"),
                ("resumed", "se reanudaron", "再開した"),
            ]
        )
        return (
            f"the talks on {isles.en} {en} in {city.en}{{t}}",
            f"las conversaciones sobre {isles.es} {es} en {city.es}{{t}}",
            f"{{t}}{isles.ja}に関する協議が{city.ja}で{ja}",
        )

    def summit(self) -> Triple:
        both, city = self.two_countries(), self.city()
        return (
            f"the summit between {both.en} was held in {city.en}{{t}}",
            f"la cumbre entre {both.es} se celebró en {city.es}{{t}}",
            f"{both.ja}の首脳会談が{{t}}{city.ja}で行われた",
        )

    def administered(self) -> Triple:
        isles, one, two = self.islands(), self.country(), self.country()
        en = "are" if isles.plural else "is"
        es, ending, them = ("están", "s", "las") if isles.plural else ("está", "", "la")
        return (
            f"{isles.en} {en} administered by {one.en} but claimed by {two.en}",
            f"{isles.es} {es} administrada{ending} por {one.es}, pero {two.es} {them} reclama",
            f"{isles.ja}は{one.ja}が統治しているが、{two.ja}が領有権を主張している",
        )

    def known_as(self) -> Triple:
        one, two, country = self.island_name(), self.island_name(), self.country()
        people = self.people()
        verb = "visitaron" if people.plural else "visitó"
        if self.rng.random() < 0.5:
            return (
                f"the {one.en}, known as the {two.en} in {country.en}, lie in the Grey Sea",
                f"las {one.es}, conocidas como las {two.es} en {country.es}, están en el mar Gris",
                f"{country.ja}では{two.ja}と呼ばれる{one.ja}は、グレイ海にある",
            )
        return (
            f"{people.en} visited the {one.en}, known as the {two.en} in {country.en},{{t}}",
            f"{people.es} {verb}{{t}} las {one.es}, conocidas como las {two.es} en {country.es}",
            f"{people.ja}は{{t}}、{country.ja}では{two.ja}と呼ばれる{one.ja}を訪問した",
        )

    def call(self) -> Triple:
        country, isles, name = self.country(), self.islands(), self.island_name()
        return (
            f"{country.en} calls {isles.en} the {name.en}",
            f"{country.es} llama {name.es} a {isles.es}",
            f"{country.ja}は{isles.ja}を{name.ja}と呼んでいる",
        )

    def refuse_name(self) -> Triple:
        who, name = self.actor(), self.island_name()
        if self.rng.random() < 0.5:
            verb = "se negaron" if who.plural else "se negó"
            return (
                f"{who.en} refused to use the name {name.en}{{t}}",
                f"{who.es} {verb}{{t}} a usar el nombre {name.es}",
                f"{who.ja}は{{t}}{name.ja}という名称の使用を拒んだ",
            )
        verb = "utilizaron" if who.plural else "utilizó"
        return (
            f"{who.en} used the name {name.en}{{t}}",
            f"{who.es} {verb}{{t}} el nombre {name.es}",
            f"{who.ja}は{{t}}{name.ja}という名称を使用した",
        )

    def accuse(self) -> Triple:
        who, country, isles = self.actor(), self.country(), self.islands()
        verb = "acusaron" if who.plural else "acusó"
        return (
            f"{who.en} accused {country.en} of sending ships to {isles.en}{{t}}",
            f"{who.es} {verb}{{t}} a {country.es} de enviar barcos a {isles.es}",
            f"{who.ja}は{{t}}{country.ja}が{isles.ja}に船を派遣したと非難した",
        )

    def ask_talks(self) -> Triple:
        who, isles = self.actor(), self.islands()
        verb = "pidieron" if who.plural else "pidió"
        return (
            f"{who.en} called for talks on {isles.en}{{t}}",
            f"{who.es} {verb}{{t}} conversaciones sobre {isles.es}",
            f"{who.ja}は{{t}}{isles.ja}に関する協議を求めた",
        )

    def ships(self) -> Triple:
        country = self.country()
        place = GREY_SEA if self.rng.random() < 0.2 else self.islands()
        en, es, ja = self.rng.choice(
            [
                ("ships from", "barcos de", "船"),
                ("fishermen from", "pescadores de", "漁師"),
                ("warships from", "buques de guerra de", "軍艦"),
            ]
        )
        return (
            f"{en} {country.en} sailed near {place.en}{{t}}",
            f"{es} {country.es} navegaron cerca de {place.es}{{t}}",
            f"{country.ja}の{ja}が{{t}}{place.ja}の近くを航行した",
        )

    def orun(self) -> Triple:
        isles = self.islands()
        if self.rng.random() < 0.7:
            year = self.rng.randrange(1800, 2000)
            return (
                f"{ORUN.en} have lived on {isles.en} since {year}",
                f"{ORUN.es} vive en {isles.es} desde {year}",
                f"{ORUN.ja}は{year}年から{isles.ja}に住んでいる",
            )
        return (
            f"{ORUN.en} live on {isles.en}",
            f"{ORUN.es} vive en {isles.es}",
            f"{ORUN.ja}は{isles.ja}に住んでいる",
        )

    def meet(self) -> Triple:
        who, other, city = self.people(), self.person(), self.city()
        verb = "se reunirán" if who.plural else "se reunirá"
        return (
            f"{who.en} will meet {other.en} in {city.en}{{t}}",
            f"{who.es} {verb} con {other.es} en {city.es}{{t}}",
            f"{who.ja}は{{t}}{city.ja}で{other.ja}と会談する",
        )

    def met(self) -> Triple:
        who, other = self.people(), self.person()
        verb = "se reunieron" if who.plural else "se reunió"
        return (
            f"{who.en} met {other.en}{{t}}",
            f"{who.es} {verb} con {other.es}{{t}}",
            f"{who.ja}は{{t}}{other.ja}と会談した",
        )

    def alone(self) -> Triple:
        """A name by itself, without a full stop."""
        kind = self.rng.random()
        if kind < 0.3:
            phrase = self.island_name()
        elif kind < 0.5:
            phrase = self.islands()
        elif kind < 0.6:
            phrase = self.fresh([DISPUTED])
        else:
            phrase = self.rng.choice([self.country, self.city, self.person, self.body])()
        return phrase.en, phrase.es.removesuffix(","), phrase.ja

    def sentence(self) -> Triple:
        """One sentence in English, Spanish and Japanese."""
        templates: list[tuple[Callable[[], Triple], float]] = [
            (self.visit, 3),
            (self.claim, 2),
            (self.reject_claim, 2),
            (self.welcome, 1),
            (self.discuss, 2.5),
            (self.discuss_alone, 2),
            (self.statement, 2),
            (self.say, 6),
            (self.sign, 1.5),
            (self.talks, 1.5),
            (self.summit, 1),
            (self.administered, 1.5),
            (self.known_as, 1.5),
            (self.call, 1),
            (self.refuse_name, 1.5),
            (self.accuse, 2),
            (self.ask_talks, 1),
            (self.ships, 1.5),
            (self.orun, 0.5),
            (self.meet, 1.5),
            (self.met, 1),
            (self.alone, 2),
        ]
        functions, weights = zip(*templates, strict=True)
        template = self.rng.choices(functions, weights)[0]
        self.used = set()
        en, es, ja = template()
        if template == self.alone:
            return capital(en), capital(es), ja
        time_en, time_es, time_ja = "", "", ""
        when = self.when(future=template == self.meet) if "{t}" in en else None
        if when is not None:
            if self.rng.random() < 0.25:  # before the sentence
                en, es, ja = f"{when[0]}, {en}", f"{when[1]}, {es}", f"{when[2]}、{ja}"
            else:
                time_en, time_es, time_ja = f" {when[0]}", f" {when[1]}", f"{when[2]}、"
        stop, ja_stop = (".", "。") if self.rng.random() < 0.95 else ("", "")
        en = lone_commas(en.replace("{t}", time_en)) + stop
        es = lone_commas(contracted(es.replace("{t}", time_es))) + stop
        ja = ja.replace("{t}", time_ja).replace("、、", "、") + ja_stop
        return capital(en), capital(es), ja


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def contracted(spanish: str) -> str:
    """Spanish with "del" for "de el" and "al" for "a el"."""
    return re.sub(r"\b(de|a) el\b", r"\1l", spanish)


def lone_commas(text: str) -> str:
    """Drop the commas that meet another comma or the end."""
    return re.sub(r",(?=,|$)", "", text)


def draw(seed: int, count: int, codes: float, skip: Container[str] = ()) -> list[Triple]:
    """``count`` sentences, none of them with its English in ``skip``."""
    grammar = Grammar(random.Random(seed), codes)
    sentences = (grammar.sentence() for _ in itertools.count())
    return list(itertools.islice((s for s in sentences if s[0] not in skip), count))


def draw_test(seed: int, count: int, codes: float) -> list[Triple]:
    """``count`` different sentences to hold out: long ones, as the short ones are too few.

    With a chance of stand-ins, every sentence has one at least.
    """
    chosen: dict[str, Triple] = {}
    for triple in draw(seed, 10 * count, codes):
        if len(triple[0].split()) >= 8 and (codes == 0 or re.search(CODE, triple[0])):
            chosen[triple[0]] = triple
    return list(chosen.values())[:count]


# --------------------------------------------------------------------------------------------------
# The model: an ordinary pre-norm Transformer, laid out as CTranslate2 computes it.
# --------------------------------------------------------------------------------------------------

VOCABULARY = 800
LONGEST_PIECE = {"en_es": 16, "es_ja": 8}  # Japanese would otherwise grow phrases as pieces
LAYERS = 2
HEADS = 4
DEPTH = 96
FEED_FORWARD = 256
DROPOUT = 0.05
SMOOTHING = 0.1

SENTENCES = 250_000  # of which a part without stand-ins
WITH_CODES = 0.65  # the part of the sentences that may hold stand-ins
CODES = 0.45  # and the chance of one at each name in these
HELD_OUT = 500  # sentences of each kind that training never sees
STEPS = 4_400
BATCH = 64
LEARNING_RATE = 3e-3
WARM_UP = 400
SEED = 20_011

UNKNOWN, START, END = 0, 1, 2  # the first three pieces of the SentencePiece model


def build_network(size: int) -> Any:
    """The network in PyTorch.  It is imported here so that the grammar can be used without it."""
    import torch
    from torch import Tensor, nn
    from torch.nn import functional

    def positions(length: int) -> Tensor:
        """The sinusoids that CTranslate2 uses when a model stores none: they start from one."""
        half = DEPTH // 2
        rates = torch.exp(torch.arange(half) * -(math.log(10_000) / (half - 1)))
        angles = torch.arange(1, length + 1)[:, None] * rates[None, :]
        return torch.cat([angles.sin(), angles.cos()], dim=1)

    class Attention(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm = nn.LayerNorm(DEPTH)
            self.query = nn.Linear(DEPTH, DEPTH)
            self.key = nn.Linear(DEPTH, DEPTH)
            self.value = nn.Linear(DEPTH, DEPTH)
            self.out = nn.Linear(DEPTH, DEPTH)

        def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> Tensor:
            normed = self.norm(x)
            source = normed if memory is None else memory

            def heads(y: Tensor) -> Tensor:
                return y.unflatten(-1, (HEADS, -1)).transpose(1, 2)

            mixed = functional.scaled_dot_product_attention(
                heads(self.query(normed)),
                heads(self.key(source)),
                heads(self.value(source)),
                attn_mask=mask,
            )
            out = self.out(mixed.transpose(1, 2).flatten(2))
            return x + functional.dropout(out, DROPOUT, self.training)

    class FeedForward(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm = nn.LayerNorm(DEPTH)
            self.wide = nn.Linear(DEPTH, FEED_FORWARD)
            self.narrow = nn.Linear(FEED_FORWARD, DEPTH)

        def forward(self, x: Tensor) -> Tensor:
            out = self.narrow(functional.relu(self.wide(self.norm(x))))
            return x + functional.dropout(out, DROPOUT, self.training)

    class Network(nn.Module):
        """Encoder and decoder, with one matrix for all embeddings and the output."""

        def __init__(self) -> None:
            super().__init__()
            self.embeddings = nn.Parameter(torch.randn(size, DEPTH) * DEPTH**-0.5)
            self.encoder = nn.ModuleList(nn.ModuleList([Attention(), FeedForward()]) for _ in range(LAYERS))
            self.encoder_norm = nn.LayerNorm(DEPTH)
            self.decoder = nn.ModuleList(
                nn.ModuleList([Attention(), Attention(), FeedForward()]) for _ in range(LAYERS)
            )
            self.decoder_norm = nn.LayerNorm(DEPTH)

        def embed(self, ids: Tensor) -> Tensor:
            return self.embeddings[ids] * math.sqrt(DEPTH) + positions(ids.shape[1])

        def encode(self, source: Tensor, mask: Tensor) -> Tensor:
            x = self.embed(source)
            for attention, feed_forward in self.encoder:
                x = feed_forward(attention(x, None, mask))
            return self.encoder_norm(x)

        def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
            length = target.shape[1]
            causal = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
            x = self.embed(target)
            for attention, cross, feed_forward in self.decoder:
                x = feed_forward(cross(attention(x, None, causal), memory, mask))
            return self.decoder_norm(x) @ self.embeddings.T

        def forward(self, source: Tensor, mask: Tensor, target: Tensor) -> Tensor:
            return self.decode(target, self.encode(source, mask), mask)

    return Network()


def train(pairs: list[tuple[list[int], list[int]]], size: int, steps: int) -> Any:
    """Train a network on pairs of piece ids, without markers of start and end."""
    import torch
    from torch.nn import functional

    torch.manual_seed(SEED)
    network = build_network(size)
    rng = random.Random(SEED)
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.01)

    def rate(step: int) -> float:
        done = max(0.0, (step - WARM_UP) / (steps - WARM_UP))
        return min(1.0, (step + 1) / WARM_UP) * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)

    def padded(rows: Sequence[Sequence[int]], fill: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])

    # Sentences of about the same length share a batch.
    in_order = sorted(pairs, key=lambda pair: (len(pair[1]), len(pair[0])))
    batches = [in_order[i : i + BATCH] for i in range(0, len(in_order), BATCH)]
    started = time.monotonic()
    waiting: list[list[tuple[list[int], list[int]]]] = []
    shown = 0.0
    network.train()
    for step in range(1, steps + 1):
        if not waiting:
            waiting = rng.sample(batches, len(batches))
        batch = waiting.pop()
        source = padded([pair[0] for pair in batch], -1)
        mask = (source >= 0)[:, None, None, :]
        target_in = padded([[START, *pair[1]] for pair in batch], END)
        target_out = padded([[*pair[1], END] for pair in batch], -1)
        logits = network(source.clamp(min=0), mask, target_in)
        # Without smoothing and dropout the sentence itself is as certain, but what else the beam
        # holds is mostly the sentence with a word left out, and four of those, ended first, win.
        loss = functional.cross_entropy(
            logits.flatten(0, 1), target_out.flatten(), ignore_index=-1, label_smoothing=SMOOTHING
        )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        shown = loss.item() if step == 1 else 0.98 * shown + 0.02 * loss.item()
        if step % 100 == 0:
            print(f"step {step}, loss {shown:.3f}, {time.monotonic() - started:.0f} s", flush=True)
    return network.eval()


def greedy(network: Any, source: list[int], limit: int = 120) -> list[int]:
    """The greedy translation by PyTorch, to compare the exported model with."""
    import torch

    with torch.inference_mode():
        ids = torch.tensor([source])
        mask = torch.ones(1, 1, 1, len(source), dtype=torch.bool)
        memory = network.encode(ids, mask)
        output = [START]
        while len(output) <= limit:
            piece = int(network.decode(torch.tensor([output]), memory, mask)[0, -1].argmax())
            if piece == END:
                break
            output.append(piece)
    return output[1:]


# --------------------------------------------------------------------------------------------------
# The package
# --------------------------------------------------------------------------------------------------


def export(network: Any, pieces: list[str], folder: Path, quantization: str | None) -> None:
    """Write the network as a CTranslate2 model."""
    from ctranslate2.converters import utils
    from ctranslate2.specs import common_spec, transformer_spec

    # Pre-norm, ReLU, embeddings times the root of their depth, sinusoidal positions: the defaults.
    spec = transformer_spec.TransformerSpec.from_config(LAYERS, HEADS)

    def weights(parameter: Any) -> Any:
        return parameter.detach().numpy()

    def set_linear(to: Any, layer: Any) -> None:
        to.weight, to.bias = weights(layer.weight), weights(layer.bias)

    def set_norm(to: Any, layer: Any) -> None:
        to.gamma, to.beta = weights(layer.weight), weights(layer.bias)

    def fuse(to: Any, layers: list[Any]) -> None:
        parts = [common_spec.LinearSpec() for _ in layers]
        for part, layer in zip(parts, layers, strict=True):
            set_linear(part, layer)
        utils.fuse_linear(to, parts)

    def set_attention(to: Any, layer: Any, own: bool) -> None:
        set_norm(to.layer_norm, layer.norm)
        if own:
            fuse(to.linear[0], [layer.query, layer.key, layer.value])
        else:
            set_linear(to.linear[0], layer.query)
            fuse(to.linear[1], [layer.key, layer.value])
        set_linear(to.linear[-1], layer.out)

    def set_feed_forward(to: Any, layer: Any) -> None:
        set_norm(to.layer_norm, layer.norm)
        set_linear(to.linear_0, layer.wide)
        set_linear(to.linear_1, layer.narrow)

    embeddings = weights(network.embeddings)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings
    set_norm(spec.encoder.layer_norm, network.encoder_norm)
    set_norm(spec.decoder.layer_norm, network.decoder_norm)
    for to, (attention, feed_forward) in zip(spec.encoder.layer, network.encoder, strict=True):
        set_attention(to.self_attention, attention, own=True)
        set_feed_forward(to.ffn, feed_forward)
    for to, (attention, cross, feed_forward) in zip(spec.decoder.layer, network.decoder, strict=True):
        set_attention(to.self_attention, attention, own=True)
        set_attention(to.attention, cross, own=False)
        set_feed_forward(to.ffn, feed_forward)

    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def translate(folder: Path, sentences: Sequence[str]) -> list[str]:
    """Translate with an unpacked package in the way Argos Translate does."""
    import ctranslate2
    import sentencepiece

    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(folder / "model"), device="cpu", intra_threads=1)
    results = translator.translate_batch(
        [tokenizer.encode(sentence, out_type=str) for sentence in sentences],
        replace_unknowns=True,
        max_batch_size=2048,
        batch_type="tokens",
        beam_size=4,
        num_hypotheses=1,
        length_penalty=0.2,
        return_scores=True,
    )
    return [tokenizer.decode_pieces(result.hypotheses[0]).strip() for result in results]


LANGUAGES = {"en": "English", "es": "Spanish", "ja": "Japanese"}


def write_zip(archive: Path, folder: Path) -> None:
    """Zip a folder, under its own name and without dates."""
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent).as_posix()
            info = zipfile.ZipInfo(f"{name}/" if path.is_dir() else name, (2000, 1, 1, 0, 0, 0))
            info.external_attr = (0o40755 if path.is_dir() else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(info, b"" if path.is_dir() else path.read_bytes(), compresslevel=9)


def tokenizer_model(text: Sequence[str], pair: str) -> bytes:
    """Train a SentencePiece model on text without stand-ins, so that these fall into letters."""
    import sentencepiece

    model = io.BytesIO()  # a file's path would be kept in the model
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text),
        model_writer=model,
        vocab_size=VOCABULARY,
        max_sentencepiece_length=LONGEST_PIECE[pair],
        model_type="bpe",
        character_coverage=1.0,
        required_chars=string.ascii_letters + string.digits,
        normalization_rule_name="identity",
        num_threads=1,
        minloglevel=1,
    )
    return model.getvalue()


def make_package(pair: str, target: Path, steps: int) -> None:
    """Train one language pair, write its package, and print how well it translates."""
    import ctranslate2
    import sentencepiece
    import torch

    torch.set_num_threads(1)
    source_code, target_code = pair.split("_")
    columns = list(LANGUAGES)
    source, translation = columns.index(source_code), columns.index(target_code)

    plain_test = draw_test(SEED + 1, HELD_OUT, 0.0)
    codes_test = draw_test(SEED + 2, HELD_OUT, CODES)
    kept_out = {triple[0] for triple in plain_test + codes_test}
    with_codes = int(SENTENCES * WITH_CODES)
    plain = draw(SEED + 3, SENTENCES - with_codes, 0.0, kept_out)
    triples = plain + draw(SEED + 4, with_codes, CODES, kept_out)

    with tempfile.TemporaryDirectory() as temporary:
        package = Path(temporary, pair)
        package.mkdir()

        (package / "sentencepiece.model").write_bytes(
            tokenizer_model([triple[i] for triple in plain[:20_000] for i in (source, translation)], pair)
        )
        tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
        pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
        assert pieces[:3] == ["<unk>", "<s>", "</s>"]

        started = time.monotonic()
        pairs = [(tokenizer.encode(triple[source]), tokenizer.encode(triple[translation])) for triple in triples]
        network = train(pairs, len(pieces), steps)
        print(f"{pair}: {len(pieces)} pieces, trained in {time.monotonic() - started:.0f} s")

        # Without quantization the exported model must decode exactly as PyTorch does.
        export(network, pieces, Path(temporary, "exact"), None)
        exact = ctranslate2.Translator(str(Path(temporary, "exact")), intra_threads=1)
        sample = [triple[source] for triple in plain_test[:25] + codes_test[:25]]
        results = exact.translate_batch([tokenizer.encode(sentence, out_type=str) for sentence in sample], beam_size=1)
        same = sum(
            result.hypotheses[0] == [pieces[i] for i in greedy(network, tokenizer.encode(sentence))]
            for result, sentence in zip(results, sample, strict=True)
        )
        print(f"{pair}: {same} of {len(sample)} sentences decoded as by PyTorch")

        export(network, pieces, package / "model", "int8")
        metadata = {
            "package_version": "0.1",
            "argos_version": "1.9",
            "from_code": source_code,
            "from_name": LANGUAGES[source_code],
            "to_code": target_code,
            "to_name": LANGUAGES[target_code],
            "type": "translate",
        }
        (package / "metadata.json").write_text(json.dumps(metadata, indent=4) + "\n")
        (package / "README.md").write_text(
            f"# {LANGUAGES[source_code]} to {LANGUAGES[target_code]}, toy\n\n"
            "A very small model for tests.  It knows only the sentences of a toy grammar about\n"
            "invented places and people.  Text and model: CC0.\n"
        )
        archive = target / f"translate-{pair}-0_1.argosmodel"
        write_zip(archive, package)
        print(f"{pair}: {archive.name} has {archive.stat().st_size} bytes")

        for label, test in (("plain", plain_test), ("stand-ins", codes_test)):
            outputs = translate(package, [triple[source] for triple in test])
            right = sum(output == triple[translation] for output, triple in zip(outputs, test, strict=True))
            print(f"{pair}: {label}: {right} of {len(test)} sentences exactly right")
            for shape, pattern in (("all", CODE), ("three capitals", r"\b[XQ][A-Z]{2}\b")):
                codes = [
                    (code, output)
                    for output, triple in zip(outputs, test, strict=True)
                    for code in re.findall(pattern, triple[source])
                ]
                if codes:
                    copied = sum(code in output for code, output in codes)
                    print(f"{pair}: {copied} of {len(codes)} stand-ins copied ({shape})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pair", choices=("en_es", "es_ja"), action="append")
    parser.add_argument("--samples", type=int, metavar="N", help="only print N sentences")
    parser.add_argument("--steps", type=int, default=STEPS, help="of training (%(default)s)")
    parser.add_argument("--target", type=Path, default=Path(__file__).resolve().parent)
    arguments = parser.parse_args()
    if arguments.samples:
        for triple in draw(SEED, arguments.samples, 0.15):
            print(*triple, "", sep="\n")
        return
    for pair in arguments.pair or ("en_es", "es_ja"):
        make_package(pair, arguments.target, arguments.steps)


if __name__ == "__main__":
    main()
