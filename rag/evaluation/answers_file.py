"""Answers that another system gave: JSON Lines of `{"id": …, "answer": <answer>}`."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from rag.evaluation.json_lines import Problems, bad_lines, first_problem, numbered
from rag.evaluation.questions import Question
from rag.evaluation.results import Got

MISSING = "no answer in the file"


def read(path: Path, questions: Sequence[Question]) -> dict[str, Got]:
    """What the file holds for each question, by id; a question without an answer has failed.

    An optional `ms` is the wall time of the whole answer, and an optional `error` says why none came;
    without `ms`, times are not measured.

    Raises:
        QuestionError: the file cannot be read; or lines that are no answer, or to none of the
            questions, or given twice: they are named with their numbers.
    """
    known = {question.id for question in questions}
    got: dict[str, Got] = {}
    problems = Problems()
    for number, line in numbered(path, "answers"):
        try:
            found = Got.model_validate_json(line)
        except ValidationError as error:
            problems.setdefault(first_problem(error), []).append(number)
            continue
        if found.id in got or found.id not in known:
            reason = "is answered twice" if found.id in got else "is no question of the set"
            named = f"{json.dumps(found.id, ensure_ascii=False)} {reason}"
            problems.setdefault(named, []).append(number)
        got[found.id] = found
    if problems:
        raise bad_lines(path, problems)
    return {question.id: got.get(question.id, Got(id=question.id, error=MISSING)) for question in questions}
