"""What is seen of a question and a sentence without a model."""

import math

import numpy as np
import pytest

from index.passage import Filter
from rag.features import NAMES, Weighed, features, foreign, strange, weigh
from rag.retrieve import retrieve
from rag.sentence import quotable
from rag.shelf import Shelf
from tests.rag.shelved import MemoryArchive
from tests.tiny import document

SHELF = Shelf(
    (
        MemoryArchive(
            document("a", "The river was high that spring."), document("b", "The old river bridge fell down.")
        ),
    )
)


def test_rare_terms_weigh_more_and_unknown_ones_most():
    weights = weigh("Which river bridge has a unicorn?", SHELF).weights
    assert set(weights) == {"river", "bridg", "unicorn"}
    assert 0 < weights["river"] < weights["bridg"] < weights["unicorn"]
    assert weights["bridg"] == pytest.approx(math.log(1 + 1.5 / 1.5))


@pytest.mark.parametrize(
    ("weights", "found", "share"),
    [
        ({}, {"river"}, 0.0),
        ({"river": 1.0, "bridg": 3.0}, set(), 0.0),
        ({"river": 1.0, "bridg": 3.0}, {"bridg", "other"}, 0.75),
        ({"river": 1.0, "bridg": 3.0}, {"river", "bridg"}, 1.0),
    ],
)
def test_shares(weights, found, share):
    assert Weighed(weights).share(found) == share


@pytest.mark.parametrize("question", ["the old bridge", "who is it?", "мост"])
def test_every_feature_is_finite_and_bounded(question):
    sentences = quotable(retrieve(SHELF, question, question, Filter(), 9), SHELF)
    rows = features(question, question, sentences, SHELF)
    assert rows.shape == (len(sentences), len(NAMES))
    assert np.isfinite(rows).all()
    assert (rows <= 1).all()


def test_the_sentence_with_the_words_has_the_larger_share():
    sentences = sorted(
        quotable(retrieve(SHELF, "old bridge", "old bridge", Filter(), 9), SHELF), key=lambda s: s.document
    )
    column = features("old bridge", "old bridge", sentences, SHELF)[:, NAMES.index("sentence")]
    assert list(column) == [0, 1]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How high was the River?", False),
        ("How high was the Danube?", True),
        ("Danube in spring?", False),  # the first word has a capital whatever it is
        ("How high was the river? Describe it.", False),
        ("Was the old Bridge of 1950 high?", True),
    ],
)
def test_what_the_archive_never_mentions_is_strange(question, expected):
    assert strange(question, SHELF) is expected


@pytest.mark.parametrize(
    ("question", "english", "expected"),
    [
        ("asdf", "asdf", True),
        ("Hello there!", "Hello there!", True),
        ("Unicorns?", "Unicorns?", True),
        ("Which river?", "Which river?", False),
        ("Колко мостове?", "how many bridges", False),
        ("Колко коня?", "how many horses", True),
        ("Who drowned, and where did the mourners gather?",) * 2 + (False,),  # all of it in other words
        ("What is it?", "What is it?", False),  # nothing but words of grammar: the reader decides
    ],
)
def test_short_questions_without_a_word_of_the_archive_are_foreign(question, english, expected):
    assert foreign(question, english, SHELF) is expected


def test_numbers_of_a_question_are_looked_for_one_by_one():
    shelf = Shelf((MemoryArchive(document("a", "Of 20 ships and 300 men nothing was heard again.")),))
    assert not strange("How many of the 20 ships and 300 men were lost?", shelf)


def test_no_sentences_give_no_rows():
    assert features("river", "river", [], SHELF).shape == (0, len(NAMES))
