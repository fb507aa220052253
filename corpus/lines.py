"""Paragraphs from printed lines: typescript, mail, and what a PDF or a scanner gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.blocks import Block

LONGEST = 120
"""Characters: a text whose lines are longer than this was not wrapped by hand or typewriter."""

FULL = 0.85
"""A line is full if the next line's first word would have taken it past this share of the width."""

MOSTLY = 0.6
"""Share of full lines, among those that are followed by one in lower case, that a wrapped text has."""

RUNNING_ON = 0.2
"""Share of lines that are full and followed by one in lower case, in a wrapped text."""

_ENDS = tuple(".!?:;…\"”»’')]")
"""What a sentence that is at an end may end in."""

_BULLET = re.compile(r"\s*(?:[-–—•*·▪]\s|\(?\d{1,3}[.)]\s|\(?[a-zа-я][.)]\s)")
_FIRST_LETTER = re.compile(r"\s*(?:[-–—]\s*)?([^\W\d_])")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its number in the file (0 if it has none) and the label of its page."""

    text: str
    number: int = 0
    page: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns of white space in front."""
        return len(self.text) - len(self.text.lstrip())


def paragraphs(lines: Sequence[Line], width: int | None = None) -> Iterator[Block]:
    """The lines as paragraphs: wrapped lines joined by a space, words untouched.

    Where the text is wrapped, a paragraph ends at a blank line, a line that is not full, an indented
    line or a bullet; else every line is a paragraph. A sentence that a page break cut is whole again.
    `width` is that of `wrapped_at`, given where the lines are part of a longer text.
    """
    width = wrapped_at(lines) if width is None else width
    group: list[Line] = []
    page = ""
    gap = False
    for line in lines:
        if line.blank:
            gap = True
            continue
        if group and not _goes_on(group[-1], line, gap, width):
            yield _block(group, page)
            page = group[-1].page
            group = []
        group.append(line)
        gap = False
    if group:
        yield _block(group, page)


def wrapped_at(lines: Sequence[Line]) -> int:
    """The width in characters at which the lines were wrapped; 0 if each line is meant as it is."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    breaks = [(a, b) for a, b in pairwise(lines) if not a.blank and not b.blank and a.page == b.page]
    if not breaks or width > LONGEST:
        return 0
    running = [(before, after) for before, after in breaks if _lower(after)]
    full = sum(_full(before, after, width) for before, after in running)
    return width if full and full >= MOSTLY * len(running) and full >= RUNNING_ON * len(breaks) else 0


def _lower(line: Line) -> bool:
    """Whether it begins in lower case, perhaps after a dash."""
    first = _FIRST_LETTER.match(line.text)
    return bool(first and first[1].islower())


def _full(line: Line, after: Line, width: int) -> bool:
    return len(line.text.rstrip()) + 1 + len(after.text.split(maxsplit=1)[0]) > FULL * width


def _goes_on(before: Line, after: Line, gap: bool, width: int) -> bool:
    lower = _lower(after)
    if before.page != after.page:
        return lower and not before.text.rstrip().endswith(_ENDS)
    if gap or not width or _BULLET.match(after.text):
        return False
    if after.indent > before.indent + 1 and not _BULLET.match(before.text):
        return False
    return lower or _full(before, after, width)


def _block(group: Iterable[Line], page: str) -> Block:
    """The lines as one paragraph; `page` is the page that was last begun before it."""
    text, pages = "", []
    numbers = []
    for line in group:
        text += " " if text else ""
        if line.page != page:
            pages.append((len(text), line.page))
            page = line.page
        text += line.text.strip()
        numbers.append(line.number)
    return Block(text, pages=tuple(pages), first_line=numbers[0], last_line=numbers[-1])
