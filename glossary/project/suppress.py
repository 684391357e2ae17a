"""Directives: comments in a text that silence findings there, and what is wrong with them.

    <!-- glossary: disable-next-line GL101 term=southern-kurils until=2030-01-31 -- title of the treaty -->

The verb says where: ``disable-line`` on the lines of the comment, ``disable-next-line`` on the next line that has text,
``disable`` from here to ``enable`` or the end, ``ignore`` in the whole file, wherever it stands. Rules come by name,
code or beginning of a code, and none means all; ``term=`` narrows it to concepts; ``until=`` is its last day.

What a comment is, each format knows. What is silenced is not lost: it keeps the directive's reason and is counted. A
directive that silences nothing is a finding itself. Values in, values out.
"""

import datetime
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import accumulate

from glossary.document import Document, Place, Span, within
from glossary.lint import Finding, Suppression
from glossary.perspective import Judgement, Perspective, Reason, Rule
from glossary.project.selection import rules_of

VERBS = ("disable", "enable", "disable-line", "disable-next-line", "ignore")
#: Those that silence, the narrowest first: where two silence the same, the wider one has nothing to do there.
SILENCING = ("disable-line", "disable-next-line", "disable", "ignore")
_OF_DIRECTIVES = frozenset({Rule.UNUSED_SUPPRESSION, Rule.SUPPRESSION_WITHOUT_REASON})

_HEAD = re.compile(r"\s*glossary:[ \t]*", re.IGNORECASE)
#: Two hyphens, or the dash that a word processor makes of them.
_REASON = re.compile(r"(?:^|\s)(?:--|[\u2013\u2014])(?:\s+|$)")
_WORD = re.compile(r"[^\s,]+")
_TERM, _UNTIL = "term=", "until="


@dataclass(frozen=True)
class Fault:
    """A word of a directive that means nothing, and the word that was perhaps meant."""

    span: Span
    reason: Reason
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selector:
    """A word that says which findings are meant: rules, or a concept."""

    span: Span
    rules: frozenset[Rule] = frozenset()
    concept: str = ""


