"""UTX, the simple glossary format of the Asia-Pacific Association for Machine Translation: a tab-separated list.

Versions 1.11 (no byte order mark) and 1.20 (with one, and fields of one's own, ``x-…``) are written; reading takes
either, and what older tools made of them. The status words are UTX's: a preferred name is *approved*, an admitted one
*non-standard*, one that is avoided or gone *forbidden*.
"""

from datetime import UTC, datetime
from pathlib import Path

from glossary.errors import ConfigError, TermbaseError
from glossary.store import foreign
from glossary.store.selection import Selection, Status, Written
from glossary.terms import Name, Termbase

VERSIONS = ("1.20", "1.11")

_STATUS: dict[Status, str] = {
    "preferred": "approved",
    "admitted": "non-standard",
    "deprecated": "forbidden",
    "superseded": "forbidden",
}


def write(selection: Selection, format: str = "utx") -> Written:
    """The list in one direction under one perspective."""
    selection.needs_direction(format)
    version = selection.version or VERSIONS[0]
    if version not in VERSIONS:
        raise ConfigError(f"there is no UTX {version} here; the versions are {', '.join(VERSIONS)}")
    own = version == "1.20"
    columns = ["src", "tgt", "src:pos", "term status", "src:comment", "concept ID"] + ["x-perspective", "x-kind"] * own
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"#UTX {version}; {selection.source}/{selection.target}; {now}; copyright: see the termbase; license: CC0;",
        "#" + "\t".join(columns),
    ]
    for pair in selection.pairs():
        comment = f"used by {', '.join(pair.name.used_by)}" if pair.name.used_by else "-"
        noun = "noun" if pair.concept.kind == "term" else "properNoun"
        cells = [pair.source, pair.target, noun, _STATUS[pair.status], comment, pair.concept.id]
        cells += [selection.perspective.id, pair.concept.kind] * own
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    text = "".join(line + "\r\n" for line in lines)
    return Written((b"\xef\xbb\xbf" if own else b"") + text.encode(), selection.lost("spellings", "users"))


def read(path: Path) -> tuple[Termbase, list[TermbaseError]]:
    """What can be read, and what is wrong with the rest. Rows of one concept ID are one concept."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        return Termbase({}), [TermbaseError(path, f"it cannot be read as UTX in UTF-8: {problem}")]
    if not lines or not lines[0].upper().startswith("#UTX"):
        return Termbase({}), [TermbaseError(path, "a UTX file begins with #UTX and its version", 1)]
    languages = [part.strip().lower() for part in [*lines[0].split(";"), ""][1].split("/")]
    if len(languages) != 2 or not all(languages):
        return Termbase({}), [TermbaseError(path, "the first line names no languages, such as en/ja", 1)]
    columns = ["src", "tgt"]
    names: dict[str, list[Name]] = {}
    kinds: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("#"):
            if "\t" in line:
                columns = [cell.strip() for cell in line[1:].split("\t")]
            continue
        if not line.strip():
            continue
        cells = dict(zip(columns, (cell.strip() for cell in line.split("\t")), strict=False))
        texts = [cells.get("src", ""), cells.get("tgt", "")]
        if not all(text and text != "-" for text in texts):
            problems.append(TermbaseError(path, "the row has not a word in both languages", number))
        elif cells.get("term status") != "forbidden":
            key = cells.get("concept ID", "-").strip("-") or f"{path.stem}-{number}"
            found = names.setdefault(key, [])
            kinds.setdefault(key, foreign.kind_of(cells.get("x-kind", ""), cells.get("src:pos", "")))
            for language, text in zip(languages, texts, strict=True):
                foreign.add(found, language, text, number)
    if not names and not problems:
        problems.append(TermbaseError(path, "there is no name in this termbase"))
    return foreign.termbase(path, names, kinds), problems
