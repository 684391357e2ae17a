"""``glossary lookup``."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from glossary import i18n, store, wording
from glossary.cli.entries import entry
from glossary.cli.exits import Exit
from glossary.cli.options import (
    coloured,
    format_option,
    language,
    perspective_option,
    termbases,
    terms_option,
    the_perspective,
)
from glossary.gloss import glosses
from glossary.i18n import _, interface_language
from glossary.language import language_name
from glossary.lookup import Found
from glossary.lookup import lookup as look_up
from glossary.perspective import Perspective
from glossary.terms import Claim, Name

#: The languages that come first, in the order of their codes; the others follow in the order of theirs.
_FIRST = ["en", "ja", "ru"]
_GLOSSES = 2  # sentences a language: one for each of two sides
_ALSO = 3  # other spellings shown beside a name; JSON has all of them


@click.command("lookup")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--lang", metavar="L", help="The language of the name; any by default.")
@click.option("--to", metavar="L", help="Answer only how to say it in this language.")
@perspective_option
@terms_option
@format_option
def lookup(
    names: tuple[str, ...],
    lang: str | None,
    to: str | None,
    perspective: str | None,
    extra: tuple[Path, ...],
    report: str,
) -> None:
    """Say who calls it what, since when and on whose authority, and what to write.

    NAME may be spelt without marks, in other letters, or slightly wrong. A name that is not found ends with 1.
    """
    house = the_perspective(perspective)
    spoken, target = language(lang, "--lang"), language(to, "--to")
    termbase = store.load(termbases(extra))
    missing = False
    answers: list[dict[str, Any]] = []
    for number, query in enumerate(names):
        found, near = look_up(query, termbase, spoken)
        if not found:
            missing = True
            answers.append({"query": query, "concepts": [], "nearest": near})
            if report == "text":
                click.echo(_not_found(query, near), err=True)
            continue
        answers.append({"query": query, "concepts": [_answer(item, house, target) for item in found], "nearest": []})
        if report == "text":
            if target:
                _write_forms(found, house, target)
            else:
                if number:
                    click.echo()
                click.echo("\n\n".join(_Page(item, house, coloured()).text() for item in found))
    if report == "json":
        data = {"version": 1, "perspective": house.id, "answers": answers}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    sys.exit(Exit.FOUND if missing else Exit.CLEAN)


def _not_found(query: str, near: list[str]) -> str:
    if not near:
        return _("“{query}” is not in the termbase").format(query=query)
    return _("“{query}” is not in the termbase; the nearest names are {names}").format(
        query=query, names=_(", ").join(near)
    )


def _write_forms(found: list[Found], house: Perspective, target: str) -> None:
    """Only how to say it: every name of the concept in the target language, and what the perspective would write."""
    for item in found:
        names = item.concept.names_in(target)
        if not names:
            message = _("the termbase has no name for {concept} in {language}")
            click.echo(message.format(concept=item.concept.id, language=language_name(target)), err=True)
        for name in names:
            users = wording.users(name)
            click.echo(f"{name.text}\t{users}" if users else name.text)
        if form := house.form(item.concept, target):
            click.echo(_("under {perspective}: {form}").format(perspective=house.id, form=form))


class _Page:
    """What a person is shown about a concept."""

    def __init__(self, found: Found, house: Perspective, color: bool) -> None:
        self.concept, self.asked, self.house, self.color = found.concept, found, house, color

    def text(self) -> str:
        return "\n".join([*self._head(), *self._names(), *self._advice(), *self._claims()])

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.color else text

    def _head(self) -> list[str]:
        concept = self.concept
        lines = [f"{self._bold(concept.id)}: {concept.definition}"]
        if not self.asked.exact:
            lines.append("  " + _("taken for “{name}”").format(name=self.asked.name.text))
        dispute = concept.dispute
        if concept.parties:
            lines.append(
                "  "
                + _("parties: {parties}; administered by {holders}; as of {day}").format(
                    parties=wording.parties(concept.parties),
                    holders=wording.parties(dispute.administered_by) or "—",
                    day=dispute.as_of,
                )
            )
        note = i18n.note(concept.id, concept.note, interface_language())
        return [*lines, *(["  " + note] if note else [])]

    def _names(self) -> list[str]:
        lines = []
        for language_code in sorted({name.language for name in self.concept.names}, key=_first_class):
            lines.append("")
            lines.append(self._bold(language_name(language_code, interface_language())))
            for name in self.concept.names:
                if name.language == language_code:
                    lines.append(f"  {_name(name)}")
        return lines

    def _advice(self) -> list[str]:
        spoken = self.asked.name.language
        languages = dict.fromkeys([*([] if self.asked.name.romanised else [spoken]), *_FIRST])
        forms = [f"  {code}: {form}" for code in languages if (form := self.house.form(self.concept, code))]
        if not forms:
            return []
        lines = ["", self._bold(_("what to write under {perspective}").format(perspective=self.house.id)), *forms]
        first = [gloss for code in languages for gloss in glosses(self.concept, code)[:_GLOSSES]]
        return [*lines, self._bold(_("at first mention")), *(f"  {gloss}" for gloss in first)] if first else lines

    def _claims(self) -> list[str]:
        """The claims about names in the first languages and the one asked for; of the others, only how many."""
        claims = [(name, claim) for name in self.concept.names for claim in name.claims]
        shown = [(n, c) for n, c in claims if n.language in (*_FIRST, self.asked.name.language)]
        lines = [f"  {name.text} · {_stand(claim)}: {wording.claimed(claim)}" for name, claim in shown]
        if more := len(claims) - len(shown):
            lines.append("  " + _("… and {number} about names in other languages (--format json)").format(number=more))
        return ["", self._bold(_("claims")), *lines] if lines else []


def _first_class(code: str) -> tuple[int, str]:
    return (_FIRST.index(code) if code in _FIRST else len(_FIRST), code)


def _name(name: Name) -> str:
    users = wording.users(name) or _("no party's own")
    period = f", {name.valid_from}–{name.valid_to}" if name.valid_from or name.valid_to else ""
    mark = "; " + _("takes a side unattributed") if name.loaded(name.language) or "*" in name.loaded_in else ""
    more = ", …" if len(name.also) > _ALSO else ""
    also = f" ({', '.join(name.also[:_ALSO])}{more})" if name.also else ""
    return f"{name.text}{also}: {users}{period}{mark}"


def _stand(claim: Claim) -> str:
    from glossary.language import party_name

    since = f" {claim.since}–{claim.until}" if claim.since or claim.until else ""
    return f"{party_name(claim.authority, interface_language())}, {wording.status(claim.status)}{since}"


def _answer(found: Found, house: Perspective, target: str) -> dict[str, Any]:
    asked = {"text": found.name.text, "lang": found.name.lang, "exact": found.exact}
    return {"concept": found.concept.id, "asked": asked} | entry(found.concept, house, target)
