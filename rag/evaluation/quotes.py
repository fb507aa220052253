"""How good the quotes are: evidence hit, first-quote accuracy, recall, precision, length, verbatim.

Each function takes what one question got and returns one number; means over questions are taken
elsewhere. Definitions: the project's contract for `memocite eval`; recall and precision as in
Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), chapter 8, with items
of evidence as what is relevant and quotes as what is retrieved.
"""

from collections.abc import Callable, Sequence
from typing import Final

from corpus.document import Document
from rag.answer import Answer, Citation
from rag.evaluation.evidence import collapse, hits_any

SHOWN: Final = 3
"""Quotes that a reader is shown by default; only these can hit."""

Equivalents = Sequence[Sequence[str]]
"""Evidence: for each item, its equivalents."""

Wordings = tuple[str, ...]
"""A quote in its languages; empty where it is not verbatim."""

Library = Callable[[str], Document | None]
"""The document of an id; None where there is no such document."""


def shown(answer: Answer) -> tuple[Citation, ...]:
    """The quotes a reader is shown: the first three of an answer, none of a refusal."""
    return answer.citations[:SHOWN] if answer.answered else ()


def wordings(citation: Citation, library: Library) -> Wordings:
    """The quote, and the same words in the other language where they are aligned.

    None where they are not verbatim: an altered quote is no quote, and hits nothing.
    """
    if not verbatim(citation, library):
        return ()
    others = (citation.original, citation.translation)
    return (citation.quote, *(other.quote for other in others if other))


def hit(quotes: Sequence[Wordings], evidence: Equivalents) -> float:
    """1 if one of the quotes hits any evidence, else 0."""
    return float(any(bears(quote, evidence) for quote in quotes))


def first(quotes: Sequence[Wordings], evidence: Equivalents) -> float:
    """1 if the first quote hits any evidence, else 0."""
    return hit(quotes[:1], evidence)


def recall(quotes: Sequence[Wordings], evidence: Equivalents) -> float:
    """The share of the items of evidence that are hit; `evidence` has one at least."""
    words = [wording for quote in quotes for wording in quote]
    return sum(hits_any(words, item) for item in evidence) / len(evidence)


def precision(quotes: Sequence[Wordings], evidence: Equivalents) -> float:
    """The share of the quotes that hit any evidence; there is one quote at least."""
    return sum(bears(quote, evidence) for quote in quotes) / len(quotes)


def characters(quotes: Sequence[Citation]) -> float:
    """Characters of all quotes together, white space collapsed."""
    return float(sum(len(collapse(quote.quote)) for quote in quotes))


def verbatim(citation: Citation, library: Library) -> bool:
    """Whether the quote, and its counterpart where it has one, is a slice of the document it names.

    Compared character by character with the body at the offsets given. A quote of another system that
    gives no offsets (an empty span) must stand in one of the document's texts, white space collapsed.
    """
    document = library(citation.document.id)
    if document is None:
        return False
    parts = [(citation.language, citation.quote, citation.start, citation.end)]
    for other in (citation.original, citation.translation):
        if other:
            parts.append((other.language, other.quote, other.start, other.end))
    return all(_stands(document, *part) for part in parts)


def bears(wordings: Wordings, evidence: Equivalents) -> bool:
    """Whether the quote or its counterpart hits any evidence."""
    return any(hits_any(wordings, item) for item in evidence)


def _stands(document: Document, language: str, quote: str, start: int, end: int) -> bool:
    if not quote.strip():
        return False
    if end > start:
        bodies = (text.body for text in document.texts if text.language == language)
        return any(body[start:end] == quote for body in bodies)
    return any(collapse(quote) in collapse(text.body) for text in document.texts)
