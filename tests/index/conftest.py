"""A small index to work on."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.read import Reading
from index.archive import Archive
from index.home import Home
from index.progress import quietly
from index.run import rebuild, update
from index.vectors import Server
from tests.tiny import TinyEmbedder, document


def reading(source, *documents, problem=""):
    return Reading(Path(source), documents, problem)


def memo(id_, *paragraphs, **more):
    return document(id_, *paragraphs, **{"title": f"Memo {id_}"} | more)


@dataclass
class Shelf:
    """An index directory with an embedder; every call opens what it needs and closes it."""

    root: Path
    embedder: TinyEmbedder = field(default_factory=TinyEmbedder)
    server: Server | None = None

    @property
    def home(self):
        return Home(self.root)

    def update(self, *readings, remove=(), report=quietly):
        return [v.state for v in update(self.home, self.embedder, readings, remove, report, self.server)]

    def rebuild(self, *paths):
        return rebuild(self.home, self.embedder, paths, server=self.server)

    def archive(self):
        return Archive(self.home, self.embedder, self.server)

    def texts(self):
        """What the index holds: the passages' words, by document."""
        archive = self.archive()
        try:
            return {card.id: [p.text for p in archive.passages(card.id)] for card in archive.cards()}
        finally:
            archive.close()


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "home")


QUERIES = ("the border with China", "twenty divisions of the army", "peace")


def everything(archive):
    """All that an index answers with, comparable with that of any other index."""
    found = {
        "cards": [repr(card) for card in archive.cards()],
        "documents": [repr(archive.document(card.id)) for card in archive.cards()],
        "passages": [p.id for card in archive.cards() for p in archive.passages(card.id)],
        "frequencies": [archive.frequency(term) for term in ("border", "armi", "peac")],
    }
    for query in QUERIES:
        near = archive.near(query, 50)
        found[f"near {query}"] = sorted((round(hit.score, 5), hit.passage.id) for hit in near)
        found[f"matching {query}"] = [
            (round(hit.score, 6), hit.passage.id) for hit in archive.matching(query, 50)
        ]
    archive.close()
    return found
