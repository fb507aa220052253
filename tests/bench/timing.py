"""Times of things done, and what is said of several of them."""

import time
from collections.abc import Callable, Sequence

import numpy as np


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_turns(turn: int, *works: Callable[[], object]) -> list[float]:
    """The seconds of each work, done one after the other; in the reverse order at every other turn."""
    order = range(len(works)) if turn % 2 == 0 else reversed(range(len(works)))
    taken = {place: seconds(works[place]) for place in order}
    return [taken[place] for place in range(len(works))]


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return float(np.median(values))


def p95(values: Sequence[float]) -> float:
    """What 95 % of the values do not exceed."""
    return float(np.percentile(values, 95))
