"""XLIFF as something to translate: which segments, and what is written back of each.

A target is filled in with the inline tags of its source round the words that render theirs. It is ``translated`` where
every name, tag and placeholder was verified in it, the engine was sure, and no tag cut it into pieces; elsewhere it is
left for a reviewer (``needs-review-translation`` in 1.2, ``initial`` in 2.x), and a note says why. Readers' notes on
names are notes of the unit. Every other byte of the file stays.
"""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from glossary import xmlfiles
from glossary.bitexts import xliff
from glossary.bitexts.xliff import Slot
from glossary.bitexts.xml import Tree
from glossary.document import OBJECT, Document, Edit, Place, Run, Segment, Span
from glossary.errors import ConfigError
from glossary.files import Text
from glossary.formats import named
from glossary.i18n import _
from glossary.reading import shown
from glossary.translation.annotate import Notes
from glossary.translation.filling import BETWEEN, Filled, explained
from glossary.translation.held import Held
from glossary.translation.plan import Job
from glossary.translation.translate import translate
from glossary.wording import brief

_FROM = "glossary"  # whose notes they are
_NO_TEXT = ("<![CDATA[", "]]>", "<!--", "<?")


class _Origin(NamedTuple):
    """Where a run of the text that is translated stands in the file."""

    start: int
    place: Span
    literal: bool


@dataclass
class _Text:
    """The segments to be translated as one text, and where each of its runs comes from.

    ``around`` is the white space before and behind each segment, ``kept`` what must be in its translation as often.
    """

    slots: list[Slot] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    around: list[tuple[str, str]] = field(default_factory=list)
    kept: list[list[str]] = field(default_factory=list)
    origins: list[_Origin] = field(default_factory=list)
    written: str = ""

    def add(self, tree: Tree, slot: Slot, found: Sequence[Run]) -> None:
        """One more segment: the seen runs of its source, written as they have to be written outside of any section."""
        inside, source = tree.inside(slot.text), tree.source
        if self.slots:
            self.written += BETWEEN
        runs: list[Run] = []
        section = False
        for run in found:
            raw = source[slice(*run.span)]
            if not run.text and raw.startswith(_NO_TEXT):
                section = raw.startswith("<![") or (section and not raw.startswith("]]"))
                continue
            for text, shows, place in _written(run, raw, section):
                self.origins.append(_Origin(len(self.written), place, len(text) == len(shows)))
                runs.append(Run(Span(len(self.written), len(self.written) + len(text)), shows))
                self.written += text
        self.slots.append(slot)
        self.segments.append(Segment(tuple(runs)))
        self.around.append((source[inside.start : found[0].span.start], source[found[-1].span.end : inside.end]))
        self.kept.append([self.written[slice(*run.span)] for run in runs if run.text in ("", OBJECT)])

    def place(self, document: Document, place: Place) -> Place:
        """A place in the text that was translated as one in the file."""
        first, last = (self.origins[self._at(at)] for at in (place.start, place.end - 1))
        start = first.place.start + (place.start - first.start if first.literal else 0)
        end = last.place.start + place.end - last.start if last.literal else last.place.end
        return document.place(Span(start, end))

    def _at(self, offset: int) -> int:
        return bisect_right(self.origins, offset, key=lambda origin: origin.start) - 1


def _written(run: Run, raw: str, section: bool) -> list[tuple[str, str, Span]]:
    """A run in parts: how each is written, what it shows, and where it stands; in a section ``&`` is itself."""
    if run.text in ("", OBJECT):
        return [(html.escape(raw, quote=False) if section else raw, run.text, run.span)]
    if run.text != raw:
        return [(raw, run.text, run.span)]
    parts = []
    for found in re.finditer(r"[^&<>]+|[&<>]", raw):
        place = Span(run.span.start + found.start(), run.span.start + found.end())
        parts.append((html.escape(found[0], quote=False), found[0], place))
    return parts


