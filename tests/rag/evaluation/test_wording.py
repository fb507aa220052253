import pytest

from rag.answer import Claim, Dropped
from rag.evaluation import wording
from tests.rag.evaluation.made import BORDER, answer


@pytest.mark.parametrize(
    ("given", "gold", "expected"),
    [
        ("The border is 1,300 km long. [1]", "1,300 km", 1.0),
        ("The border is 1,300 km long.", "1300 KM.", 1.0),  # punctuation and case do not count
        ("The border is 11,300 km long.", "1,300 km", 0.0),  # whole words only
        ("Seven [1] days", "seven days", 1.0),
        ("", "seven days", 0.0),
        ("anything", "word " * 21, None),
        ("anything", "…", None),
    ],
)
def test_contained(given, gold, expected):
    assert wording.contained(given, gold) == expected


@pytest.mark.parametrize(
    ("given", "gold", "expected"),
    [
        ("the cat sat", "cat sat", 1.0),
        ("cat sat on mats", "cat sat", 2 * (2 / 4) * (2 / 2) / (2 / 4 + 2 / 2)),
        ("cat cat", "cat", 2 / 3),
        ("dog", "cat", 0.0),
        ("", "cat", 0.0),
    ],
)
def test_token_f1(given, gold, expected):
    assert wording.token_f1(given, gold) == pytest.approx(expected)


def test_carried_counts_what_was_dropped_as_written():
    claims = (Claim(text="a", citations=(1,)), Claim(text="b", citations=(1,)), Claim(text="c", citations=()))
    dropped = (Dropped(text="d", reason="no quote"),)
    assert wording.carried(answer(BORDER, claims=claims, dropped=dropped)) == 2 / 4
    assert wording.carried(answer(BORDER)) is None
    assert wording.carried(answer(BORDER, claims=(), dropped=())) is None
