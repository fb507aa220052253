"""What an index can be asked, and an index as it was at one moment."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from corpus.document import Document
from index.catalog import Card
from index.embed import Embedder, Vectors
from index.passage import Filter, Hit, Passage
from index.view import View

Found = TypeVar("Found")


class Readable(ABC):
    """What an index can be asked. `embedder` makes the vectors of what is searched for."""

    embedder: Embedder

    @abstractmethod
    def _ask(self, question: Callable[[View], Found]) -> Found:
        """What a generation answers."""

    def cards(self) -> list[Card]:
        """A card of every document, sorted by id."""
        return self._ask(lambda view: view.catalog.cards())

    def document(self, id: str) -> Document:  # noqa: A002 - the name of the field it is asked for
        """A document, in full.

        Raises:
            KeyError: there is none of that id.
        """
        return self._ask(lambda view: view.document(id))

    def passages(self, document: str) -> list[Passage]:
        """The passages of a document, in the order of its texts; none where there is no such document."""
        return self._ask(lambda view: view.catalog.passages(document))

    def near(self, query: str, n: int, where: Filter = Filter()) -> list[Hit]:  # noqa: B008 - it is frozen
        """The `n` passages nearest in meaning, best first; scores are cosine similarities in [-1, 1]."""
        return self.nearest(self.embedder.query(query), n, where)

    def nearest(self, vector: Vectors, n: int, where: Filter) -> list[Hit]:
        """The `n` passages nearest to a vector of the embedder's, best first; scores as those of `near`."""
        return self._ask(lambda view: view.near(vector, n, where))

    def matching(self, query: str, n: int, where: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The `n` passages that share the best words with the query, best first; scores are BM25's."""
        return self._ask(lambda view: view.matching(query, n, where))

    def about(self, query: str, n: int, where: Filter = Filter()) -> dict[str, float]:  # noqa: B008
        """The `n` documents that match the query best as wholes: their scores by id."""
        return self._ask(lambda view: view.about(query, n, where))

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term, as `index.terms.terms` gives it."""
        return self._ask(lambda view: view.frequency(term))

    def __len__(self) -> int:
        """The number of passages."""
        return self._ask(lambda view: view.manifest.passages)


class Pinned(Readable):
    """One generation, whatever is published meanwhile; its files are let go of when this is forgotten."""

    def __init__(self, embedder: Embedder, view: View) -> None:
        self.embedder = embedder
        self._view = view

    def _ask(self, question: Callable[[View], Found]) -> Found:
        return question(self._view)
