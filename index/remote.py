"""Vectors on a Chroma server, beside an index whose catalog and words are files.

A server cannot be copied and switched as a folder can, so it is changed in place: what a writer is about
to add or to give up is first noted in the home's `unswept.jsonl`, new passages are added before the new
generation is published, and only after that the passages that its catalog does not know are deleted.
Readers ignore what their own catalog does not know, so replicas may lag behind.
"""

import json
import secrets
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from corpus.errors import Damaged, Mismatch
from corpus.settings import Settings
from index import manifest as manifests
from index.catalog import Catalog
from index.embed import Vectors
from index.home import Home
from index.passage import Filter
from index.vectors import Server, Store
from index.words import Facts


def server(settings: Settings) -> Server | None:
    """The Chroma server that the settings name, if they name one.

    Raises:
        SettingError: its URL has no meaning.
    """
    if not settings.chroma_url:
        return None
    token = settings.chroma_token.get_secret_value()
    return Server(settings.chroma_url, token, settings.chroma_timeout_s, settings.chroma_batch)


def new_name() -> str:
    """A name for a collection that no other index has."""
    return f"memocite-{secrets.token_hex(8)}"


class Noting:
    """A collection on a server, as a writer sees it: every change is noted before it is made."""

    def __init__(self, at: Server, name: str, notes: Path) -> None:
        self._name = name
        self._notes = notes
        _note(notes, name)
        self._store: Store = at.collection(name, make=True)

    def add(self, ids: Sequence[str], facts: Sequence[Facts], vectors: Vectors) -> None:
        """Adds passages, in place of former ones of the same ids."""
        _note(self._notes, self._name, *ids)
        self._store.add(ids, facts, vectors)

    def drop(self, ids: Sequence[str]) -> None:
        """Notes that passages will no longer be needed; readers may need them still."""
        _note(self._notes, self._name, *ids)

    def nearest(self, vector: Vectors, n: int, where: Filter) -> list[tuple[str, float]]:
        """The `n` nearest passages, best first: id and cosine similarity in [-1, 1]."""
        return self._store.nearest(vector, n, where)

    def count(self) -> int:
        """The number of passages, those included that are no longer needed."""
        return self._store.count()

    def close(self) -> None:
        """Nothing is open."""


def give_up(home: Home, folder: Path) -> None:
    """Notes that a whole generation's collection, if it has one, will no longer be needed."""
    with suppress(Damaged, Mismatch):
        if name := manifests.read(folder).collection:
            _note(home.unswept, name)


def sweep(home: Home, at: Server) -> None:
    """Deletes from a server what was noted and what the current generation does not need.

    Raises:
        ServiceError: the server does not answer; the notes stay for the next time.
    """
    if not home.unswept.exists():
        return
    folder = home.current()
    kept = manifests.read(folder).collection if folder else ""
    for name, ids in _noted(home.unswept).items():
        if folder and name == kept:
            at.collection(name, make=True).drop(_unknown(folder, ids))
        else:
            at.forget(name)
    home.unswept.unlink()


def _unknown(folder: Path, ids: set[str]) -> list[str]:
    with closing(Catalog(folder / "catalog.sqlite")) as catalog:
        return sorted(ids - set(catalog.found(sorted(ids))))


def _note(notes: Path, name: str, *ids: str) -> None:
    with notes.open("a", encoding="utf-8") as file:
        # The line before may be half of one: a writer was killed, or the disk was full.
        file.write("\n" + json.dumps([name, *ids]) + "\n")


def _noted(notes: Path) -> dict[str, set[str]]:
    """The ids that were noted, by collection. Half a line stands for a change that was never begun."""
    noted: dict[str, set[str]] = {}
    for line in notes.read_text("utf-8").splitlines():
        with suppress(ValueError):
            name, *ids = json.loads(line)
            noted.setdefault(name, set()).update(ids)
    return noted
