"""An archive in memory, and a cross-encoder that counts words: what the tests of answering stand on."""

from collections import Counter
from types import SimpleNamespace

import numpy as np

from index.chunk import chunk
from index.passage import Filter, Hit
from index.terms import content_terms, terms
from rag.features import NAMES
from rag.rerank import ANSWER_NAMES, Judge, Line, Ranker, Weights
from tests.tiny import TinyEmbedder

EMBEDDER = TinyEmbedder(dimension=256)


class MemoryArchive:
    """What `Archive` answers with, over documents that are simply given."""

    embedder = EMBEDDER

    def __init__(self, *documents):
        self._documents = {document.id: document for document in documents}
        self._passages = [passage for document in documents for passage in chunk(document)]
        self._terms = {one.id: Counter(terms(one.embedding_text)) for one in self._passages}

    def __len__(self):
        return len(self._passages)

    def pinned(self):
        return self

    def cards(self):
        return [
            SimpleNamespace(id=key, languages=tuple(text.language for text in made.texts))
            for key, made in sorted(self._documents.items())
        ]

    def document(self, id):  # noqa: A002
        return self._documents[id]

    def passages(self, document):
        return [one for one in self._passages if one.document == document]

    def frequency(self, term):
        return sum(term in held for held in self._terms.values())

    def nearest(self, vector, n, where=Filter()):  # noqa: B008
        scored = [
            Hit(one, round(float(EMBEDDER.query(one.embedding_text) @ vector), 6)) for one in self._passages
        ]
        return self._best(scored, n, where)

    def matching(self, query, n, where=Filter()):  # noqa: B008
        wanted = set(terms(query))
        scored = [Hit(one, float(len(wanted & set(self._terms[one.id])))) for one in self._passages]
        return self._best([hit for hit in scored if hit.score], n, where)

    def about(self, query, n, where=Filter()):  # noqa: B008
        found = Counter()
        for hit in self.matching(query, len(self), where):
            found[hit.passage.document] += hit.score
        return dict(found.most_common(n))

    @staticmethod
    def _best(hits, n, where):
        kept = [hit for hit in hits if not where.documents or hit.passage.document in where.documents]
        return sorted(kept, key=lambda hit: (-hit.score, hit.passage.id))[:n]


class CountingEncoder:
    """Twice the content words that question and sentence share, less two; keeps what it was shown."""

    name = "counting"

    def __init__(self):
        self.read = []

    def logits(self, question, candidates):
        self.read.append((question, list(candidates)))
        wanted = set(content_terms(question))
        return np.asarray([2.0 * len(wanted & set(terms(c.text))) - 2 for c in candidates])


def line(names, intercept, **coefficients):
    return Line(intercept, tuple(coefficients.get(name, 0.0) for name in names))


def ranker(model=None):
    """A ranker with weights of its own: the shipped ones are learnt anew now and then."""
    words = Judge(line(NAMES, -4, sentence=5, window=1, lexical=1), line(ANSWER_NAMES, 0, best=1))
    read = Judge(line((*NAMES, "model"), -2, window=1, model=1), line(ANSWER_NAMES, 0, best=1))
    return Ranker(model, Weights(words, read))
