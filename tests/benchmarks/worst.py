"""How long the worst inputs take: twice the text has to take about twice the time.

    python tests/benchmarks/worst.py [--megabytes 2] [--case NAME]…

Each case is linted and reported at half the size and at the whole, in a process of its own that is stopped after three
minutes. Prints seconds for both and the ratio: 2 is linear, 4 is quadratic.
"""

import argparse
import io
import subprocess
import sys
import time
from functools import cache

from glossary import formats, perspectives, store
from glossary.errors import FileError
from glossary.language import guess
from glossary.lint import lint
from glossary.match import Matcher
from glossary.project import rough
from glossary.reports import full
from glossary.reports.outcome import Outcome

PROSE = (
    "The minister flew to the Northern Territories on Monday and met residents of Etorofu, near the illegally "
    "occupied islands. "
)
XLIFF = (
    '<xliff version="1.2"><file source-language="de" target-language="en"><body><trans-unit><source/><target>Etorofu '
)
XLIFF_END = "</target></trans-unit></body></file></xliff>"
#: Name -> the suffix of the file, what begins the text, what is repeated, what ends it.
CASES: dict[str, tuple[str, str, str, str]] = {
    "quotation marks, straight": (".txt", "", '"', "Etorofu"),
    "quotation marks, opening": (".txt", "", "“", "Etorofu"),
    "quotation marks, spaced": (".txt", "", '" ', "Etorofu"),
    "quotation marks, of all kinds": (".txt", "", "“„«‹‘‚「『'\"", "Etorofu"),
    "quotations with a name": (".txt", "", '"Etorofu" ', ""),
    "quotations on lines": (".txt", "", "“Etorofu\n", ""),
    "quotations in Japanese": (".txt", "", "「北方領土」と述べた。", ""),
    "brackets": (".txt", "", "(", "Etorofu"),
    "brackets, square, Markdown": (".md", "", "[", "Etorofu"),
    "brackets, pairs, Markdown": (".md", "Etorofu ", "[a](", ""),
    "brackets, Japanese": (".txt", "", "（", "北方領土"),
    "one name": (".txt", "", "Etorofu ", ""),
    "one name, Markdown": (".md", "", "Etorofu ", ""),
    "one name, no space": (".txt", "", "北方領土", ""),
    "one name on lines": (".md", "", "Etorofu\n\n", ""),
    "two rivals on lines": (".md", "", "Etorofu\n\n", "Iturup"),
    "capitals": (".txt", "Etorofu ", "TOKYO AND ", "Etorofu"),
    "combining marks": (".txt", "Etorofu e", "\u0301", " Etorofu"),
    "combining marks on letters": (".txt", "Etorofu ", "e\u0301 ", " Etorofu"),
    "combining marks after a name": (".txt", "Etorofu", "\u0301", ""),
    "soft hyphens": (".txt", "", "Eto\u00adro\u200bfu ", ""),
    "spaces": (".txt", "Etorofu", " ", "Etorofu"),
    "line ends": (".txt", "Etorofu", "\n", "Etorofu"),
    "folded lines of Japanese": (".txt", "", "北方\n領土", ""),
    "full stops": (".txt", "Etorofu ", ". ", "Etorofu"),
    "commas": (".txt", "Etorofu ", ", which ", "Etorofu"),
    "addresses": (".txt", "Etorofu ", "a.b@", "Etorofu"),
    "letters": (".txt", "Etorofu ", "a", " Etorofu"),
    "dashes": (".txt", "— Etorofu ", "— ", "said"),
    "prose on one line": (".txt", "", PROSE, ""),
    "prose on one line, Markdown": (".md", "", PROSE, ""),
    "prose in paragraphs": (".md", "", PROSE * 3 + "\n\n", ""),
    "Russian on one line": (".txt", "", "Министр прибыл на Северные территории и встретился с жителями. ", ""),
    "Japanese on one line": (".txt", "", "外相は月曜日に南クリル諸島を訪れ、住民と会った。", ""),
    "HTML, open blocks": (".html", "", "<div>", "Etorofu"),
    "HTML, closed blocks": (".html", "", "<p>Etorofu</p>", ""),
    "HTML, nested blocks": (".html", "", "<div>Etorofu", ""),
    "HTML, ends of nothing": (".html", "<div>", "</p>", "Etorofu"),
    "HTML, ends without end": (".html", "Etorofu ", "</p", ""),
    "HTML, open inline": (".html", "", "<b>", "Etorofu"),
    "HTML, open tags": (".html", "Etorofu ", "<a ", ""),
    "HTML, attributes": (".html", "Etorofu <a ", "b=c ", ""),
    "HTML, angle brackets": (".html", "Etorofu ", "<", ""),
    "HTML, comments": (".html", "Etorofu ", "<!--", ""),
    "HTML, scripts": (".html", "Etorofu ", "<script>", ""),
    "HTML, references": (".html", "Etorofu ", "&amp", ""),
    "HTML, sections": (".html", "Etorofu ", "<![CDATA[", ""),
    "HTML, instructions": (".html", "Etorofu ", "<?", ""),
    "HTML, many lines": (".html", "", "<br>Etorofu\n", ""),
    "Markdown, quotations": (".md", "", ">", " Etorofu"),
    "Markdown, lists": (".md", "", "- ", "Etorofu"),
    "Markdown, emphasis": (".md", "", "*", "Etorofu"),
    "Markdown, emphasis, apart": (".md", "Etorofu ", "*a ", ""),
    "Markdown, emphasis, pairs": (".md", "", "*Etorofu* ", ""),
    "Markdown, code": (".md", "Etorofu ", "`", ""),
    "Markdown, code, apart": (".md", "Etorofu ", "`a ``b ", ""),
    "Markdown, tags": (".md", "Etorofu ", "<a ", ""),
    "Markdown, escapes": (".md", "Etorofu ", "\\*", ""),
    "Markdown, tables": (".md", "| a |\n|---|\n", "| Etorofu |\n", ""),
    "Markdown, row": (".md", "| a |\n|---|\n", "| Etorofu ", ""),
    "Markdown, one tag in a paragraph": (".md", "<i>x</i> ", "a ferry goes\n", "Etorofu"),
    "Markdown, one address in a paragraph": (".md", "https://x.example ", "a_b@ *c*\n", "Etorofu"),
    "Markdown, front matter": (".md", "---\n", "a: b\n", "---\nEtorofu"),
    "Markdown, front matter, open": (".md", "---\n", "# a\n", "Etorofu"),
    "Markdown, comments": (".md", "Etorofu ", "<!-- glossary: ", ""),
    "subtitles": (".srt", "", "1\n00:00:01,000 --> 00:00:02,000\nEtorofu\n\n", ""),
    "subtitles, one cue": (".srt", "1\n00:00:01,000 --> 00:00:02,000\n", "Etorofu\n", ""),
    "subtitles, arrows": (".srt", "", "-->", "\nEtorofu"),
    "subtitles, tags": (".srt", "1\n00:00:01,000 --> 00:00:02,000\nEtorofu", "<a", ""),
    "HTML, languages": (".html", "", '<p><i lang="ja">Etorofu</i> ', ""),
    "HTML, languages in a line": (".html", "<p>", '<i lang="ja">Etorofu</i> ', ""),
    "PO, messages": (".po", "", 'msgid "a"\nmsgstr "Etorofu"\n', ""),
    "PO, one message": (".po", 'msgid "a"\nmsgstr ""\n', '"Etorofu "\n', ""),
    "PO, quotation marks": (".po", 'msgid "a"\nmsgstr ""\n', '"" ', '"Etorofu"'),
    "PO, escapes": (".po", 'msgid "a"\nmsgstr "Etorofu', "\\n", '"'),
    "PO, an open string": (".po", 'msgid "a"\nmsgstr "Etorofu', "\\n", ""),
    "XLIFF, units": (".xlf", XLIFF, "</target></trans-unit><trans-unit><source/><target>Etorofu", XLIFF_END),
    "XLIFF, elements": (".xlf", XLIFF, "<g>Etorofu</g> ", XLIFF_END),
    "XLIFF, open elements": (".xlf", XLIFF, "<g>Etorofu ", ""),
    "XLIFF, references": (".xlf", XLIFF, "&#69;torofu &amp;", XLIFF_END),
    "XLIFF, tags of the text": (".xlf", XLIFF, "&lt;a&gt;Etorofu ", XLIFF_END),
    "XLIFF, comments": (".xlf", XLIFF, "<!--glossary: a-->Etorofu ", XLIFF_END),
    "XLIFF, sections": (".xlf", XLIFF, "<![CDATA[Etorofu ]]>", XLIFF_END),
    "code, comments on lines": (".py", "", "# Etorofu\n", ""),
    "code, comments apart": (".py", "", "x = 1  # Etorofu\n", ""),
    "code, comments on one line": (".js", "", "/* Etorofu */ ", ""),
    "code, one comment": (".c", "/*\n", " * Etorofu\n", "*/"),
    "code, strings": (".py", "", '"Etorofu"\n', ""),
    "code, brackets": (".py", "# Etorofu\n", "(", ""),
    "code, backquotes": (".py", "# Etorofu ", "`", ""),
}
LIMIT = 180  # seconds a run


