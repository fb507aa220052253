"""The next generation of an index, while it is being written."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path

from corpus.document import Document
from corpus.errors import Damaged
from index import manifest as manifests
from index import remote, vectors
from index.catalog import Card, Catalog
from index.embed import Vectors
from index.embeddings import Embeddings
from index.home import Home
from index.lexical import LexicalWriter, Row
from index.manifest import Maker, Manifest
from index.memory import give_back
from index.passage import Filter, Passage
from index.vectors import Server, VectorStore
from index.words import Facts

CATALOG, WORDS, VECTORS, SOURCES = "catalog.sqlite", "words", "vectors", "sources.json"

STALE_WORDS = 0.01
"""Share of deleted passages from which the words are written anew: BM25 still counts deleted ones."""

STALE_VECTORS = 0.25
"""Share of deleted passages from which the vectors are written anew: Chroma never frees their room."""

SLICE = 2_000
"""Passages whose vectors are held in memory and written together: Chroma takes many at once far faster."""


def facts(document: Document, passage: Passage) -> Facts:
    """What a passage can be filtered by."""
    return Facts(document.id, passage.language, document.catalogue.archive, document.date)


def _known(card: Card, passage: Passage) -> Facts:
    return Facts(card.id, passage.language, card.archive, card.date)


class Draft:
    """A copy of a generation, or an empty one, that is changed and then published, or discarded.

    With a `server` the vectors lie there, and not in the generation's own folder. They are written last,
    from the cache that keeps each as soon as it is made: Chroma holds its graph in memory while it is
    written, which is not needed beside what embedding takes.
    """

    def __init__(self, home: Home, maker: Maker, base: Path | None, server: Server | None) -> None:
        self.home = home
        self.folder = home.draft()
        self.manifest = Manifest(maker=maker, collection=remote.new_name() if server else "")
        self.server = server
        self.vectors: VectorStore | None = None
        self._base = base
        self._fresh: set[str] = set()
        self._gone: dict[str, str] = {}
        self._probe: tuple[str, Vectors] | None = None
        try:
            self._begin(base)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _begin(self, base: Path | None) -> None:
        if base:
            self.manifest = manifests.read(base)
            shutil.copy2(base / CATALOG, self.folder / CATALOG)
            shutil.copytree(base / WORDS, self.folder / WORDS)
        if self.server:
            # Now already, so that one that is away is known before anything is embedded.
            self.vectors = remote.Noting(self.server, self.manifest.collection, self.home.unswept)
        self.words = LexicalWriter(self.folder / WORDS)
        self.catalog = (
            Catalog(self.folder / CATALOG, writable=True) if base else Catalog.create(self.folder / CATALOG)
        )
        self._stale_words = self.manifest.stale_words
        self._stale_vectors = self.manifest.stale_vectors

    def put(self, document: Document, passages: Sequence[tuple[Passage, str]]) -> None:
        """Records a document with its passages and their search terms, in place of a former one."""
        self._forget(document.id, but={passage.id for passage, _ in passages})
        self.catalog.put(document, passages)
        self.words.add([(passage, facts(document, passage), terms) for passage, terms in passages])
        self._fresh.add(document.id)

    def drop(self, document: str) -> None:
        """Removes a document, its passages, and every mention of where it came from."""
        self._forget(document, but=set())
        self.catalog.drop(document)
        self.catalog.unlink(document)

    def publish(self, embeddings: Embeddings, tick: Callable[[int], None]) -> None:
        """Writes the vectors, checks that everything is there, and makes this the generation that answers.

        `tick` is told again and again how many vectors were written.

        Raises:
            Damaged: Chroma or tantivy did not keep what they were given.
        """
        total = self.catalog.count()
        self._finish_words(total)
        give_back()
        self._check(self._placed(total, embeddings, tick), total)
        (self.folder / SOURCES).write_text(json.dumps(self.catalog.sources()), "utf-8")
        documents = len(self.catalog.contents())
        self._close()
        changes = {
            "documents": documents,
            "passages": total,
            "stale_words": self._stale_words,
            "stale_vectors": self._stale_vectors,
        }
        manifests.seal(self.folder, self.manifest.model_copy(update=changes))
        self.home.publish(self.folder)

    def tidy(self, embeddings: Embeddings) -> None:
        """After the publication: nothing keeps what was removed."""
        embeddings.forget(list(self._gone.values()))

    def discard(self) -> None:
        """Leaves no trace of this draft, unless it answers already."""
        with suppress(sqlite3.Error, OSError):
            self._close()
        self.home.discard(self.folder)

    def _forget(self, document: str, but: set[str]) -> None:
        former = self.catalog.passages(document)
        gone = [passage for passage in former if passage.id not in but]
        if former:
            self.words.drop(document)
        self._gone |= {passage.id: passage.embedding_text for passage in gone}
        self._stale_words += len(former)
        self._stale_vectors += len(gone)

    def _finish_words(self, total: int) -> None:
        """Commits the words; writes them anew where too much in them was deleted."""
        self.words.close()
        if self._stale_words > total * STALE_WORDS:
            shutil.rmtree(self.folder / WORDS)
            self.words = LexicalWriter(self.folder / WORDS)
            for _, rows in groupby(self._rows(), key=lambda row: row[0].document):
                self.words.add([*rows])
            self.words.close()
            self._stale_words = 0

    def _rows(self) -> Iterator[Row]:
        cards = {card.id: card for card in self.catalog.cards()}
        return (
            (passage, _known(cards[passage.document], passage), terms)
            for passage, terms in self.catalog.everything()
        )

    def _placed(self, total: int, embeddings: Embeddings, tick: Callable[[int], None]) -> VectorStore:
        """The store, with the vectors of this generation in it: all anew where too much was deleted."""
        anew = self._base is None
        if self.vectors is None:
            anew = anew or self._stale_vectors > total * STALE_VECTORS
            if anew:
                self._stale_vectors = 0
            elif self._base:
                shutil.copytree(self._base / VECTORS, self.folder / VECTORS)
            self.vectors = vectors.draft(self.folder / VECTORS)
        if not anew:
            self.vectors.drop(list(self._gone))
        rows = (
            (passage, _known(card, passage))
            for card in self.catalog.cards()
            if anew or card.id in self._fresh
            for passage in self.catalog.passages(card.id)
        )
        while some := list(islice(rows, SLICE)):
            passages, known = zip(*some, strict=True)
            made = embeddings.made([passage.embedding_text for passage in passages])
            self.vectors.add([passage.id for passage in passages], known, made)
            self._probe = (passages[-1].id, made[-1])
            tick(len(some))
        return self.vectors

    def _check(self, store: VectorStore, total: int) -> None:
        held = store.count()
        if held < total or (self.server is None and held > total):
            raise Damaged(f"Chroma kept {held} of {total} passages; the former index is unchanged: run again")
        if self._probe is None:
            return
        probe, vector = self._probe
        nearest = store.nearest(vector, 1, Filter())
        if not nearest or nearest[0][1] < 1 - 1e-3:
            raise Damaged(f"Chroma does not find {probe}; the former index is unchanged: run again")

    def _close(self) -> None:
        self.catalog.close()
        if self.vectors:
            self.vectors.close()
