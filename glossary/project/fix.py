"""Mending what was found: a name replaced by the one that the house writes, and nothing else touched.

`plan` says what could be done about each finding and `mend` does it. Only what stands in the writer's own voice is ever
replaced: a quotation, an attribution or a title with another name in it would be false. Markup inside a name, its
capitals, a possessive and the article before it are kept or follow; where a language declines names, the new one takes
the case of the old, and where that cannot be told nothing is done and it is said.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from glossary import inflect
from glossary.document import Document, Edit, Segment
from glossary.folding import fold
from glossary.lint import Finding, Fix
from glossary.match import Mention
from glossary.perspective import Perspective, Rule, rival
from glossary.terms import Name

#: How far `mend` goes.
Mending = Literal["none", "safe", "unsafe"]
Escape = Callable[[str, Segment | None], str]

#: Languages whose names have one form, so that any can stand where another stood.
_UNINFLECTED = frozenset("en ja zh vi".split())  # noqa: SIM905
_ROUNDS = 8  # a pair clears what stands behind it, and a fix may bring a sentence into another's reach; then it is over


class ObstacleError(Exception):
    """Why an answer cannot be written in its place; never leaves this module."""


@dataclass(frozen=True)
class Answer:
    """What should be written: another name, or the writer's own with a rival behind it."""

    name: Name
    applicability: Literal["safe", "unsafe"]
    paired: bool = False


@dataclass(frozen=True)
class Done:
    """One name that was replaced; the place is that in the text as it was before this round."""

    finding: Finding
    fix: Fix


# --- what could be done ----------------------------------------------------------------------------------------------


def plan(findings: Sequence[Finding], document: Document, perspective: Perspective, escape: Escape) -> list[Finding]:
    """The findings, each with its fix where there is one. Of several names that a pair would mend only the first."""
    segments = iter(document.segments)
    segment = next(segments, None)
    paired: set[str] = set()
    rows = []
    for finding in findings:
        while segment is not None and segment.span.end <= finding.place.start:
            segment = next(segments, None)
        answer = _answer(finding, perspective, finding.language)
        if answer is None or segment is None or finding.mention is None:
            rows.append(finding)
            continue
        if answer.paired and finding.mention.concept.id in paired:
            rows.append(finding)
            continue
        if segment.sealed:
            rows.append(replace(finding, fix=Fix(answer.applicability, answer.name.text, obstacle=segment.sealed)))
            continue
        if answer.paired:
            paired.add(finding.mention.concept.id)
        rows.append(replace(finding, fix=_fix(finding.mention, answer, segment, finding.language, escape)))
    return rows


def _answer(finding: Finding, perspective: Perspective, language: str) -> Answer | None:
    """The one name that is asked for here, if there is one; never for another's words, or for what is silenced."""
    mention = finding.mention
    if mention is None or finding.context is None or not finding.reported:
        return None
    if finding.context.kind != "own-voice" or finding.context.quoted:
        return None
    concept = mention.concept
    if finding.rule is Rule.VARIANT_SPELLING:
        return Answer(mention.name, "safe")
    if finding.rule is Rule.SUPERSEDED_NAME:
        names = [name for name in concept.names_in(language) if (name.text,) == finding.judgement.suggestions]
        return Answer(names[0], "unsafe") if names else None  # the editor knows whether the text speaks of then
    if finding.rule not in (Rule.ONE_SIDED_NAME, Rule.UNPAIRED_MENTION) or mention.name.instead:
        return None
    names = perspective.names(concept, language)
    only = names[0] if len(names) == 1 else None
    wants_pair = perspective.pair & {"*", concept.id, concept.dispute.id}
    if only and not wants_pair and finding.rule is Rule.ONE_SIDED_NAME:
        if only is mention.name:
            return None
        return Answer(only, "safe" if perspective.follows(concept, only, language) else "unsafe")
    chosen = only if only and only is not mention.name and concept.one_sided(only) else None
    other = chosen or rival(concept, mention.name, language)
    return Answer(other, "unsafe", paired=True) if other else None


