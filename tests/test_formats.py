"""One conformance suite over every format, and what each of them shows of its own."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import formats, markup
from glossary.document import OBJECT
from glossary.errors import FileError
from glossary.formats import Format, html, markdown, of, plain, subtitles

SAMPLES = [
    "",
    "\n\n",
    "One line",
    "One\r\nTwo\r\n\r\nThree\r\n",
    '# Head *one*\n\nText with **bold** and `code`, a [link](http://x.example "t") and &amp; more.\n',
    "> quoted *words*\n> on two lines\n\n- item\n  more\n1. one\n\n| a | b |\n|---|---|\n| *c* | d |\n",
    "```\ncode Mist Islands\n```\n\n    indented\n\n<div>Mist Islands</div>\n\n[ref]: http://x.example\n",
    "---\ntitle: Mist Islands\n---\n\nText\\* and ![image](a.png) and <https://x.example> <b>tag</b>\n",
    "ミスト諸島は*係争中*の\n島々である。\n\nОстрова **Внешние** Скерри.\n",
    "<!DOCTYPE html><title>T &amp; t</title><p>One <b>two</b><br>four<p>five <code>six</code> <!-- x --> seven</p>",
    '<div>a <span translate="no">b</span> c</div><script>if (a < b) "Mist Islands"</script><pre>d</pre><td>e<td>f',
    "<p>a < b &copy &nosuch; &#8212; <![CDATA[x]]> </b> <i>c <u>d</i> <svg><g>e</g></svg> </p",
    "1\n00:00:01,000 --> 00:00:02,000\n<i>One</i> line\nand two\n\n2\n00:00:03,000 --> 00:00:04,000\n{\\an8}Three\n",
    "WEBVTT\n\nNOTE x\n\na\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hello\r\n\r\n00:03.000 --> 00:04.000\n\n",
    "***both* bold** [a [b](c) d][e] *unclosed **and _mixed* text_\n",
]
#: Formats that a file is in, or it is not read.
STRICT = {"po", "xliff"}
ALL = pytest.mark.parametrize("form", [*map(formats.named, formats.SUFFIXES)], ids=lambda form: form.NAME)
pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "</b>",
        "<!--",
        "-->",
        "<br/>",
        "<td>",
        "<segment>",
        "<target>",
        "</target>",
        "<ph>",
        "<![CDATA[",
        "// ",
        "/*",
        "*/",
        'msgid "',
        'msgstr "',
        '"',
        "<code>",
        "&amp",
        "<script>",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](x)",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "|",
        "島",
        "é",
        "word ",
        "&lt;",
        "\\",
        "<b>",
        "#",
    ]
)


def conforms(form: Format, source: str) -> None:
    try:
        document = form.parse(source, "a")
    except FileError:
        assert form.NAME in STRICT
        return
    assert document.splice([]) == source
    for before, after in itertools.pairwise(document.segments):
        assert before.span.end <= after.span.start
    for segment in document.segments:
        assert segment.text.strip()
        for before, after in itertools.pairwise(segment.runs):
            assert before.span.end == after.span.start
        for run in segment.runs:
            written = source[run.span.start : run.span.end]
            if run.text and run.text != OBJECT and run.literal and len(run.text) > 1:
                assert run.text == written
        same = [edit for at in range(len(segment.text)) for edit in segment.replace(at, at + 1, segment.text[at])]
        plain_letters = all(run.literal for run in segment.runs if run.text)
        if plain_letters and OBJECT not in segment.text:
            assert document.splice(same) == source


@ALL
@pytest.mark.parametrize("source", SAMPLES)
def test_every_format_knows_the_place_of_everything(form: Format, source: str) -> None:
    conforms(form, source)


@ALL
@settings(deadline=None)
@given(st.lists(pieces, max_size=25).map("".join))
def test_every_format_survives_any_text(form: Format, source: str) -> None:
    conforms(form, source)


def seen(source: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in markdown.parse(source).segments]


def test_markdown_shows_what_a_reader_sees() -> None:
    assert seen(SAMPLES[4]) == [
        ("heading", "Head one"),
        ("paragraph", f"Text with bold and {OBJECT}, a link and & more."),
    ]
    assert seen(SAMPLES[5]) == [
        ("quotation", "quoted words\non two lines"),
        ("paragraph", "item\nmore"),
        ("paragraph", "one"),
        *[("cell", letter) for letter in "abcd"],
    ]


def test_markdown_leaves_code_and_html_alone_and_reads_a_title() -> None:
    assert seen(SAMPLES[6]) == []
    assert seen(SAMPLES[7]) == [("heading", "Mist Islands"), ("paragraph", f"Text* and {OBJECT} and {OBJECT} tag")]


@ALL
def test_addresses_are_one_object(form: Format) -> None:
    text = "see https://x.example/Velgrad/map, velgrad@velgrad.example."
    written = {
        "subtitles": f"1\n0 --> 1\n{text}",
        "json": f'{{"title": "{text}"}}',
        "yaml": f'title: "{text}"',
        "toml": f'title = "{text}"',
        "po": f'msgid "x"\nmsgstr "{text}"',
        "python": f"# {text}",
        **dict.fromkeys(["javascript", "typescript", "tsx", "go", "rust", "java", "c", "cpp"], f"// {text}"),
        "xliff": f'<xliff version="1.2"><file><trans-unit><source/><target>{text}</target></trans-unit></file></xliff>',
    }
    (segment,) = form.parse(written.get(form.NAME, text), "a").segments
    assert segment.text == f"see {OBJECT}, {OBJECT}."


@pytest.mark.parametrize("heading", ["", "# News\n\n"])
def test_a_text_between_two_rules_is_no_front_matter(heading: str) -> None:
    texts = [text for _, text in seen(f"---\n\n{heading}Velgrad is far.\n\n---\n\nSo is Ormholm.\n")]
    assert texts == [*(["News"] if heading else []), "Velgrad is far.", "So is Ormholm."]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("lines", [["slug: velgrad", "title: X"], ["", "# for the desk", "title: X", "a: b"]])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_front_matter_is_the_same_with_every_line_end(newline: str, lines: list[str], bom: str) -> None:
    source = bom + newline.join(["---", *lines, "---", "", "Velgrad is far.", ""])
    assert [text for _, text in seen(source)] == ["X", "Velgrad is far."]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"the Orm People\'s Land", "the Orm People's Land"),
        (r"\[Note\] A ferry \*goes\*", "[Note] A ferry *goes*"),
        (r"1986\. A great year", "1986. A great year"),
        ("One \ntwo **three**", "One\ntwo three"),
        ("See [b][] and\\\nmore.\n\n[b]: https://x.example", "See b and\nmore."),
        ("Mail _velgrad@y.example_ now", f"Mail {OBJECT} now"),
    ],
)
def test_marks_of_markdown_are_whole(source: str, text: str) -> None:
    """What is hidden is a pair of marks, so that a text can be put back between them."""
    document = markdown.parse(source)
    assert [segment.text for segment in document.segments] == [text]
    assert not markup.of(source, document.segments[0]).tangled
    (only,) = document.segments
    whole = only.source(0, len(text))
    assert (document.source[: whole.start] + document.source[whole.end :]).strip("*_") in (
        "",
        "\n\n[b]: https://x.example",
    )


def test_what_stands_between_two_dollars_is_read() -> None:
    text = "The ferry to Ormholm costs US$5 (A$7), and one to Velgrad $10."
    assert seen(text) == [("paragraph", text)]


def test_a_footnote_is_a_mark_where_its_text_is_elsewhere() -> None:
    assert seen("A note[^1] [sic].\n") == [("paragraph", f"A note{OBJECT} [sic].")]


def test_footnotes_and_definitions_are_no_text() -> None:
    source = 'A note[^1].\n\n[^1]: The *note*.\n\n[x]: http://x.example/Velgrad "Velgrad"\n'
    assert seen(source) == [("paragraph", f"A note{OBJECT}."), ("paragraph", "The note.")]


def test_a_footnote_of_one_word_is_text() -> None:
    """A sentence of Japanese has no spaces: a grammar can take it for the address of a link."""
    source = "記事[^1]。\n\n[^1]: **ミスト**諸島の住民。\n\n> [^2]: 島。\n> [^3]: 二つ目。\n"
    assert seen(source) == [
        ("paragraph", f"記事{OBJECT}。"),
        ("paragraph", "ミスト諸島の住民。"),
        ("quotation", "島。"),
        ("quotation", "二つ目。"),
    ]


def test_footnotes_below_each_other_are_texts_of_their_own() -> None:
    source = "[^1]: The *first* of them\n    goes on.\n[^2]: The second, `code`.\n> [^3]: The third one.\n"
    assert [text for _, text in seen(source)] == [
        "The first of them\ngoes on.",
        f"The second, {OBJECT}.",
        "The third one.",
    ]


@pytest.mark.parametrize(
    "text", ["1986. A year", "2) A list", "# Head", "## Head", "- item", "> said", "+ x\n- y", "-5", "#1"]
)
def test_what_begins_a_block_is_escaped(text: str) -> None:
    (segment,) = markdown.parse("x").segments
    assert seen(markdown.escape(text, segment)) == [("paragraph", text)]


def test_markdown_counts_code_points_and_not_bytes() -> None:
    document = markdown.parse("島々の**ミスト**諸島\n")
    segment = document.segments[0]
    assert segment.text == "島々のミスト諸島"
    assert document.source[slice(*segment.source(3, 6))] == "ミスト"


def test_plain_text_is_one_paragraph_a_line_unless_it_is_folded() -> None:
    wire = "A headline\nJan. 1, 2020\nA first paragraph that is much longer than the headline. It ends.\nA second."
    assert [segment.wrapped for segment in plain.parse(wire).segments] == [0, 0, 0, 0]
    folded = (
        "A first paragraph that somebody has folded to\nsixty columns, with the name of the Mist\nIslands over a line."
    )
    (segment,) = plain.parse(folded).segments
    assert segment.wrapped == 45
    assert plain.escape("x " * 40, segment).count("\n") == 1


def test_a_name_says_its_format() -> None:
    assert of("a/b.MD") is markdown
    assert of("a.txt") is plain
    assert of("-") is plain


def test_html_shows_what_a_reader_sees() -> None:
    page = """<!DOCTYPE html>
