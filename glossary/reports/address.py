"""How machine formats call a file and a finding: paths from one root, and what stays the same when lines move."""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from glossary.lint import Finding
from glossary.reports.outcome import Outcome

_AROUND = 40  # code points on either side that tell one mention from another
_PARAGRAPH = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")


def relative(path: str, outcome: Outcome) -> str:
    """A path from the root with forward slashes; one that lies elsewhere stays absolute, standard input is ``-``."""
    if path == "-":
        return path
    below = Path(os.path.relpath(path, outcome.root or os.curdir))
    return (Path(path).absolute() if os.pardir in below.parts else below).as_posix()


def uri(path: str, outcome: Outcome) -> str:
    """`relative` as a URI reference, percent-encoded."""
    found = relative(path, outcome)
    return Path(found).as_uri() if Path(found).is_absolute() else quote(found)


def fingerprints(findings: Sequence[Finding], outcome: Outcome) -> list[str]:
    """What each finding is known by, in their order: a hash of the rule, the concept and the words around, and the
    number of the finding among those of its file that share it. A line that moves or is wrapped anew changes nothing.
    """
    seen = Counter[tuple[str, str]]()
    found = []
    for finding in findings:
        parts = [f"{finding.rule}", finding.concept, *_around(finding, outcome.sources.get(finding.path, ""))]
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[finding.path, digest] += 1
        found.append(f"{digest}:{seen[finding.path, digest]}")
    return found


def _around(finding: Finding, source: str) -> list[str]:
    """The words before, of and after a finding in its paragraph, with line ends, spaces and composition levelled."""
    start, end = finding.place.span
    before = _PARAGRAPH.split(source[max(start - 4 * _AROUND, 0) : start])[-1]
    after = _PARAGRAPH.split(source[end : end + 4 * _AROUND])[0]
    before, text, after = (
        unicodedata.normalize("NFC", " ".join(part.split())) for part in (before, finding.text, after)
    )
    return [before[-_AROUND:], text, after[:_AROUND]]
