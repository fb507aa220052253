"""What came back for each question, what it scored, and the whole evaluation as JSON."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from corpus.errors import QuestionError
from rag.answer import Answer
from rag.evaluation.questions import Question

Outcome = Literal["right", "wrong", "refused rightly", "refused wrongly", "failed", "not judged"]
"""A refusal is its own outcome, apart from a wrong answer; `failed` crashed or took too long."""


class Frozen(BaseModel):
    """A part of an evaluation. Keys that are not named are left alone, so that old files are read."""

    model_config = ConfigDict(frozen=True)


class Got(Frozen):
    """What came back for a question: an answer or, retrieval only, a ranking of documents; or an error.

    `ms` is wall time in milliseconds, None where it was not taken.
    """

    id: str
    answer: Answer | None = None
    ranking: tuple[str, ...] = ()
    error: str = ""
    ms: float | None = None


class Result(Frozen):
    """A question, what came back, and its scores; a score that is not defined for it is not there."""

    id: str
    question: Question
    outcome: Outcome
    answer: Answer | None = None
    ranking: tuple[str, ...] = ()
    error: str = ""
    scores: dict[str, float] = Field(default_factory=dict)


class Change(Frozen):
    """A measure in two runs over the same questions; `p` is two-sided. Ids of what changed."""

    measure: str
    questions: int
    before: float
    after: float
    p: float
    better: tuple[str, ...]
    worse: tuple[str, ...]


class Evaluation(Frozen):
    """One run. `metrics` has `_low` and `_high` (95 %) for each measure; null where not defined.

    `groups` holds some of the measures for each language and tag. `changes` is there with a baseline.
    """

    metrics: dict[str, float | None]
    settings: dict[str, JsonValue]
    groups: dict[str, dict[str, float | None]] = Field(default_factory=dict)
    steps_ms: dict[str, dict[str, float | None]] = Field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    results: tuple[Result, ...] = ()


class Scored(Frozen):
    """Of an earlier result, what a comparison needs."""

    id: str
    scores: dict[str, float | None] = Field(default_factory=dict)


class Baseline(Frozen):
    """Of an earlier evaluation, what a comparison needs."""

    results: tuple[Scored, ...]


def read_baseline(path: Path) -> Baseline:
    """An earlier evaluation.

    Raises:
        QuestionError: the file cannot be read or is no evaluation.
    """
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise QuestionError(f"{path}: {error.strerror}; give the JSON of an earlier run") from None
    except ValidationError:
        raise QuestionError(f"{path}: not an evaluation; give what an earlier --json wrote") from None
