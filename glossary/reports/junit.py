"""JUnit's XML: a suite for each file, a failed case for each finding, an error for a file that could not be checked."""

from itertools import groupby
from typing import TextIO

from glossary import wording
from glossary.i18n import ngettext
from glossary.reports.address import relative
from glossary.reports.outcome import Outcome
from glossary.reports.xml import clean, dump

NAME = "junit"


def write(outcome: Outcome, out: TextIO) -> None:
    """Where there is nothing to report one case has passed, because servers take a report without cases for a fault."""
    from xml.etree.ElementTree import Element, SubElement

    failures, errors = len(outcome.reported), len(outcome.problems)
    tests = f"{failures + errors or 1}"
    root = Element("testsuites", name="glossary", tests=tests, failures=f"{failures}", errors=f"{errors}")
    for path, group in groupby(outcome.reported, key=lambda finding: finding.path):
        findings, name = list(group), clean(relative(path, outcome))
        number = f"{len(findings)}"
        suite = SubElement(root, "testsuite", name=name, tests=number, failures=number, errors="0")
        for finding in findings:
            place = f"{finding.place.line}:{finding.place.column}"
            label = f"{finding.rule.code} {finding.rule} {place}" if finding.rule else place
            case = SubElement(suite, "testcase", name=label, classname=name)
            message = clean(wording.message(finding))
            failure = SubElement(case, "failure", message=message, type=finding.judgement.level)
            failure.text = clean("\n".join([f"{name}:{place}", *wording.told(finding)]))
    for problem in outcome.problems:
        name = clean(relative(problem.path, outcome))
        suite = SubElement(root, "testsuite", name=name, tests="1", failures="0", errors="1")
        case = SubElement(suite, "testcase", name="problem", classname=name)
        SubElement(case, "error", message=clean(problem.message), type="problem")
    if not failures + errors:
        suite = SubElement(root, "testsuite", name="glossary", tests="1", failures="0", errors="0")
        checked = ngettext("{number} file checked", "{number} files checked", outcome.checked)
        SubElement(suite, "testcase", name=checked, classname="glossary")
    dump(root, out)
