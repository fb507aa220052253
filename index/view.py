"""One generation, open for reading: what it holds cannot change while it is read."""

import os
import threading
import weakref
from contextlib import ExitStack, closing
from functools import lru_cache
from pathlib import Path
from typing import Self

from index import manifest as manifests
from index import vectors
from index.catalog import Catalog
from index.draft import CATALOG, VECTORS, WORDS
from index.embed import Vectors
from index.home import Home
from index.lexical import DOCUMENTS, PASSAGES
from index.manifest import Maker
from index.passage import Filter, Hit
from index.reading import PrivateCopy
from index.words import Words

UNPACKED = 32
"""Documents that are kept unpacked: those that were asked for last."""


class View:
    """What a generation holds. May be used from several threads.

    Its files are let go of when nobody holds it any more. Calls in progress do, so none has to be counted,
    and an answer that is forgotten half-way takes no lock.

    Raises, when it is opened:
        Damaged: files are missing or altered.
        Mismatch: another model or another chunker made it.
        FileNotFoundError: a newer generation replaced it meanwhile.
    """

    def __init__(self, home: Home, folder: Path, maker: Maker, server: vectors.Server | None) -> None:
        self._opened = ExitStack()
        weakref.finalize(self, self._opened.close).atexit = False
        self.folder = folder
        self.manifest = manifests.read(folder)
        manifests.agree(self.manifest, maker, remote=server is not None)
        manifests.check(folder, self.manifest)
        self.catalog = self._opened.enter_context(closing(Catalog(folder / CATALOG)))
        self.document = lru_cache(UNPACKED)(self.catalog.document)
        self._home = home
        self._server = server
        self._opening = threading.Lock()
        # Tantivy cannot open an index without making a lock file beside it.
        writable = os.access(folder / WORDS, os.W_OK)
        words = folder / WORDS if writable else self._copied(folder / WORDS)
        self._words, self._documents = Words(words / PASSAGES), Words(words / DOCUMENTS)
        self._store: vectors.Store | None = None

    def whole(self) -> Self:
        """Itself, with everything open: a newer generation may now replace it.

        Raises:
            FileNotFoundError: one has done so already.
        """
        self._vectors()
        return self

    def near(self, vector: Vectors, n: int, where: Filter) -> list[Hit]:
        """The `n` passages nearest to a vector by cosine, best first."""
        store = self._vectors()
        if where != Filter() and self.catalog.most(where) <= store.batch:
            return self._hits(store.among(vector, n, where))
        wanted = min(n, self.manifest.passages)
        hits: list[Hit] = []
        asked = wanted
        while len(hits) < wanted:
            found = store.nearest(vector, asked, where)
            hits = self._hits(found)
            if len(found) < asked:
                break
            asked *= 2  # A server may hold passages that this catalog does not know.
        return hits[:wanted]

    def matching(self, query: str, n: int, where: Filter) -> list[Hit]:
        """The `n` passages that match the words of a query best by BM25, best first."""
        from index.terms import terms  # It loads dictionaries, which a list of documents can do without.

        return self._hits(self._words.matching(terms(query), n, where))

    def about(self, query: str, n: int, where: Filter) -> dict[str, float]:
        """The `n` documents that match a query best as wholes: scores of `Words.closely_matching` by id."""
        from index.terms import terms

        # A document with two texts is found by the better one.
        return dict(reversed(self._documents.closely_matching(terms(query), n, where)))

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term."""
        return self._words.frequency(term)

    def _hits(self, found: list[tuple[str, float]]) -> list[Hit]:
        known = self.catalog.found([id_ for id_, _ in found])
        return [Hit(known[id_], score) for id_, score in found if id_ in known]

    def _vectors(self) -> vectors.Store:
        """The vectors, opened when they are first needed: that imports Chroma and copies a folder."""
        with self._opening:
            if self._store is None and self._server:
                self._store = self._server.collection(self.manifest.collection, make=False)
            if self._store is None:
                store = vectors.folder(self._copied(self.folder / VECTORS))
                self._store = self._opened.enter_context(closing(store))
            return self._store

    def _copied(self, folder: Path) -> Path:
        copy = PrivateCopy(folder, self._home.root / "reading")
        return self._opened.enter_context(closing(copy)).path