def _fix(mention: Mention, answer: Answer, segment: Segment, language: str, escape: Escape) -> Fix:
    before, after = segment.text[: mention.start], segment.text[mention.end :]
    try:
        form, sure = _form(mention, answer.name, before, after, language)
    except ObstacleError as obstacle:
        return Fix(answer.applicability, answer.name.text, obstacle=str(obstacle))
    form = _capitals(mention, answer.name, form, before, paired=answer.paired)
    if answer.paired:
        end = segment.source(mention.start, mention.end).end
        edit = Edit((segment.source(mention.start, mention.end)._replace(start=end)), escape(f"/{form}", segment))
        return Fix(answer.applicability, f"{mention.surface}/{form}", (edit,))
    new_before, new_after = _around(mention, answer.name, form, before, after, language)
    edits = [
        *_changed(segment, 0, before, new_before, escape),
        *_rewritten(segment, mention.start, mention.end, form, escape),
        *_changed(segment, mention.end, after, new_after, escape),
    ]
    return Fix(answer.applicability if sure else "unsafe", form, tuple(edits))


# --- the form of a name ----------------------------------------------------------------------------------------------


def _form(mention: Mention, wanted: Name, before: str, after: str, language: str) -> tuple[str, bool]:
    """The new name in the case and number of the old, and whether the words around need no change for it."""
    name = mention.name
    if re.match(r"-\w", after) and (" " in wanted.text or " " in mention.surface):
        raise ObstacleError("it is joined to another word by a hyphen")
    if language in inflect.LANGUAGES:
        return _declined(mention, wanted, before, language)
    if language == "en":
        if name is wanted:  # a variant: Huthi is no plural and Houthis is one
            old, new = mention.surface.casefold(), wanted.text.casefold()
            return wanted.text, old.endswith("s") == new.endswith("s") and _plural(old) == _plural(new)
        alike = (_plural(name.text, name.number), _article(name)) == (
            _plural(wanted.text, wanted.number),
            _article(wanted),
        )
        return wanted.text, alike
    if language in _UNINFLECTED:
        return wanted.text, True
    if language == "ko":
        if _closed(mention.surface) != _closed(wanted.text) and re.match(r"[은는이가을를과와으로]", after):
            raise ObstacleError("the particle behind it would have to change")
        return wanted.text, True
    if mention.spelling == "form":
        raise ObstacleError(f"its form in this case is not known for “{wanted.text}”")
    alike = bool(name.gender and name.number) and (name.gender, name.number) == (wanted.gender, wanted.number)
    if name is not wanted and not alike and language != "es":
        raise ObstacleError(f"the words around it may have to agree with “{wanted.text}”")
    return wanted.text, name is wanted or alike


_PLURAL = re.compile(
    r"\b(?:islands|isles|rocks|heights|territories|kuriles|kurils|malvinas|falklands|skerries|farms|areas|counties|states|"
    r"republics|peoples|forces|speakers|koreans|[a-z]+ians)$"
)
_WITH_ARTICLE = re.compile(r"\b(?:sea|gulf|ocean|strait|peninsula|strip|bank|republic|channel|region)\b")


def _plural(text: str, number: str = "") -> bool:
    return number == "pl" if number else bool(_PLURAL.search(text.casefold()))


def _article(name: Name) -> bool:
    """Whether an English sentence gives the name an article."""
    text = name.text.casefold()
    return name.article or _plural(text, name.number) or bool(_WITH_ARTICLE.search(text))


def _closed(word: str) -> bool:
    """Whether a Korean word ends in a consonant."""
    return "가" <= word[-1:] <= "힣" and (ord(word[-1]) - ord("가")) % 28 > 0


def _declined(mention: Mention, wanted: Name, before: str, language: str) -> tuple[str, bool]:
    cases = _cases(mention, language)
    if language == "ru":
        from glossary.agreement import possible

        cases = (cases & possible(before)) or cases
    table = _table(wanted, language)
    forms = {table.get(case, "") for case in cases}
    if not cases or "" in forms:
        raise ObstacleError(f"its form in this case is not known for “{wanted.text}”")
    if len(forms) > 1:
        raise ObstacleError(f"its case cannot be told: “{'” or “'.join(sorted(forms))}”")
    alike = (mention.name.gender, mention.name.number) == (wanted.gender, wanted.number)
    plural = mention.name.number == wanted.number == "pl"
    return forms.pop(), mention.name is wanted or plural or (alike and bool(wanted.number))


