"""A finished translation held against its source: names lost, sides changed, verdicts added or softened.

Every mention of the source is matched with a mention of the same concept in the sentences that render it. What is
matched is compared, what is left over on either side is asked about. Values in, findings out, in the shape of lint's.

A translation may say "they" or "the islands" for what it has named before, and name what its source calls so: neither
is reported.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from glossary.checking import stance
from glossary.checking.bilingual import Pair, Side, Stretch, Told
from glossary.document import Place, Span
from glossary.lint import Finding, Origin
from glossary.perspective import Judgement, Level, Perspective, Reason, Rule
from glossary.terms import Concept, Name

#: What stands behind a name that has been explained: quotation marks, then a footnote's mark or a bracket.
_EXPLAINED = re.compile(r"[\"”»」』’]?\s*(?:\[\^?\d+\]|[¹²³⁴-⁹]|[(（])")


@dataclass(frozen=True)
class Translated:
    """A source, its translation, which sentences belong together, and whose usage the translation follows.

    ``plain`` has for each language the words that pass no verdict, see `stance.plain_words`. ``notes`` says whether the
    translation has to explain contested names at first mention.
    """

    source: Side
    target: Side
    pairs: Sequence[Pair]
    perspective: Perspective
    plain: Mapping[str, frozenset[str]]
    notes: bool = False


def check(work: Translated) -> list[Finding]:
    """Every finding, in the order of the translation; a mention with nothing against it is not reported."""
    findings = []
    kept: list[tuple[Told, Told]] = []
    sides = {(told.mention.concept.id, stance.side_of(told)) for told in work.source.all()}
    named: dict[tuple[int, Concept], list[Told]] = {}
    for pair in work.pairs:
        found = stance.match(work.source.within(pair.source), work.target.within(pair.target))
        kept += _certain(found)
        for two in (*(two for _, two in found.both), *found.added):
            named.setdefault((pair.paragraph, two.mention.concept), []).append(two)
        findings += [_compared(work, one, two) for one, two in found.both]
        findings += _lost(work, pair, found.lost, named)
        findings += _added(work, found.added, sides)
        findings += _verdicts(work, pair)
    findings += _inconsistent(work, kept)
    if work.notes:
        findings += _unexplained(work)
    return sorted(findings, key=lambda finding: finding.place)


def _compared(work: Translated, one: Told, two: Told) -> Finding:
    languages = work.source.language, work.target.language
    if stance.barred(two, work.perspective, work.target.language):
        return _about(work, two, Rule.BARRED_NAME, Reason.BARRED, one)
    if reason := stance.shift(one, two, work.perspective, *languages):
        return _about(work, two, Rule.STANCE_SHIFT, reason, one)
    return _about(work, two, None, Reason.RENDERED, one)


def _lost(
    work: Translated, pair: Pair, lost: Sequence[Told], named: dict[tuple[int, Concept], list[Told]]
) -> Iterator[Finding]:
    """Names without a counterpart, unless the paragraph has named the thing from the same side by then."""
    for one in lost:
        concept, side = one.mention.concept, stance.side_of(one)
        if any(
            two.mention.concept is other
            for other, _ in one.mention.ambiguous
            for two in work.target.within(pair.target)
        ):
            continue  # the string has another reading, and that arrived
        names = _in_use(work, concept)
        before = [
            two
            for two in named.get((pair.paragraph, concept), ())
            if not side or side == stance.side_of(two) or not two.mention.name.loaded(work.target.language)
        ]
        text, plain = _text(work.target, pair.target), work.plain[work.target.language]
        if not names:
            yield _absent(work, pair, one, None, Reason.UNKNOWN)
        elif not before and not any(
            excused(one, work.source.language, text, work.target.language, plain)
            for excused in (stance.may_go_unnamed, stance.may_be_there)
        ):
            same = [name for name in names if concept.side(name) == side]
            yield _absent(work, pair, one, Rule.TERM_LOST, Reason.LOST, (same or names)[0].text)


def _added(work: Translated, added: Sequence[Told], sides: set[tuple[str, frozenset[str]]]) -> Iterator[Finding]:
    """Names where the source has none, unless the source takes that side elsewhere."""
    for two in added:
        if stance.barred(two, work.perspective, work.target.language):
            yield _about(work, two, Rule.BARRED_NAME, Reason.BARRED)
        elif (two.mention.concept.id, stance.side_of(two)) in sides:
            continue
        elif stance.took_side(two, work.perspective, work.target.language):
            yield _about(work, two, Rule.STANCE_SHIFT, Reason.TOOK_SIDE)


def _verdicts(work: Translated, pair: Pair) -> Iterator[Finding]:
    """Parties' judgements: each has to arrive, as somebody's where it was somebody's, and none may appear."""
    source, target = work.source.language, work.target.language
    ours = [told for told in work.source.within(pair.source) if stance.verdict(told, source)]
    theirs = [told for told in work.target.within(pair.target) if stance.verdict(told, target)]
    left = list(theirs)
    for one in ours:
        # Verdicts overlap: what one language calls seizure may be occupation in another.
        two = min(left, key=lambda two: two.mention.concept is not one.mention.concept, default=None)
        if two is None:
            text, plain = _text(work.target, pair.target), work.plain[target]
            if not theirs and not stance.resembles(text, one.mention.concept, target, plain):
                yield _absent(work, pair, one, Rule.STANCE_SHIFT, Reason.VERDICT_LOST)
            continue
        left.remove(two)
        if one.context.kind != "own-voice" and stance.own_words(two, target):
            yield _about(work, two, Rule.STANCE_SHIFT, Reason.UNATTRIBUTED, one)
        else:
            yield _about(work, two, None, Reason.RENDERED, one)
    for two in left if not ours else ():
        own, text = work.perspective.own(two.mention.name), _text(work.source, pair.source)
        if not own and not stance.resembles(text, two.mention.concept, source, work.plain[source]):
            yield _about(work, two, Rule.STANCE_SHIFT, Reason.VERDICT_ADDED)


