"""``glossary explain``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from glossary import rules
from glossary.cli import completing
from glossary.cli.exits import Exit
from glossary.cli.options import (
    format_option,
    language,
    perspective_option,
    sheet_width,
    termbases,
    terms_option,
    the_perspective,
)
from glossary.errors import ConfigError
from glossary.i18n import _, interface_language
from glossary.perspective import Judgement, Perspective, Rule
from glossary.terms import Concept, Name, Termbase


@click.command("explain")
@click.argument("what", metavar="NAME|RULE", shell_complete=completing.rules)
@click.option("--lang", metavar="L", help="The language of the text that is checked; by default the name's.")
@perspective_option
@terms_option
@format_option
def explain(what: str, lang: str | None, perspective: str | None, extra: tuple[Path, ...], report: str) -> None:
    """Say what lint reports of a name, under which perspective and on what grounds, and what to write.

    NAME is a name or the identifier of a concept, as lint's machine formats have it. RULE is explained as by
    `glossary rule`.
    """
    if known := rules.page(what):
        rule, text = known
        page = {"version": 1, "rule": {"code": rule.code, "rule": rule.value, "page": rules.PAGES[rule]}}
        click.echo(json.dumps(page, ensure_ascii=False, indent=1) if report == "json" else text)
        return
    from glossary import store

    termbase = store.load(termbases(extra))
    spoken = language(lang, "--lang")
    found = _found(what, termbase, spoken)
    if not found:
        sys.exit(Exit.FOUND)
    for concept, code in found:
        if not concept.names_in(code):
            click.echo(f"{concept.id}: lint knows no name of it in texts in {code!r}; give another --lang", err=True)
    house = the_perspective(perspective)
    if report == "json":
        from glossary.cli.entries import entry

        rows = [
            {"concept": concept.id}
            | entry(concept, house)
            | {"lint": [_as_dict(row) for row in _rows(concept, code, house)]}
            for concept, code in found
        ]
        click.echo(json.dumps({"version": 1, "concepts": rows}, ensure_ascii=False, indent=1))
        return
    from glossary.cli.sheet import sheet

    width = sheet_width()
    click.echo("\n\n".join("\n".join([sheet(c, width), "", *_lines(c, code, house)]) for c, code in found))


def _found(what: str, termbase: Termbase, spoken: str) -> list[tuple[Concept, str]]:
    """The concepts that are meant, each with the language of text to explain it for."""
    from glossary.lookup import lookup

    if what in termbase.concepts:
        concept = termbase.concepts[what]
        languages = [name.language for name in concept.names]
        own = interface_language()
        return [(concept, spoken or (own if own in languages else languages[0]))]
    answers, near = lookup(what, termbase, "")
    if not answers:
        hint = f"; the nearest are {', '.join(near)}" if near else ""
        click.echo(f"{what!r} is neither a name in the termbase nor a rule{hint}", err=True)
    return [(answer.concept, spoken or answer.name.language) for answer in answers]


Row = tuple[Name, str, Judgement]


def _rows(concept: Concept, code: str, house: Perspective) -> list[Row]:
    """Each name of the language as lint would judge it in the writer's own voice, under the house and every party."""
    from glossary import perspectives
    from glossary.context import Context
    from glossary.match import Mention
    from glossary.perspective import judge

    houses = {house.id: house}
    for party in sorted(concept.parties):
        # A body or a people has no government to follow, and is judged as a side all the same.
        try:
            side = perspectives.load(f"{party.lower()}-gov")
        except ConfigError:
            side = Perspective(party, sides=frozenset({party}))
        houses.setdefault(side.id, side)
    own = Context("own-voice")
    return [
        (name, each.id, judge(Mention(concept, name, name.text, "text", 0, len(name.text)), own, each, code))
        for name in concept.names_in(code)
        for each in houses.values()
    ]


def _lines(concept: Concept, code: str, house: Perspective) -> list[str]:
    from glossary.language import language_name

    rows = _rows(concept, code, house)
    if not rows:
        return []
    lines = [_("in the writer's own voice, {language}").format(language=language_name(code, interface_language()))]
    for name in dict.fromkeys(name for name, _house, _judgement in rows):
        lines.append(f"  {name.text}")
        mine = [(who, judgement) for each, who, judgement in rows if each is name]
        lines += [f"    {line}" for line in _verdicts(mine)]
    return lines


def _verdicts(rows: Sequence[tuple[str, Judgement]]) -> list[str]:
    """What is made of one name, the perspectives that agree together."""
    groups: dict[tuple[Rule | None, str, tuple[str, ...]], list[str]] = {}
    for who, judgement in rows:
        key = (judgement.rule, judgement.level, judgement.suggestions) if judgement.rule else (None, "", ())
        groups.setdefault(key, []).append(who)
    lines = []
    for (rule, level, suggestions), houses in groups.items():
        names = _(", ").join(houses)
        if rule is None:
            lines.append(_("let pass under {perspectives}").format(perspectives=names))
            continue
        lines.append(
            _("reported under {perspectives}: {rule}, {level}").format(
                perspectives=names, rule=f"{rule.code} {rule}", level=level
            )
        )
        if suggestions:
            instead = _(" or ").join(_("“{text}”").format(text=text) for text in suggestions)
            lines.append("  " + _("instead: {names}, or say who calls it so").format(names=instead))
    return lines


def _as_dict(row: Row) -> dict[str, Any]:
    name, house, judgement = row
    rule = judgement.rule
    return {
        "name": name.text,
        "perspective": house,
        "reported": rule is not None,
        "code": rule.code if rule else None,
        "rule": rule.value if rule else None,
        "level": judgement.level if rule else None,
        "suggestions": list(judgement.suggestions),
    }
