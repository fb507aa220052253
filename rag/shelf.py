"""The archives that a question is asked of, as one: the shared one, and a visitor's own beside it."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Document
from index.archive import Archive
from index.passage import Filter, Hit


@dataclass(frozen=True, slots=True)
class Shelf:
    """One or more archives, searched together; the first one wins where two hold the same document."""

    archives: tuple[Archive, ...]

    def near(self, query: str, n: int, where: Filter) -> list[Hit]:
        """The `n` passages nearest to the query, best first; scores are cosines."""
        return self._best([archive.near(query, n, where) for archive in self.archives], n)

    def matching(self, query: str, n: int, where: Filter) -> list[Hit]:
        """The `n` passages that share most with the query's words, best first; scores are BM25."""
        return self._best([archive.matching(query, n, where) for archive in self.archives], n)

    def document(self, document: str) -> Document:
        """The document of that id.

        Raises:
            KeyError: none of the archives holds it.
        """
        for archive in self.archives[:-1]:
            try:
                return archive.document(document)
            except KeyError:
                continue
        return self.archives[-1].document(document)

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term."""
        return sum(archive.frequency(term) for archive in self.archives)

    def __len__(self) -> int:
        return sum(len(archive) for archive in self.archives)

    @staticmethod
    def _best(found: Sequence[list[Hit]], n: int) -> list[Hit]:
        if len(found) == 1:
            return found[0]
        score: Callable[[Hit], tuple[float, str]] = lambda hit: (-hit.score, hit.passage.id)  # noqa: E731
        return list(heapq.merge(*found, key=score))[:n]