@dataclass(frozen=True)
class Interchange:
    """An XLIFF file that was read, with its places for translations."""

    tree: Tree
    path: str
    version: int
    slots: list[Slot]

    @property
    def language(self) -> str:
        """The language that its first source is in, empty where it does not say."""
        return xliff.languages_of(self.tree, self.slots[0])[0] if self.slots else ""

    def fill(self, job: Job, everything: bool) -> Filled:
        """Translate the segments that have no finished translation, or with ``everything`` all.

        Raises `ConfigError` where the file is for another language, and `EngineError` where the engine fails.
        """
        return _fill(self, replace(job, style="none", form=named("html")), everything)


def read(text: Text) -> Interchange:
    """A decoded file. Raises `FileError` for what is no XLIFF."""
    tree = Tree(text.source, text.path)
    version = xliff.version(tree, text.path)
    return Interchange(tree, text.path, version, list(xliff.slots(tree, version)))


def _fill(file: Interchange, job: Job, everything: bool) -> Filled:
    tree = file.tree
    text = _Text()
    for slot in _in_languages(file, job):
        found = xliff.runs(tree, slot.text, file.version, OBJECT)
        if shown(found) and (everything or not slot.finished or not _has_text(file, slot)):
            text.add(tree, slot, found)
    result = translate(Document(text.written, tuple(text.segments), file.path), job)
    units: dict[int, list[Held]] = {}
    for held in result.units:
        units.setdefault(held.unit.segment, []).append(held)
    notes, verified = Notes(job.note), 0
    edits = _Edits(file, job)
    places = Document(tree.source, (), file.path)
    findings = [replace(finding, place=text.place(places, finding.place)) for finding in result.findings]
    targets = result.text.split(BETWEEN) if text.slots else []
    for number, (slot, target) in enumerate(zip(text.slots, targets, strict=True)):
        mine = units.get(number, [])
        cut = number in result.pieces and len(mine) > 1
        whole = all(target.count(raw) == times for raw, times in Counter(text.kept[number]).items())
        sure = whole and not cut and all(held.sure for held in mine)
        span = tree.span(slot.holder)
        said = [brief(finding) for finding in findings if span.start <= finding.place.start < span.end]
        said += [_("check this: {text}").format(text=held.target) for held in mine if held.doubtful or cut]
        before, behind = text.around[number]
        written = xmlfiles.clean(before + target + behind)
        edits.put(slot, written, sure, explained(mine, notes), [] if sure else said)
        verified += sure
    result = replace(result, findings=findings)
    summary = _("segments: {number}, verified: {verified}").format(number=len(text.slots), verified=verified)
    return Filled(places.splice(edits.all()), tree.source, result, summary)


def _in_languages(file: Interchange, job: Job) -> list[Slot]:
    """The places for translations of the job's direction; those of which the file says nothing are."""
    said = [(slot, xliff.languages_of(file.tree, slot)) for slot in file.slots]
    fitting = [slot for slot, (one, two) in said if one in ("", job.source) and two in ("", job.target)]
    if said and not fitting:
        one, two = said[0][1]
        raise ConfigError(f"{file.path}: it is to be translated from {one!r} into {two!r}; give --from and --to so")
    return fitting


def _has_text(file: Interchange, slot: Slot) -> bool:
    return slot.target is not None and shown(xliff.runs(file.tree, slot.target, file.version))


