"""Several archives, searched as one."""

from contextlib import closing

import pytest

from index.passage import Filter
from rag.shelf import Shelf, shelved
from tests.index.conftest import Shelf as Writing
from tests.index.conftest import memo, reading
from tests.rag.shelved import MemoryArchive
from tests.tiny import document

SHARED = document("a", "The river was high in the spring of that year.")
OWN = document("b", "A bridge crossed the river near the old town.")
CHANGED = document("a", "Nobody had ever seen any river in this country.")


def near(shelf, query, n):
    return shelf.near(shelf.vector(query), n, Filter())


def matching(shelf, query, n):
    return shelf.matching(query, n, Filter())


@pytest.mark.parametrize("search", [near, matching])
def test_both_archives_are_searched_best_first(search):
    shelf = Shelf((MemoryArchive(SHARED), MemoryArchive(OWN)))
    hits = search(shelf, "bridge river town", 5)
    assert [hit.passage.document for hit in hits] == ["b", "a"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(search(shelf, "river", 1)) == 1


@pytest.mark.parametrize("search", [near, matching])
def test_a_document_that_two_hold_is_the_first_ones(search):
    shelf = Shelf((MemoryArchive(SHARED), MemoryArchive(CHANGED, OWN)))
    found = search(shelf, "river", 5)
    assert {hit.passage.text for hit in found} == {SHARED.texts[0].body, OWN.texts[0].body}
    assert len(found) == 2
    assert shelf.document("a") == SHARED
    assert shelf.document("b") == OWN


def test_counts_add_up():
    shelf = Shelf((MemoryArchive(SHARED), MemoryArchive(OWN)))
    assert (len(shelf), shelf.frequency("river"), shelf.frequency("bridg")) == (2, 2, 1)


def test_a_document_that_none_holds_is_a_key_error():
    with pytest.raises(KeyError):
        Shelf((MemoryArchive(SHARED), MemoryArchive())).document("c")


def test_an_empty_shelf_finds_nothing():
    shelf = Shelf((MemoryArchive(),))
    assert near(shelf, "river", 3) == matching(shelf, "river", 3) == []


def test_a_question_sees_one_index_though_another_is_published_meanwhile(tmp_path):
    writing = Writing(tmp_path / "home")
    writing.update(reading("x", memo("a", "The river was high.")))
    with closing(writing.archive()) as archive:
        shelf = shelved(archive)
        (found,) = near(shelf, "river", 1)
        writing.update(reading("x", memo("a", "No river.")))
        assert found.passage in shelf.passages("a")
        assert shelf.document("a").texts[0].body == found.passage.text
        assert shelved(archive).document("a").texts[0].body == "No river."
