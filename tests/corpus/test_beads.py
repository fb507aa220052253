import pytest

from corpus.beads import Scale, Unit, beads
from corpus.document import Span


def units(count):
    return [Unit(Span(10 * at, 10 * at + 9), frozenset()) for at in range(count)]


@pytest.mark.parametrize(
    ("rows", "columns"), [(1, 1), (1, 200), (200, 1), (0, 200), (200, 0), (3, 500), (0, 0)]
)
def test_sides_of_any_length_are_gone_through_to_the_end(rows, columns):
    here, there = units(rows), units(columns)
    found = beads(here, there, Scale(1.0, {}))
    assert [unit for bead in found for unit in bead[0]] == here
    assert [unit for bead in found for unit in bead[1]] == there
