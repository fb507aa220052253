"""Questions and what came back → the evaluation."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from rag.evaluation import metrics, retrieval, scores
from rag.evaluation.compare import compare
from rag.evaluation.questions import Question
from rag.evaluation.quotes import Library
from rag.evaluation.results import Baseline, Evaluation, Got, Outcome, Result


def answers(questions: Sequence[Question], got: Mapping[str, Got], library: Library) -> tuple[Result, ...]:
    """The questions that were asked, with their answers scored."""
    return scores.results(questions, got, library)


def rankings(
    questions: Sequence[Question], got: Mapping[str, Got], judgements: Mapping[str, Mapping[str, int]]
) -> tuple[Result, ...]:
    """The queries that were put, with their rankings of documents scored.

    One is right if a relevant document is among the first ten.
    """
    asked = [question for question in questions if question.id in got]
    ranked = {question.id: got[question.id].ranking for question in asked}
    found = retrieval.measure(ranked, {question.id: judgements[question.id] for question in asked})
    results = []
    for question in asked:
        came = got[question.id]
        values = found[question.id] | ({} if came.ms is None else {"ms": came.ms})
        outcome: Outcome = "failed" if came.error else "right" if values["rr_10"] else "wrong"
        results.append(
            Result(
                id=question.id,
                question=question,
                outcome=outcome,
                ranking=came.ranking,
                error=came.error,
                scores=values,
            )
        )
    return tuple(results)


def evaluation(
    results: Sequence[Result], settings: dict[str, JsonValue], baseline: Baseline | None = None
) -> Evaluation:
    """The results with their figures, and what changed since the baseline."""
    return Evaluation(
        metrics=metrics.metrics(results),
        settings=settings,
        groups=metrics.groups(results),
        steps_ms=metrics.steps(results),
        changes=compare(baseline, results) if baseline else (),
        results=tuple(results),
    )
