"""The next generation of an index, while it is being written."""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, groupby
from pathlib import Path

import numpy as np

from corpus.document import Document
from corpus.errors import Damaged
from index import manifest as manifests
from index import remote, vectors
from index.catalog import Catalog
from index.embed import Vectors
from index.embeddings import Embeddings
from index.home import Home
from index.lexical import LexicalWriter, Row
from index.manifest import Maker, Manifest
from index.passage import Filter, Passage
from index.vectors import Server, VectorStore
from index.words import Facts

CATALOG, WORDS, VECTORS, SOURCES = "catalog.sqlite", "words", "vectors", "sources.json"

STALE_WORDS = 0.01
"""Share of deleted passages from which the words are written anew: BM25 still counts deleted ones."""

STALE_VECTORS = 0.25
"""Share of deleted passages from which the vectors are written anew: Chroma never frees their room."""

SLICE = 2_000
"""Passages whose vectors are held in memory until they are written together."""


def facts(document: Document, passage: Passage) -> Facts:
    """What a passage can be filtered by."""
    return Facts(document.id, passage.language, document.catalogue.archive, document.date)


class Draft:
    """A copy of a generation, or an empty one, that is changed and then published, or discarded.

    With a `server` the vectors lie there, and not in the generation's own folder.
    """

    def __init__(self, home: Home, maker: Maker, base: Path | None, server: Server | None) -> None:
        self.home = home
        self.folder = home.draft()
        self.manifest = Manifest(maker=maker, collection=remote.new_name() if server else "")
        self.server = server
        self._gone: list[str] = []
        self._waiting: dict[str, tuple[Facts, Vectors]] = {}
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
        if base and not self.server:
            shutil.copytree(base / VECTORS, self.folder / VECTORS)
        self.vectors: VectorStore = (
            remote.Noting(self.server, self.manifest.collection, self.home.unswept)
            if self.server
            else vectors.draft(self.folder / VECTORS)
        )
        self.words = LexicalWriter(self.folder / WORDS)
        self.catalog = (
            Catalog(self.folder / CATALOG, writable=True) if base else Catalog.create(self.folder / CATALOG)
        )
        self._stale_words = self.manifest.stale_words
        self._stale_vectors = self.manifest.stale_vectors

    def put(self, document: Document, passages: Sequence[tuple[Passage, str]], made: Vectors) -> None:
        """Records a document with its passages, their search terms and vectors, in place of a former one."""
        ids = [passage.id for passage, _ in passages]
        known = [facts(document, passage) for passage, _ in passages]
        self._forget(document.id, but=set(ids))
        self.catalog.put(document, passages)
        self.words.add(
            [(passage, fact, terms) for (passage, terms), fact in zip(passages, known, strict=True)]
        )
        self._waiting |= dict(zip(ids, zip(known, made, strict=True), strict=True))
        if len(self._waiting) >= SLICE:
            self._flush()

    def drop(self, document: str) -> None:
        """Removes a document, its passages, and every mention of where it came from."""
        self._forget(document, but=set())
        self.catalog.drop(document)
        self.catalog.unlink(document)

    def publish(self, embeddings: Embeddings) -> None:
        """Checks that everything is there, and makes this the generation that answers.

        Raises:
            Damaged: Chroma or tantivy did not keep what they were given.
        """
        self._flush()
        total = self.catalog.count()
        self._renew(total, embeddings)
        self._check(total)
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
        embeddings.forget(self._gone)

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
        if gone:
            self._flush()
            self.vectors.drop([passage.id for passage in gone])
        self._gone += [passage.embedding_text for passage in gone]
        self._stale_words += len(former)
        self._stale_vectors += len(gone)

    def _flush(self) -> None:
        """Writes the vectors that wait: Chroma takes many at once far faster than one document's."""
        if self._waiting:
            known, made = zip(*self._waiting.values(), strict=True)
            self.vectors.add(list(self._waiting), known, np.stack(made))
            self._probe = (next(reversed(self._waiting)), made[-1])
            self._waiting = {}

    def _renew(self, total: int, embeddings: Embeddings) -> None:
        """Writes words and vectors anew where too much in them was deleted."""
        self.words.close()
        if self._stale_words > total * STALE_WORDS:
            shutil.rmtree(self.folder / WORDS)
            self.words = LexicalWriter(self.folder / WORDS)
            for _, rows in groupby(chain.from_iterable(self._slices()), key=lambda row: row[0].document):
                self.words.add([*rows])
            self.words.close()
            self._stale_words = 0
        if self.server is None and self._stale_vectors > total * STALE_VECTORS:
            self.vectors.close()
            shutil.rmtree(self.folder / VECTORS)
            self.vectors = vectors.draft(self.folder / VECTORS)
            for some in self._slices():
                made = embeddings.made([passage.embedding_text for passage, _, _ in some])
                self.vectors.add([passage.id for passage, _, _ in some], [fact for _, fact, _ in some], made)
            self._stale_vectors = 0

    def _slices(self) -> Iterator[list[Row]]:
        cards = {card.id: card for card in self.catalog.cards()}
        some: list[Row] = []
        for passage, terms in self.catalog.everything():
            card = cards[passage.document]
            some.append((passage, Facts(card.id, passage.language, card.archive, card.date), terms))
            if len(some) == SLICE:
                yield some
                some = []
        if some:
            yield some

    def _check(self, total: int) -> None:
        held = self.vectors.count()
        if held < total or (self.server is None and held > total):
            raise Damaged(f"Chroma kept {held} of {total} passages; the former index is unchanged: run again")
        if self._probe is None:
            return
        probe, vector = self._probe
        nearest = self.vectors.nearest(vector, 1, Filter())
        if not nearest or nearest[0][1] < 1 - 1e-3:
            raise Damaged(f"Chroma does not find {probe}; the former index is unchanged: run again")

    def _close(self) -> None:
        self.catalog.close()
        if self.server is None:
            self.vectors.close()
