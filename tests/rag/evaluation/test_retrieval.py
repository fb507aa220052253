import math

import ir_measures
import pytest
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from rag.evaluation import retrieval
from tests.rag.evaluation.made import BORDER, HARVEST, VISIT

EVIDENCE = ((BORDER,), (HARVEST,))
FILLER = "A passage that has nothing to say about it."


@pytest.mark.parametrize(
    ("passages", "expected"),
    [
        ([FILLER, BORDER], ("rank 0", "0")),
        ([BORDER, BORDER, HARVEST], ("0", "rank 1", "1")),  # the same words again find nothing new
        ([f"{BORDER} {HARVEST}", VISIT], ("0", "1", "rank 1")),
        ([], ()),
    ],
)
def test_ranking(passages, expected):
    assert retrieval.ranking(passages, EVIDENCE) == expected


@pytest.mark.parametrize(
    ("passages", "shares"),
    [
        ([f"{BORDER} {HARVEST}"], (1.0, 1.0, 1.0)),  # one passage may bear both
        ([FILLER, BORDER, HARVEST], (0.0, 1.0, 1.0)),
        ([BORDER, *[FILLER] * 4, HARVEST], (0.5, 0.5, 1.0)),
        ([BORDER, *[FILLER] * 9, HARVEST], (0.5, 0.5, 0.5)),
        ([], (0.0, 0.0, 0.0)),
    ],
)
def test_recall_counts_passages(passages, shares):
    names = ("passage_recall_1", "passage_recall_5", "passage_recall_10")
    assert retrieval.recalls(passages, EVIDENCE) == dict(zip(names, shares, strict=True))


def test_hand_computed():
    ranked = retrieval.ranking([FILLER, BORDER, FILLER, HARVEST], EVIDENCE)
    scores = retrieval.measure({"q": ranked}, {"q": retrieval.relevant(EVIDENCE)})["q"]
    ideal = 1 + 1 / math.log2(3)
    assert scores["rr_10"] == pytest.approx(1 / 2)
    assert scores["ndcg_10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert scores["passage_recall_1"] == 0
    assert scores["passage_recall_5"] == 1


def test_agrees_with_ir_measures_on_graded_rankings():
    judged = {"a": {"d1": 2, "d2": 1, "d3": 0}, "b": {"d4": 1}, "c": {"d5": 1}}
    ranked = {"a": ["d3", "d1", "x", "y", "z", "w", "d2"], "b": [*(f"x{i}" for i in range(10)), "d4"]}
    qrels = [Qrel(q, d, g) for q, grades in judged.items() for d, g in grades.items()]
    run = [ScoredDoc(q, d, 100.0 - i) for q, docs in ranked.items() for i, d in enumerate(docs)]
    theirs = ir_measures.calc_aggregate([nDCG @ 10, R @ 5, RR @ 10], qrels, run)
    ours = retrieval.measure(ranked, judged)

    def mean(name):
        return sum(scores[name] for scores in ours.values()) / 3

    assert mean("ndcg_10") == pytest.approx(theirs[nDCG @ 10])
    assert mean("passage_recall_5") == pytest.approx(theirs[R @ 5])
    assert mean("rr_10") == pytest.approx(theirs[RR @ 10])
    assert ours["c"] == dict.fromkeys(retrieval.MEASURES, 0.0)  # nothing came back: not dropped


def test_questions_without_anything_relevant_are_left_out():
    assert retrieval.measure({"q": ("0",)}, {"q": {}}) == {}
    assert retrieval.measure({}, {"q": {"0": 1}})["q"]["ndcg_10"] == 0
