"""Positions, and edits that leave everything else as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.document import Document, Edit, Run, Segment, Span


def bold_name() -> tuple[str, Segment]:
    source = "In **Vel**grad now"
    runs = [Run(Span(0, 3), "In "), Run(Span(3, 5), ""), Run(Span(5, 8), "Vel"), Run(Span(8, 10), "")]
    return source, Segment((*runs, Run(Span(10, 18), "grad now")))


def test_a_replaced_name_keeps_the_markup_inside_it() -> None:
    source, segment = bold_name()
    assert segment.text == "In Velgrad now"
    edits = segment.replace(3, 10, "Velhavn")
    assert Document(source, (segment,)).splice(edits) == "In **Velhavn** now"
    assert segment.source(3, 10) == Span(5, 14)


def test_what_is_not_literal_is_placed_as_a_whole() -> None:
    segment = Segment((Run(Span(0, 2), "a "), Run(Span(2, 7), "&"), Run(Span(7, 9), " b")))
    assert segment.source(2, 3) == Span(2, 7)
    with pytest.raises(ValueError, match="nothing is seen"):
        segment.source(1, 1)


@given(st.text(alphabet="a\r\n\u2028é島", max_size=40), st.integers(0, 40))
def test_positions_count_lines_as_an_editor_does(source: str, offset: int) -> None:
    offset = min(offset, len(source))
    before = source[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if source[offset - 1 : offset + 1] == "\r\n":  # between the two halves of one line end
        return
    line, column = Document(source, ()).position(offset)
    assert line == before.count("\n") + 1
    assert column == len(before) - (before.rfind("\n") + 1) + 1


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=4)), max_size=4)
)
def test_splice_changes_what_it_is_told_and_nothing_else(source: str, changes: list[tuple[int, int, str]]) -> None:
    expected, edits, at = "", [], 0
    for start, length, text in sorted(changes):
        start, end = min(start, len(source)), min(start + length, len(source))
        if start < at:
            continue
        expected += source[at:start] + text
        edits.append(Edit(Span(start, end), text))
        at = end
    if len({edit.span for edit in edits}) == len(edits):  # two insertions at one place have no order of their own
        assert Document(source, ()).splice(reversed(edits)) == expected + source[at:]


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Document("abcdef", ()).splice([Edit(Span(0, 3), "x"), Edit(Span(2, 4), "y")])
