"""When a quote hits a piece of evidence: the one definition that every measure here stands on."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from corpus.sentences import sentences

SHORTEST: Final = 20
"""Characters: a shorter quote proves nothing, and less than this in common is no overlap."""

PASSAGE: Final = 3
"""Sentences from which evidence counts as a whole passage."""

_BLANK_LINE: Final = re.compile(r"\n\s*\n")


def collapse(text: str) -> str:
    """`text` with each run of white space as one space, none at the ends; nothing else is changed."""
    return " ".join(text.split())


def whole_passage(evidence: str) -> bool:
    """Whether the evidence is a passage to quote from: a blank line in it, or three sentences."""
    stripped = evidence.strip()
    return bool(_BLANK_LINE.search(stripped)) or len(sentences(stripped, "en")) >= PASSAGE


def hits(quote: str, evidence: str) -> bool:
    """Whether the quote is at least 20 characters long and covers half of the evidence.

    Where the evidence is a whole passage it is enough that the quote stands in it. White space is
    collapsed, nothing else is forgiven. Both being slices of one text, a quote covers half of the
    evidence if it holds its first half, or its last half, or is itself half of it; of evidence
    shorter than 40 characters it must hold 20, of evidence shorter than 20 the whole, since a few
    characters in common say nothing about the place they stand in.
    """
    quote_, evidence_ = collapse(quote), collapse(evidence)
    if len(quote_) < SHORTEST or not evidence_:
        return False
    needed = max((len(evidence_) + 1) // 2, min(len(evidence_), SHORTEST))
    if evidence_[:needed] in quote_ or evidence_[-needed:] in quote_:
        return True
    return quote_ in evidence_ and (len(quote_) >= needed or whole_passage(evidence))


def hits_any(quotes: Iterable[str], equivalents: Sequence[str]) -> bool:
    """Whether one of the quotes hits one of the equivalents of an item of evidence."""
    return any(hits(quote, evidence) for quote in quotes for evidence in equivalents)
