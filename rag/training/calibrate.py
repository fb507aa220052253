"""Learns how much each sign counts: `python -m rag.training.calibrate DATA` writes rag/weights.json.

Logistic regressions: which sentence answers, and whether any does; by words alone, and with the
cross-encoder. What that says is weighed on questions over the memos that it was not trained on: what an
article taught suited the memos less, and what the memos teach suits the article as well.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.settings import MEMOS, settings
from index.archive import ready_for
from rag.cross_encoder import CrossEncoder, ShippedCrossEncoder
from rag.evaluation.questions import read as read_questions
from rag.features import NAMES, Matrix
from rag.rerank import ANSWER_NAMES, WEIGHTS, Line
from rag.shelf import Shelf
from rag.training.found import Found, found, likeliest
from rag.training.sources import OURS, TO_CALIBRATE, squad2_questions

Named = dict[str, float]

EVERY: Final = 3
"""Of the questions that the cross-encoder was trained on, one in so many teaches how to judge by words."""


def sentence_line(asked: Iterable[Found]) -> Line:
    """Which sentence answers: fitted on questions whose answer was found, each counting the same."""
    chosen = [one for one in asked if one.answerable and one.right.any()]
    rows = np.vstack([one.columns for one in chosen])
    right = np.concatenate([one.right for one in chosen])
    weights = np.concatenate([np.full(len(one.right), 1 / len(one.right)) for one in chosen])
    return _fitted(rows, right, weights * len(right) / weights.sum())


def confidence_line(asked: Sequence[Found], line: Line) -> Line:
    """Whether any sentence answers: questions with and without an answer weigh the same."""
    rows = np.asarray([_signs(one, line) for one in asked])
    labels = np.asarray([float(one.answerable) for one in asked])
    share = labels.mean()
    weights = np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))
    line = _fitted(rows, labels, weights)
    if line.coefficients[0] > 0:
        return line
    # By words alone, near misses look better than questions do: a sign that points the wrong way is left out.
    return _fitted(rows * (0.0, 1.0), labels, weights)


def _signs(one: Found, line: Line) -> tuple[float, float]:
    """The values that `ANSWER_NAMES` names."""
    sure = line.log_odds(one.columns) if one.logits is None else one.logits
    return float(sure.max()), float(one.strange)


def _fitted(rows: Matrix, right: Matrix, weights: Matrix) -> Line:
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, right, sample_weight=weights)
    return Line(float(model.intercept_[0]), tuple(float(value) for value in model.coef_[0]))


def read(asked: Iterable[Found], model: CrossEncoder) -> list[Found]:
    """The questions with what the reader says of their candidates."""
    return [replace(one, logits=model.logits(one.question, one.candidates)) for one in asked]


def learn(
    asked: Sequence[Found], unseen: Sequence[Found], model: CrossEncoder
) -> dict[str, dict[str, Named]]:
    """The judges of `rag.rerank.Weights`; the model was trained without the `unseen` questions.

    The words of a gloss tell less than a question's own: what to read is learnt from the others alone.
    """
    everything = (*asked, *unseen)
    words = sentence_line(one for one in everything if not one.glossed)
    known = read(likeliest(unseen, words), model)
    return {"words": _judge(words, everything), "read": _judge(sentence_line(known), known, "model")}


def _judge(sentence: Line, asked: Sequence[Found], *further: str) -> dict[str, Named]:
    """One judge, each coefficient under its name; `further` names the columns beyond the features."""
    answer = confidence_line(asked, sentence)
    return {"sentence": _named(sentence, (*NAMES, *further)), "answer": _named(answer, ANSWER_NAMES)}


def _named(line: Line, names: Iterable[str]) -> Named:
    values = dict(zip(names, line.coefficients, strict=True))
    return {name: round(value, 4) for name, value in ({"intercept": line.intercept} | values).items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    memos = Shelf((ready_for([MEMOS], settings()),))
    articles = Shelf((ready_for([data / "squad2" / "docs"], settings()),))
    asked = [
        *found(read_questions(OURS / "memos.jsonl")[::EVERY], memos),
        *found(squad2_questions(data, TO_CALIBRATE), articles),
    ]
    unseen = [*found(read_questions(OURS / "memos-calibration.jsonl"), memos)]
    learnt = learn(asked, unseen, ShippedCrossEncoder())
    WEIGHTS.write_text(json.dumps(learnt, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