class _Edits:
    """What is written into a file: targets with their states, notes, and the language where none is named."""

    def __init__(self, file: Interchange, job: Job) -> None:
        self._file, self._tree, self._language = file, file.tree, job.target
        self._tags: dict[int, dict[str, str | None]] = {}
        self._edits: list[Edit] = []
        self._notes: dict[int, list[tuple[str, bool]]] = {}

    def put(self, slot: Slot, written: str, sure: bool, notes: Sequence[str], review: Sequence[str]) -> None:
        """A target, with notes for its readers and for whoever reviews it."""
        tree, old = self._tree, self._file.version == 1
        state = "translated" if sure else "needs-review-translation" if old else "initial"
        states: dict[str, str | None] = {"state": state, "state-qualifier": None} if old else {}
        target = slot.target
        name = _qualified(self._tag(slot.source), "target")
        said = [(note, True) for note in notes] + [(note, False) for note in review]
        known = tree.source[slice(*tree.span(slot.unit))]
        said = [(note, kept) for note, kept in said if html.escape(note, quote=False) not in known]
        behind = "".join(self._indent(slot.source) + self._note(slot, *note) for note in said) if old else ""
        if target is None:
            last = tree.span(slot.text).end
            tag = _with(f"<{name}>", states)
            self._edits.append(Edit(Span(last, last), f"{self._indent(slot.source)}{tag}{written}</{name}>{behind}"))
        else:
            tag = _with(self._tag(target), states)
            if tree.empty(target):
                tag = f"{tag.rstrip('/>').rstrip()}>"
            edge = tree.span(target)
            self._edits.append(Edit(edge, f"{tag}{written}</{name}>{behind}"))
        if old:
            if tree.attributes(slot.unit).get("approved") == "yes":
                self._tags.setdefault(slot.unit, {})["approved"] = "no"
            if not tree.attributes(slot.file).get("target-language"):
                self._tags.setdefault(slot.file, {})["target-language"] = self._language
        else:
            self._tags.setdefault(slot.holder, {}).update({"state": state, "subState": None})
            self._notes.setdefault(slot.unit, []).extend(said)
            if not tree.attributes(tree.root).get("trgLang"):
                self._tags.setdefault(tree.root, {})["trgLang"] = self._language

    def all(self) -> list[Edit]:
        """Every edit of the file."""
        for element, changes in self._tags.items():
            self._edits.append(Edit(self._tree.pieces[element].span, _with(self._tag(element), changes)))
        for unit, said in self._notes.items():
            if said:
                self._edits.append(self._put_notes(unit, said))
        return self._edits

    def _put_notes(self, unit: int, said: Sequence[tuple[str, bool]]) -> Edit:
        """Notes of 2.x into the element for them, or into a new one where it has to stand."""
        tree = self._tree
        slot = next(slot for slot in self._file.slots if slot.unit == unit)
        first = next(tree.children(unit, "originalData", "segment", "ignorable"))
        indent = self._indent(first)
        inner = "".join(f"{indent}{' ' if indent else ''}{self._note(slot, *note)}" for note in said)
        name = _qualified(self._tag(slot.source), "notes")
        notes = tree.child(unit, "notes")
        if notes is None:
            at = tree.span(first).start
            return Edit(Span(at, at), f"<{name}>{inner}{indent}</{name}>{indent}")
        if tree.empty(notes):
            return Edit(tree.span(notes), f"<{name}>{inner}{indent}</{name}>")
        at = tree.inside(notes).end
        at -= len(tree.source[:at]) - len(tree.source[:at].rstrip())
        return Edit(Span(at, at), inner)

    def _note(self, slot: Slot, text: str, for_readers: bool) -> str:
        name = _qualified(self._tag(slot.source), "note")
        if self._file.version == 1:
            given = f'from="{_FROM}" annotates="target"'
        else:
            given = f'appliesTo="target" category="{_FROM if for_readers else "review"}"'
        return f"<{name} {given}>{xmlfiles.clean(html.escape(text, quote=False))}</{name}>"

    def _tag(self, element: int) -> str:
        return self._tree.source[slice(*self._tree.pieces[element].span)]

    def _indent(self, element: int) -> str:
        """The line break and white space before an element, nothing where it does not begin a line."""
        at = self._tree.pieces[element].span.start
        found = re.search(r"(?:\r\n|\r|\n)[ \t]*$", self._tree.source[max(0, at - 200) : at])
        return found[0] if found else ""


def _qualified(tag: str, name: str) -> str:
    """A name with the prefix that a tag has."""
    found = re.match(r"<([\w.-]+:)?", tag)
    return f"{found[1] or ''}{name}" if found else name


def _with(tag: str, changes: dict[str, str | None]) -> str:
    """A start tag with attributes set, or taken out where the value is None."""
    for name, value in changes.items():
        written = f' {name}="{value}"' if value is not None else ""
        if found := re.search(rf"\s+{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", tag):
            tag = tag[: found.start()] + written + tag[found.end() :]
        elif found := re.search(r"\s*/?>$", tag):
            tag = tag[: found.start()] + written + tag[found.start() :]
    return tag
