import json

import pytest

from corpus.errors import QuestionError
from rag.evaluation.compare import compare, significance
from rag.evaluation.results import Baseline, Result, read_baseline
from tests.rag.evaluation.made import question


def results(hits):
    return [
        Result(id=id_, question=question(id_), outcome="right", scores={"hit": float(hit)})
        for id_, hit in hits.items()
    ]


def baseline(hits):
    return Baseline(results=[{"id": id_, "scores": {"hit": hit}} for id_, hit in hits.items()])


def test_what_got_better_and_worse():
    before = {"a": 0.0, "b": 1.0, "c": 1.0, "only before": 1.0, "not scored": None}
    after = {"a": 1, "b": 1, "c": 0, "only after": 1, "not scored": 1}
    (change,) = compare(baseline(before), results(after))
    assert (change.measure, change.questions, change.better, change.worse) == ("hit", 3, ("a",), ("c",))
    assert (change.before, change.after, change.p) == (pytest.approx(2 / 3), pytest.approx(2 / 3), 1.0)


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (5, 0, 2 * 0.5**5), (8, 1, 2 * (1 + 9) * 0.5**9), (3, 3, 1.0)],
)
def test_mcnemar_exact_by_hand(better, worse, p):
    before = [0.0] * better + [1.0] * worse + [1.0] * 20
    after = [1.0] * better + [0.0] * worse + [1.0] * 20
    assert significance(before, after) == pytest.approx(p)


def test_graded_scores_are_permuted():
    before = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    after = [0.2, 0.4, 0.4, 0.6, 0.6, 0.9]
    assert significance(before, after) == pytest.approx(2 / 2**6)  # all signs alike: 2 of 64 are as extreme
    assert significance([0.5, 0.5], [0.5, 0.5]) == 1.0
    assert significance([0.5, 0.5], [0.5, 0.7]) == 1.0


def test_a_baseline_is_read_from_what_the_contract_promises(tmp_path):
    path = tmp_path / "old.json"
    old = {
        "metrics": {"hit": 1.0},
        "settings": {},
        "results": [{"id": "a", "answer": None, "scores": {"hit": 1}}],
    }
    path.write_text(json.dumps(old))
    assert read_baseline(path).results[0].scores == {"hit": 1.0}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"metrics": {}}', b"\xff\xfe"])
def test_no_evaluation(tmp_path, content):
    path = tmp_path / "old.json"
    path.write_bytes(content)
    with pytest.raises(QuestionError, match="not an evaluation"):
        read_baseline(path)
    with pytest.raises(QuestionError, match="No such file"):
        read_baseline(tmp_path / "missing.json")