def _cases(mention: Mention, language: str) -> set[str]:
    """The cases that a name as written can be in."""
    from glossary.inflect import CASES

    name, written = mention.name, fold(mention.surface)[0]
    if name.indeclinable:
        return set(CASES)
    rows = [inflect.every_form(name, language)]
    if mention.spelling == "variant":
        rows += [inflect.every_form(Name(language, variant), language) for variant in name.variants]
    return {case for row in rows for case, forms in row.items() if written in {fold(form)[0] for form in forms}}


def _table(name: Name, language: str) -> dict[str, str]:
    """The form to be written in each case that is known."""
    from glossary.inflect import CASES

    if name.indeclinable:
        return dict.fromkeys(CASES, name.text)
    return {case: forms[0] for case, forms in inflect.every_form(name, language).items()}


# --- what stands round it --------------------------------------------------------------------------------------------

_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s+|[\r\n]\s*)[\"'«“„‘(\[*]*$")
_ARTICLE = re.compile(r"\b(?P<article>an?|the)(?P<space>\s+)$", re.IGNORECASE)
#: By sound: a "u" that begins like "you", and letters that are silent.
_CONSONANT = re.compile(r"(?:[^aeiou\W\d_]|u(?:k|ni|r|s)|eu|one\b)", re.IGNORECASE)


def _capitals(mention: Mention, wanted: Name, form: str, before: str, paired: bool) -> str:
    """The form in capitals where the name was, and with one at the beginning of a sentence."""
    letters = [char for char in mention.surface if char.isalpha()]
    acronym = wanted.text.isupper() or any(
        text.isupper() and fold(text)[0] == fold(mention.surface)[0] for text, _ in mention.name.surfaces()
    )
    if len(letters) > 1 and mention.surface.isupper() and not acronym:
        return form.upper()
    if not paired and form[:1].islower() and mention.surface[:1].isupper() and _SENTENCE_START.search(before):
        return form[:1].upper() + form[1:]
    return form


def _around(mention: Mention, wanted: Name, form: str, before: str, after: str, language: str) -> tuple[str, str]:
    """The text before a name and the text after it, mended for the new form."""
    if language == "es":
        from glossary.agreement import agree

        before, _, after = agree(before, wanted, form, after, language, mention.surface)
        return before, after
    if language == "ru":
        from glossary.agreement import voiced

        return voiced(before, form), after
    if language != "en":
        return before, after
    if article := _ARTICLE.search(before):
        word = article["article"]
        if word.lower() != "the":
            right = "a" if _CONSONANT.match(form) else "an"
            if right != word.lower():
                shaped = right.upper() if word.isupper() and len(word) > 1 else right
                shaped = shaped.capitalize() if word[0].isupper() and not shaped.isupper() else shaped
                before = before[: article.start()] + shaped + article["space"]
    if found := re.match(r"(['\u2019\uff07])(s?)(?!\w)", after, re.IGNORECASE):
        if found[2] and _plural(form, wanted.number) and form.lower().endswith("s"):
            # The Skerries': the apostrophe is kept and the letter goes.
            after = after[0] + after[2:]
        elif not found[2] and not form.lower().endswith("s"):
            after = after[0] + "s" + after[1:]
    return before, after


# --- edits -----------------------------------------------------------------------------------------------------------


def _changed(segment: Segment, at: int, old: str, new: str, escape: Escape) -> Iterator[Edit]:
    """Edits for the text beside a name, which begins at ``at``, from the first letter that differs to the last."""
    if old == new:
        return
    low, high = 0, len(old)
    while low < min(len(old), len(new)) and old[low] == new[low]:
        low += 1
    while high > low and len(new) - (len(old) - high) > low and old[high - 1] == new[len(new) - (len(old) - high) - 1]:
        high -= 1
    if low == high:  # something only comes in: the letter before it is written anew with it
        low -= 1
    text = new[low : len(new) - (len(old) - high)]
    yield from segment.replace(at + low, at + high, escape(text, segment) if text else "")


