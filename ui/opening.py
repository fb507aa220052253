"""Opens the archive and the engine in a thread: the server listens before any model is loaded."""

from collections.abc import Callable, Iterator, Sequence
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
    """An engine that is being opened, and then warmed up: its models are loaded before they are needed."""

    def __init__(self, work: Callable[[Report], Engine], warm: Callable[[Engine], object] = id) -> None:
        self._work = Work("Opening the archive", work)
        self._warm = Work("Loading the models", lambda _: warm(self._work.result()))

    def waits(self) -> Iterator[str]:
        """Says how far it is, again and again, until documents can be read."""
        return self._work.waits()

    def warms(self) -> Iterator[str]:
        """Says how far it is, again and again, until questions are answered at once."""
        yield from self._work.waits()
        yield from self._warm.waits()

    def engine(self) -> Engine:
        """The engine; waits until it is there, and raises what kept it from opening."""
        return self._work.result()
