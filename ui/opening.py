"""Opens the archive and the engine in a thread: the server listens before any model is loaded."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Protocol

from corpus.document import Document
from index.catalog import Card
from index.passage import Filter
from rag.answer import Answer, PassageReference
from rag.history import Turn

Report = Callable[[str], None]
"""Told, in words for a person, how far the opening is."""

_STEP_S = 0.5
"""How often somebody who waits is told how far it is, in seconds."""

_log = logging.getLogger(__name__)


class Library(Protocol):
    """Documents that can be listed and opened: the archive, or a visitor's own."""

    def cards(self) -> Sequence[Card]:
        """All documents, sorted by id."""
        ...

    def document(self, id: str) -> Document:  # noqa: A002 - the archive's name for it
        """A document; raises KeyError."""
        ...


class Engine(Protocol):
    """What answers: `rag.engine.Engine`, as far as the chat uses it."""

    @property
    def archive(self) -> Library:
        """The documents that it answers from."""
        ...

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        where: Filter = ...,
        *,
        most: int = ...,
        beside: object = None,
    ) -> Answer:
        """An answer, or a refusal."""
        ...

    def search(
        self, question: str, where: Filter = ..., n: int = 10, *, beside: object = None
    ) -> tuple[PassageReference, ...]:
        """The nearest passages."""
        ...


class Opening:
    """An engine that is being opened; `progress` says how far it is."""

    def __init__(self, work: Callable[[Report], Engine]) -> None:
        self.progress = "Opening the archive …"
        self._engine: Future[Engine] = ThreadPoolExecutor(1, "opening").submit(work, self._report)
        self._engine.add_done_callback(_complain)

    def waits(self) -> Iterator[str]:
        """Says how far it is, again and again, until it is done; nothing if it is done already."""
        while not self._engine.done():
            yield self.progress
            wait([self._engine], timeout=_STEP_S)

    def engine(self) -> Engine:
        """The engine; waits until it is there, and raises what kept it from opening."""
        return self._engine.result()

    def _report(self, progress: str) -> None:
        self.progress = progress


def _complain(opened: Future[Engine]) -> None:
    if error := opened.exception():
        _log.error("The archive could not be opened: %s", error)