<html lang="en"><head><title>The islands</title><style>p {}</style></head>
<body><h1>Talks on <em>the islands</em></h1>
<p>He saw &ldquo;the <a href="x">islands</a>&rdquo;<br>and <code>code</code>.
<blockquote>Words <q>quoted</q></blockquote>
<ul><li>one<li>two <b translate="no">Kept</b></ul>
<table><tr><td>cell</td></tr></table>
<script>"the islands"</script></body></html>
"""
    assert [(segment.kind, segment.text) for segment in html.parse(page).segments] == [
        ("heading", "The islands"),
        ("heading", "Talks on the islands"),
        ("paragraph", f"He saw “the islands”{OBJECT}and {OBJECT}."),
        ("quotation", "Words quoted"),
        ("paragraph", "one"),
        ("paragraph", f"two {OBJECT}"),
        ("cell", "cell"),
    ]


def test_html_is_escaped() -> None:
    (segment,) = html.parse("<p>x</p>").segments
    assert html.escape('a < b & c > d "e"', segment) == 'a &lt; b &amp; c &gt; d "e"'


def test_subtitles_show_what_is_said() -> None:
    assert [segment.text for segment in subtitles.parse(SAMPLES[-3]).segments] == ["One line\nand two", "Three"]
    assert [segment.text for segment in subtitles.parse(SAMPLES[-2]).segments] == ["Hello"]


def test_notes_of_subtitles_are_out_of_sight() -> None:
    assert subtitles.append("1\n0 --> 1\nx\n", ["n"], "Notes", "\n") == "1\n0 --> 1\nx\n"
    vtt = subtitles.append("WEBVTT\n\n0 --> 1\nx\n", ["a --> b"], "Notes", "\n")
    assert vtt == "WEBVTT\n\n0 --> 1\nx\n\nNOTE Notes\n[1] a → b\n"
    assert len(subtitles.parse(vtt).segments) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.json", '{"id": "Velgrad", "title": "\\u30df\\ud83c\\udf0a \\"Mist\\" Islands", "url": "x"}'),
        ("a.yaml", 'id: Velgrad\ntitle: "\\u30df\\U0001f30a \\"Mist\\" Islands"\n'),
        ("a.toml", 'id = "Velgrad"\ntitle = "\\u30df\\U0001f30a \\"Mist\\" Islands"\n'),
    ],
)
def test_strings_of_data_are_seen_as_they_are_read(name: str, source: str) -> None:
    document = formats.of(name).parse(source, name)
    (segment,) = document.segments
    assert segment.text == 'ミ🌊 "Mist" Islands'
    start, end = segment.source(4, 8)
    assert source[start:end] == "Mist"
    assert document.splice([]) == source


def test_every_string_of_a_file_of_messages_is_one() -> None:
    parse = formats.of("locales/en.json").parse
    assert [one.text for one in parse('{"a": {"b": "The Mist Islands"}}', "locales/en.json").segments] == [
        "The Mist Islands"
    ]
    assert parse('{"a": {"b": "The Mist Islands"}}', "config/en.json").segments == ()


def test_html_says_what_is_quoted_and_what_its_attributes_tell() -> None:
    source = '<p>He said <q>the Mist Islands</q>, read <cite>Mist Islands</cite>. <img alt="Outer Skerries"></p>'
    segments = formats.of("a.html").parse(source, "a.html").segments
    assert any(segment.text == "Outer Skerries" for segment in segments)
    (text,) = (segment for segment in segments if segment.quoted)
    assert [text.text[span.start : span.end] for span in text.quoted] == ["the Mist Islands"]
    assert [text.text[span.start : span.end] for span in text.titled] == ["Mist Islands"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "a.rst",
            "Mist Islands\n============\n\nThe *Mist* Islands are far.\n\n.. code::\n\n   Velgrad\n\n``Velgrad``\n",
        ),
        ("a.adoc", "= Mist Islands\n\nThe _Mist_ Islands are far.\n\n----\nVelgrad\n----\n\n`Velgrad`\n"),
    ],
)
def test_text_level_markup_is_told_from_what_is_said(name: str, source: str) -> None:
    document = of(name).parse(source, name)
    texts = [segment.text for segment in document.segments]
    assert texts[:2] == ["Mist Islands", "The Mist Islands are far."]
    assert not any("Velgrad" in text for text in texts)
    start, end = document.segments[1].source(4, 16)
    assert source[start:end] in ("*Mist* Islands", "Mist* Islands", "Mist_ Islands")
    assert document.splice([]) == source
