import json

import pytest

from corpus.errors import QuestionError
from rag.evaluation import assemble, beir
from rag.evaluation.results import Got

CORPUS = [
    {"_id": "v1/d1", "title": "Mr. Black to all", "text": "Mr. Black to all\nSir: You are aware.\n\nI am."},
    {"_id": "v1/d2", "title": "", "text": "Another"},
]
QUERIES = [
    {"_id": "q1", "text": "Who is aware?", "metadata": {}},
    {"_id": "q2", "text": "Unjudged?"},
    {"_id": 3, "text": "?"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tv1/d1\t1\nq2\tv1/d2\t0\n3\tv1/d2\t2\n"


@pytest.fixture
def folder(tmp_path):
    for name, rows in (("corpus.jsonl", CORPUS), ("queries.jsonl", QUERIES)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS)
    (tmp_path / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\n")
    return tmp_path


def test_a_folder_is_read_as_it_stands(folder):
    assert beir.recognises(folder)
    assert not beir.recognises(folder / "qrels")
    assert [(q.id, q.question) for q in beir.questions(folder)] == [("q1", "Who is aware?"), ("3", "?")]
    assert beir.judgements(folder)["3"] == {"v1/d2": 2}


def test_documents_are_slices(folder):
    first, second = beir.documents(folder)
    assert (first.id, first.title, second.id) == ("v1/d1", "Mr. Black to all", "v1/d2")
    (text,) = first.texts
    paragraphs = [text.body[p.start : p.end] for p in text.sections[0].paragraphs]
    assert paragraphs == ["Mr. Black to all", "Sir: You are aware.", "I am."]


def test_rankings_are_scored_by_document(folder):
    questions = beir.questions(folder)
    got = {
        "q1": Got(id="q1", ranking=("v1/d2", "v1/d1"), ms=3.0),
        "3": Got(id="3", error="ValueError: no", ms=4.0),
    }
    results = assemble.rankings(questions, got, beir.judgements(folder))
    assert [result.outcome for result in results] == ["right", "failed"]
    evaluation = assemble.evaluation(results, {})
    assert evaluation.metrics["rr_10"] == pytest.approx(1 / 4)
    assert evaluation.metrics["passage_recall_5"] == pytest.approx(1 / 2)
    assert evaluation.metrics["median_ms"] == pytest.approx(3.5)
    assert evaluation.metrics["hit"] is None
    assert evaluation.metrics["auroc"] is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("queries.jsonl", '{"_id": "q1"}', "queries.jsonl: line 1: text: Field required"),
        ("queries.jsonl", "{", "queries.jsonl: line 1: not JSON"),
        ("queries.jsonl", '{"_id": "q9", "text": "?"}', "none of its queries has a relevant document"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\tv1/d1\n", "test.tsv: line 2: give query-id"),
    ],
)
def test_bad_files_are_named(folder, name, content, reason):
    (folder / name).write_text(content)
    with pytest.raises(QuestionError) as caught:
        beir.questions(folder)
    assert reason in str(caught.value)


def test_without_judgements(folder):
    for path in (folder / "qrels").iterdir():
        path.unlink()
    with pytest.raises(QuestionError, match=r"no qrels/\*\.tsv"):
        beir.questions(folder)
