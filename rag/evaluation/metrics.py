"""The scores of all questions → the figures of a run, each with its 95 % interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from rag.evaluation import refusing
from rag.evaluation.intervals import Estimate, Floats, estimate
from rag.evaluation.results import Result

Results = Sequence[Result]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: the name it has in JSON, a name and a meaning for people, its unit, how it is made."""

    key: str
    label: str
    meaning: str
    of: Callable[[Results], Estimate | None]
    unit: Literal["share", "characters", "count", "grade", "ms"] = "share"

    def show(self, value: float | None) -> str:
        """A value as people read it: three decimals, or whole characters, counts and milliseconds."""
        if value is None:
            return "–"
        if self.unit == "ms":
            return f"{value:,.0f} ms"
        return f"{value:,.0f}" if self.unit in ("characters", "count") else f"{value:.3f}"


def _mean(score: str) -> Callable[[Results], Estimate | None]:
    return lambda results: estimate(np.mean, _scores(results, score))


def _sum(score: str) -> Callable[[Results], Estimate | None]:
    return lambda results: estimate(np.sum, _scores(results, score))


def _percentile(percent: float) -> Callable[[Results], Estimate | None]:
    def statistic(ms: Floats, axis: int = -1) -> Floats:
        return np.asarray(np.percentile(ms, percent, axis=axis))

    return lambda results: estimate(statistic, _scores(results, "ms"))


def _scores(results: Results, score: str) -> list[float]:
    return [result.scores[score] for result in results if score in result.scores]


def _verbatim(results: Results) -> Estimate | None:
    quoting = [result.scores for result in results if "quotes" in result.scores]
    verbatim, quotes = ([scores[name] for scores in quoting] for name in ("quotes_verbatim", "quotes"))

    def share(part: Floats, whole: Floats, axis: int = -1) -> Floats:
        return np.asarray(np.sum(part, axis=axis) / np.sum(whole, axis=axis))

    return estimate(share, verbatim, quotes, paired=True)


def _balanced(results: Results) -> Estimate | None:
    return estimate(refusing.balanced, _scores(results, "answered"), _scores(results, "refused"))


def _auroc(results: Results) -> Estimate | None:
    """Of confidence. A question that failed counts as ranked worst: it is never dropped."""
    sure: dict[bool, list[float]] = {True: [], False: []}
    for result in results:
        if result.question.expected is not None and not result.ranking:
            worst = 0.0 if result.question.expected else 1.0
            sure[result.question.expected].append(result.answer.confidence if result.answer else worst)
    return estimate(refusing.auroc, sure[True], sure[False])


def answers(results: Results, score: str) -> tuple[list[float], list[float]]:
    """Confidence, and 1 or 0 for `score`, of each judged answer that was given, refusals left out.

    An answer to a question that has none is wrong.
    """
    given = [r for r in results if r.answer and r.answer.answered and r.outcome != "not judged"]
    return [r.answer.confidence for r in given if r.answer], [r.scores.get(score, 0.0) for r in given]


def _ece(results: Results) -> Estimate | None:
    return estimate(refusing.expected_calibration_error, *answers(results, "first"), paired=True)


def _risk(results: Results) -> Estimate | None:
    def area(confidence: Sequence[float], hit: Sequence[float]) -> float:
        return refusing.area(*refusing.risk_coverage(confidence, 1 - np.asarray(hit), len(results)))

    return estimate(area, *answers(results, "hit"), paired=True)


