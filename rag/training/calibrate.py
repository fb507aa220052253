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

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.settings import MEMOS, settings
from index.archive import ready_for
from rag.cross_encoder import CrossEncoder, ShippedCrossEncoder, mean_logits
from rag.evaluation.questions import read as read_questions
from rag.features import NAMES, Matrix
from rag.rerank import ANSWER_NAMES, WEIGHTS, Line
from rag.shelf import Shelf
from rag.training.found import Found, found, likeliest
from rag.training.sources import OURS, TO_CALIBRATE, squad2_questions

Named = dict[str, float]


def sentence_line(asked: Iterable[Found]) -> Line:
    """Which sentence answers: fitted on questions whose answer was found, each counting the same.

    How much each sign counts is learnt from what an answering sentence has more of than the others that the
    same question found: signs are held against each other within a question, not between questions. How sure
    that makes, from how often the sentences so ordered do answer.
    """
    chosen = [one for one in asked if one.answerable and one.right.any() and not one.right.all()]
    more = [_more(one) for one in chosen]
    order = _order(np.vstack(more), _evenly(more))
    scores = np.concatenate([one.columns @ order for one in chosen])[:, None]
    right = np.concatenate([one.right for one in chosen])
    sure = _fitted(scores, right, _evenly([one.right for one in chosen]))
    return Line(sure.intercept, tuple(float(value) for value in sure.coefficients[0] * order))


def _more(one: Found) -> Matrix:
    """What each answering sentence has more of than each other one; shape (right × wrong, columns)."""
    right, wrong = one.columns[one.right == 1], one.columns[one.right == 0]
    return np.asarray(right[:, None] - wrong[None]).reshape(-1, right.shape[1])


def _order(more: Matrix, weights: Matrix) -> Matrix:
    """The coefficients by which what answers comes before what does not; shape (columns,)."""
    model = LogisticRegression(C=1.0, max_iter=2000, fit_intercept=False)
    both, first = np.vstack((more, -more)), np.repeat((1.0, 0.0), len(more))
    return np.asarray(model.fit(both, first, sample_weight=np.tile(weights, 2)).coef_[0])


def _evenly(parts: Sequence[Matrix]) -> Matrix:
    """A weight for each row, so that each part weighs the same; their mean is 1."""
    weights = np.concatenate([np.full(len(part), 1 / len(part)) for part in parts])
    return np.asarray(weights * len(weights) / weights.sum())


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
    return [replace(one, logits=mean_logits(model, one.readings, one.candidates)) for one in asked]


def learn(
    over_articles: Sequence[Found], over_memos: Sequence[Found], model: CrossEncoder
) -> dict[str, dict[str, Named]]:
    """The judges of `rag.rerank.Weights`; neither the model nor the query adapter was taught these questions.

    The words of a gloss tell less than a question's own: what to read is learnt from the others alone.
    """
    everything = (*over_articles, *over_memos)
    words = sentence_line(one for one in everything if not one.glossed)
    known = read(likeliest(over_memos, words), model)
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
    over_articles = list(found(squad2_questions(data, TO_CALIBRATE), articles))
    over_memos = list(found(read_questions(OURS / "memos-calibration.jsonl"), memos))
    learnt = learn(over_articles, over_memos, ShippedCrossEncoder())
    WEIGHTS.write_text(json.dumps(learnt, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
