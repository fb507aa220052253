"""Orders candidate sentences, and says how sure it is that the first one answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from rag.cross_encoder import CrossEncoder, ShippedCrossEncoder
from rag.features import NAMES, Matrix, features, weigh
from rag.sentence import Sentence, in_english
from rag.shelf import Shelf

READ: Final = 36
"""Sentences that the cross-encoder reads for one question; the others are judged by their words alone."""

UNREAD: Final = -2.0
"""Log-odds taken off a sentence that was judged by its words while others were read."""

ANSWER_NAMES: Final = ("first", "lead", "known", "sentence", "window")
"""What confidence is made from, see `_answer_row`."""

WEIGHTS: Final = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A logistic regression: `intercept + coefficients · row` are log-odds."""

    intercept: float
    coefficients: tuple[float, ...]

    def log_odds(self, rows: Matrix) -> Matrix:
        """The log-odds of each row; shape (len(rows),)."""
        return np.asarray(self.intercept + rows @ np.asarray(self.coefficients), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Judge:
    """What is made of the features: the log-odds of each sentence, then those of the whole answer."""

    sentence: Line
    answer: Line


@dataclass(frozen=True, slots=True)
class Weights:
    """What `python -m rag.training.calibrate` learnt: how to judge by words alone, by what the
    cross-encoder read, and by what it read in translation.
    """

    words: Judge
    read: Judge
    gloss: Judge

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Weights":
        """The shipped weights. Each coefficient stands under the name of its column."""
        judges = json.loads(path.read_text(encoding="utf-8"))
        read = (*NAMES, "model")
        return cls(
            _judge(judges["words"], NAMES), _judge(judges["read"], read), _judge(judges["gloss"], read)
        )


def _judge(lines: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> Judge:
    return Judge(_line(lines["sentence"], names), _line(lines["answer"], ANSWER_NAMES))


def _line(values: Mapping[str, float], names: Sequence[str]) -> Line:
    return Line(values["intercept"], tuple(values[name] for name in names))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence and the log-odds that it answers."""

    sentence: Sentence
    log_odds: float

    @property
    def probability(self) -> float:
        """The probability that it answers, in [0, 1]."""
        return sigmoid(self.log_odds)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Sentences, best first, and the probability that the first one answers the question."""

    ranked: tuple[Ranked, ...]
    confidence: float


def sigmoid(log_odds: float) -> float:
    """Log-odds → probability."""
    return float(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))))


class Ranker:
    """Ranks by the words a question shares with a sentence and, where there is one, by a cross-encoder.

    The shipped cross-encoder reads English only: a Cyrillic question is shown to it as a gloss, beside the
    translations of the sentences. Any other model that a setting names is taken at its word: it reads
    what stands there, and its logits alone decide.
    """

    def __init__(self, model: CrossEncoder | None, weights: Weights) -> None:
        self._model = model
        self._weights = weights

    def rank(self, question: str, english: str, sentences: Sequence[Sentence], shelf: Shelf) -> Ranking:
        """The sentences, best first; equal ones in the order of their places.

        `english` is the question itself, or its gloss.
        """
        if not sentences:
            return Ranking((), 0.0)
        rows = features(question, english, sentences, shelf)
        by_words = self._weights.words.sentence.log_odds(rows)
        if self._model is None:
            return self._ranking(self._weights.words.answer, question, shelf, sentences, rows, by_words)
        chosen = np.argsort(-by_words, kind="stable")[:READ]
        read = [sentences[place] for place in chosen]
        scores = by_words + UNREAD
        if not isinstance(self._model, ShippedCrossEncoder):
            logits = self._model.logits(question, [one.candidate for one in read])
            scores = scores - scores.max() + logits.min()
            scores[chosen] = logits
            return Ranking(_ranked(scores, sentences), sigmoid(float(scores.max())))
        judge = self._weights.read if english == question else self._weights.gloss
        shown = [one.candidate if english == question else in_english(one, shelf) for one in read]
        logits = self._model.logits(english, shown)
        scores[chosen] = judge.sentence.log_odds(np.column_stack((rows[chosen], logits)))
        return self._ranking(judge.answer, question, shelf, sentences, rows, scores)

    @staticmethod
    def _ranking(
        line: Line, question: str, shelf: Shelf, sentences: Sequence[Sentence], rows: Matrix, scores: Matrix
    ) -> Ranking:
        order = _order(scores, sentences)
        answer = answer_row(weigh(question, shelf).known(shelf), rows[order], scores[order])
        return Ranking(_ranked(scores, sentences), sigmoid(float(line.log_odds(answer[np.newaxis])[0])))


def _ranked(scores: Matrix, sentences: Sequence[Sentence]) -> tuple[Ranked, ...]:
    return tuple(Ranked(sentences[i], float(scores[i])) for i in _order(scores, sentences))


def _order(scores: Matrix, sentences: Sequence[Sentence]) -> list[int]:
    return sorted(
        range(len(sentences)), key=lambda i: (-scores[i], sentences[i].document, sentences[i].start)
    )


def answer_row(known: float, rows: Matrix, scores: Matrix) -> Matrix:
    """What confidence is made from, for sentences in their order: one value a name of `ANSWER_NAMES`.

    `first`: the log-odds of the first. `lead`: how far it is ahead of the fourth (or last). `known`: the
    share of the question's weight that the archive holds at all. `sentence`, `window`: the greatest
    share that stands in one of the first three sentences, in it and what is in front of it.
    """
    sentence, window = NAMES.index("sentence"), NAMES.index("window")
    return np.asarray(
        (
            scores[0],
            scores[0] - scores[min(3, len(scores) - 1)],
            known,
            rows[:3, sentence].max(),
            rows[:3, window].max(),
        )
    )
