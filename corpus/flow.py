"""Running text in the making: words come in, paragraphs come out."""

import re
from collections.abc import Iterable

from corpus.blocks import Block

_WHITE = re.compile(r"\s+")


class Flow:
    """Gathers words into paragraphs, white space made single spaces, with pages and notes in place.

    A page that begins between two paragraphs begins with the next.
    """

    def __init__(self, page: str = "") -> None:
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._length = 0
        self._spaced = True
        self._pages: list[tuple[int, str]] = [(0, page)] if page else []
        self._notes: list[tuple[int, str, str]] = []

    def say(self, words: str | None) -> None:
        """Adds words to the paragraph, as they run."""
        joined = _WHITE.sub(" ", words or "")
        if self._spaced:
            joined = joined.lstrip()
        if joined:
            self._text.append(joined)
            self._length += len(joined)
            self._spaced = joined.endswith(" ")

    def page(self, label: str) -> None:
        """A page begins here."""
        self._pages.append((self._length, label))

    def note(self, label: str, words: str) -> None:
        """The mark of a footnote stands here."""
        self._notes.append((self._length, label, words))

    def end(self, level: int = 0) -> None:
        """The paragraph ends; a heading, if a level is given."""
        text = "".join(self._text).rstrip()
        if not text:
            return
        within = tuple(mark for mark in self._pages if mark[0] < len(text))
        beyond = [(0, label) for offset, label in self._pages if offset >= len(text)]
        notes = tuple((min(offset, len(text)), label, words) for offset, label, words in self._notes)
        self._blocks.append(Block(text, level, pages=within, notes=notes))
        self._text, self._length, self._spaced = [], 0, True
        self._pages, self._notes = beyond[-1:], []

    def take(self) -> list[Block]:
        """The paragraphs so far, which are then forgotten."""
        self.end()
        blocks, self._blocks = self._blocks, []
        return blocks

    def give(self, blocks: Iterable[Block]) -> None:
        """Puts paragraphs after those that are there."""
        self._blocks.extend(blocks)
