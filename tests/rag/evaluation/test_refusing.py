import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from rag.evaluation import refusing


@pytest.mark.parametrize(
    ("answered", "refused", "expected"),
    [([1, 1, 1, 0], [1, 0], 0.625), ([1, 1], [0, 0], 0.5), ([0, 0], [1, 1], 0.5), ([1], [1], 1.0)],
)
def test_balanced(answered, refused, expected):
    assert refusing.balanced(answered, refused) == expected


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.9, 0.3], [0.5, 0.1], 3 / 4),
        ([0.5, 0.5], [0.5, 0.5], 0.5),
        ([0.1], [0.9], 0.0),
    ],
)
def test_auroc(answerable, unanswerable, expected):
    assert refusing.auroc(answerable, unanswerable) == pytest.approx(expected)


def test_auroc_is_that_of_scikit_learn():
    confidences = np.random.default_rng(1).integers(0, 10, size=(2, 40)) / 10
    truth = [1] * 40 + [0] * 40
    assert refusing.auroc(*confidences) == pytest.approx(roc_auc_score(truth, confidences.ravel()))


def test_risk_and_coverage():
    coverage, risk = refusing.risk_coverage([0.6, 0.9, 0.8], [1, 0, 1], asked=4)
    assert coverage == pytest.approx([1 / 4, 2 / 4, 3 / 4])
    assert risk == pytest.approx([0, 1 / 2, 2 / 3])
    assert refusing.area(coverage, risk) == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)


def test_answers_of_one_confidence_enter_together():
    coverage, risk = refusing.risk_coverage([0.5, 0.5, 0.5, 0.9], [0, 1, 1, 0], asked=4)
    assert coverage == pytest.approx([1 / 4, 1])
    assert risk == pytest.approx([0, 1 / 2])
    assert refusing.area(coverage, risk) == pytest.approx(0 * 1 / 4 + 1 / 2 * 3 / 4)


def test_calibration():
    confidence, right = [0.95, 0.95, 0.15, 1.0], [1, 0, 0, 1]
    assert refusing.calibration(confidence, right) == [
        (pytest.approx(0.15), 0.0, 1),
        (pytest.approx(2.9 / 3), pytest.approx(2 / 3), 3),
    ]
    expected = (0.15 * 1 + abs(2.9 / 3 - 2 / 3) * 3) / 4
    assert refusing.expected_calibration_error(confidence, right) == pytest.approx(expected)


def test_perfect_calibration_has_no_error():
    confidence = np.repeat(0.5, 10)
    assert refusing.expected_calibration_error(confidence, [1, 0] * 5) == 0
