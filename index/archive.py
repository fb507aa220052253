"""The read side of an index: the one door that answering goes through."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from corpus.document import Document
from corpus.errors import ArchiveError, Damaged, ReadError
from corpus.settings import Settings
from index import remote
from index.catalog import Card
from index.embed import Embedder, embedder
from index.home import REBUILD, Home
from index.manifest import Maker
from index.passage import Filter, Hit, Passage
from index.progress import Report, quietly
from index.vectors import Server
from index.view import View

Found = TypeVar("Found")


def ready(settings: Settings, report: Report = quietly) -> "Archive":
    """The index of these settings, made from their corpus first where there is none.

    Raises:
        ArchiveError: it cannot be made or opened as it is.
        ReadError: the corpus gave no document.
    """
    model = embedder(settings.embed_model)
    return _ready(Home(settings.home), model, [settings.corpus], report, remote.server(settings))


def ready_for(paths: Sequence[Path], settings: Settings, report: Report = quietly) -> "Archive":
    """A separate index of these files, made where there is none, and kept by their content.

    Raises:
        ArchiveError: it cannot be made or opened as it is.
        ReadError: the files gave no document, or are not there.
    """
    model = embedder(settings.embed_model)
    key = _key(paths, Maker.of(model))
    return _ready(Home(settings.home / "sets" / key), model, paths, report, remote.server(settings))


def _ready(
    home: Home, model: Embedder, paths: Sequence[Path], report: Report, server: Server | None
) -> "Archive":
    if home.current() is None:
        # Writing needs much that reading does not: it is imported only when there is something to write.
        from corpus.read import read
        from index.run import update

        verdicts = update(home, model, read(paths), report=report, server=server)
        if home.current() is None:
            problems = [verdict.problem for verdict in verdicts if verdict.problem]
            raise ReadError(problems[0] if problems else f"{paths[0]} holds no documents")
    return Archive(home, model, server)


def _key(paths: Sequence[Path], maker: Maker) -> str:
    """What tells a set of files, and what would index them, from any other."""
    whole = hashlib.sha256(maker.model_dump_json().encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                with file.open("rb") as data:
                    digest = hashlib.file_digest(data, "sha256").hexdigest()
                whole.update(f"{file.relative_to(path).as_posix()}\n{file.name}\n{digest}\n".encode())
            elif not file.exists():
                raise ReadError(f"{file} does not exist")
    return whole.hexdigest()[:16]


class Archive:
    """An index, open for reading from any number of threads, also while a writer renews it.

    Every call answers from one generation; the next call sees a newer one as soon as it is published.
    Nothing heavy is loaded before it is needed: the model and Chroma at the first `near`. `embedder` may
    serve other indexes too, so that one model in memory is enough.

    Raises, when it is opened and from every method:
        Damaged: files are missing or altered.
        Mismatch: another model or another chunker made the index.
        ServiceError: the Chroma server does not answer (`near` only).
    """

    def __init__(self, home: Home, embedder: Embedder, server: Server | None = None) -> None:
        self.embedder = embedder
        self._home = home
        self._server = server
        self._maker = Maker.of(embedder)
        self._switching = threading.Lock()
        self._counting = threading.Lock()
        self._users: dict[View, int] = {}
        self._latest: View | None = self._opened()

    def cards(self) -> list[Card]:
        """A card of every document, sorted by id."""
        return self._ask(lambda view: view.catalog.cards())

    def document(self, id: str) -> Document:  # noqa: A002 - the name of the field it is asked for
        """A document, in full.

        Raises:
            KeyError: there is none of that id.
        """
        return self._ask(lambda view: view.document(id))

    def passages(self, document: str) -> list[Passage]:
        """The passages of a document, in the order of its texts; none where there is no such document."""
        return self._ask(lambda view: view.catalog.passages(document))

    def near(self, query: str, n: int, where: Filter = Filter()) -> list[Hit]:  # noqa: B008 - it is frozen
        """The `n` passages nearest in meaning, best first; scores are cosine similarities in [-1, 1]."""
        vector = self.embedder.query(query)
        return self._ask(lambda view: view.near(vector, n, where))

    def matching(self, query: str, n: int, where: Filter = Filter()) -> list[Hit]:  # noqa: B008
        """The `n` passages that share the best words with the query, best first; scores are BM25's."""
        return self._ask(lambda view: view.matching(query, n, where))

    def about(self, query: str, n: int, where: Filter = Filter()) -> dict[str, float]:  # noqa: B008
        """The ids of the `n` documents that share the best words with the query as wholes: BM25 by id."""
        return self._ask(lambda view: view.about(query, n, where))

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term, as `index.terms.terms` gives it."""
        return self._ask(lambda view: view.frequency(term))

    def __len__(self) -> int:
        """The number of passages."""
        return self._ask(lambda view: view.manifest.passages)

    def close(self) -> None:
        """Lets go of files and connections once the calls in progress are done."""
        with self._counting:
            latest, self._latest = self._latest, None
            idle = latest is not None and not self._users.get(latest)
        if latest and idle:
            latest.close()

    def _ask(self, question: Callable[[View], Found]) -> Found:
        while True:
            with self._view() as view:
                try:
                    return question(view)
                except FileNotFoundError:
                    if self._home.current() == view.folder:
                        raise Damaged(f"{view.folder} lost files while it was read; {REBUILD}") from None
            with self._switching:
                pass  # Another thread may be opening the newer generation: wait for it.

    @contextmanager
    def _view(self) -> Iterator[View]:
        """The latest generation; it stays open as long as anybody uses it."""
        self._switch()
        with self._counting:
            view = self._latest
            if view is None:
                raise ArchiveError("the index is closed; open it again")
            self._users[view] = self._users.get(view, 0) + 1
        try:
            yield view
        finally:
            with self._counting:
                self._users[view] -= 1
                idle = not self._users[view] and view is not self._latest
                if idle:
                    del self._users[view]
            if idle:
                view.close()

    def _switch(self) -> None:
        """Opens a newer generation, if there is one; meanwhile other threads go on with the old one."""
        latest = self._latest
        if latest is None or self._home.current() == latest.folder:
            return
        if not self._switching.acquire(blocking=False):
            return
        try:
            newer = self._opened()
            with self._counting:
                former, self._latest = self._latest, newer
                idle = former is not None and not self._users.get(former)
            if former and idle:
                former.close()
        finally:
            self._switching.release()

    def _opened(self) -> View:
        """The generation that answers now, whole and made by the same model and chunker."""
        while True:
            folder = self._home.current()
            if folder is None:
                raise ArchiveError(f"there is no index in {self._home.root}; make one with: memocite index")
            try:
                return View(self._home, folder, self._maker, self._server)
            except (Damaged, FileNotFoundError):
                if self._home.current() == folder:
                    raise
