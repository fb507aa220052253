"""Orders candidate sentences, and says how sure it is that the first one answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from rag.cross_encoder import CrossEncoder, ShippedCrossEncoder
from rag.features import NAMES, Matrix, Weighed, features, weigh
from rag.sentence import Sentence, is_cyrillic
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
class Weights:
    """What `python -m rag.training.calibrate` learnt: two lines for sentences, two for whole answers."""

    words: Line
    read: Line
    confidence_words: Line
    confidence_read: Line

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Weights":
        """The shipped weights. Each coefficient stands under the name of its column."""
        lines = json.loads(path.read_text(encoding="utf-8"))
        sentence, answer = NAMES, ANSWER_NAMES
        return cls(
            _line(lines["words"], sentence),
            _line(lines["read"], (*sentence, "model")),
            _line(lines["confidence_words"], answer),
            _line(lines["confidence_read"], answer),
        )


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

    The shipped cross-encoder reads English only, so a Cyrillic question is judged by its words. Any
    other model that a setting names is taken at its word: its logits alone decide.
    """

    def __init__(self, model: CrossEncoder | None, weights: Weights) -> None:
        self._model = model
        self._weights = weights

    def rank(self, question: str, sentences: Sequence[Sentence], shelf: Shelf) -> Ranking:
        """The sentences, best first; equal ones in the order of their places."""
        if not sentences:
            return Ranking((), 0.0)
        weighed = weigh(question, shelf)
        rows = features(weighed, sentences)
        by_words = self._weights.words.log_odds(rows)
        model = self._model
        if model is None or (isinstance(model, ShippedCrossEncoder) and is_cyrillic(question)):
            return self._ranking(self._weights.confidence_words, weighed, shelf, sentences, rows, by_words)
        chosen = np.argsort(-by_words, kind="stable")[:READ]
        logits = model.logits(question, [sentences[place].candidate for place in chosen])
        scores = by_words + UNREAD
        if not isinstance(model, ShippedCrossEncoder):
            scores = scores - scores.max() + logits.min()
            scores[chosen] = logits
            order = _order(scores, sentences)
            return Ranking(
                tuple(Ranked(sentences[i], float(scores[i])) for i in order), sigmoid(float(scores.max()))
            )
        scores[chosen] = self._weights.read.log_odds(np.column_stack((rows[chosen], logits)))
        return self._ranking(self._weights.confidence_read, weighed, shelf, sentences, rows, scores)

    @staticmethod
    def _ranking(
        line: Line,
        weighed: Weighed,
        shelf: Shelf,
        sentences: Sequence[Sentence],
        rows: Matrix,
        scores: Matrix,
    ) -> Ranking:
        order = _order(scores, sentences)
        answer = answer_row(weighed.known(shelf), rows[order], scores[order])
        return Ranking(
            tuple(Ranked(sentences[i], float(scores[i])) for i in order),
            sigmoid(float(line.log_odds(answer[np.newaxis])[0])),
        )


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
