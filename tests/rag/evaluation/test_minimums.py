import pytest

from corpus.errors import SettingError
from rag.evaluation import minimums


def test_floors():
    floors = minimums.read(["hit=0.9", "verbatim=1", "hit_low=0.8"])
    assert floors == {"hit": 0.9, "verbatim": 1.0, "hit_low": 0.8}
    assert minimums.below({"hit": 0.9, "verbatim": 1.0, "hit_low": 0.8}, floors) == []
    assert minimums.below({"hit": 0.89, "verbatim": None, "hit_low": float("nan")}, floors) == [
        "hit is 0.89, at least 0.9 is asked for",
        "verbatim has no value in this run, at least 1 is asked for",
        "hit_low is nan, at least 0.8 is asked for",
    ]


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        ("hits=0.9", "--min hits=0.9: no such measure; choose one of hit, first"),
        ("hit", "--min hit: give a number, as in hit=0.9"),
        ("hit=high", "--min hit=high: give a number, as in hit=0.9"),
    ],
)
def test_a_floor_that_says_nothing(one, reason):
    with pytest.raises(SettingError) as caught:
        minimums.read([one])
    assert str(caught.value).startswith(reason)
    assert caught.value.exit_status == 2
