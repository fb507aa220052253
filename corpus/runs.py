"""Numbers of pages and lines in words."""

from collections.abc import Sequence
from itertools import groupby


def runs(numbers: Sequence[int]) -> list[str]:
    """Numbers in order, as one writes them, those that follow each other as one: "2", "7–9"."""
    found = [[at for _, at in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in found]
