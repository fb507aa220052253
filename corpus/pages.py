"""Page numbers that a typist put at the top of pages, on lines of their own: "- 6 -"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.markup import Group, printed

_MARK = re.compile(r"[-–—]\s*(\d{1,4})\s*[-–—]")

SLACK = 1.25
"""The text after the last mark is one page if it is at most this much longer than the longest other."""


def mark(group: Group) -> int | None:
    """The page that begins below these lines; None where they are no page mark."""
    found = _MARK.fullmatch(printed(group))
    return int(found[1]) if found else None


def begun(groups: Sequence[Group]) -> dict[int, str]:
    """The number of the line with which a page begins, and the page's label; empty without marks.

    Where marks are missing, a label is a range ("8–11"); after the last one it is open ("21 ff.") if
    there is more text than a page holds.
    """
    marks = [(at, number) for at, group in enumerate(groups) if (number := mark(group)) is not None]
    if not marks:
        return {}
    labels = {0: _run(1, marks[0][1]) if marks[0][1] > 1 else ""}
    labels |= {at + 1: _run(number, after) for (at, number), (_, after) in pairwise(marks)}
    labels[marks[-1][0] + 1] = _last(groups, marks)
    return {
        groups[at][0].number: label
        for at, label in labels.items()
        if at < len(groups) and mark(groups[at]) is None
    }


def _run(first: int, after: int) -> str:
    """The pages from `first` up to the one before `after`; just `first` if the count starts anew."""
    return f"{first}–{after - 1}" if after > first + 1 else str(first)


def _last(groups: Sequence[Group], marks: Sequence[tuple[int, int]]) -> str:
    last, number = marks[-1]
    pages = [_length(groups[a + 1 : b]) for (a, first), (b, after) in pairwise(marks) if after == first + 1]
    longest = max(pages, default=0)
    rest = _length(groups[last + 1 :])
    return f"{number} ff." if longest and rest > SLACK * longest else str(number)


def _length(groups: Sequence[Group]) -> int:
    return sum(len(printed(group)) for group in groups)
