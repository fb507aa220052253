"""Which units of a text answer which of its translation: a dynamic programme over lengths and anchors.

The lengths are weighed as by Gale and Church (1993); what stays the same in translation is weighed beside.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import erfc, fsum, inf, log, sqrt
from statistics import median

from corpus.document import Span

VARIANCE = 6.8
"""Of the translation's characters for each of the original's: Gale and Church's figure."""

TRUST = 1.0
"""What a shared anchor's weight counts against the cost of unequal lengths."""

LIKELY = {
    (1, 1): 0.89,
    (1, 2): 0.045,
    (2, 1): 0.045,
    (2, 2): 0.004,
    (1, 3): 0.004,
    (3, 1): 0.004,
}
"""How likely so many units of the original answer so many of the translation."""

ALONE = 4.0
"""What a unit that nothing answers costs, as the others a negative logarithm of likelihood."""

BAND = 60
"""Units at most, beside the diagonal's step from row to row, that lie off it and still answer each other."""

_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a sentence: where it stands, and its anchors. Its length is in characters."""

    span: Span
    anchors: frozenset[str]

    @property
    def length(self) -> int:
        """Characters."""
        return self.span.end - self.span.start


@dataclass(frozen=True, slots=True)
class Scale:
    """What two texts are like: characters of translation for one of the original, anchors' weights."""

    ratio: float
    weight: Mapping[str, float]


Bead = tuple[Sequence[Unit], Sequence[Unit]]
"""Units of the original and those of the translation that answer them; one side may be empty."""


def beads(here: Sequence[Unit], there: Sequence[Unit], scale: Scale) -> list[Bead]:
    """The cheapest way to go through both sides in order, as beads."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i, j in _cells(len(here), len(there)):
        ways = [
            (before + _cost(here[i - a : i], there[j - b : j], scale), (a, b))
            for a, b in (*LIKELY, (1, 0), (0, 1))
            if (before := best.get((i - a, j - b), (inf, (0, 0)))[0]) < inf
        ]
        if ways:
            best[i, j] = min(ways)
    return list(_back(best, here, there))[::-1]


def ratio(here: Sequence[Unit], there: Sequence[Unit]) -> float:
    """Characters of translation for one of the original, whatever was left out: a median.

    It is taken over the sentences that hold an anchor which just one sentence on each side holds.
    """
    one, other = _only(here), _only(there)
    ratios = [other[anchor].length / one[anchor].length for anchor in one.keys() & other.keys()]
    return median(ratios) if ratios else 1.0


def _only(units: Sequence[Unit]) -> dict[str, Unit]:
    counts = Counter(anchor for unit in units for anchor in unit.anchors)
    return {anchor: unit for unit in units for anchor in unit.anchors if counts[anchor] == 1}


def _cells(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """The cells near the diagonal, row by row, without the first of all."""
    step = columns // max(rows, 1)
    for i in range(rows + 1):
        middle = i * columns // max(rows, 1)
        for j in range(max(0, middle - step - BAND), min(columns, middle + step + BAND) + 1):
            if i or j:
                yield i, j


def _cost(here: Sequence[Unit], there: Sequence[Unit], scale: Scale) -> float:
    if not (here and there):
        return ALONE
    one, other = sum(unit.length for unit in here), sum(unit.length for unit in there)
    expected = (one + other / scale.ratio) / 2
    distance = abs(other - one * scale.ratio) / sqrt(expected * VARIANCE)
    cost = -log(LIKELY[len(here), len(there)]) - log(max(erfc(distance / sqrt(2)), _LEAST))
    both = frozenset().union(*(u.anchors for u in here)) & frozenset().union(*(u.anchors for u in there))
    return cost - TRUST * fsum(scale.weight.get(anchor, 0.0) for anchor in both)


def _back(
    best: Mapping[tuple[int, int], tuple[float, tuple[int, int]]], here: Sequence[Unit], there: Sequence[Unit]
) -> Iterator[Bead]:
    i, j = len(here), len(there)
    while i or j:
        a, b = best[i, j][1]
        yield here[i - a : i], there[j - b : j]
        i, j = i - a, j - b
