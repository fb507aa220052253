"""Two runs over the same questions: what got better, what got worse, and whether that is chance."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from rag.evaluation.results import Baseline, Change, Result

COMPARED: Final = ("correct", "hit", "first", "recall", "answered", "refused", "section", "ndcg_10", "rr_10")

RESAMPLES: Final = 9999
BATCH: Final = 100
"""Resamples held in memory together."""

SEED: Final = 20


def compare(before: Baseline, after: Sequence[Result]) -> tuple[Change, ...]:
    """The change of each measure over the questions that have it in both runs."""
    old = {result.id: result.scores for result in before.results}
    changes = []
    for measure in COMPARED:
        pairs = {}
        for result in after:
            was, is_ = old.get(result.id, {}).get(measure), result.scores.get(measure)
            if was is not None and is_ is not None:
                pairs[result.id] = (was, is_)
        if pairs:
            changes.append(_change(measure, pairs))
    return tuple(changes)


def _change(measure: str, pairs: dict[str, tuple[float, float]]) -> Change:
    before, after = ([pair[run] for pair in pairs.values()] for run in (0, 1))
    return Change(
        measure=measure,
        questions=len(pairs),
        before=float(np.mean(before)),
        after=float(np.mean(after)),
        p=significance(before, after),
        better=tuple(id_ for id_, (was, is_) in pairs.items() if is_ > was),
        worse=tuple(id_ for id_, (was, is_) in pairs.items() if is_ < was),
    )


def significance(before: Sequence[float], after: Sequence[float]) -> float:
    """Two-sided p that a difference as large comes about by chance, questions paired.

    McNemar's test in its exact form (1947) where every score is 0 or 1, else a paired permutation
    test of the mean difference (Fisher's randomisation test; Smucker, Allan and Carterette 2007).
    """
    from scipy.stats import binomtest, permutation_test

    was, is_ = np.asarray(before), np.asarray(after)
    better, worse = int(np.sum(is_ > was)), int(np.sum(is_ < was))
    if better + worse == 0:
        return 1.0
    if np.isin([was, is_], (0.0, 1.0)).all():
        return float(binomtest(better, better + worse).pvalue)
    if better + worse == 1:
        return 1.0
    changed = was != is_
    return float(
        permutation_test(
            (is_[changed], was[changed]),
            lambda x, y, axis: np.mean(x - y, axis=axis),
            permutation_type="samples",
            vectorized=True,
            n_resamples=RESAMPLES,
            batch=BATCH,
            rng=np.random.default_rng(SEED),
        ).pvalue
    )
