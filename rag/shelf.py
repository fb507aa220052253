"""The archives that a question is asked of, as one: the shared one, and a visitor's own beside it."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from corpus.document import Document
from index.archive import Archive
from index.embed import Vectors
from index.passage import Filter, Hit, Passage
from index.pinned import Readable


@dataclass(frozen=True, slots=True)
class Shelf:
    """One or more archives, searched together; the first one wins where two hold the same document.

    All are made with the same model. A shelf is made for one question: documents that it has given it
    gives again as they were.
    """

    archives: tuple[Readable, ...]
    _given: dict[str, Document] = field(default_factory=dict, init=False, repr=False, compare=False)

    def vector(self, query: str) -> Vectors:
        """The vector of a query, for `near`."""
        return self.archives[0].embedder.query(query)

    def near(self, vector: Vectors, n: int, where: Filter) -> list[Hit]:
        """The `n` passages nearest to a query's vector, best first; scores are cosines."""
        return self._best([archive.nearest(vector, n, where) for archive in self.archives], n)

    def matching(self, query: str, n: int, where: Filter) -> list[Hit]:
        """The `n` passages that share most with the query's words, best first; scores are BM25."""
        return self._best([archive.matching(query, n, where) for archive in self.archives], n)

    def about(self, query: str, n: int, where: Filter) -> dict[str, float]:
        """The documents that match the query best as wholes: their scores by id."""
        found = [archive.about(query, n, where) for archive in self.archives]
        return {id_: score for scores in reversed(found) for id_, score in scores.items()}

    def document(self, document: str) -> Document:
        """The document of that id.

        Raises:
            KeyError: none of the archives holds it.
        """
        if document not in self._given:
            holder = next(
                (archive for archive in self.archives[:-1] if _holds(archive, document)), self.archives[-1]
            )
            self._given[document] = holder.document(document)
        return self._given[document]

    def passages(self, document: str) -> list[Passage]:
        """The passages of a document, in the order of its texts."""
        return next((own for archive in self.archives if (own := archive.passages(document))), [])

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term."""
        return sum(archive.frequency(term) for archive in self.archives)

    def __len__(self) -> int:
        return sum(len(archive) for archive in self.archives)

    def _best(self, found: Sequence[list[Hit]], n: int) -> list[Hit]:
        own = [
            [hit for hit in hits if not any(_holds(archive, hit.passage.document) for archive in before)]
            for hits, before in ((hits, self.archives[:place]) for place, hits in enumerate(found))
        ]
        return heapq.nsmallest(n, chain(*own), key=lambda hit: (-hit.score, hit.passage.id))


def shelved(*archives: Archive) -> Shelf:
    """A shelf of archives as they are now: what is published meanwhile is for the next question."""
    return Shelf(tuple(archive.pinned() for archive in archives))


def _holds(archive: Readable, document: str) -> bool:
    try:
        archive.document(document)
    except KeyError:
        return False
    return True
