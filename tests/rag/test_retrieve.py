"""Two searches, one list."""

import pytest

from index.passage import Filter, Hit, Passage
from rag.retrieve import ABOUT_ONE, combined, fuse, lexical_query, retrieve
from rag.shelf import Shelf
from tests.rag.shelved import MemoryArchive
from tests.tiny import document


def hit(name, score):
    return Hit(Passage(name, "d", "en", "1", 1, 0, 1, "x", ""), score)


@pytest.mark.parametrize(
    ("dense", "lexical", "order"),
    [
        ([], [], []),
        ([hit("a", 0.9), hit("b", 0.1)], [], ["a", "b"]),
        ([], [hit("a", 9.0), hit("b", 3.0)], ["a", "b"]),
        ([hit("a", 0.5)], [hit("b", 7.0), hit("a", 7.0)], ["a", "b"]),
        ([hit("b", 0.5), hit("a", 0.5)], [], ["a", "b"]),
        ([hit("a", 0.5), hit("b", 0.4)], [hit("b", 20.0)], ["b", "a"]),
        ([hit("a", -0.3)], [hit("b", 1.0)], ["b", "a"]),
    ],
)
def test_fusing(dense, lexical, order):
    found = fuse(dense, lexical, {})
    assert [one.passage.id for one in found] == order
    assert all(0 <= one.score <= 1 and 0 <= one.lexical <= 1 for one in found)


def test_of_like_passages_that_of_the_better_document_stands_first():
    here, there = (Hit(Passage(name, name, "en", "1", 1, 0, 1, "x", ""), 0.5) for name in "ab")
    first, second = fuse([here, there], [], {"a": 0.4 * ABOUT_ONE, "b": 2 * ABOUT_ONE})
    assert (first.passage.document, first.dense, first.about) == ("b", 0.5, 2.0)
    assert (first.score, second.score) == (combined(0.5, 0.0, 2.0), combined(0.5, 0.0, 0.4))


def test_a_document_that_shares_one_common_word_says_little():
    found, _ = fuse([hit("a", 0.5), hit("b", 0.4)], [], {"d": 0.05})
    assert found.about < 0.01
    assert 0 < found.score - combined(0.5, 0.0, 0.0) < 0.001


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("How long is the border?", "long border"),
        ("What is it?", "what is it"),
        ("Колко е дълга границата?", "дълга границата dalga granitsata"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_the_words_that_are_searched_for(question, query):
    assert lexical_query(question) == query


def test_the_order_of_documents_does_not_matter():
    memos = [document(f"m{i}", f"The {word} river was high.") for i, word in enumerate(["red", "red", "old"])]
    lists = [
        [
            one.passage.id
            for one in retrieve(Shelf((MemoryArchive(*order),)), "red river", "red river", Filter(), 9)
        ]
        for order in (memos, memos[::-1])
    ]
    assert lists[0] == lists[1]
    assert len(lists[0]) == 3
