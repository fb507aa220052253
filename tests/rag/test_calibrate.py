"""What calibrating learns: signs are held against each other within a question."""

import numpy as np
import pytest

from rag.candidate import Candidate
from rag.training.calibrate import sentence_line
from rag.training.found import Found


def asked(*rows, right, answerable=True):
    candidates = tuple(Candidate(f"Sentence {place}.", "", "") for place in range(len(rows)))
    answers = np.asarray([float(place in right) for place in range(len(rows))])
    return Found(
        ["Which?"], answerable, False, False, np.asarray(rows, dtype=np.float64), answers, candidates
    )


@pytest.fixture
def several():
    """The first sign is high for a whole question, right or wrong; the second tells them apart in each."""
    return [
        asked((level, 0.4), (level, 0.5), (level, 0.1), (level, 0.3), right={1}) for level in (0.1, 0.5, 0.9)
    ]


def test_what_differs_between_questions_alone_counts_for_nothing(several):
    between, within = sentence_line(several).coefficients
    assert between == pytest.approx(0, abs=1e-6)
    assert within > 0.05


def test_log_odds_say_how_often_sentences_answer(several):
    line = sentence_line(several)
    sure = 1 / (1 + np.exp(-np.concatenate([line.log_odds(one.rows) for one in several])))
    assert sure.mean() == pytest.approx(0.25, abs=0.01)


def test_questions_without_a_right_sentence_teach_nothing(several):
    useless = [asked((9.0, 9.0), (8.0, 8.0), right=set()), asked((1.0, 0.0), right={0}, answerable=False)]
    assert sentence_line([*several, *useless]) == sentence_line(several)
