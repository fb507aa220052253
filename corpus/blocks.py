"""From headings and paragraphs, as a format gives them, to a `Text` with offsets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from corpus.document import Footnote, Page, Paragraph, Section, Source, Text

BETWEEN = "\n\n"
"""What stands in a body between two paragraphs."""

_WORD = re.compile(r"\w")
"""A paragraph without a word, such as "[...]" or "* * *", is printed and not counted."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 to 6) or a paragraph (`level` 0), as a reader meets it.

    `pages` are the pages that begin in it: offset in `text` and label. `notes` are the footnotes whose
    marks stand in it: offset, label, words. Lines count from 1; 0 where the format has none. `lines`
    says more exactly which lines of the file begin where in `text`: offset, line number.
    """

    text: str
    level: int = 0
    pages: tuple[tuple[int, str], ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()
    first_line: int = 0
    last_line: int = 0
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes a section: its number, its heading as printed, its paragraphs.

    `heading` is the section's name on one line; `printed` is the block that shows it, where one does.
    """

    number: str
    heading: str | None
    printed: Block | None
    blocks: tuple[Block, ...]


def compose(parts: Iterable[Part], language: str) -> Text:
    """The text that these parts make, in order, with every offset computed; the role is original."""
    page = _Sheet()
    sections = [section for part in parts if (section := page.section(part))]
    body = BETWEEN.join(page.written)
    return Text(
        language=language,
        role="original",
        body=body,
        sections=tuple(sections),
        pages=_pages(page.marks, len(body)),
        sources=tuple(page.sources),
        footnotes=tuple(page.footnotes),
    )


class _Sheet:
    """What has been written so far: the blocks and the offsets of all that hangs on them."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.marks: list[tuple[int, str]] = []
        self.sources: list[Source] = []
        self.footnotes: list[Footnote] = []
        self._length = 0

    def section(self, part: Part) -> Section | None:
        """The section a part becomes; None where the part holds nothing."""
        spans = [self._write(block) for block in ((part.printed,) if part.printed else ()) + part.blocks]
        if not spans:
            return None
        written = zip(part.blocks, spans[len(spans) - len(part.blocks) :], strict=True)
        paragraphs = [span for block, span in written if _WORD.search(block.text)]
        numbered = tuple(Paragraph(number, *span) for number, span in enumerate(paragraphs, 1))
        return Section(part.number, part.heading, spans[0][0], spans[-1][1], numbered)

    def _write(self, block: Block) -> tuple[int, int]:
        start = self._length + (len(BETWEEN) if self.written else 0)
        end = start + len(block.text)
        self.written.append(block.text)
        self._length = end
        self.marks += [(start + offset, label) for offset, label in block.pages]
        self.footnotes += [Footnote(start + offset, label, words) for offset, label, words in block.notes]
        if block.lines:
            ends = [offset for offset, _ in block.lines[1:]] + [len(block.text)]
            self.sources += [
                Source(start + offset, start + stop, line, line)
                for (offset, line), stop in zip(block.lines, ends, strict=True)
            ]
        elif block.first_line:
            self.sources.append(Source(start, end, block.first_line, block.last_line))
        return start, end


def _pages(marks: Iterable[tuple[int, str]], length: int) -> tuple[Page, ...]:
    marks = [next(same) for _, same in groupby(marks, key=itemgetter(1))]
    ends = [start for start, _ in marks[1:]] + [length]
    return tuple(
        Page(label, start, end)
        for (start, label), end in zip(marks, ends, strict=False)
        if start < end and label
    )
