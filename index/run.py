"""What a person asks of an index: bring it up to date, take something out, make it anew."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.document import Document
from corpus.read import Reading, read
from index import manifest as manifests
from index.build import Build, Report, quietly
from index.catalog import Catalog
from index.draft import CATALOG, SOURCES
from index.embed import Embedder
from index.home import Home, plainly
from index.lock import writing
from index.manifest import Maker
from index.plan import Plan, Verdict

_LINKS = TypeAdapter(dict[str, dict[str, str]])


def update(
    home: Home,
    embedder: Embedder,
    readings: Iterable[Reading] = (),
    remove: Sequence[str] = (),
    report: Report = quietly,
) -> list[Verdict]:
    """Adds what is new in the readings, replaces what was edited, and takes out the documents in `remove`.

    Raises:
        Locked: another process writes this index.
        ArchiveError: it is damaged, was made by something else, cannot be written, or lacks a document.
    """
    with _writing(home):
        base = home.current()
        plan = _plan(base, Maker.of(embedder))
        home.sweep(base)
        with _building(Build(home, embedder, base, plan, report)) as build:
            for document in remove:
                build.remove(document)
            build.add(readings)
            build.finish()
            return build.verdicts


def rebuild(
    home: Home, embedder: Embedder, paths: Sequence[Path] = (), report: Report = quietly
) -> list[Verdict]:
    """Makes the index anew from the documents it holds; those that damage took are read from their files.

    Vectors that are still valid are used again. Then the files at `paths` are added.

    Raises:
        Locked: another process writes this index.
        ArchiveError: it cannot be written, or a document could not be carried over.
    """
    with _writing(home):
        former = home.generations()[-1:]
        links = _links(former[0]) if former else {}
        with _building(Build(home, embedder, None, Plan({}, {}), report)) as build:
            for folder in former:
                build.restore(_salvaged(folder), links)
            build.add(read([*_files(build.lost(links)), *paths]))
            build.finish()
            return build.verdicts


@contextmanager
def _writing(home: Home) -> Iterator[None]:
    with plainly(home.root), writing(home.root):
        yield


@contextmanager
def _building(build: Build) -> Iterator[Build]:
    try:
        yield build
    finally:
        build.close()


def _plan(base: Path | None, maker: Maker) -> Plan:
    """What a generation holds, once it is known to be whole and made by the same things."""
    if base is None:
        return Plan({}, {})
    manifest = manifests.read(base)
    manifests.agree(manifest.maker, maker)
    manifests.check(base, manifest)
    with closing(Catalog(base / CATALOG)) as catalog:
        return Plan(catalog.contents(), catalog.sources())


def _salvaged(folder: Path) -> Iterator[Document]:
    """The documents of a generation that are still whole."""
    try:
        with closing(Catalog(folder / CATALOG)) as catalog:
            yield from catalog.salvage()
    except sqlite3.DatabaseError:
        return


def _links(folder: Path) -> dict[str, dict[str, str]]:
    """Which source gave which documents, as far as a generation that may be damaged still knows."""
    try:
        return _LINKS.validate_json((folder / SOURCES).read_bytes())
    except (OSError, ValidationError):
        pass
    try:
        with closing(Catalog(folder / CATALOG)) as catalog:
            return catalog.sources()
    except sqlite3.DatabaseError:
        return {}


def _files(sources: Iterable[str]) -> list[Path]:
    """The files, or the archives around them, that are still where they were."""
    found = (
        next((place for place in (path, *path.parents) if place.is_file()), None)
        for path in map(Path, sources)
    )
    return list(dict.fromkeys(path for path in found if path))
