"""Nearest vectors by cosine, in Chroma. The only importer of chromadb.

The vectors are ours: no collection gets an embedding function, and one that names any is refused, since
opening it would run code that the collection's maker chose. Chroma is imported when it is first needed.
"""

import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np

from corpus.errors import Damaged, ServiceError, SettingError
from index.batches import batches
from index.dates import first_day, last_day
from index.embed import Vectors
from index.home import REBUILD
from index.passage import Filter
from index.trust import refuse_code
from index.words import Facts

if TYPE_CHECKING:
    import httpx
    from chromadb.api.fastapi import FastAPI
    from chromadb.api.models.Collection import Collection

NAME = "passages"
BATCH = 1_000
"""Records in one write to a folder; Chroma takes some 5,000."""

BREADTH = 200
"""Candidates that a search of the graph keeps: twice Chroma's, for a millisecond it misses less."""

Guard = Callable[..., Any]
"""Calls its first argument with the others, and raises one of our errors where that fails."""


class VectorStore(Protocol):
    """Where vectors lie. It raises an `ArchiveError`, a `ServiceError` or, for a draft, an `OSError`."""

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

    def __init__(
        self, collection: "Collection", batch: int, call: "Guard", close: Callable[[], None]
    ) -> None:
        refuse_code(collection)
        self.close = close
        self._collection = collection
        self.batch = batch
        self._call = call

    def add(self, ids: Sequence[str], facts: Sequence[Facts], vectors: Vectors) -> None:
        """See `VectorStore`."""
        for start in range(0, len(ids), self.batch):
            some = slice(start, start + self.batch)
            self._call(
                self._collection.upsert,
                ids=list(ids[some]),
                embeddings=vectors[some],
                metadatas=[_metadata(fact) for fact in facts[some]],
            )

    def drop(self, ids: Sequence[str]) -> None:
        """See `VectorStore`."""
        for some in batches(ids, self.batch):
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

    def among(self, vector: Vectors, n: int, where: Filter) -> list[tuple[str, float]]:
        """As `nearest`, exactly, for a filter that keeps at most `batch` passages.

        The graph is searched along its edges: where a filter keeps few passages, it misses some.
        """
        found = self._call(
            self._collection.get, where=_where(where), limit=self.batch, include=["embeddings"]
        )
        if not found["ids"]:
            return []
        kept = np.asarray(found["embeddings"], dtype=np.float32)
        similar = kept @ vector / (np.linalg.norm(kept, axis=1) * np.linalg.norm(vector))
        best = np.argsort(-similar, kind="stable")[:n]
        return [(found["ids"][place], float(similar[place])) for place in best]

    def count(self) -> int:
        """See `VectorStore`."""
        return int(self._call(self._collection.count))


_one_client_at_a_time = threading.Lock()
"""Chroma keeps its open folders in a table of the class's that no lock guards."""


def folder(path: Path) -> Store:
    """The store in a folder that is only read. No other process may have it open.

    Raises, also from the store:
        Damaged: Chroma cannot use it.
    """
    return _store(path, lambda reason: Damaged(f"the vectors in {path} cannot be used ({reason}); {REBUILD}"))


def draft(path: Path) -> Store:
    """The store in a folder that is written, made anew where there is none.

    What it holds was checked before: where Chroma fails, the disk does not take what it writes.

    Raises, also from the store:
        OSError: Chroma cannot use it, in Chroma's words.
    """
    return _store(path, OSError)


