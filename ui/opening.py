"""Opens the archive and the engine in a thread: the server listens before any model is loaded."""

import time
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Protocol

from corpus.document import Document
from index.archive import Archive
from index.catalog import Card
from index.embed import Embedder
from index.passage import Filter
from rag.answer import Answer, PassageReference
from rag.history import Turn
from rag.llm.translate import Translator
from ui.work import Report, Work

PAUSE_S = 5.0
"""Seconds after a failure in which opening is not tried again: its error is shown meanwhile."""


class Library(Protocol):
    """The archive, as far as the chat uses it by itself."""

    @property
    def embedder(self) -> Embedder:
        """What makes its vectors."""
        ...

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

    @property
    def translator(self) -> Translator | None:
        """What gives a quote in a third language; None where no LLM is there for it."""
        ...

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        where: Filter = ...,
        *,
        most: int = ...,
        beside: Archive | None = None,
    ) -> Answer:
        """An answer, or a refusal."""
        ...

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        where: Filter = ...,
        *,
        beside: Archive | None = None,
    ) -> Iterator[Answer]:
        """What `ask` gives, as it grows; the last one counts."""
        ...

    def search(
        self, question: str, where: Filter = ..., n: int = 10, *, beside: Archive | None = None
    ) -> tuple[PassageReference, ...]:
        """The nearest passages."""
        ...


class Opening:
    """An engine that is being opened, and then warmed up: its models are loaded before they are needed.

    Where it could not be opened, who comes later has it tried again: a server may have been away.
    """

    def __init__(
        self,
        work: Callable[[Report], Engine],
        warm: Callable[[Engine], object] = id,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open, self._warm, self._clock = work, warm, clock
        self._ended = clock()
        self._trying = Lock()
        self._works = self._begun()

    def waits(self) -> Iterator[str]:
        """Says how far it is, again and again, until documents can be read."""
        opened, _ = self._latest()
        return opened.waits()

    def warms(self) -> Iterator[str]:
        """Says how far it is, again and again, until questions are answered at once."""
        opened, warmed = self._latest()
        yield from opened.waits()
        yield from warmed.waits()

    def engine(self) -> Engine:
        """The engine; waits until it is there, and raises what kept it from opening."""
        opened, _ = self._latest()
        return opened.result()

    def _latest(self) -> tuple[Work[Engine], Work[object]]:
        with self._trying:
            if self._works[0].failed and self._clock() - self._ended >= PAUSE_S:
                self._works = self._begun()
            return self._works

    def _begun(self) -> tuple[Work[Engine], Work[object]]:
        opened = Work("Opening the archive", self._tried)
        return opened, Work("Loading the models", lambda _: self._warm(opened.result()))

    def _tried(self, report: Report) -> Engine:
        try:
            return self._open(report)
        finally:
            self._ended = self._clock()
