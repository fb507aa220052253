"""Passages found in the other language of a memo → those that say the same in the asker's own script."""

from collections.abc import Iterator, Sequence
from functools import cache

from corpus.document import Document, Span
from index.passage import Filter, Passage
from rag.retrieve import Found, combined
from rag.sentence import is_cyrillic
from rag.shelf import Shelf


def in_script_of(question: str, found: Sequence[Found], shelf: Shelf, where: Filter) -> list[Found]:
    """The passages, those in another script exchanged for their counterparts; the best first.

    A reader who asks in Bulgarian wants the Bulgarian words, and the English ones beside them; what
    exists in one language only is kept in that one. Both texts lend what they were found by: the one is
    near in meaning, the other has the very words. Nothing is exchanged where the reader chose a language.
    """
    if where.languages:
        return list(found)
    cyrillic = is_cyrillic(question)
    passages = cache(shelf.passages)
    best: dict[str, Found] = {}
    for one in found:
        here = [one.passage]
        if is_cyrillic(one.passage.text) != cyrillic:
            document = shelf.document(one.passage.document)
            if document.pairs:
                here = [*_counterparts(one.passage, document, passages(document.id))] or here
        for passage in here:
            known = best.get(passage.id, one)
            best[passage.id] = _joined(passage, known, one)
    return sorted(best.values(), key=lambda one: (-one.score, one.passage.id))


def _joined(passage: Passage, one: Found, other: Found) -> Found:
    dense, lexical = max(one.dense, other.dense), max(one.lexical, other.lexical)
    about = max(one.about, other.about)
    best = max(one.score, other.score, combined(dense, lexical, about))
    return Found(passage, dense, lexical, about, best)


def _counterparts(passage: Passage, document: Document, others: Sequence[Passage]) -> Iterator[Passage]:
    """The passages of the other text that say most of what this one says, out of all of the document."""
    text = document.text(passage.language)
    other, there = document.other(text), document.counterpart(text, Span(passage.start, passage.end))
    if other is None or there is None:
        return
    for one in others:
        shared = min(one.end, there.end) - max(one.start, there.start)
        if one.language == other.language and 2 * shared >= min(one.end - one.start, there.end - there.start):
            yield one