def _store(path: Path, failure: Callable[[str], Exception]) -> Store:
    """The store in a folder; `failure` makes an error of Chroma's reason."""
    import chromadb
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    def guarded(call: Callable[..., Any], **arguments: Any) -> Any:  # noqa: ANN401 - whatever is called
        try:
            return call(**arguments)
        except (ChromaError, ValueError, RuntimeError, OSError) as error:
            raise failure(" ".join(str(error).split())) from error

    def opened() -> Store:
        client = chromadb.PersistentClient(str(path), Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection(
            NAME,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": BREADTH}},
        )
        close = client.close  # type: ignore[attr-defined]  # the interface forgets it
        return Store(collection, BATCH, guarded, close)

    with _one_client_at_a_time:
        store: Store = guarded(opened)
        return store


class Server:
    """A Chroma server: `chroma run`, a distributed one, or Chroma Cloud.

    `url` is `http(s)://host:port`, with `/tenant/database` after it where these are not the default ones.
    No request waits longer than `timeout` seconds for the server to go on. Nothing is sent before the
    first request, and one that failed may be asked again: the connection mends itself.

    Raises:
        SettingError: the URL has no meaning.
    """

    def __init__(self, url: str, token: str, timeout: float, batch: int) -> None:
        parts = urlsplit(url)
        place = parts.path.strip("/").split("/") if parts.path.strip("/") else []
        if parts.scheme not in ("http", "https") or not parts.hostname or len(place) not in (0, 2):
            raise SettingError(
                f"MEMOCITE_CHROMA_URL: {url!r} is not http(s)://host:port or http(s)://host:port/tenant/database"
            )
        self.url = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._place = dict(zip(("tenant", "database"), place, strict=False))
        self._token = token
        self._timeout = timeout
        self._batch = batch

    def collection(self, name: str, *, make: bool) -> Store:
        """A collection on the server; with `make`, an empty one where there is none.

        Raises:
            ServiceError: the server does not answer as it should.
            Damaged: it has no such collection.
        """
        from chromadb.api.models.Collection import Collection

        api = self._api
        if make:
            how: Any = {"hnsw": {"space": "cosine"}}
            model = self._guarded(api.get_or_create_collection, name=name, configuration=how, **self._place)
        else:
            model = self._guarded(api.get_collection, name=name, **self._place)
        collection = Collection(client=api, model=model, embedding_function=None, data_loader=None)
        return Store(collection, self._batch, self._guarded, lambda: None)

    def forget(self, name: str) -> None:
        """Deletes a collection, if it is there."""
        with suppress(Damaged):
            self._guarded(self._api.delete_collection, name=name, **self._place)

    @cached_property
    def _api(self) -> "FastAPI":
        # What HttpClient and CloudClient stand on. They themselves ask the server three things while
        # they are made, and wait for ever; this one is given its time limit before it asks anything.
        from chromadb.api.fastapi import FastAPI
        from chromadb.config import Settings, System

        headers = {"X-Chroma-Token": self._token, "Authorization": f"Bearer {self._token}"}
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        system = System(
            Settings(
                chroma_api_impl="chromadb.api.fastapi.FastAPI",
                chroma_server_host=parts.hostname,
                chroma_server_http_port=parts.port or (443 if secure else 80),
                chroma_server_ssl_enabled=secure,
                chroma_server_headers=headers if self._token else None,
                anonymized_telemetry=False,
            )
        )
        api = system.instance(FastAPI)
        api._session.timeout = self._timeout
        api._session.event_hooks = {"response": [_refuse_failure]}
        system.start()
        weakref.finalize(self, api._session.close)
        return api

    def _guarded(self, call: Callable[..., Any], **arguments: Any) -> Any:  # noqa: ANN401 - whatever is called
        import httpx
        from chromadb.errors import ChromaError

        try:
            return call(**arguments)
        except httpx.TimeoutException:
            problem = f"did not answer within {self._timeout:g} s (MEMOCITE_CHROMA_TIMEOUT_S)"
        except httpx.HTTPStatusError as error:
            problem = _meaning(error.response.status_code)
            if error.response.status_code == httpx.codes.NOT_FOUND:
                raise Damaged(f"the Chroma server at {self.url} {problem}; {REBUILD}") from error
        except httpx.HTTPError as error:
            problem = f"cannot be reached ({' '.join(str(error).split())}); start it"
        except (ChromaError, ValueError, KeyError, TypeError) as error:
            problem = f"does not answer as a Chroma server ({' '.join(str(error).split())[:200]})"
        raise ServiceError(f"the Chroma server at {self.url} {problem}, or correct MEMOCITE_CHROMA_URL")


def _refuse_failure(response: "httpx.Response") -> None:
    """Raises for every failure alike; the client itself would raise a bare Exception for some."""
    response.raise_for_status()


def _meaning(status: int) -> str:
    if status in (401, 403):
        return f"refuses access (status {status}): set MEMOCITE_CHROMA_TOKEN"
    if status == 404:
        return "does not have this index"
    if status in (413, 422, 429):
        return f"takes no more at once (status {status}): lower MEMOCITE_CHROMA_BATCH, or try later"
    return f"failed (status {status}): look at its log, try again"


def _metadata(facts: Facts) -> dict[str, str | int]:
    """What a passage is filtered by; what is not known is left out, and no condition holds for it."""
    days = {"first": first_day(facts.date), "last": last_day(facts.date)} if facts.date else {}
    archive = {"archive": facts.archive} if facts.archive else {}
    return {"document": facts.document, "language": facts.language, **archive, **days}


def _where(where: Filter) -> Any:  # noqa: ANN401 - Chroma's own type is a nest of unions
    fields = (("document", where.documents), ("language", where.languages), ("archive", where.archives))
    conditions: list[dict[str, Any]] = [{name: {"$in": sorted(some)}} for name, some in fields if some]
    if where.since:
        conditions.append({"last": {"$gte": first_day(where.since)}})
    if where.until:
        conditions.append({"first": {"$lte": last_day(where.until)}})
    return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)
