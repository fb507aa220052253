"""Deliberately right and wrong systems get the figures they deserve."""

import pytest

from rag.evaluation import assemble
from rag.evaluation.results import Got
from tests.rag.evaluation.made import (
    BORDER,
    HARVEST,
    MEMO,
    VISIT,
    answer,
    citation,
    library,
    question,
    refusal,
)

QUESTIONS = (
    question("q1", BORDER, document="A memo", section="text", tags=("number",), language="en"),
    question("q2", HARVEST, document="A memo", section="2", tags=("number",), language="en"),
    question("q3", VISIT, tags=("date",), language="bg"),
    question("q4", answerable=False),
    question("q5", answerable=False),
)
EVIDENCE = {q.id: [item[0] for item in q.equivalents] for q in QUESTIONS}
EVERY = [BORDER, HARVEST, VISIT]


def altered(quote):
    """One letter is another; the citation points where the true quote stands."""
    start = MEMO.texts[0].body.index(quote)
    at = quote.index("e", len(quote) // 2 - 4)
    return citation(quote[:at] + "x" + quote[at + 1 :], start=start)


def gold(q):
    quoted = EVIDENCE[q.id]
    if q.expected:
        return answer(*quoted, confidence=1.0, passages=[*quoted, "Filler"])
    return refusal(confidence=0.0, passages=EVERY)


def gold_altered(q):
    return answer(*map(altered, EVIDENCE[q.id]), confidence=1.0) if q.expected else refusal()


def all_refused(q):
    return refusal(confidence=0.2, passages=EVERY)


def all_answered(q):
    return answer(VISIT, confidence=0.8, passages=EVERY)


def run(system, questions=QUESTIONS):
    got = {q.id: Got(id=q.id, answer=system(q), ms=10.0) for q in questions}
    return assemble.evaluation(assemble.answers(questions, got, library), {})


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (
            gold,
            {
                "hit": 1, "first": 1, "recall": 1, "precision": 1, "verbatim": 1, "document": 1,
                "section": 0.5, "answered": 1, "refused": 1, "balanced": 1, "correct": 1, "auroc": 1,
                "aurc": 0, "ece": 0,
                "passage_recall_1": 1, "ndcg_10": 1, "rr_10": 1, "median_ms": 10, "p95_ms": 10,
                "characters": sum(map(len, EVERY)) / 3,
            },
        ),
        (
            gold_altered,
            {"verbatim": 0, "hit": 0, "first": 0, "recall": 0, "precision": 0, "answered": 1, "refused": 1,
             "balanced": 1, "correct": 2 / 5, "aurc": 1, "ece": 1, "document": None},
        ),
        (
            all_refused,
            {"hit": 0, "first": 0, "recall": 0, "precision": None, "characters": None, "verbatim": None,
             "section": None, "answered": 0, "refused": 1, "balanced": 0.5, "correct": 2 / 5, "auroc": 0.5,
             "aurc": None, "ece": None, "passage_recall_5": 1, "rr_10": (1 + 1 / 2 + 1 / 3) / 3},
        ),
        (
            all_answered,
            {"hit": 1 / 3, "first": 1 / 3, "precision": 1 / 5, "verbatim": 1, "answered": 1, "refused": 0,
             "balanced": 0.5, "correct": 1 / 5, "auroc": 0.5, "aurc": 4 / 5, "ece": 0.8 - 1 / 5},
        ),
    ],
)  # fmt: skip
def test_figures_are_as_deserved(system, expected):
    metrics = run(system).metrics
    assert {name: metrics[name] for name in expected} == {
        name: value if value is None else pytest.approx(value) for name, value in expected.items()
    }


def test_an_altered_quote_hits_nothing_even_where_its_evidence_is_untouched():
    body = MEMO.texts[0].body
    far = citation(body.replace("evening", "eveming"), start=0)
    evaluation = run(lambda q: answer(far) if q.id == "q1" else refusal())
    assert BORDER in far.quote
    assert evaluation.metrics["verbatim"] == 0
    assert evaluation.results[0].scores["hit"] == 0


def test_outcomes_keep_a_refusal_apart_from_a_wrong_answer():
    systems = {
        "q1": answer(BORDER),
        "q2": answer(VISIT),
        "q3": refusal(),
        "q4": refusal(),
        "q5": answer(VISIT),
    }
    outcomes = [result.outcome for result in run(lambda q: systems[q.id]).results]
    assert outcomes == ["right", "wrong", "refused wrongly", "refused rightly", "wrong"]


def test_what_failed_counts_as_wrong_and_is_listed():
    got = {q.id: Got(id=q.id, error="ValueError: no", ms=5.0) for q in QUESTIONS}
    evaluation = assemble.evaluation(assemble.answers(QUESTIONS, got, library), {})
    wrong = (
        "hit",
        "first",
        "recall",
        "answered",
        "refused",
        "balanced",
        "correct",
        "auroc",
        "ndcg_10",
        "rr_10",
    )
    assert {name: evaluation.metrics[name] for name in wrong} == dict.fromkeys(wrong, 0.0)
    assert [(result.outcome, result.error) for result in evaluation.results] == [
        ("failed", "ValueError: no")
    ] * 5


def test_a_question_that_says_nothing_about_its_answer_is_not_judged():
    (result,) = run(lambda q: answer(BORDER), [question("q", answerable=None)]).results
    assert result.outcome == "not judged"
    assert "correct" not in result.scores
    assert "hit" not in result.scores


def test_every_measure_has_its_interval():
    metrics = run(gold).metrics
    contract = """hit first recall precision characters verbatim section answered refused balanced auroc
        passage_recall_5 ndcg_10 rr_10 ece median_ms p95_ms"""
    for name in contract.split():
        assert metrics[f"{name}_low"] <= metrics[name] <= metrics[f"{name}_high"]


def test_groups_by_language_and_tag():
    groups = run(all_answered).groups
    assert list(groups) == ["language bg", "language en", "tag date", "tag number"]
    assert groups["tag number"]["questions"] == 2
    assert groups["tag number"]["hit"] == 0
    assert groups["tag date"]["hit"] == 1


def test_steps_of_time():
    def system(q):
        return answer(BORDER, timings_ms={"retrieve": float(q.id[1]), "quote": 2.0})

    steps = run(system).steps_ms
    assert steps["retrieve"] == {"median_ms": 3.0, "p95_ms": pytest.approx(4.8)}
    assert steps["quote"]["median_ms"] == 2
