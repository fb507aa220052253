"""A sentence → the place where a reader finds it."""

from dataclasses import replace

import pytest

from corpus.document import Page, Pair, Span
from corpus.errors import Damaged
from index.passage import Filter
from rag.cite import cite, paragraph_at, passage_reference
from rag.retrieve import retrieve
from rag.sentence import quotable
from rag.shelf import Shelf
from tests.rag.shelved import MemoryArchive
from tests.tiny import document, text

ORIGINAL = text(("2", "Реката", ["Реката беше много висока.", "Мостът падна във водата."]), language="bg")
ENGLISH = text(
    ("2", "The river", ["The river was very high.", "The bridge fell in the water."]), role="translation"
)


def place(body, words):
    start = body.index(words)
    return Span(start, start + len(words))


def pair(original, translation):
    return Pair(place(ORIGINAL.body, original), place(ENGLISH.body, translation))


PAGED = replace(ORIGINAL, pages=(Page("6", 0, place(ORIGINAL.body, "Мостът").start), Page("7–9", 37, 99)))
MEMO = document(
    "m",
    texts=(PAGED, ENGLISH),
    pairs=(
        pair("Реката беше много висока.", "The river was very high."),
        pair("Мостът падна във водата.", "The bridge fell in the water."),
    ),
)


def sentence_of(memo, words, language="en"):
    shelf = Shelf((MemoryArchive(memo),))
    found = quotable(retrieve(shelf, words, words, Filter(), 99), shelf)
    return next(one for one in found if words in one.candidate.text and one.language == language)


def test_a_translation_borrows_the_page_of_the_original():
    cited = cite(1, sentence_of(MEMO, "The bridge fell"), MEMO)
    assert cited.quote == ENGLISH.body[cited.start : cited.end] == "The bridge fell in the water."
    assert (cited.section.number, cited.section.heading, cited.paragraph) == ("2", "The river", 2)
    assert (cited.page, cited.page_of) == ("7–9", "original")
    assert cited.original.quote == ORIGINAL.body[cited.original.start : cited.original.end]
    assert cited.original.quote == "Мостът падна във водата."
    assert cited.translation is None
    assert cited.document.id == "m"
    assert cited.reference


def test_an_original_has_its_own_page_and_its_translation_beside_it():
    cited = cite(2, sentence_of(MEMO, "Мостът падна", "bg"), MEMO)
    assert (cited.number, cited.page, cited.page_of) == (2, "7–9", None)
    assert (cited.original, cited.translation.quote) == (None, "The bridge fell in the water.")


@pytest.mark.parametrize(
    "memo",
    [
        replace(MEMO, pairs=()),
        replace(MEMO, texts=(ORIGINAL, ENGLISH)),
        replace(MEMO, texts=(ENGLISH,), pairs=()),
    ],
    ids=["unaligned", "no pages", "alone"],
)
def test_without_a_page_to_borrow_there_is_none(memo):
    cited = cite(1, sentence_of(memo, "The bridge fell"), memo)
    assert (cited.page, cited.page_of) == (None, None)


def test_a_passage_that_is_not_what_the_document_says_is_damage():
    one = sentence_of(MEMO, "The bridge fell")
    with pytest.raises(Damaged, match=r"m: .*--rebuild"):
        cite(1, replace(one, start=one.start + 1, end=one.end + 1), MEMO)


@pytest.mark.parametrize(("words", "paragraph"), [("The river\n", None), ("The river was", 1), ("water", 2)])
def test_a_heading_is_in_no_paragraph(words, paragraph):
    assert paragraph_at(ENGLISH.sections[0], ENGLISH.body.index(words)) == paragraph


def test_the_passage_of_a_sentence_is_a_slice_too():
    one = sentence_of(MEMO, "The bridge fell")
    reference = passage_reference(one.found.passage, 0.5, MEMO)
    assert reference.text == ENGLISH.body[reference.start : reference.end]
    assert (reference.score, reference.section, reference.document) == (0.5, "2", "m")
