"""The printed lines of a PDF page, with where they stand and how large their letters are."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pypdf import PageObject

from corpus.encoding import legible


@dataclass(slots=True)
class Printed:
    """A line of a page. `left`, `height` (above the foot of the page) and `size` are in points."""

    text: str
    left: float = 0.0
    height: float = 0.0
    size: float = 0.0
    bold: bool = False


GAP = 1.35
"""Times the usual distance between lines that sets paragraphs apart."""

INDENT = 0.8
"""Times the letters' size that a line stands in, to begin a paragraph."""


def lines(page: PageObject) -> list[Printed]:
    """The lines of a page from top to bottom, as its content gives them; blank ones left out."""
    found = [Printed("")]

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        left = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        letters = abs(size * (tm[3] or tm[1]) * (cm[3] or cm[1]))
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for count, piece in enumerate(legible(text).split("\n")):
            if count:
                found.append(Printed(""))
            if piece.strip():
                line = found[-1]
                if not line.text.strip():
                    line.left, line.height, line.size, line.bold = left, height, letters, bold
                line.bold = line.bold and bold
                line.size = max(line.size, letters)
            found[-1].text += piece

    page.extract_text(visitor_text=visit)
    return [line for line in found if line.text.strip()]


def spaced(page: list[Printed]) -> list[tuple[str, Printed | None]]:
    """The lines as a typescript would have them: indented, a blank line (None) where a gap is."""
    margin = min((line.left for line in page), default=0.0)
    drops = [above.height - below.height for above, below in pairwise(page)]
    usual = median([drop for drop in drops if drop > 0] or [0.0])
    made: list[tuple[str, Printed | None]] = []
    for line, drop in zip(page, [0.0, *drops], strict=False):
        if usual and (drop > GAP * usual or drop < -usual):
            made.append(("", None))
        deep = line.left - margin > INDENT * (line.size or 10.0)
        made.append(("    " * deep + line.text.strip(), line))
    return made
