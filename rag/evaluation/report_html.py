"""The report as one HTML file that opens offline: figures, plots, and every question with its answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from rag.answer import Citation
from rag.evaluation import quotes
from rag.evaluation.metrics import IN_GROUPS, MEASURES
from rag.evaluation.plots import plots
from rag.evaluation.questions import Question
from rag.evaluation.results import Evaluation, Outcome, Result

ORDER: Final[tuple[Outcome, ...]] = (
    "failed",
    "wrong",
    "refused wrongly",
    "not judged",
    "right",
    "refused rightly",
)
"""Outcomes as the questions are listed: failures first."""

HEADLINES: Final = (
    "hit",
    "first",
    "refused",
    "balanced",
    "verbatim",
    "passage_recall_5",
    "ndcg_10",
    "median_ms",
)
PASSAGES: Final = 5
"""Ranked passages that are listed under a question that went wrong."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is shown."""

    key: str
    label: str
    meaning: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's share of hits: percentages of the bar's width."""

    name: str
    questions: int
    values: tuple[str, ...]
    hit: float | None
    low: float
    high: float


def page(evaluation: Evaluation) -> str:
    """The report. Everything that questions, documents or models said is escaped."""
    outcomes = Counter(result.outcome for result in evaluation.results)
    figures = list(_figures(evaluation))
    return _template().render(
        title=str(evaluation.settings.get("questions", "questions")),
        evaluation=evaluation,
        figures=figures,
        headlines=[figure for figure in figures if figure.key in HEADLINES],
        outcomes=[(name, outcomes[name]) for name in ORDER if outcomes[name]],
        plots=[(title, Markup(svg)) for title, svg in plots(evaluation.results)],  # noqa: S704 - ours
        bars=list(_bars(evaluation)),
        group_labels=[measure.label for measure in MEASURES if measure.key in IN_GROUPS],
        results=sorted(evaluation.results, key=lambda result: ORDER.index(result.outcome)),
        moved=_moved(evaluation),
        tags=sorted({tag for result in evaluation.results for tag in result.question.tags}),
        passages=_passages,
        holds=_holds,
    )


@cache
def _template() -> Template:
    loader = PackageLoader("rag.evaluation", package_path="")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html.j2")


def _figures(evaluation: Evaluation) -> Iterator[Figure]:
    metrics = evaluation.metrics
    for measure in MEASURES:
        value = metrics.get(measure.key)
        if value is not None:
            low, high = (measure.show(metrics.get(f"{measure.key}_{end}")) for end in ("low", "high"))
            interval = f"{low} – {high}"
            yield Figure(measure.key, measure.label, measure.meaning, measure.show(value), interval)


def _bars(evaluation: Evaluation) -> Iterator[Bar]:
    chosen = [measure for measure in MEASURES if measure.key in IN_GROUPS]
    for name, values in evaluation.groups.items():
        hit, low, high = (values.get(key) for key in ("hit", "hit_low", "hit_high"))
        shown = tuple(measure.show(values.get(measure.key)) for measure in chosen)
        yield Bar(name, int(values["questions"] or 0), shown, hit, low or 0.0, high or 0.0)


def _moved(evaluation: Evaluation) -> dict[str, str]:
    """For each question that the baseline answered otherwise: whether it is better or worse now."""
    moved: dict[str, str] = {}
    for change in evaluation.changes[:1]:
        moved |= dict.fromkeys(change.better, "better") | dict.fromkeys(change.worse, "worse")
    return moved


def _holds(citation: Citation, question: Question) -> bool:
    others = (other.quote for other in (citation.original, citation.translation) if other)
    return quotes.bears((citation.quote, *others), question.equivalents)


def _passages(result: Result) -> list[tuple[str, str]]:
    """Where the first ranked passages stand, and how they begin; none where all went well."""
    if result.answer is None or result.outcome in ("right", "refused rightly"):
        return []
    found = result.answer.passages[:PASSAGES]
    return [(f"{p.document}, section {p.section}", p.text[:240]) for p in found]