def _rewritten(segment: Segment, start: int, end: int, text: str, escape: Escape) -> Iterator[Edit]:
    """Edits that replace a name, so that each word keeps the markup that it had where there are as many as before.

    A line break inside the name stays a line break, with whatever markup begins a line.
    """
    surface = segment.text[start:end]
    old, new = [found.span() for found in re.finditer(r"\S+", surface)], text.split(" ")
    if len(old) != len(new):  # what stands between line breaks takes its share
        old = [found.span() for found in re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", surface)]
        share = max(len(new) // len(old), 1)
        shares = [new[number * share : (number + 1) * share] for number in range(len(old) - 1)]
        new = [" ".join(words) for words in [*shares, new[(len(old) - 1) * share :]]]
    for (low, high), word in zip(old, new, strict=True):
        if surface[low:high] != word:
            yield from segment.replace(start + low, start + high, escape(word, segment) if word else "")


# --- doing it --------------------------------------------------------------------------------------------------------


def mend(
    source: str, check: Callable[[str], list[Finding]], unsafe: bool = False
) -> tuple[str, list[Done], list[Finding]]:
    """A text with its fixes made, what was done, and what is still found in it.

    After each round the text is checked again: a fix that would bring a finding which was not there is not made, and
    says so as its obstacle.
    """
    findings = check(source)
    done: list[Done] = []
    for _ in range(_ROUNDS):
        wanted = [
            Done(f, f.fix) for f in findings if f.fix and f.fix.edits and (unsafe or f.fix.applicability == "safe")
        ]
        made, source, findings = _round(source, findings, _apart(wanted), check)
        if not made:
            left = {id(row.finding) for row in wanted}
            return source, done, [_left(finding) if id(finding) in left else finding for finding in findings]
        done += made
    return source, done, findings


def _left(finding: Finding) -> Finding:
    fix = finding.fix
    assert fix is not None
    return replace(finding, fix=replace(fix, edits=(), obstacle=f"with “{fix.text}” something else would be reported"))


def _apart(wanted: Sequence[Done]) -> list[Done]:
    """The fixes that do not overlap; of two that do, the first."""
    free, rows = 0, []
    for row in sorted(wanted, key=lambda row: min(row.fix.edits).span):
        if min(row.fix.edits).span.start >= free:
            rows.append(row)
            free = max(edit.span.end for edit in row.fix.edits)
    return rows


def _round(
    source: str, findings: list[Finding], wanted: list[Done], check: Callable[[str], list[Finding]]
) -> tuple[list[Done], str, list[Finding]]:
    """As many fixes as leave nothing new behind: all of them, nearly always."""
    if not wanted:
        return [], source, findings
    mended = _spliced(source, wanted)
    after = check(mended)
    if _better(findings, after, len(wanted)):
        return wanted, mended, after
    if len(wanted) == 1:
        return [], source, findings
    # One of them is at fault. Each half is tried by itself, and then the two together.
    middle = len(wanted) // 2
    good = [row for half in (wanted[:middle], wanted[middle:]) for row in _round(source, findings, half, check)[0]]
    return _round(source, findings, good, check) if good and len(good) < len(wanted) else ([], source, findings)


def _spliced(source: str, rows: Sequence[Done]) -> str:
    return Document(source, ()).splice(edit for row in rows for edit in row.fix.edits)


def _better(before: Sequence[Finding], after: Sequence[Finding], fixed: int) -> bool:
    """Whether every fix mended its finding and nothing came up that was not there."""

    def kinds(findings: Sequence[Finding]) -> Counter[tuple[Rule | None, str]]:
        return Counter((finding.rule, finding.concept) for finding in findings if finding.reported)

    old, new = kinds(before), kinds(after)
    return not new - old and new.total() + fixed <= old.total()


def difference(before: str, after: str, path: str) -> Iterator[str]:
    """A unified diff, line by line, that ``patch`` takes."""
    import difflib

    path = path.lstrip("/")
    old, new = (re.findall(r"[^\n]*\n|[^\n]+\Z", text) for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
