"""How far a figure could be chance: bootstrap 95 % intervals."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 1000
BATCH: Final = 100
"""Resamples held in memory together."""

LEVEL: Final = 0.95
SEED: Final = 20
"""Fixed, so that the same results always give the same interval."""

Floats = NDArray[np.float64]


class Estimate(NamedTuple):
    """A figure and its 95 % interval, in the figure's own unit."""

    value: float
    low: float
    high: float


def estimate(
    statistic: Callable[..., float | Floats], *samples: Sequence[float], paired: bool = False
) -> Estimate | None:
    """A statistic of samples, with its percentile bootstrap interval (Efron 1979), by scipy.

    Samples are resampled each for itself, so that both classes keep their size, or together where
    they are `paired`. A statistic that takes an `axis` is computed for many resamples at a time. None
    where a sample is empty; a sample of one has no spread to show.
    """
    from scipy.stats import bootstrap

    arrays = [np.asarray(sample, dtype=np.float64) for sample in samples]
    if not all(len(array) for array in arrays):
        return None
    value = float(statistic(*arrays))
    if any(len(array) < 2 for array in arrays):
        return Estimate(value, value, value)
    interval = bootstrap(
        arrays,
        statistic,
        n_resamples=RESAMPLES,
        confidence_level=LEVEL,
        method="percentile",
        paired=paired,
        batch=BATCH,
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return Estimate(value, float(interval.low), float(interval.high))
