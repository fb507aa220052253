"""What the archive finds by meaning and by words, as one ranked list of passages."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from index.passage import Filter, Hit, Passage
from index.terms import content_words, romanised, words
from rag.shelf import Shelf

DEPTH: Final = 60
"""Passages that each of the two searches gives."""

DENSE_WEIGHT: Final = 0.85
"""The share of the cosine in a passage's score; the rest is BM25. See docs/quality.md for what was tried."""

ABOUT_DEPTH: Final = 200
"""Documents whose words are held against the question's as wholes."""

ABOUT_ONE: Final = 25.0
"""BM25 of a whole document that counts as much as all that a passage can score itself: in an archive of two
documents it is little, in one of thousands the more, the more rare words a question names."""

JOINING: Final = 10
"""Passages that further words may add to those of the question."""

Wider = Callable[[str], str]
"""Gives further words to search for besides a question; "" for none."""

_beside = ThreadPoolExecutor(max_workers=4, thread_name_prefix="search")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how each search saw it: `dense` a cosine, `lexical` a share of the best BM25 score.

    `about` is what its document scored as a whole, in units of `ABOUT_ONE`. Each is 0 where that search did
    not find it. `score` is in [0, 1].
    """

    passage: Passage
    dense: float
    lexical: float
    about: float
    score: float


def lexical_query(question: str) -> str:
    """The words of a question that are searched for: its content words, Cyrillic ones in both scripts."""
    content = content_words(question) or words(question)
    latin = [romanised(word) for word in content]
    return " ".join(content + [word for word, given in zip(latin, content, strict=True) if word != given])


def retrieve(shelf: Shelf, question: str, english: str, where: Filter, n: int) -> list[Found]:
    """The `n` best passages for a question that stands alone, best first.

    `english` is the question itself, or its gloss: the embedding model reads English only, and a text
    that exists in English only is found by English words.
    While Chroma searches, the words are searched for; the question is embedded before, since that takes
    all the cores there are. Ties keep the order of passage ids, so the same question gives
    the same list whatever order the documents were indexed in.
    """
    wanted = lexical_query(question if english == question else f"{question} {english}")
    dense = _beside.submit(shelf.near, shelf.vector(english), DEPTH, where)
    lexical = shelf.matching(wanted, DEPTH, where)
    about = shelf.about(wanted, ABOUT_DEPTH, where)
    return fuse(dense.result(), lexical, about)[:n]


def combined(dense: float, lexical: float, about: float) -> float:
    """A passage's score in [0, 1], out of a cosine, a share of the best BM25 score, and its document's."""
    total = DENSE_WEIGHT * max(0.0, dense) + (1 - DENSE_WEIGHT) * lexical + about
    return total / (1 + total)


def fuse(dense: list[Hit], lexical: list[Hit], about: Mapping[str, float]) -> list[Found]:
    """One list, by the cosine, the share of the best BM25 score, and the BM25 of the document as a whole.

    `about` maps ids of documents to the latter.
    """
    cosines = {hit.passage.id: hit.score for hit in dense}
    best = max((hit.score for hit in lexical), default=1.0)
    shares = {hit.passage.id: hit.score / best for hit in lexical}
    floor = min(cosines.values(), default=0.0)
    found = []
    for passage in {hit.passage.id: hit.passage for hit in (*dense, *lexical)}.values():
        cosine, share = cosines.get(passage.id), shares.get(passage.id, 0.0)
        told = about.get(passage.document, 0.0) / ABOUT_ONE
        score = combined(floor if cosine is None else cosine, share, told)
        found.append(Found(passage, cosine or 0.0, share, told, score))
    return sorted(found, key=lambda one: (-one.score, one.passage.id))


def joined(found: Sequence[Found], more: Sequence[Found]) -> list[Found]:
    """What a question finds, and behind it what only further words find: nothing gives way to that."""
    known = {one.passage.id for one in found}
    return [*found, *[one for one in more if one.passage.id not in known][:JOINING]]


def nothing_more(question: str) -> str:  # noqa: ARG001 - a `Wider` is given the question
    """No further words: the question alone is searched for."""
    return ""
