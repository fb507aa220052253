"""A quote as an LLM gives it → the sentence of the source that it stands in, or nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag.llm.fold import Folded, fold
from rag.retrieve import Found
from rag.sentence import Sentence, quotable
from rag.shelf import Shelf

LEAST: Final = 8
"""Letters and digits that a quote has at least: fewer stand anywhere by chance."""

GAP: Final = 200
"""Characters that an ellipsis may stand for; more would stitch together what does not belong together."""

LONGEST: Final = 1000
"""Characters of the sentences that one quote may run over."""

_ELLIPSIS: Final = re.compile(r"[\[(]?\s*(?:\.\s?\.\s?\.|…)\s*[\])]?")


@dataclass(frozen=True, slots=True)
class Offered:
    """A passage that the LLM was given, with its sentences."""

    text: str
    start: int
    sentences: tuple[Sentence, ...]
    folded: Folded

    @classmethod
    def of(cls, found: Found, shelf: Shelf) -> "Offered":
        """The passage with its sentences cut up."""
        passage = found.passage
        return cls(passage.text, passage.start, tuple(quotable([found], shelf)), fold(passage.text))


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands: whole sentences of the source. `exact` where nothing had to be repaired."""

    sentence: Sentence
    exact: bool


def locate(quote: str, number: int, offered: Sequence[Offered]) -> Located | None:
    """The sentences that hold the quote, in the passage of that number (from 1) or else in another.

    Whole sentences, so that no quote leaves out the "not" that stands in front of it. Their characters
    are the source's own, whatever the LLM made of them.
    """
    order = [*offered[number - 1 : number], *offered] if number > 0 else list(offered)
    for passage in order:
        for start, end in _spans(quote, passage.folded):
            sentence = _sentences(passage, start, end)
            if sentence is not None:
                exact = 0 < number <= len(offered) and passage is offered[number - 1]
                return Located(sentence, exact and quote.strip() in passage.text)
    return None


def _spans(quote: str, folded: Folded) -> Iterator[tuple[int, int]]:
    """Where the parts of a quote, between its ellipses, stand one after the other."""
    parts = [letters for part in _ELLIPSIS.split(quote) if (letters := fold(part).letters)]
    if sum(map(len, parts)) < LEAST:
        return
    for first, last in folded.find(parts[0]):
        end = _end(parts[1:], last, folded)
        if end is not None:
            yield folded.starts[first], end


def _end(parts: Sequence[str], last: int, folded: Folded) -> int | None:
    for part in parts:
        begin, after = next(folded.find(part, last + 1), (None, 0))
        if begin is None or folded.starts[begin] - folded.ends[last] > GAP:
            return None
        last = after
    return folded.ends[last]


def _sentences(passage: Offered, start: int, end: int) -> Sentence | None:
    here = [
        one
        for one in passage.sentences
        if one.start < passage.start + end and passage.start + start < one.end
    ]
    if not here or here[-1].end - here[0].start > LONGEST:
        return None
    first, last = here[0], here[-1]
    text = passage.text[first.start - passage.start : last.end - passage.start]
    return replace(first, end=last.end, candidate=replace(first.candidate, text=text))