MEASURES: Final = (
    Measure(
        "hit",
        "Evidence hit",
        "answerable questions: one of the first three quotes holds evidence",
        _mean("hit"),
    ),
    Measure(
        "first", "First quote right", "answerable questions: the first quote holds evidence", _mean("first")
    ),
    Measure("recall", "Evidence recall", "share of the evidence items that are quoted", _mean("recall")),
    Measure(
        "precision", "Quote precision", "share of the quotes given that hold evidence", _mean("precision")
    ),
    Measure("characters", "Characters quoted", "in an answer, mean", _mean("characters"), "characters"),
    Measure(
        "verbatim", "Quotes verbatim", "quotes that are slices of the text they cite; must be 1", _verbatim
    ),
    Measure("document", "Document right", "where evidence is hit", _mean("document")),
    Measure("section", "Section right", "where evidence is hit and the set names it", _mean("section")),
    Measure("paragraph", "Paragraph right", "where evidence is hit and the set names it", _mean("paragraph")),
    Measure("page", "Page right", "where evidence is hit and the set names it", _mean("page")),
    Measure("answered", "Answered", "share of the answerable questions", _mean("answered")),
    Measure("refused", "Refused", "share of the unanswerable questions", _mean("refused")),
    Measure(
        "balanced",
        "Balanced accuracy",
        "mean of the two above; refusing or answering all gives 0.5",
        _balanced,
    ),
    Measure(
        "correct", "All right", "hit where there is evidence, refused where there is none", _mean("correct")
    ),
    Measure("auroc", "AUROC of confidence", "chance that an answerable question is the surer one", _auroc),
    Measure("aurc", "Mean risk", "area under risk–coverage: share of wrong answers; less is better", _risk),
    Measure("ece", "Calibration error", "distance of confidence from share right; less is better", _ece),
    Measure("passage_recall_1", "Recall@1", "evidence items in the first passage", _mean("passage_recall_1")),
    Measure("passage_recall_5", "Recall@5", "in the first five passages", _mean("passage_recall_5")),
    Measure("passage_recall_10", "Recall@10", "in the first ten passages", _mean("passage_recall_10")),
    Measure("ndcg_10", "nDCG@10", "rank of the evidence among the passages", _mean("ndcg_10")),
    Measure("rr_10", "RR@10", "1 / rank of the first evidence, 0 after ten", _mean("rr_10")),
    Measure(
        "contained",
        "Gold answer contained",
        "short gold answers that stand in the answer",
        _mean("contained"),
    ),
    Measure("token_f1", "Token F1", "words of the answer against the gold answer", _mean("token_f1")),
    Measure(
        "carried", "Sentences carried", "an LLM's sentences that carry a verified quote", _mean("carried")
    ),
    Measure(
        "claims_made", "Claims made", "sentences that an LLM wrote, in all", _sum("claims_made"), "count"
    ),
    Measure("claims_kept", "Claims kept", "of them shown, carried by quotes", _sum("claims_kept"), "count"),
    Measure(
        "claims_repaired",
        "Claims repaired",
        "of those kept, with a quote that was not given as it stands",
        _sum("claims_repaired"),
        "count",
    ),
    Measure("claims_dropped", "Claims dropped", "not shown", _sum("claims_dropped"), "count"),
    Measure("faithfulness", "Judge: faithfulness", "an LLM's opinion", _mean("faithfulness")),
    Measure("relevancy", "Judge: relevancy", "an LLM's opinion", _mean("relevancy")),
    Measure("correctness", "Judge: correctness", "an LLM's opinion, 1 to 5", _mean("correctness"), "grade"),
    Measure("median_ms", "Median time", "of a whole answer", _percentile(50), "ms"),
    Measure("p95_ms", "95th percentile of time", "of a whole answer", _percentile(95), "ms"),
)

IN_GROUPS: Final = ("hit", "first", "answered", "refused", "balanced", "ndcg_10")


def metrics(results: Results) -> dict[str, float | None]:
    """Every measure of the results, flat: `hit`, `hit_low`, `hit_high` …; None where not defined."""
    return _flat(results, MEASURES)


def groups(results: Results) -> dict[str, dict[str, float | None]]:
    """Some measures for each language and tag, with the number of questions; names as in "tag number"."""
    named: dict[str, list[Result]] = {}
    for result in results:
        languages = [f"language {result.question.language}"] if result.question.language else []
        for name in dict.fromkeys([*languages, *(f"tag {tag}" for tag in result.question.tags)]):
            named.setdefault(name, []).append(result)
    chosen = [measure for measure in MEASURES if measure.key in IN_GROUPS]
    return {name: {"questions": len(part), **_flat(part, chosen)} for name, part in sorted(named.items())}


def steps(results: Results) -> dict[str, dict[str, float | None]]:
    """Median and 95th percentile of each step's time, in milliseconds."""
    times: dict[str, list[float]] = {}
    for result in results:
        for step, ms in (result.answer.timings_ms if result.answer else {}).items():
            times.setdefault(step, []).append(ms)
    return {
        step: {"median_ms": float(np.median(ms)), "p95_ms": float(np.percentile(ms, 95))}
        for step, ms in times.items()
    }


def _flat(results: Results, measures: Sequence[Measure]) -> dict[str, float | None]:
    flat: dict[str, float | None] = {}
    for measure in measures:
        found = measure.of(results)
        value, low, high = found or (None, None, None)
        flat |= {measure.key: value, f"{measure.key}_low": low, f"{measure.key}_high": high}
    return flat
