"""What was found before and is to be let be: a list beside the texts, so that only new findings are reported.

A finding is known again by what it says and never by its line: the file, the rule, the concept and the words of the
sentence that it stands in, and how many there are of the kind. Text may move, and lines be broken anew; a changed
sentence, or one more of the same, is new.

The file has a line a finding in an order of its own, so that two branches can be merged and a review shows what was
accepted. Its paths are relative to its folder.
"""

import hashlib
import json
import os
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from glossary.document import Document, Segment, Span
from glossary.errors import ConfigError
from glossary.lint import Finding, Suppression
from glossary.sentences import sentences

VERSION = 1

_LONG = 20_000  # code points: a longer segment is looked at around the finding alone
_NEARBY = 1_000


class Key(NamedTuple):
    """What a finding is known by; ``words`` is a digest of the words of its sentence."""

    path: str
    rule: str
    concept: str
    words: str


@dataclass(frozen=True)
class Baseline:
    """How many findings of each kind are known; ``folder`` is what their paths are relative to.

    ``texts`` are the names as written, for people who read the file.
    """

    folder: Path
    counts: Mapping[Key, int] = field(default_factory=dict)
    texts: Mapping[Key, str] = field(default_factory=dict)

    def key(self, finding: Finding) -> Key:
        """What a finding is known by here."""
        rule = finding.rule.code if finding.rule else ""
        return Key(self.path(finding.path), rule, finding.concept, finding.words)

    def path(self, path: str) -> str:
        """A path as the file has it, with forward slashes."""
        if path == "-":
            return path
        return Path(os.path.relpath(Path(path).absolute(), self.folder)).as_posix()


def worded(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """The findings with the words of their sentence; those with nothing to report are left as they are."""
    starts = [segment.span.start for segment in document.segments]
    return [
        replace(finding, words=_words(finding, document, starts)) if finding.rule else finding for finding in findings
    ]


def _words(finding: Finding, document: Document, starts: Sequence[int]) -> str:
    number = bisect_right(starts, finding.place.start) - 1
    if finding.mention is None or number < 0:
        return _digest(finding.text)
    segment = document.segments[number]
    return _digest(_sentence(segment, finding.mention.start, finding.mention.end, finding.language))


def _sentence(segment: Segment, start: int, end: int, language: str) -> str:
    low, high = (0, len(segment.text)) if len(segment.text) <= _LONG else (max(start - _NEARBY, 0), end + _NEARBY)
    text = segment.text[low:high]
    for span in sentences(text, language):
        if span.start <= start - low < span.end:
            return text[slice(*Span(span.start, max(span.end, end - low)))]
    return text


def _digest(text: str) -> str:
    """Of the words alone: punctuation, white space, case and composition may change."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def known(findings: Iterable[Finding], baseline: Baseline) -> list[Finding]:
    """The findings, as many of each kind silenced as the list has; the first ones of a file, in order."""
    left = dict(baseline.counts)
    rows = []
    for finding in findings:
        if finding.reported:
            key = baseline.key(finding)
            if left.get(key, 0) > 0:
                left[key] -= 1
                finding = replace(finding, suppression=Suppression("baseline"))
        rows.append(finding)
    return rows


def gone(findings: Iterable[Finding], checked: Iterable[str], baseline: Baseline) -> Iterator[tuple[Key, int]]:
    """The entries that more was known of than there is, with how much more; only of files that were checked."""
    paths = {baseline.path(path) for path in checked}
    met = Counter(baseline.key(f) for f in findings if f.suppression and f.suppression.kind == "baseline")
    for key, count in sorted(baseline.counts.items()):
        if key.path in paths and count > met[key]:
            yield key, count - met[key]


def remember(findings: Iterable[Finding], checked: Iterable[str], old: Baseline) -> Baseline:
    """A list of all that is reported, or was known already. Files that were not checked keep what they had."""
    checked = {old.path(path) for path in checked}
    kept = [key for key in old.counts if key.path not in checked and (old.folder / key.path).exists()]
    counts = Counter({key: old.counts[key] for key in kept})
    texts = {key: old.texts.get(key, "") for key in kept}
    for finding in findings:
        if finding.reported or (finding.suppression and finding.suppression.kind == "baseline"):
            key = old.key(finding)
            counts[key] += 1
            texts.setdefault(key, " ".join(finding.text.split()))
    return Baseline(old.folder, dict(counts), texts)


# --- the file --------------------------------------------------------------------------------------------------------


def dump(baseline: Baseline) -> str:
    """The list as JSON, a line an entry, sorted."""
    rows = [
        json.dumps({**key._asdict(), "text": baseline.texts.get(key, ""), "count": count}, ensure_ascii=False)
        for key, count in sorted(baseline.counts.items())
    ]
    entries = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return f'{{"version": {VERSION}, "findings": [{entries}]}}\n'


def load(path: Path) -> Baseline:
    """A list from its file. Raises `ConfigError` where it is not there, is no such list or is of another version."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        version, rows = data["version"], data["findings"]
        if version != VERSION:
            raise ConfigError(
                f"{path}: a baseline of version {version!r}, and this program reads version {VERSION}; "
                "write it anew with --write-baseline"
            )
        keys = {Key(*(str(row[name]) for name in Key._fields)): row for row in rows}
        counts = {key: int(row["count"]) for key, row in keys.items()}
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such baseline; make it with --write-baseline") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise ConfigError(
            f"{path}: this is no baseline ({type(problem).__name__}: {problem}); write it anew with --write-baseline"
        ) from None
    return Baseline(path.absolute().parent, counts, {key: str(row.get("text", "")) for key, row in keys.items()})
