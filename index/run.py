"""What a person asks of an index: bring it up to date, take something out, make it anew."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.document import Document
from corpus.errors import Damaged, ServiceError
from corpus.read import Reading, read
from index import manifest as manifests
from index import remote
from index.build import Build
from index.catalog import Catalog
from index.draft import CATALOG, SOURCES
from index.embed import Embedder
from index.home import Home, plainly
from index.lock import writing
from index.manifest import Maker
from index.plan import Plan, Verdict
from index.progress import Report, quietly
from index.vectors import Server

_LINKS = TypeAdapter(dict[str, dict[str, str]])


def update(
    home: Home,
    embedder: Embedder,
    readings: Iterable[Reading] = (),
    remove: Sequence[str] = (),
    report: Report = quietly,
    server: Server | None = None,
) -> list[Verdict]:
    """Adds what is new in the readings, replaces what was edited, and takes out the documents in `remove`.

    Raises:
        Locked: another process writes this index.
        ArchiveError: it is damaged, was made by something else, cannot be written, or lacks a document.
        ServiceError: the Chroma server that holds its vectors does not answer.
    """
    with _writing(home):
        base = home.current()
        plan = _plan(base, Maker.of(embedder), server)
        home.sweep(base)
        if server:
            remote.sweep(home, server)
        with _building(Build(home, embedder, base, plan, report, server)) as build:
            for document in remove:
                build.remove(document)
            build.add(readings)
            build.finish()
            _sweep(home, server)
            return build.verdicts


def rebuild(
    home: Home,
    embedder: Embedder,
    paths: Sequence[Path] = (),
    report: Report = quietly,
    server: Server | None = None,
) -> list[Verdict]:
    """Makes the index anew from the documents it holds; those that damage took are read from their files.

    Vectors that are still valid are used again. Then the files at `paths` are added.

    Raises:
        Locked: another process writes this index.
        ArchiveError: it cannot be written, or a document could not be carried over.
        ServiceError: the Chroma server that is to hold its vectors does not answer.
    """
    with _writing(home):
        former = _former(home)
        links = _links(former) if former else {}
        with _building(Build(home, embedder, None, Plan({}, {}), report, server)) as build:
            if former:
                build.restore(_salvaged(former), links)
            build.add(read([*_files(build.lost(links)), *paths]))
            build.mourn(links)
            return _published(build, home, former, server)


def renew(
    home: Home,
    embedder: Embedder,
    readings: Iterable[Reading],
    report: Report = quietly,
    server: Server | None = None,
) -> list[Verdict]:
    """Makes the index anew from these readings alone; of what it held only vectors are used again.

    Raises:
        Locked: another process writes this index.
        ArchiveError: it cannot be written.
        ServiceError: the Chroma server that is to hold its vectors does not answer.
    """
    with _writing(home):
        former = _former(home)
        with _building(Build(home, embedder, None, Plan({}, {}), report, server)) as build:
            build.add(readings)
            return _published(build, home, former, server)


def _published(build: Build, home: Home, former: Path | None, server: Server | None) -> list[Verdict]:
    """The verdicts of a build, which now answers in place of the whole former generation."""
    if former:
        remote.give_up(home, former)
    build.finish()
    _sweep(home, server)
    return build.verdicts


def _former(home: Home) -> Path | None:
    """The generation to make the next one from: the one that answers, or else the newest there is."""
    try:
        return home.current()
    except Damaged:
        return next(reversed(home.generations()), None)


def _sweep(home: Home, server: Server | None) -> None:
    """Tidies a server after the work; where it is away now, the next run does it."""
    if server:
        with suppress(ServiceError):
            remote.sweep(home, server)


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


def _plan(base: Path | None, maker: Maker, server: Server | None) -> Plan:
    """What a generation holds, once it is known to be whole and made by the same things."""
    if base is None:
        return Plan({}, {})
    manifest = manifests.read(base)
    manifests.agree(manifest, maker, remote=server is not None)
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