def _certain(found: stance.Matched) -> Iterator[tuple[Told, Told]]:
    """Those of which it is known which name renders which: not where a sentence has several names of one thing."""
    for one, two in found.both:
        concept = one.mention.concept
        ours = {
            (other.mention.name.text, other.mention.surface)
            for other, _ in found.both
            if other.mention.concept is concept
        }
        theirs = {other.mention.name.text for other in found.added if other.mention.concept is concept}
        if len(ours) == 1 and theirs <= {two.mention.name.text}:
            yield one, two


def _inconsistent(work: Translated, kept: Sequence[tuple[Told, Told]]) -> Iterator[Finding]:
    """One name of the source that the writer's own voice renders by several: one finding, with all places."""
    rows: dict[int, list[tuple[Told, Told]]] = {}
    for one, two in kept:
        if not stance.spoken(one) and not stance.spoken(two):
            rows.setdefault(id(one.mention.name), []).append((one, two))
    for row in rows.values():
        first = row[0][1]
        found = next(((one, two) for one, two in row if two.mention.name is not first.mention.name), None)
        if found:
            one, two = found
            finding = _about(work, two, Rule.INCONSISTENT_RENDERING, Reason.INCONSISTENT, one, first.mention.surface)
            yield replace(finding, related=tuple(work.target.place(told) for _, told in row if told is not two))


def _unexplained(work: Translated) -> Iterator[Finding]:
    """The first mention of every contested name in the translation that nothing explains."""
    seen: set[str] = set()
    for two in work.target.all():
        concept = two.mention.concept
        if concept.id in seen or not concept.note or not stance.marked(two, work.target.language):
            continue
        seen.add(concept.id)
        beside = [told for told in work.target.told[two.segment] if told.mention.concept is concept]
        paired = any(stance.side_of(told) != stance.side_of(two) for told in beside)
        after = work.target.document.segments[two.segment].text[two.mention.end :]
        if not two.context.handed_over and not paired and not _EXPLAINED.match(after):
            yield _about(work, two, Rule.NOTE_MISSING, Reason.UNEXPLAINED)


# --- findings --------------------------------------------------------------------------------------------------------


def _about(
    work: Translated, two: Told, rule: Rule | None, reason: Reason, one: Told | None = None, evidence: str = ""
) -> Finding:
    """A finding at a mention of the translation; ``one`` is what it renders."""
    mention = two.mention
    instead = _instead(work, one) if one and rule else ()
    return Finding(
        work.target.document.path,
        work.target.language,
        work.target.place(two),
        mention.surface,
        Judgement(rule, reason, _level(work, rule), mention.name.claims[0] if mention.name.claims else None, instead),
        mention,
        replace(two.context, evidence=evidence) if evidence else two.context,
        origin=_origin(work, one) if one else None,
    )


def _absent(work: Translated, pair: Pair, one: Told, rule: Rule | None, reason: Reason, instead: str = "") -> Finding:
    """A finding about what is not there, at the sentences where it ought to be."""
    mention = one.mention
    return Finding(
        work.target.document.path,
        work.target.language,
        _where(work, pair),
        mention.surface,
        Judgement(rule, reason, _level(work, rule), None, (instead,) if instead else ()),
        mention,
        one.context,
        origin=_origin(work, one),
    )


def _where(work: Translated, pair: Pair) -> Place:
    """The sentences of a pair in the translation; where it has none, the end of those before."""
    segments = work.target.document.segments

    def stretch(of: Stretch) -> Span:
        return segments[of.segment].source(of.start, of.end)

    if pair.target:
        return work.target.document.place(Span(stretch(pair.target[0]).start, stretch(pair.target[-1]).end))
    earlier = [other.target[-1] for other in work.pairs[: work.pairs.index(pair)] if other.target]
    end = stretch(earlier[-1]).end if earlier else 0
    return work.target.document.place(Span(end, end))


def _origin(work: Translated, one: Told) -> Origin:
    return Origin(work.source.document.path, work.source.place(one), one.mention.surface, one.mention.name.used_by)


def _instead(work: Translated, one: Told) -> tuple[str, ...]:
    """What would keep the side of the source."""
    concept, side = one.mention.concept, stance.side_of(one)
    if concept.kind == "status-word":
        return ()
    return next(((name.text,) for name in _in_use(work, concept) if concept.side(name) == side), ())


def _in_use(work: Translated, concept: Concept) -> list[Name]:
    """What the target language calls it today."""
    return [name for name in concept.names_in(work.target.language) if not name.valid_to]


def _level(work: Translated, rule: Rule | None) -> Level:
    return work.perspective.level(rule) if rule else "info"


def _text(side: Side, stretches: Sequence[Stretch]) -> str:
    return " ".join(side.document.segments[of.segment].text[of.start : of.end] for of in stretches)
