import numpy as np
import pytest

from rag.evaluation import refusing
from rag.evaluation.intervals import estimate


def mean(sample):
    return float(np.mean(sample))


def test_an_interval_of_a_share_is_about_what_theory_says():
    found = estimate(mean, [1.0] * 80 + [0.0] * 20)
    spread = 1.96 * np.sqrt(0.8 * 0.2 / 100)
    assert found.value == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - spread, abs=0.02)
    assert found.high == pytest.approx(0.8 + spread, abs=0.02)


def test_the_same_results_give_the_same_interval():
    assert estimate(mean, [1.0, 0.0, 1.0]) == estimate(mean, [1.0, 0.0, 1.0])


def test_edges():
    assert estimate(mean, []) is None
    assert estimate(mean, [0.5]) == (0.5, 0.5, 0.5)
    assert estimate(mean, [1.0] * 5) == (1.0, 1.0, 1.0)


def test_both_classes_keep_their_size():
    found = estimate(refusing.auroc, [0.9, 0.8, 0.7], [0.1, 0.2])
    assert found == (1.0, 1.0, 1.0)
    assert estimate(refusing.auroc, [0.9], []) is None
