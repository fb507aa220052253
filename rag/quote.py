"""Which of the ranked sentences are quoted, and that each quote is what stands in its source."""

from collections.abc import Sequence
from typing import Final

from corpus.document import Document
from index.terms import terms
from rag.rerank import Ranked

BUDGET: Final = 700
"""Characters that all quotes of a short answer have together; the first may be longer."""

WORTH: Final = 0.05
"""How probable a further quote must be, as a share of the first one's probability, to be worth reading."""

REPEATS: Final = 0.8
"""A sentence that shares this part of its words with one already quoted adds nothing."""


def choose(ranked: Sequence[Ranked], most: int) -> list[Ranked]:
    """The first sentence, and up to `most` in all of those that add something, in order of rank.

    The budget holds for a short answer; who asks for more than three wants every supporting passage.
    """
    chosen: list[Ranked] = []
    for one in ranked:
        if len(chosen) == most:
            break
        if not chosen or (
            one.probability >= WORTH * chosen[0].probability
            and (most > 3 or _length(chosen) + len(one.sentence.candidate.text) <= BUDGET)
            and not any(_repeats(one, other) for other in chosen)
        ):
            chosen.append(one)
    return chosen


def _length(chosen: Sequence[Ranked]) -> int:
    return sum(len(one.sentence.candidate.text) for one in chosen)


def _repeats(one: Ranked, other: Ranked) -> bool:
    mine, theirs = (set(terms(ranked.sentence.candidate.text)) for ranked in (one, other))
    return len(mine & theirs) >= REPEATS * len(mine)


def is_verbatim(quote: str, document: Document, language: str, start: int, end: int) -> bool:
    """Whether a quote is, character by character, what stands at its place."""
    return document.text(language).body[start:end] == quote
