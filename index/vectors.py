"""Nearest vectors by cosine, in Chroma. The only importer of chromadb.

The vectors are ours: no collection gets an embedding function, and one that names any is refused, since
opening it would run code that the collection's maker chose. Chroma is imported when it is first needed.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpus.errors import Damaged
from index.batches import batches
from index.dates import first_day, last_day
from index.embed import Vectors
from index.home import REBUILD
from index.passage import Filter
from index.words import Facts

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

NAME = "passages"
BATCH = 1_000
"""Records in one write to a folder; Chroma takes some 5,000."""

BREADTH = 200
"""Candidates that a search of the graph keeps: twice Chroma's, for a millisecond it misses less."""

HARMLESS = ("legacy", "unknown")
"""What Chroma stores where it was given no embedding function."""

Guard = Callable[..., Any]
"""Calls its first argument with the others, and raises one of our errors where that fails."""


class VectorStore(Protocol):
    """Where vectors lie. What goes wrong is raised as an `ArchiveError` or a `ServiceError`."""

    def add(self, ids: Sequence[str], facts: Sequence[Facts], vectors: Vectors) -> None:
        """Adds passages, in place of former ones of the same ids."""
        ...

    def drop(self, ids: Sequence[str]) -> None:
        """Removes passages; one that is not there is no error."""
        ...

    def nearest(self, vector: Vectors, n: int, where: Filter) -> list[tuple[str, float]]:
        """The `n` nearest passages, best first: id and cosine similarity in [-1, 1]."""
        ...

    def count(self) -> int:
        """The number of passages."""
        ...

    def close(self) -> None:
        """Lets go of files and connections."""
        ...


class Store:
    """A collection in Chroma. `call` wraps each request and says what to raise when it fails."""

    def __init__(self, client: "ClientAPI", collection: "Collection", batch: int, call: "Guard") -> None:
        refuse_code(collection)
        self._client = client
        self._collection = collection
        self._batch = batch
        self._call = call

    def add(self, ids: Sequence[str], facts: Sequence[Facts], vectors: Vectors) -> None:
        """See `VectorStore`."""
        for start in range(0, len(ids), self._batch):
            some = slice(start, start + self._batch)
            self._call(
                self._collection.upsert,
                ids=list(ids[some]),
                embeddings=vectors[some],
                metadatas=[_metadata(fact) for fact in facts[some]],
            )

    def drop(self, ids: Sequence[str]) -> None:
        """See `VectorStore`."""
        for some in batches(ids, self._batch):
            self._call(self._collection.delete, ids=list(some))

    def nearest(self, vector: Vectors, n: int, where: Filter) -> list[tuple[str, float]]:
        """See `VectorStore`."""
        found = self._call(
            self._collection.query,
            query_embeddings=vector[None, :],
            n_results=n,
            where=_where(where),
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(id_, 1.0 - distance) for id_, distance in pairs]

    def count(self) -> int:
        """See `VectorStore`."""
        return int(self._call(self._collection.count))

    def close(self) -> None:
        """See `VectorStore`."""
        self._client.close()  # type: ignore[attr-defined]  # the interface forgets it


_one_client_at_a_time = threading.Lock()
"""Chroma keeps its open folders in a table of the class's that no lock guards."""


def folder(path: Path) -> Store:
    """The store in a folder, made anew where there is none. No other process may have it open.

    Raises:
        Damaged: Chroma cannot open it.
    """
    import chromadb
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    def guarded(call: Callable[..., Any], **arguments: Any) -> Any:  # noqa: ANN401 - whatever is called
        try:
            return call(**arguments)
        except (ChromaError, ValueError, RuntimeError, OSError) as error:
            reason = " ".join(str(error).split())
            raise Damaged(f"the vectors in {path} cannot be used ({reason}); {REBUILD}") from error

    def opened() -> Store:
        client = chromadb.PersistentClient(str(path), Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection(
            NAME,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": BREADTH}},
        )
        return Store(client, collection, BATCH, guarded)

    with _one_client_at_a_time:
        store: Store = guarded(opened)
        return store


def refuse_code(collection: "Collection") -> None:
    """Refuses a collection that names an embedding function.

    Raises:
        Damaged: it does.
    """
    stored = dict(collection.configuration_json or {}).get("embedding_function") or {}
    schema = collection.get_model().serialized_schema or {}
    if stored.get("type", "legacy") not in HARMLESS or _names_code(schema):
        raise Damaged(
            f"the collection {collection.name!r} names an embedding function, which memocite never "
            f"makes; delete the collection, then {REBUILD}"
        )


def _names_code(schema: Any) -> bool:  # noqa: ANN401 - whatever a server sent as JSON
    if isinstance(schema, dict):
        function = schema.get("embedding_function")
        if isinstance(function, dict) and function.get("type", "legacy") not in HARMLESS:
            return True
        return any(_names_code(value) for value in schema.values())
    return isinstance(schema, list) and any(_names_code(value) for value in schema)


def _metadata(facts: Facts) -> dict[str, str | int]:
    days = {"first": first_day(facts.date), "last": last_day(facts.date)}
    return {"document": facts.document, "language": facts.language, "archive": facts.archive, **days}


def _where(where: Filter) -> Any:  # noqa: ANN401 - Chroma's own type is a nest of unions
    fields = (("document", where.documents), ("language", where.languages), ("archive", where.archives))
    conditions: list[dict[str, Any]] = [{name: {"$in": sorted(some)}} for name, some in fields if some]
    if where.since:
        conditions.append({"last": {"$gte": first_day(where.since)}})
    if where.until:
        conditions.append({"first": {"$lte": last_day(where.until)}})
    if len(conditions) > 1:
        return {"$and": conditions}
    return conditions[0] if conditions else None
