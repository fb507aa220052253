"""Which printed lines of a PDF are headings: set larger than the text, or in bold and numbered."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from corpus.pdf_lines import Printed

LARGER = 1.15
"""Times the usual size of letters that makes a line a heading."""

LONGEST = 150
"""Characters that a line of a heading has at most."""

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]+)[.)]\s+\S")

_LEADERS = re.compile(r"(?:\. ?){4}")
"""Points that lead the eye to a page number, in a table of contents."""


def levels(lines: Sequence[Printed]) -> Callable[[Printed | None], int]:
    """Given all lines of a text: a function that tells the level of a heading, 0 for other lines.

    Lines of scans, whose size nobody knows, have the size 0; they tell nothing and are no headings.
    """
    letters: Counter[float] = Counter()
    bold = 0
    for line in lines:
        if not line.size:
            continue
        letters[round(line.size, 1)] += len(line.text)
        bold += len(line.text) * line.bold
    usual = letters.most_common(1)[0][0] if letters else 0.0
    larger = sorted((size for size in letters if size > LARGER * usual), reverse=True)
    tells = bold < sum(letters.values()) / 2

    def level(line: Printed | None) -> int:
        if line is None or len(line.text) > LONGEST or _LEADERS.search(line.text):
            return 0
        if round(line.size, 1) in larger:
            return min(6, larger.index(round(line.size, 1)) + 1)
        return min(6, len(larger) + 1) if tells and line.bold and _NUMBERED.match(line.text) else 0

    return level
