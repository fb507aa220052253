"""Two texts of one memo laid side by side: which paragraphs of one stand beside which of the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.document import Document, Section, Span, Text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading (`paragraph` 0) of a text, as a slice of its body."""

    text: Text
    section: Section
    paragraph: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The characters of the block in its text's body."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that say the same: `left` of the text that is read, `right` of the other one."""

    left: tuple[Block, ...]
    right: tuple[Block, ...] = ()


def blocks(text: Text) -> list[Block]:
    """The headings and paragraphs of a text, in order."""
    return [block for section in text.sections for block in _of_section(text, section)]


def _of_section(text: Text, section: Section) -> Iterator[Block]:
    first = section.paragraphs[0].start if section.paragraphs else section.end
    if text.body[section.start : first].strip():
        yield Block(text, section, 0, section.start, first)
    for paragraph in section.paragraphs:
        yield Block(text, section, paragraph.number, paragraph.start, paragraph.end)


def rows(document: Document, text: Text) -> list[Row]:
    """The whole of `text` in rows, with the other text beside it where the document has one.

    Without aligned pairs, sections of the same number stand side by side.
    """
    left, other = blocks(text), document.other(text)
    if other is None:
        return [Row((block,)) for block in left]
    right = blocks(other)
    links = _links(document, left, right)
    reach = list(accumulate((max(found, default=-1) for found in links), max))
    ahead = list(accumulate((min(found, default=len(right)) for found in reversed(links)), min))[::-1]
    starts = [i for i in range(len(left)) if i == 0 or ahead[i] > reach[i - 1]]
    # What nothing claims on the right goes with the row before it.
    return list(_cut(left, right, starts, [0 if i == 0 else ahead[i] for i in starts]))


def _cut(
    left: Sequence[Block], right: Sequence[Block], starts: Sequence[int], begins: Sequence[int]
) -> Iterator[Row]:
    ends = [*starts[1:], len(left)]
    right_ends = [*begins[1:], len(right)]
    for start, end, begin, right_end in zip(starts, ends, begins, right_ends, strict=True):
        yield Row(tuple(left[start:end]), tuple(right[begin:right_end]))


def _links(document: Document, left: Sequence[Block], right: Sequence[Block]) -> list[set[int]]:
    """For each block of the left, the numbers of the blocks of the right that say the same."""
    links: list[set[int]] = [set() for _ in left]
    translated = bool(left) and left[0].text.role == "translation"
    for pair in document.pairs:
        here, there = (pair.translation, pair.original) if translated else (pair.original, pair.translation)
        for at in _touched(left, here):
            links[at].update(_touched(right, there))
    firsts = {block.section.number: at for at, block in reversed(list(enumerate(right)))}
    for at, block in enumerate(left):
        if (at == 0 or left[at - 1].section is not block.section) and block.section.number in firsts:
            links[at].add(firsts[block.section.number])
    return links


def _touched(found: Sequence[Block], span: Span) -> range:
    """The numbers of the blocks that have a character of the span."""
    first = bisect_right(found, span.start, key=lambda block: block.end)
    return range(first, bisect_left(found, span.end, key=lambda block: block.start))
