"""Words of passages and of documents as wholes."""

import pytest

from index.chunk import chunk
from index.draft import facts
from index.lexical import DOCUMENTS, PASSAGES, LexicalWriter, wholes
from index.passage import Filter
from index.terms import terms
from index.words import Words
from tests.tiny import document

BRIDGE = document("bridge", "The stone bridge fell. " * 30, "Nobody was hurt in May.", title="Of Bridges")
TOWN = document("town", "Nobody knows who built the stone town.", title="Of Towns")


def rows(*documents):
    return [
        (passage, facts(one, passage), " ".join(terms(passage.embedding_text)))
        for one in documents
        for passage in chunk(one)
    ]


def best(folder, question):
    return [id_ for id_, _ in Words(folder).matching(terms(question), 9, Filter())]


@pytest.fixture
def written(tmp_path):
    writer = LexicalWriter(tmp_path / "words")
    writer.add(rows(BRIDGE))
    writer.add(rows(TOWN))
    writer.close()
    return tmp_path / "words"


def test_a_document_holds_the_words_of_all_its_passages_in_order(written):
    (id_, fact, words), *more = wholes(rows(BRIDGE))
    assert (id_, fact.document, more) == ("bridge", "bridge", [])
    assert words == " ".join(terms(f"{BRIDGE.title}\n{BRIDGE.texts[0].body}"))


def test_several_passages_are_one_document(written):
    assert len(best(written / PASSAGES, "bridge")) > 1
    assert best(written / DOCUMENTS, "bridge") == ["bridge"]
    assert best(written / DOCUMENTS, "who was hurt by the town bridge") == ["bridge", "town"]


def test_what_is_dropped_is_gone_from_both(written):
    writer = LexicalWriter(written)
    writer.drop("bridge")
    writer.close()
    for folder in (PASSAGES, DOCUMENTS):
        assert best(written / folder, "bridge") == []
        assert best(written / folder, "town") != []


FILLER = "The weather was fine and the ships lay at anchor. " * 6
APART = document("apart", f"A treaty was read. {FILLER}Then there was peace.")
NEAR = document("near", f"{FILLER}A treaty of peace was read. Then there was.")
OTHERS = [document(f"other-{number}", FILLER) for number in range(2)]


def words_of(folder, *documents):
    writer = LexicalWriter(folder)
    for one in documents:
        writer.add(rows(one))
    writer.close()
    return Words(folder / DOCUMENTS)


def test_documents_whose_text_brings_terms_together_come_first(tmp_path):
    """Both hold "treaty" and "peace" as often and are as long; the one says "treaty of peace"."""
    words = words_of(tmp_path / "words", APART, NEAR, *OTHERS)
    for question in ("treaty peace", "peace treaty"):
        plainly = dict(words.matching(terms(question), 9, Filter()))
        closely = dict(words.closely_matching(terms(question), 9, Filter()))
        assert list(closely) == ["near", "apart"]
        assert closely["apart"] == plainly["apart"]
        assert closely["near"] > plainly["near"]


def test_terms_that_most_documents_hold_make_no_pair(tmp_path):
    words = words_of(tmp_path / "words", APART, NEAR, OTHERS[0])
    common = terms("treaty peace")
    assert words.closely_matching(common, 9, Filter()) == words.matching(common, 9, Filter())


def test_terms_that_stand_far_apart_in_the_query_make_no_pair(written):
    words = Words(written / DOCUMENTS)
    far = terms("stone river river river river bridge")
    assert words.closely_matching(far, 9, Filter()) == words.matching(far, 9, Filter())
