"""What can be seen of a question and a sentence without a model: words shared, and how rare they are."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.terms import FUNCTION_WORDS, content_terms, plain, terms
from rag.history import FEWEST
from rag.sentence import Sentence, is_cyrillic
from rag.shelf import Shelf

NAMES: Final = ("sentence", "window", "passage", "dense", "lexical", "length")
"""The columns of `features`, see there."""

REMEMBERED: Final = 8_192
"""Texts whose terms are kept: the same sentences are candidates for many questions."""

Matrix = NDArray[np.float64]

_WORD: Final = re.compile(r"[^\W_]+")
_END: Final = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's content terms and how much each tells, as inverse document frequency."""

    weights: Mapping[str, float]

    def share(self, found: Set[str]) -> float:
        """The share of the weight that the found terms hold, in [0, 1]; 0 for a question without terms."""
        total = sum(self.weights.values())
        return sum(weight for term, weight in self.weights.items() if term in found) / total if total else 0.0


def weigh(question: str, shelf: Shelf) -> Weighed:
    """The content terms of a question with their weights (BM25's idf, always positive)."""
    count = len(shelf)
    return Weighed(
        {
            term: math.log(1 + (count - held + 0.5) / (held + 0.5))
            for term in content_terms(question)
            for held in (shelf.frequency(term),)
        }
    )


def features(question: str, english: str, sentences: Sequence[Sentence], shelf: Shelf) -> Matrix:
    """One row a sentence, one column a name of `NAMES`; shape (len(sentences), len(NAMES)).

    `sentence`, `window`, `passage`: the share of the question's weight that stands in the sentence, in
    it and the text in front of it with the heading, and in all the sentences of its passage with the
    passage's context; a sentence in another script than the question is held against its gloss,
    `english`. `dense` and `lexical`: what the two searches gave the passage. `length`: characters / 400,
    at most 1.
    """
    own = weigh(question, shelf)
    glossed = own if english == question else weigh(english, shelf)
    cyrillic = is_cyrillic(question)
    passages = _passages(sentences)
    rows = [
        _row(
            own if is_cyrillic(sentence.candidate.text) == cyrillic else glossed,
            sentence,
            passages[sentence.found.passage.id],
        )
        for sentence in sentences
    ]
    return np.asarray(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


@lru_cache(maxsize=REMEMBERED)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _passages(sentences: Iterable[Sentence]) -> Mapping[str, set[str]]:
    """The terms of each passage by its id: those of its context, and of its sentences, analysed once."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        passage = sentence.found.passage
        told = found.setdefault(passage.id, set(_terms(passage.context)))
        told |= _terms(sentence.candidate.text)
    return found


def _row(weighed: Weighed, sentence: Sentence, passage: set[str]) -> tuple[float, ...]:
    candidate = sentence.candidate
    own = _terms(candidate.text)
    return (
        weighed.share(own),
        weighed.share(own.union(_terms(candidate.before), _terms(candidate.heading))),
        weighed.share(passage),
        sentence.found.dense,
        sentence.found.lexical,
        min(1.0, len(sentence.candidate.text) / 400),
    )


def strange(question: str, shelf: Shelf) -> bool:
    """Whether a question names somebody, some place or some number that the archive never mentions.

    A name is a word that begins with a capital, other than the first one of a sentence.
    """
    inner = [word for said in _END.split(plain(question)) for word in _WORD.findall(said)[1:]]
    named = [term for word in inner if word[0].isupper() or word.isdigit() for term in terms(word)]
    return any(not shelf.frequency(term) for term in named if term not in FUNCTION_WORDS)


def foreign(question: str, english: str, shelf: Shelf) -> bool:
    """Whether a question of a word or two has none that the archive knows: a greeting, a slip of the hand.

    A longer one may say all that it says in other words than the archive.
    """
    own = content_terms(question)
    asked = [*own, *content_terms(english)]
    return len(own) < FEWEST and bool(asked) and not any(shelf.frequency(term) for term in asked)
