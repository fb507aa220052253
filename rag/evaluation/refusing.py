"""How well answering and refusing are chosen, and how far `confidence` can be believed."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS: Final = 10
"""Bins of equal width for calibration."""

Floats = NDArray[np.float64]


def balanced(answered: ArrayLike, refused: ArrayLike, axis: int = -1) -> Floats:
    """Balanced accuracy: the mean of two shares (Brodersen et al. 2010), along `axis`.

    `answered`: 1 or 0 for each answerable question; `refused`: 1 or 0 for each unanswerable one.
    """
    shares = (np.mean(np.asarray(part, dtype=np.float64), axis=axis) for part in (answered, refused))
    return np.asarray(sum(shares) / 2)


def auroc(answerable: ArrayLike, unanswerable: ArrayLike, axis: int = -1) -> Floats:
    """Probability that an answerable question has the higher confidence; ties count half.

    The area under the ROC curve, from ranks (Hanley and McNeil 1982), along `axis`. Both hold
    confidences.
    """
    from scipy.stats import rankdata

    positive, negative = np.asarray(answerable), np.asarray(unanswerable)
    count = positive.shape[axis]
    ranks = rankdata(np.concatenate([positive, negative], axis=axis), axis=axis)
    above = np.sum(np.take(ranks, range(count), axis=axis), axis=axis) - count * (count + 1) / 2
    return np.asarray(above / (count * negative.shape[axis]))


def risk_coverage(confidence: ArrayLike, wrong: ArrayLike, asked: int) -> tuple[Floats, Floats]:
    """Coverage and risk as ever less certain answers are let through, the surest first.

    Over the answers that were given: coverage is their share of all questions `asked`, risk the share
    of wrong ones among them (El-Yaniv and Wiener 2010). Answers of one confidence enter together.
    """
    order = np.argsort(-np.asarray(confidence, dtype=np.float64), kind="stable")
    sure = np.asarray(confidence, dtype=np.float64)[order]
    let_through = np.arange(1, len(order) + 1)
    risk = np.cumsum(np.asarray(wrong, dtype=np.float64)[order]) / let_through
    last_of_its_confidence = np.append(sure[1:] != sure[:-1], True)[: len(order)]
    return let_through[last_of_its_confidence] / asked, risk[last_of_its_confidence]


def area(coverage: ArrayLike, risk: ArrayLike) -> float:
    """Area under the risk–coverage curve, divided by the coverage reached: the mean risk. Less is better.

    A step function, after AURC in Geifman, Uziel and El-Yaniv (2019); there is one point at least.
    """
    steps = np.diff(np.asarray(coverage, dtype=np.float64), prepend=0.0)
    return float(np.sum(steps * np.asarray(risk)) / np.sum(steps))


def calibration(confidence: ArrayLike, right: ArrayLike) -> list[tuple[float, float, int]]:
    """Mean confidence, share right, and count of each bin that is not empty, from low to high."""
    sure, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        (float(sure[bins == b].mean()), float(hit[bins == b].mean()), int((bins == b).sum()))
        for b in np.unique(bins)
    ]


def expected_calibration_error(confidence: ArrayLike, right: ArrayLike) -> float:
    """Mean distance between confidence and share right, over ten bins weighted by their counts.

    ECE of Naeini, Cooper and Hauskrecht (2015). `right`: 1 where the first quote hit, else 0.
    """
    bins = calibration(confidence, right)
    total = sum(count for _, _, count in bins)
    return sum(abs(sure - hit) * count for sure, hit, count in bins) / total
