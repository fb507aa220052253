"""Orders candidate sentences, and says how sure it is that the first one answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from rag.cross_encoder import CrossEncoder, ShippedCrossEncoder, mean_logits
from rag.features import NAMES, Matrix, features, foreign, strange
from rag.sentence import Sentence, in_english
from rag.shelf import Shelf

READ: Final = 20
"""Sentences that the cross-encoder reads for one question; the others are judged by their words alone."""

UNREAD: Final = -2.0
"""Log-odds taken off a sentence that was judged by its words while others were read."""

ANSWER_NAMES: Final = ("best", "strange")
"""What confidence is made from: the cross-encoder's highest logit (the highest log-odds where nothing was
read), and `rag.features.strange` (0 or 1)."""

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

    def probability(self, best: float, strange: bool) -> float:
        """The probability that the question is answered, from the signs that `ANSWER_NAMES` names."""
        return sigmoid(float(self.answer.log_odds(np.asarray([(best, float(strange))]))[0]))


@dataclass(frozen=True, slots=True)
class Weights:
    """What `python -m rag.training.calibrate` learnt: how to judge by words alone, and with what the
    cross-encoder read.
    """

    words: Judge
    read: Judge

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Weights":
        """The shipped weights. Each coefficient stands under the name of its column."""
        judges = json.loads(path.read_text(encoding="utf-8"))
        return cls(_judge(judges["words"]), _judge(judges["read"], "model"))


def _judge(lines: Mapping[str, Mapping[str, float]], *further: str) -> Judge:
    return Judge(_line(lines["sentence"], (*NAMES, *further)), _line(lines["answer"], ANSWER_NAMES))


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

    def rank(
        self, question: str, readings: Sequence[str], sentences: Sequence[Sentence], shelf: Shelf
    ) -> Ranking:
        """The sentences, best first; equal ones in the order of their places.

        `readings` are what `rag.history.readings` makes of the question. What is `rag.features.foreign`
        is not answered, whatever a model makes of it: it was taught questions.
        """
        if not sentences:
            return Ranking((), 0.0)
        ranking = self._ranking(question, readings, sentences, shelf)
        return replace(ranking, confidence=0.0) if foreign(question, readings[0], shelf) else ranking

    def _ranking(
        self, question: str, readings: Sequence[str], sentences: Sequence[Sentence], shelf: Shelf
    ) -> Ranking:
        english = readings[0]
        rows = features(question, english, sentences, shelf)
        by_words = self._weights.words.sentence.log_odds(rows)
        if self._model is None:
            ranked = _ranked(by_words, sentences)
            return Ranking(
                ranked, self._weights.words.probability(ranked[0].log_odds, strange(question, shelf))
            )
        chosen = np.argsort(-by_words, kind="stable")[:READ]
        read = [sentences[place] for place in chosen]
        scores = by_words + UNREAD
        if not isinstance(self._model, ShippedCrossEncoder):
            logits = self._model.logits(question, [one.candidate for one in read])
            scores = scores - scores.max() + logits.min()
            scores[chosen] = logits
            return Ranking(_ranked(scores, sentences), sigmoid(float(scores.max())))
        shown = [one.candidate if english == question else in_english(one, shelf) for one in read]
        logits = mean_logits(self._model, readings, shown)
        judge = self._weights.read
        scores[chosen] = judge.sentence.log_odds(np.column_stack((rows[chosen], logits)))
        sure = judge.probability(float(logits.max()), strange(question, shelf))
        return Ranking(_ranked(scores, sentences), sure)


def _ranked(scores: Matrix, sentences: Sequence[Sentence]) -> tuple[Ranked, ...]:
    return tuple(Ranked(sentences[i], float(scores[i])) for i in _order(scores, sentences))


def _order(scores: Matrix, sentences: Sequence[Sentence]) -> list[int]:
    return sorted(
        range(len(sentences)), key=lambda i: (-scores[i], sentences[i].document, sentences[i].start)
    )
