"""Learns how much each sign counts: `python -m rag.training.calibrate DATA` writes rag/weights.json.

Logistic regressions, fitted on questions over the memos and over articles: which sentence answers, and
whether the first one does; by words alone, with the cross-encoder, and with it over a gloss.
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
from rag.features import NAMES, Matrix, features, strange
from rag.gloss import Glossary, glossary
from rag.history import standalone
from rag.rerank import ANSWER_NAMES, READ, WEIGHTS, Line, Weights
from rag.retrieve import retrieve
from rag.sentence import Sentence, in_english, in_script_of, is_cyrillic, quotable
from rag.shelf import Shelf
from rag.training.sources import OURS, answers

Named = dict[str, float]

EVERY: Final = 8
"""Of a large public set, one question in so many is used: the rest stays unseen."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's candidates: their features, whether each answers, and the model's logits."""

    answerable: bool
    glossed: bool
    strange: bool
    rows: Matrix
    right: Matrix
    logits: Matrix


def case(question: Question, shelf: Shelf, words: Glossary, model: CrossEncoder) -> Case:
    """The candidates of one question, as the engine finds them."""
    alone = standalone(question.question, question.history)
    english = words.gloss(alone) if is_cyrillic(alone) else alone
    near = retrieve(shelf, alone, english, Filter(), 2 * PASSAGES)
    found = in_script_of(question.question, near, shelf)[:PASSAGES]
    sentences = _likeliest(alone, english, quotable(found, shelf), shelf)
    rows = features(alone, english, sentences, shelf)
    evidence = [text for equivalents in question.equivalents for text in equivalents]
    right = np.asarray([float(answers(one.candidate.text, evidence)) for one in sentences])
    shown = [one.candidate if english == alone else in_english(one, shelf) for one in sentences]
    return Case(
        question.answerable is not False,
        english != alone,
        strange(alone, shelf),
        rows,
        right,
        model.logits(english, shown),
    )


def _likeliest(question: str, english: str, sentences: list[Sentence], shelf: Shelf) -> list[Sentence]:
    """Those that the engine would have read by the cross-encoder."""
    scores = Weights.load().words.sentence.log_odds(features(question, english, sentences, shelf))
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
    rows = np.asarray([_signs(one, columns(one), line) for one in cases])
    labels = np.asarray([float(one.answerable) for one in cases])
    share = labels.mean()
    weights = np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))
    line = _fitted(rows, labels, weights)
    if line.coefficients[0] > 0:
        return line
    # By words alone, near misses look better than questions do: a sign that points the wrong way is left out.
    return _fitted(rows * (0.0, 1.0), labels, weights)


def _signs(one: Case, rows: Matrix, line: Line) -> tuple[float, float]:
    """The values that `ANSWER_NAMES` names; the last column is the model's logit where one read."""
    scores = line.log_odds(rows)
    first = int(scores.argmax())
    read = rows.shape[1] > len(NAMES)
    return float(rows[first, -1] if read else scores[first]), float(one.strange)


def _fitted(rows: Matrix, right: Matrix, weights: Matrix) -> Line:
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, right, sample_weight=weights)
    return Line(float(model.intercept_[0]), tuple(float(value) for value in model.coef_[0]))


def by_words(one: Case) -> Matrix:
    """The features alone."""
    return one.rows


def with_model(one: Case) -> Matrix:
    """The features with the model's logits as the last column."""
    return np.column_stack((one.rows, one.logits))


def judge(cases: Sequence[Case], columns: Callable[[Case], Matrix], *further: str) -> dict[str, Named]:
    """One judge, each coefficient under its name; `further` names the columns beyond the features."""
    sentence = sentence_line(cases, columns)
    answer = confidence_line(cases, columns, sentence)
    return {
        "sentence": _named(sentence, (*NAMES, *further)),
        "answer": _named(answer, ANSWER_NAMES),
    }


def learn(cases: Sequence[Case]) -> dict[str, dict[str, Named]]:
    """The three judges of `rag.rerank.Weights`."""
    return {
        "words": judge(cases, by_words),
        "read": judge([one for one in cases if not one.glossed], with_model, "model"),
        "gloss": judge([one for one in cases if one.glossed], with_model, "model"),
    }


def _named(line: Line, names: Iterable[str]) -> Named:
    values = dict(zip(names, line.coefficients, strict=True))
    return {name: round(value, 4) for name, value in ({"intercept": line.intercept} | values).items()}


def cases(questions: Sequence[Question], shelf: Shelf, model: CrossEncoder) -> list[Case]:
    """The candidates of each question."""
    known = glossary(shelf.document(card.id) for archive in shelf.archives for card in archive.cards())
    made = [case(one, shelf, known, model) for one in questions]
    return [one for one in made if len(one.rows)]


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
    WEIGHTS.write_text(json.dumps(learnt, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
