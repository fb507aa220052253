"""What is evaluated: an engine over an index, and the documents of that index."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from rag.evaluation.quotes import Library
from rag.evaluation.run import Asks


@dataclass(frozen=True, slots=True)
class Subject:
    """An index, and what answers from it.

    `engine` makes the engine, when it is needed. `search` gives ids of documents, best first.
    `facts` says for the report what the index holds and which models are in use; `digest` stands for
    the content of the index.
    """

    engine: Callable[[], Asks]
    search: Callable[[str], Sequence[str]]
    library: Library
    facts: Mapping[str, JsonValue]
    digest: str
    close: Callable[[], None]
