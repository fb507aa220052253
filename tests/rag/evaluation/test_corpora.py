import json

import pytest
from rich.console import Console

from corpus.errors import ReadError
from corpus.settings import Settings
from rag.evaluation import corpora
from rag.evaluation.options import Options
from tests.tiny import TinyEmbedder

QUIET = Console(quiet=True)


@pytest.fixture
def embedder(monkeypatch):
    model = TinyEmbedder()
    monkeypatch.setattr("index.archive.embedder", lambda name: model)
    monkeypatch.setattr(corpora, "embedder", lambda name: model)
    return model


@pytest.fixture
def beir(tmp_path):
    rows = [
        {"_id": "v1/d1", "title": "", "text": "Coal was found in the valley.\nIt burns."},
        {"_id": "v1/d2", "title": "", "text": "The harbour froze in winter."},
    ]
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "coal"}\n')
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\tv1/d1\t1\n")
    return folder


def test_a_corpus_is_indexed_once_and_kept_by_its_content(tmp_path, embedder):
    settings = Settings(home=tmp_path / "home")
    (tmp_path / "memos").mkdir()
    (tmp_path / "memos" / "coal.txt").write_text("Coal was found in the valley.")
    options = Options(tmp_path / "q.jsonl", corpus=(tmp_path / "memos",))
    first = corpora.opened(options, settings, QUIET)
    assert first.library("coal").title == "coal"
    assert first.library("nothing") is None
    assert first.facts["documents"] == 1
    assert first.facts["models"]["embedding"] == "tiny"
    first.close()
    seen = embedder.seen
    again = corpora.opened(options, settings, QUIET)
    again.close()
    assert (embedder.seen, again.digest) == (seen, first.digest)
    (tmp_path / "memos" / "coal.txt").write_text("No coal was found.")
    other = corpora.opened(options, settings, QUIET)
    other.close()
    assert embedder.seen > seen


def test_a_beir_folder_brings_its_own_corpus(tmp_path, embedder, beir):
    subject = corpora.opened(Options(beir), Settings(home=tmp_path / "home"), QUIET)
    assert subject.search("coal") == ["v1/d1", "v1/d2"]
    assert subject.library("v1/d2").texts[0].body == "The harbour froze in winter."
    subject.close()
    seen = embedder.seen
    corpora.opened(Options(beir), Settings(home=tmp_path / "home"), QUIET).close()
    assert embedder.seen == seen


def test_a_corpus_whose_index_was_damaged_is_indexed_anew(tmp_path, embedder, beir):
    settings = Settings(home=tmp_path / "home")
    corpora.opened(Options(beir), settings, QUIET).close()
    (catalog,) = settings.home.glob("sets/*/generations/*/catalog.sqlite")
    catalog.write_bytes(b"")
    subject = corpora.opened(Options(beir), settings, QUIET)
    assert subject.search("coal") == ["v1/d1", "v1/d2"]
    subject.close()


def test_a_corpus_without_documents(tmp_path, embedder, beir):
    (beir / "corpus.jsonl").write_text("\n")
    with pytest.raises(ReadError, match=r"corpus\.jsonl holds no documents"):
        corpora.opened(Options(beir), Settings(home=tmp_path / "home"), QUIET)
    (tmp_path / "empty").mkdir()
    options = Options(tmp_path / "q.jsonl", corpus=(tmp_path / "empty",))
    with pytest.raises(ReadError, match="holds no documents"):
        corpora.opened(options, Settings(home=tmp_path / "home"), QUIET)
