"""Question sets: JSON Lines, read whole and checked before anything is asked."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import QuestionError
from rag.evaluation.json_lines import Problems, bad_lines, first_problem, numbered
from rag.history import Turn


class Question(BaseModel):
    """One question, and what is known of its answer. Only `id` and `question` are required.

    An item of `evidence` is a verbatim passage, or a list of equivalents (a sentence and its
    translation). `answerable` None: not said, and then neither answering nor refusing is judged.
    `section`, `paragraph` and `page` are named as citations name them. Keys that are not named here
    are left alone.
    """

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    answerable: bool | None = None
    evidence: tuple[str | tuple[str, ...], ...] = ()
    document: str | None = None
    section: str | None = None
    paragraph: int | None = None
    page: str | None = None
    answer: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()

    @property
    def equivalents(self) -> tuple[tuple[str, ...], ...]:
        """The evidence, each item as the tuple of its equivalents."""
        return tuple((item,) if isinstance(item, str) else item for item in self.evidence)

    @property
    def expected(self) -> bool | None:
        """Whether an answer is expected: as said, or yes where there is evidence; None if unknown."""
        return True if self.answerable is None and self.evidence else self.answerable


def read(path: Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file, in order; blank lines are passed over.

    Raises:
        QuestionError: the file cannot be read, holds no question, or has bad lines: the message names
            them with numbers and reasons.
    """
    questions = []
    problems = Problems()
    first_lines: dict[str, int] = {}
    for number, line in numbered(path, "questions"):
        try:
            question = Question.model_validate(json.loads(line))
        except (ValueError, RecursionError) as error:
            problems.setdefault(_reason(error), []).append(number)
            continue
        if question.id in first_lines:
            reason = f"the id {question.id!r} stands in line {first_lines[question.id]} too"
            problems.setdefault(reason, []).append(number)
        first_lines.setdefault(question.id, number)
        questions.append(question)
    return _checked(path, questions, problems)


def _checked(path: Path, questions: Sequence[Question], problems: Problems) -> tuple[Question, ...]:
    if problems:
        raise bad_lines(path, problems)
    if not questions:
        raise QuestionError(f"{path}: no questions in it; one JSON object a line, with id and question")
    return tuple(questions)


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, ValidationError):
        return first_problem(error)
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg} at character {error.pos + 1})"
    return "not JSON (nested too deeply)"
