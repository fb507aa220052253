"""A Bulgarian question in English words: those of a word list, then those of the archive's own translations.

The models that come with memocite read English only. Where an archive holds originals beside their
translations, their pairs teach what the words that no list has stand for: IBM model 1 (Brown et al. 1993),
between Bulgarian lemmas and English words. A gloss is for searching and ranking; it never reaches a reader.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from corpus.document import Document
from index.terms import FUNCTION_WORDS, content_words, romanised, term, words
from rag.sentence import is_cyrillic
from rag.word_list import english

MOST: Final = 2_000
"""Pairs that are learnt from: the table of words stays small."""

ROUNDS: Final = 8
"""Rounds of expectation maximisation; the table hardly changes after that."""

SURE: Final = 0.15
"""How probable a translation must be to be taken; below, a word is kept in Latin letters."""

_ASKING: Final = {
    "кой": "who",
    "коя": "which",
    "кое": "which",
    "кои": "which",
    "кого": "whom",
    "кога": "when",
    "къде": "where",
    "колко": "how many",
    "защо": "why",
    "какво": "what",
    "какъв": "what",
    "каква": "what",
    "какви": "what",
    "как": "how",
    "чий": "whose",
    "чия": "whose",
}
"""The words that ask: a memo hardly uses them, so its translation cannot teach them."""

_LINKING: Final = {
    "е": "is",
    "са": "are",
    "беше": "was",
    "била": "was",
    "било": "was",
    "бил": "was",
    "не": "not",
    "с": "with",
    "със": "with",
    "от": "from",
    "на": "of",
    "в": "in",
    "във": "in",
    "за": "for",
    "по": "on",
    "до": "to",
    "при": "at",
    "през": "in",
    "и": "and",
}
"""What says how other words belong together: the reader is surer of a sentence than of a list of words."""

_GRAMMAR: Final = _ASKING | _LINKING


class Glossary:
    """Bulgarian lemmas and the English word that each most probably stands for."""

    def __init__(self, pairs: Sequence[tuple[list[str], list[str]]]) -> None:
        """Learns from pairs of the same sentence: Bulgarian lemmas, English words."""
        pairs = [(source, target) for source, target in pairs[:MOST] if source and target]
        self._words: dict[str, str] = {}
        if not pairs:
            return
        sources = sorted({word for source, _ in pairs for word in source})
        targets = sorted({word for _, target in pairs for word in target})
        row = {word: place for place, word in enumerate(sources)}
        column = {word: place for place, word in enumerate(targets)}
        places = [
            np.ix_([row[word] for word in source], [column[word] for word in target])
            for source, target in pairs
        ]
        table = np.full((len(sources), len(targets)), 1.0)
        for _ in range(ROUNDS):
            counts = np.zeros_like(table)
            for place in places:
                share = table[place]
                np.add.at(counts, place, share / share.sum(axis=0))
            table = counts / counts.sum(axis=1, keepdims=True)
        self._words |= {
            word: targets[best]
            for word, best in zip(sources, table.argmax(axis=1), strict=True)
            if table[row[word], best] >= SURE
        }

    def gloss(self, question: str) -> str:
        """The question word by word in English; what is unknown stands in Latin letters."""
        rendered = [
            _GRAMMAR.get(word) or english(word) or self._words.get(term(word)) or romanised(word)
            for word in words(question)
            if word in _GRAMMAR or word not in FUNCTION_WORDS
        ]
        return f"{' '.join(rendered)}?"


def glossary(documents: Iterable[Document]) -> Glossary:
    """What the documents' pairs of Bulgarian and English sentences teach."""
    return Glossary([pair for document in documents for pair in _pairs(document)])


def _pairs(document: Document) -> Iterable[tuple[list[str], list[str]]]:
    original, translation = _bodies(document)
    for pair in document.pairs:
        source, target = (
            original[pair.original.start : pair.original.end],
            translation[pair.translation.start : pair.translation.end],
        )
        if is_cyrillic(source) and not is_cyrillic(target):
            yield (
                [term(word) for word in content_words(source)],
                content_words(target),
            )


def _bodies(document: Document) -> tuple[str, str]:
    bodies = {text.role: text.body for text in document.texts}
    return bodies.get("original", ""), bodies.get("translation", "")