def text(case: str, size: int) -> str:
    """A case of about so many bytes."""
    _, head, piece, tail = CASES[case]
    return head + piece * (size // len(piece.encode())) + tail


def seconds(case: str, size: int) -> float | None:
    """How long one takes in a process of its own; None where it is stopped."""
    script = f"import worst; print(worst.timed({case!r}, {size}))"
    try:
        done = subprocess.run([sys.executable, "-c", script], cwd=sys.path[0], capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(f"{case}: {done.stderr.decode()}")
    return float(done.stdout)


@cache
def matcher(language: str) -> Matcher:
    """Finds the names of the program's termbase."""
    return Matcher(store.load(), language)


def timed(case: str, size: int) -> float:
    """How many seconds of the processor linting and reporting takes, without the start."""
    source, name = text(case, size), f"a{CASES[case][0]}"
    _check(text(case, len(CASES[case][2].encode())), name)  # what is loaded once
    began = time.process_time()
    _check(source, name)
    return time.process_time() - began


def _check(source: str, name: str) -> None:
    finder, form = matcher(guess(source)), formats.of(name)
    if form.NAME in rough.FORMATS:
        rough.may_name(source, form.NAME, [finder])
    try:
        findings = lint(form.parse(source, name), finder, perspectives.load("neutral"))
    except FileError:  # no PO or XLIFF, which takes no longer to be seen
        return
    full.write(Outcome(findings, [], 1, sources={name: source}), io.StringIO())


def main() -> None:
    """Every case, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--case", action="append", choices=list(CASES), metavar="NAME")
    options = parser.parse_args()
    size = int(options.megabytes * 1_000_000)
    for case in options.case or CASES:
        half = seconds(case, size // 2)
        whole = seconds(case, size) if half is not None else None
        if half is None or whole is None:
            print(f"{case:32} more than {LIMIT} s", flush=True)
        else:
            print(f"{case:32} {half:7.2f} {whole:7.2f} {whole / max(half, 0.001):6.1f}", flush=True)


if __name__ == "__main__":
    main()
