"""What Chroma holds, and what it is not allowed to bring along."""

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings
from chromadb.utils.embedding_functions import DefaultEmbeddingFunction

from corpus.errors import Damaged
from index import vectors
from index.passage import Filter
from index.words import Facts

FACTS = [Facts("a", "en", "A", "1973-10-30"), Facts("b", "bg", "", "1966"), Facts("c", "en", "A", "")]
UNIT = np.eye(4, dtype=np.float32)


@pytest.fixture
def store(tmp_path):
    opened = vectors.folder(tmp_path / "vectors")
    opened.add(["p", "q", "r"], FACTS, UNIT[:3])
    yield opened
    opened.close()


def test_the_nearest_come_first_with_their_cosine(store):
    wanted = (UNIT[0] * 3 + UNIT[1]).astype(np.float32)
    hits = store.nearest(wanted, 3, Filter())
    assert [name for name, _ in hits] == ["p", "q", "r"]
    assert [score for _, score in hits] == pytest.approx([3 / 10**0.5, 1 / 10**0.5, 0], abs=1e-5)
    assert store.among(wanted, 3, Filter(documents=frozenset("abc"))) == [
        (name, pytest.approx(score, abs=1e-5)) for name, score in hits
    ]


def test_adding_an_id_again_replaces_it_and_dropping_twice_is_no_error(store):
    store.add(["p"], [FACTS[1]], UNIT[3:])
    assert store.count() == 3
    assert store.nearest(UNIT[3], 1, Filter(documents=frozenset("b")))[0][0] == "p"
    store.drop(["p"])
    store.drop(["p", "never"])
    assert store.count() == 2


def test_more_than_chroma_takes_at_once_is_handed_over_in_parts(store):
    many = np.tile(UNIT, (1500, 1))
    names = [f"m{n}" for n in range(len(many))]
    store.add(names, [FACTS[0]] * len(many), many)
    assert store.count() == len(many) + 3
    store.drop(names)
    assert store.count() == 3


def test_a_collection_that_names_an_embedding_function_is_refused(tmp_path):
    client = chromadb.PersistentClient(str(tmp_path), Settings(anonymized_telemetry=False))
    client.create_collection(vectors.NAME, embedding_function=DefaultEmbeddingFunction())
    client.close()
    with pytest.raises(Damaged, match="names an embedding function"):
        vectors.folder(tmp_path)


def test_a_folder_that_chroma_cannot_open_is_damaged(tmp_path):
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(Damaged, match="memocite index --rebuild"):
        vectors.folder(tmp_path)
