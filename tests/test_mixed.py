"""Documents in several languages: each part is linted in the one that it declares."""

import pytest
from conftest import side

from glossary.files import Text
from glossary.formats import html
from glossary.match import Matchers
from glossary.project import sweep
from glossary.project.settings import Settings
from glossary.spoken import by_language
from glossary.terms import Termbase

PAGE = """<html lang="en"><body>
<p>The Mist Islands are far.</p>
<div lang="ja"><p>ミスト諸島は遠い。</p><p lang="en-GB">The <i>Mist Islands</i> again.</p><p>霧諸島も遠い。</p></div>
<p><span lang="ru">Туманные <b lang="ru">острова</b> далеко.</span></p>
<p>The word <i lang="ja">ミスト諸島</i> is short.</p>
<p title="The Mist Islands">x</p><img lang="ja" alt="ミスト諸島">
</body></html>
"""


def spoken(source: str) -> list[tuple[str, str]]:
    return [(segment.language, segment.text) for segment in html.parse(source).segments]


def test_the_nearest_declaration_round_a_segment_counts() -> None:
    assert spoken(PAGE) == [
        ("en", "The Mist Islands are far."),
        ("ja", "ミスト諸島は遠い。"),
        ("en", "The Mist Islands again."),
        ("ja", "霧諸島も遠い。"),
        ("ru", "Туманные острова далеко."),
        ("en", "The word ミスト諸島 is short."),
        ("en", "The Mist Islands"),
        ("en", "x"),
        ("ja", "ミスト諸島"),
    ]
    assert html.parse(PAGE).language == "en"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ('<p><i lang="fr"><b lang="de">x</b></i></p>', "de"),
        ('<p><i lang="fr"><b lang="de">x</b> y</i></p>', "fr"),
        ('<p><i lang="fr">x</i> y</p>', ""),
        ('<p><i lang="fr">x<p>y', "fr"),
        ('<p><i lang="fr"><i>x</i>, y</i></p>', "fr"),
        ('<p><i>a</i><i lang="fr">x</i></p>', ""),
        ('<p><br><i lang="fr">x</i></p>', "fr"),
    ],
)
def test_an_element_in_the_line_counts_where_it_holds_everything(line: str, language: str) -> None:
    assert spoken(line)[0][0] == language


def found(source: str, termbase: Termbase, language: str = "") -> list[tuple[int, str, str]]:
    settings = Settings(side(), Matchers(termbase), language)
    return [(f.place.line, f.language, f.text) for f in sweep.check(Text("a.html", source), settings) if f.reported]


def test_each_part_is_linted_in_its_own_language(invented: Termbase) -> None:
    rows = found(PAGE, invented)
    assert [row[:2] for row in rows if row[0] < 5] == [(2, "en"), (3, "ja"), (3, "en"), (3, "ja"), (4, "ru")]
    assert (6, "ja", "ミスト諸島") in rows


def test_a_declaration_holds_for_the_larger_part_too() -> None:
    """Spanish and English are written in the same letters, so only the attribute tells them apart."""
    page = '<html lang="en"><p>The talks.</p><div lang="es"><p>' + "Las Islas de la Niebla. " * 9 + "</p></div></html>"
    document = html.parse(page)
    assert [(language, len(part.segments)) for language, part in by_language(document, "en").items()] == [
        ("en", 1),
        ("es", 1),
    ]


def test_a_template_that_declares_what_is_not_so_is_not_believed(invented: Termbase) -> None:
    page = '<html lang="en"><body><p>ミスト諸島は遠い。</p><p>海は広くて、船は小さい。</p></body></html>'
    assert found(page, invented) == [(1, "ja", "ミスト諸島")]
