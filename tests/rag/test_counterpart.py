"""What was found in the other language of a memo is shown in that of the question."""

from dataclasses import replace

import pytest

from corpus.document import Pair, Span
from index.passage import Filter
from rag.counterpart import in_script_of
from rag.retrieve import Found, combined, retrieve
from rag.shelf import Shelf
from tests.rag.shelved import MemoryArchive
from tests.tiny import document, text

ORIGINAL = text(("1", None, ["Реката беше много висока през пролетта."]), language="bg")
TRANSLATION = text(("1", None, ["The river was very high in the spring."]), role="translation")
PAIR = Pair(Span(0, len(ORIGINAL.body)), Span(0, len(TRANSLATION.body)))
BOTH = document("m", texts=(ORIGINAL, TRANSLATION), pairs=(PAIR,))


@pytest.mark.parametrize(
    ("memo", "question", "languages"),
    [
        (BOTH, "river", {"en"}),
        (BOTH, "река", {"bg"}),
        (replace(BOTH, pairs=()), "river", {"en", "bg"}),
        (replace(BOTH, texts=(TRANSLATION,), pairs=()), "река", {"en"}),
    ],
)
def test_what_stands_in_both_languages_is_quoted_in_that_of_the_question(memo, question, languages):
    shelf = Shelf((MemoryArchive(memo),))
    found = in_script_of(question, retrieve(shelf, question, question, Filter(), 9), shelf, Filter())
    assert {one.passage.language for one in found} == languages


def test_what_only_the_translation_was_found_by_leads_to_the_original():
    shelf = Shelf((MemoryArchive(BOTH),))
    translation, original = shelf.passages("m")[1], shelf.passages("m")[0]
    found = in_script_of(
        "Колко?", [Found(translation, 0.7, 0.5, 0.3, combined(0.7, 0.5, 0.3))], shelf, Filter()
    )
    assert found == [Found(original, 0.7, 0.5, 0.3, combined(0.7, 0.5, 0.3))]


def test_a_passage_found_in_both_texts_counts_for_what_either_was_found_by():
    shelf = Shelf((MemoryArchive(BOTH),))
    original, translation = shelf.passages("m")
    found = [Found(original, 0.0, 1.0, 0.4, 0.4), Found(translation, 0.5, 0.0, 0.4, 0.3)]
    assert in_script_of("Колко?", found, shelf, Filter()) == [
        Found(original, 0.5, 1.0, 0.4, combined(0.5, 1.0, 0.4))
    ]


def test_nothing_is_exchanged_where_a_language_was_chosen():
    shelf = Shelf((MemoryArchive(BOTH),))
    found = [Found(shelf.passages("m")[1], 0.7, 0.5, 0.3, 0.62)]
    assert in_script_of("Колко?", found, shelf, Filter(languages=frozenset({"en"}))) == found
