"""What may be quoted: slices of the body, at least 20 characters long, within a paragraph where possible."""

import pytest

from index.passage import Filter
from rag.cite import paragraph_at
from rag.retrieve import retrieve
from rag.sentence import SHORTEST, is_cyrillic, quotable
from rag.shelf import Shelf
from tests.rag.shelved import MemoryArchive
from tests.tiny import document, text


def shelf_of(*memos):
    return Shelf((MemoryArchive(*memos),))


def sentences_of(memo):
    shelf = shelf_of(memo)
    return quotable(retrieve(shelf, "river", "river", Filter(), 99), shelf)


@pytest.mark.parametrize(
    ("paragraphs", "quotes"),
    [
        (["The river was high that spring. It fell in the autumn."], None),
        (["The river was high that spring. So it was."], ["The river was high that spring. So it was."]),
        (["So it was. The river was high that spring."], ["So it was. The river was high that spring."]),
        (
            ["The river was high that spring. Indeed.", "In the autumn the water fell again."],
            ["The river was high that spring. Indeed.", "In the autumn the water fell again."],
        ),
        (
            ["In the autumn the water fell again.", "Yes. The river was high that spring."],
            ["In the autumn the water fell again.", "Yes. The river was high that spring."],
        ),
        (["Ulan Bator"], ["Ulan Bator"]),
        (["The river was high \ud800 that spring."], ["The river was high \ud800 that spring."]),
    ],
)
def test_sentences_are_slices_and_none_is_too_short(paragraphs, quotes):
    memo = document("m", *paragraphs)
    found = sentences_of(memo)
    for one in found:
        assert memo.texts[0].body[one.start : one.end] == one.candidate.text
        assert len(one.candidate.text) >= SHORTEST or len(found) == 1
    if quotes is not None:
        assert [one.candidate.text for one in sorted(found, key=lambda s: s.start)] == quotes


def test_what_stands_in_front_goes_along_but_never_from_another_section():
    memo = document(
        "m",
        texts=(
            text(
                ("1", "First", ["The river rose in that spring."]),
                ("2", "Second", ["Then it fell for a year."]),
            ),
        ),
    )
    last = max(sentences_of(memo), key=lambda one: one.start)
    assert last.section == "2"
    assert "river" not in last.candidate.before
    assert last.candidate.heading == "Second · A memo"


def test_a_short_heading_is_no_part_of_the_first_sentence():
    memo = document("m", texts=(text(("1", "Summary", ["The river was 1,300 km long."])),))
    [one] = sentences_of(memo)
    assert one.candidate.text == "The river was 1,300 km long."
    assert paragraph_at(memo.texts[0].sections[0], one.start) == 1


def test_a_long_heading_may_be_quoted_by_itself():
    memo = document(
        "m", texts=(text(("1", "On the floods of the river in spring", ["The river rose high."])),)
    )
    found = sorted(one.candidate.text for one in sentences_of(memo))
    assert found == ["1. On the floods of the river in spring", "The river rose high."]


@pytest.mark.parametrize(
    ("words", "cyrillic"), [("", False), ("12 ?", False), ("река", True), ("a река", True), ("aaa я", False)]
)
def test_script(words, cyrillic):
    assert is_cyrillic(words) is cyrillic
