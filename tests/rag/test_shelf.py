"""Several archives, searched as one."""

import pytest

from index.passage import Filter
from rag.shelf import Shelf
from tests.rag.shelved import MemoryArchive
from tests.tiny import document

SHARED = document("a", "The river was high in the spring of that year.")
OWN = document("b", "A bridge crossed the river near the old town.")
CHANGED = document("a", "Nobody had ever seen any river in this country.")


def texts(hits):
    return [hit.passage.text for hit in hits]


@pytest.mark.parametrize("search", ["near", "matching"])
def test_both_archives_are_searched_best_first(search):
    shelf = Shelf((MemoryArchive(SHARED), MemoryArchive(OWN)))
    hits = getattr(shelf, search)("bridge river town", 5, Filter())
    assert [hit.passage.document for hit in hits] == ["b", "a"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(getattr(shelf, search)("river", 1, Filter())) == 1


@pytest.mark.parametrize("search", ["near", "matching"])
def test_a_document_that_two_hold_is_the_first_ones(search):
    shelf = Shelf((MemoryArchive(SHARED), MemoryArchive(CHANGED, OWN)))
    found = getattr(shelf, search)("river", 5, Filter())
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
    assert shelf.near("river", 3, Filter()) == shelf.matching("river", 3, Filter()) == []