@dataclass(frozen=True)
class Directive:
    """One comment. ``span`` is what it says without its reason, ``comment`` with it; ``selectors`` are empty where
    everything is meant.
    """

    span: Span
    comment: Span
    verb: str
    selectors: tuple[Selector, ...] = ()
    faults: tuple[Fault, ...] = ()
    until: datetime.date | None = None
    reason: str = ""

    def acts(self, today: datetime.date) -> bool:
        """Whether it silences at all: an expired one does not, and neither does one whose last day cannot be read."""
        readable = not any(fault.reason is Reason.NO_SUCH_DAY for fault in self.faults)
        return self.verb in SILENCING and readable and not self.expired(today)

    def expired(self, today: datetime.date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    def covers(self, finding: Finding) -> list[Selector] | None:
        """The words by which a finding is meant; None where it is not.

        Where nothing is left of what was meant, nothing is covered, and not everything.
        """
        rules = [selector for selector in self.selectors if selector.rules]
        concepts = [selector for selector in self.selectors if selector.concept]
        by_rule = [selector for selector in rules if finding.rule in selector.rules]
        by_concept = [selector for selector in concepts if finding.concept == selector.concept]
        if (rules and not by_rule) or (concepts and not by_concept) or (self.faults and not self.selectors):
            return None
        return by_rule + by_concept

    def names(self, finding: Finding) -> bool:
        """Whether it names the finding's rule, and does not only mean all of them."""
        return any(finding.rule in selector.rules for selector in self.selectors)


def directives(source: str, comments: Iterable[tuple[str, Span]], concepts: Collection[str]) -> list[Directive]:
    """The directives among the comments of a source, in order.

    A comment comes as a verb and what it says: the verb is empty for a comment proper, whose text begins with
    ``glossary:``, and set where a format has the verb elsewhere, as front matter does.
    """
    found = []
    for verb, span in comments:
        start = span.start
        if not verb:
            head = _HEAD.match(source, span.start, span.end)
            if head is None:
                continue
            start = head.end()
        directive = _directive(source, Span(start, span.end), verb, concepts)
        if directive is not None:
            found.append(directive)
    return sorted(found, key=lambda directive: directive.span)


def _directive(source: str, span: Span, verb: str, concepts: Collection[str]) -> Directive | None:
    text = source[span.start : span.end]
    reason = _REASON.search(text)
    end = span.start + (reason.start() if reason else len(text.rstrip()))
    words = [Span(*found.span()) for found in _WORD.finditer(source, span.start, end)]
    if not verb:
        if not words:
            return None
        first = source[words[0].start : words[0].end].lower().rstrip(":")
        if first not in VERBS:
            near = get_close_matches(first, VERBS, n=1)
            # "glossary: terms of this page" is a comment like any other.
            return _misspelt(words[0], span, near) if near else None
        verb, words = first, words[1:]
        whole = Span(span.start, end)
    else:
        whole = Span(words[0].start, words[-1].end) if words else span
    if verb not in VERBS:
        return _misspelt(whole, span, get_close_matches(verb, VERBS, n=1))
    selectors: list[Selector] = []
    faults: list[Fault] = []
    until = None
    of_term = False
    for word in words:
        written = source[word.start : word.end]
        if written.lower().startswith(_UNTIL):
            try:
                until = datetime.date.fromisoformat(written[len(_UNTIL) :])
            except ValueError:
                faults.append(Fault(word, Reason.NO_SUCH_DAY))
            continue
        # term=a,b: what follows a comma without a space is another concept
        of_term = written.lower().startswith(_TERM) or (of_term and source[word.start - 1] == ",")
        if of_term:
            identifier = written[len(_TERM) :] if written.lower().startswith(_TERM) else written
            if identifier in concepts:
                selectors.append(Selector(word, concept=identifier))
            else:
                faults.append(Fault(word, Reason.NO_SUCH_CONCEPT, _near_concept(identifier, concepts)))
        elif rules := rules_of(written):
            selectors.append(Selector(word, frozenset(rules)))
        else:
            faults.append(Fault(word, Reason.NO_SUCH_RULE, _near_rule(written)))
    return Directive(
        whole,
        span,
        verb,
        tuple(selectors),
        tuple(faults),
        until,
        " ".join(text[reason.end() :].split()) if reason else "",
    )


def _misspelt(word: Span, comment: Span, near: Sequence[str]) -> Directive:
    return Directive(word, comment, "", faults=(Fault(word, Reason.NO_SUCH_VERB, tuple(near)),))


def _near_rule(word: str) -> tuple[str, ...]:
    names = {rule.value: rule.value for rule in Rule} | {rule.code.lower(): rule.code for rule in Rule}
    return tuple(names[near] for near in get_close_matches(word.lower(), names, n=2))


def _near_concept(word: str, concepts: Collection[str]) -> tuple[str, ...]:
    """The concept that a word is the beginning of, or nearly."""
    beginning = sorted((concept for concept in concepts if word and concept.startswith(word)), key=len)
    return tuple(beginning[:1] or get_close_matches(word, concepts, n=1))


# --- what they do ----------------------------------------------------------------------------------------------------


def suppress(
    findings: Sequence[Finding],
    found: Sequence[Directive],
    document: Document,
    today: datetime.date,
) -> tuple[list[Finding], list[tuple[Directive, Selector | None]]]:
    """The findings, the silenced ones with why, and what silenced nothing: directives, or single words of them.

    What a directive itself says is no text: a name in its reason is nobody's naming.
    """
    said = sorted(d.comment for d in found)
    outside = [f for f in findings if not within(said, f.place.start)]
    acting = [d for d in found if d.acts(today)]
    acting.sort(key=lambda directive: SILENCING.index(directive.verb))
    reach = _reaches(acting, document, found)
    used: set[int] = set()
    rows = []
    for finding in outside:
        for directive in acting if finding.rule else ():
            by = directive.covers(finding)
            if by is None or not any(_meets(finding, piece) for piece in reach[id(directive)]):
                continue
            if not _enabled(finding, directive, found):
                used |= {id(directive), *map(id, by)}
                finding = replace(finding, suppression=Suppression("in-source", directive.reason))
                break
        rows.append(finding)
    return rows, [*_unused(acting, used)]


def _unused(acting: Sequence[Directive], used: Collection[int]) -> Iterator[tuple[Directive, Selector | None]]:
    for directive in acting:
        if directive.selectors and all(s.rules and s.rules <= _OF_DIRECTIVES for s in directive.selectors):
            continue  # it speaks of directives, which are judged after the names
        if id(directive) not in used:
            if directive.selectors or not directive.faults:  # what is wrong with it is said already
                yield directive, None
        else:
            for selector in directive.selectors:
                if id(selector) not in used and not selector.rules & _OF_DIRECTIVES:
                    yield directive, selector


def faults(
    found: Sequence[Directive],
    unused: Iterable[tuple[Directive, Selector | None]],
    document: Document,
    language: str,
    perspective: Perspective,
    today: datetime.date,
    need_reason: bool = False,
) -> list[Finding]:
    """What is wrong with the directives themselves, as findings in order.

    ``need_reason`` asks for a reason of each. A directive that names the rules of directives silences these, too.
    """

    def finding(span: Span, reason: Reason, near: tuple[str, ...] = ()) -> Finding:
        rule = Rule.SUPPRESSION_WITHOUT_REASON if reason is Reason.UNREASONED else Rule.UNUSED_SUPPRESSION
        judgement = Judgement(rule, reason, perspective.level(rule), None, near)
        text = document.source[span.start : span.end].strip()
        return Finding(document.path, language, document.place(span), text, judgement)

    rows = [finding(selector.span if selector else d.span, Reason.UNUSED) for d, selector in unused]
    for directive in found:
        rows += [finding(fault.span, fault.reason, fault.near) for fault in directive.faults]
        if directive.expired(today):
            rows.append(finding(directive.span, Reason.EXPIRED))
        if directive.verb == "enable" and not any(_ends(directive, other) for other in found):
            rows.append(finding(directive.span, Reason.ENDS_NOTHING))
        if need_reason and directive.verb in SILENCING and not directive.reason:
            rows.append(finding(directive.span, Reason.UNREASONED))
    naming = [d for d in found if d.acts(today)]
    reach = _reaches(naming if rows else (), document, found)
    for number, row in enumerate(rows):
        for directive in naming:
            if directive.names(row) and any(_meets(row, piece) for piece in reach[id(directive)]):
                rows[number] = replace(row, suppression=Suppression("in-source", directive.reason))
                break
    return sorted(rows, key=lambda row: row.place)


@dataclass(frozen=True)
class _Lines:
    """Lines from the first to the last, counted from 1."""

    first: int
    last: int


def _meets(finding: Finding, piece: Span | _Lines) -> bool:
    place: Place = finding.place
    if isinstance(piece, _Lines):
        return place.line <= piece.last and piece.first <= place.end_line
    return piece.start <= place.start < max(piece.end, piece.start + 1)


def _reaches(
    acting: Iterable[Directive], document: Document, found: Sequence[Directive]
) -> dict[int, list[Span | _Lines]]:
    """Where each directive silences, by its identity."""
    taken = {document.position(d.span.start)[0] for d in found}
    ends = list(accumulate((segment.span.end for segment in document.segments), max))
    return {id(d): _reach(d, document, taken, ends) for d in acting}


def _reach(
    directive: Directive, document: Document, taken: Collection[int], ends: Sequence[int]
) -> list[Span | _Lines]:
    """Where a directive silences; for ``taken`` and ``ends`` see `_next_line`."""
    line, last = document.position(directive.span.start)[0], document.position(directive.span.end)[0]
    match directive.verb:
        case "ignore":
            return [Span(0, len(document.source) + 1)]
        case "disable":
            return [Span(directive.span.end, len(document.source) + 1)]
        case "disable-line":
            return [_Lines(line, last)]
    return [_Lines(line, line) for line in _next_line(document, last, taken, ends)]


def _next_line(document: Document, last: int, taken: Collection[int], ends: Sequence[int]) -> list[int]:
    """The next line on which text stands that is seen, over blank lines, comments and keywords between; every line of a
    message.

    ``taken`` are the lines of directives, ``ends`` how far the segments reach up to each.
    """
    first = bisect_left(ends, last, key=lambda end: document.position(end)[0])
    for number in range(first, len(document.segments)):
        segment = document.segments[number]
        if document.position(segment.span.end)[0] <= last:
            continue
        for run in segment.runs:
            at = run.span.start
            for piece in re.split(r"(?<=\n)|(?<=\r)(?!\n)", run.text) if run.literal else [run.text]:
                line = document.position(at)[0]
                if line > last and piece.strip() and line not in taken:
                    # A string is folded by tools, and again tomorrow: all of it is meant.
                    end = document.position(segment.span.end)[0] if segment.kind in ("message", "string") else line
                    return list(range(line, end + 1))
                at += len(piece)
    return []


def _enabled(finding: Finding, directive: Directive, found: Sequence[Directive]) -> bool:
    """Whether a block has ended where a finding stands."""
    return directive.verb == "disable" and any(
        other.verb == "enable"
        and directive.span.end <= other.span.start <= finding.place.start
        and other.covers(finding) is not None
        for other in found
    )


def _ends(enable: Directive, other: Directive) -> bool:
    """Whether an ``enable`` ends something of a ``disable``."""
    if other.verb != "disable" or other.span.end > enable.span.start:
        return False

    def meet(a: Iterable[object], b: Iterable[object]) -> bool:
        left, right = set(a), set(b)
        return not left or not right or bool(left & right)

    return meet(_rules(enable), _rules(other)) and meet(_concepts(enable), _concepts(other))


def _rules(directive: Directive) -> set[Rule]:
    return {rule for selector in directive.selectors for rule in selector.rules}


def _concepts(directive: Directive) -> set[str]:
    return {selector.concept for selector in directive.selectors if selector.concept}
