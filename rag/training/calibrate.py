"""Learns how much each sign counts: `python -m rag.training.calibrate DATA` writes rag/weights.json.

Four logistic regressions, fitted on questions over several corpora that weigh the same: which sentence
answers, and whether the first one does, each with and without the cross-encoder.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.settings import MEMOS, settings
from index.archive import ready_for
from index.passage import Filter
from rag.cross_encoder import CrossEncoder, ShippedCrossEncoder
from rag.engine import PASSAGES
from rag.evaluation.questions import Question
from rag.evaluation.questions import read as read_questions
from rag.features import NAMES, Matrix, Weighed, features, weigh
from rag.history import standalone
from rag.rerank import ANSWER_NAMES, READ, WEIGHTS, Line, Weights, answer_row
from rag.retrieve import retrieve
from rag.sentence import Sentence, in_script_of, is_cyrillic, quotable
from rag.shelf import Shelf
from rag.training.sources import OURS, answers

EVERY: Final = 8
"""Of a large public set, one question in so many is used: the rest stays unseen."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's candidates: their features, whether each answers, the model's logits where it read."""

    answerable: bool
    known: float
    rows: Matrix
    right: Matrix
    logits: Matrix | None


def case(question: Question, shelf: Shelf, model: CrossEncoder | None) -> Case:
    """The candidates of one question, as the engine finds them."""
    alone = standalone(question.question, question.history)
    found = in_script_of(question.question, retrieve(shelf, alone, Filter(), 2 * PASSAGES), shelf)[:PASSAGES]
    weighed = weigh(alone, shelf)
    sentences = _likeliest(quotable(found, shelf), weighed)
    rows = features(weighed, sentences)
    evidence = [text for equivalents in question.equivalents for text in equivalents]
    right = np.asarray([float(answers(one.candidate.text, evidence)) for one in sentences])
    logits = model.logits(alone, [one.candidate for one in sentences]) if model else None
    return Case(question.answerable is not False, weighed.known(shelf), rows, right, logits)


def _likeliest(sentences: list[Sentence], weighed: Weighed) -> list[Sentence]:
    """Those that the engine would have read by the cross-encoder."""
    scores = Weights.load().words.log_odds(features(weighed, sentences))
    return [sentences[place] for place in np.argsort(-scores, kind="stable")[:READ]]


def sentence_line(cases: Sequence[Case], columns: Callable[[Case], Matrix]) -> Line:
    """Which sentence answers: fitted on questions whose answer was found, each counting the same."""
    chosen = [one for one in cases if one.answerable and one.right.any()]
    rows = np.vstack([columns(one) for one in chosen])
    right = np.concatenate([one.right for one in chosen])
    weights = np.concatenate([np.full(len(one.right), 1 / len(one.right)) for one in chosen])
    return _fitted(rows, right, weights * len(right) / weights.sum())


def confidence_line(cases: Sequence[Case], columns: Callable[[Case], Matrix], line: Line) -> Line:
    """Whether the first sentence answers: questions with and without an answer weigh the same."""
    rows, right = [], []
    for one in cases:
        scores = line.log_odds(columns(one))
        order = np.argsort(-scores, kind="stable")
        rows.append(answer_row(one.known, one.rows[order], scores[order]))
        right.append(float(one.answerable))
    labels = np.asarray(right)
    share = labels.mean()
    return _fitted(np.vstack(rows), labels, np.where(labels == 1, 0.5 / share, 0.5 / (1 - share)))


def _fitted(rows: Matrix, right: Matrix, weights: Matrix) -> Line:
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, right, sample_weight=weights)
    return Line(float(model.intercept_[0]), tuple(float(value) for value in model.coef_[0]))


def with_model(one: Case) -> Matrix:
    """The features with the model's logits as the last column."""
    assert one.logits is not None
    return np.column_stack((one.rows, one.logits))


def learn(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """The four lines, each coefficient under its name."""
    plain: Callable[[Case], Matrix] = lambda one: one.rows  # noqa: E731
    words = sentence_line(cases, plain)
    read_cases = [one for one in cases if one.logits is not None]
    read = sentence_line(read_cases, with_model)
    return {
        "words": _named(words, NAMES),
        "read": _named(read, (*NAMES, "model")),
        "confidence_words": _named(confidence_line(cases, plain, words), ANSWER_NAMES),
        "confidence_read": _named(confidence_line(read_cases, with_model, read), ANSWER_NAMES),
    }


def _named(line: Line, names: Iterable[str]) -> dict[str, float]:
    return {"intercept": line.intercept} | dict(zip(names, line.coefficients, strict=True))


def cases(questions: Sequence[Question], shelf: Shelf, model: CrossEncoder) -> list[Case]:
    """The candidates of each question; the shipped model reads no Cyrillic one."""
    return [case(one, shelf, None if is_cyrillic(one.question) else model) for one in questions]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    model = ShippedCrossEncoder()
    squad2 = given.data / "squad2"
    memos = Shelf((ready_for([MEMOS], settings()),))
    articles = Shelf((ready_for([squad2 / "docs"], settings()),))
    learnt = learn(
        [
            *cases(read_questions(OURS / "memos.jsonl"), memos, model),
            *cases(read_questions(squad2 / "questions.jsonl")[::EVERY], articles, model),
        ]
    )
    rounded = {line: {name: round(value, 4) for name, value in row.items()} for line, row in learnt.items()}
    WEIGHTS.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
