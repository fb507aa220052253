"""The read side of an index: the one door that answering goes through."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ArchiveError, Damaged, Mismatch, ReadError, ServiceError
from corpus.settings import Settings
from index import remote
from index.embed import Embedder, embedder
from index.home import REBUILD, Home
from index.manifest import Maker
from index.pinned import Found, Pinned, Readable
from index.plan import Verdict
from index.progress import Report, quietly
from index.vectors import Server
from index.view import View

if TYPE_CHECKING:
    from corpus.read import Reading


def ready(settings: Settings, report: Report = quietly) -> "Archive":
    """The index of these settings, made from their corpus first where there is none.

    Raises:
        ArchiveError: it cannot be made or opened as it is.
        ReadError: the corpus gave no document.
    """
    model = embedder(settings.embed_model)
    return _ready(Home(settings.home), model, [settings.corpus], report, remote.server(settings))


def ready_for(paths: Sequence[Path], settings: Settings, report: Report = quietly) -> "Archive":
    """A separate index of these files, kept by their content; made where none can be used.

    Raises:
        ArchiveError: it cannot be made or opened as it is.
        ReadError: the files gave no document, or are not there.
    """
    from corpus.read import read

    model = embedder(settings.embed_model)
    key = _key(paths, Maker.of(model))
    return kept(key, paths[0], lambda: read(paths), model, settings, report)


def kept(
    key: str,
    place: Path,
    readings: Callable[[], "Iterable[Reading]"],
    model: Embedder,
    settings: Settings,
    report: Report = quietly,
) -> "Archive":
    """A separate index of what is read in `place`, kept under a key that stands for all that decides it.

    One that cannot be used is made anew: it holds nothing that is not read again.

    Raises:
        ArchiveError: it cannot be made.
        ReadError: nothing was read; the message names what is wrong, or the place.
    """
    server = remote.server(settings)
    # Where vectors lie decides, too: an index on a server is no index in a folder.
    home = Home(settings.home / "sets" / (f"{key}-server" if server else key))
    archive = _usable(home, model, server)
    if archive is not None:
        return archive
    from index.run import renew

    _found_some(home, place, renew(home, model, readings(), report, server))
    return Archive(home, model, server)


def _usable(home: Home, model: Embedder, server: Server | None) -> "Archive | None":
    """An index that is whole and made by the same things; what a server that is away holds is not asked."""
    try:
        if home.current() is None:
            return None
        archive = Archive(home, model, server)
        with suppress(ServiceError):
            archive.pinned()
    except (Damaged, Mismatch):
        return None
    return archive


def _ready(
    home: Home, model: Embedder, paths: Sequence[Path], report: Report, server: Server | None
) -> "Archive":
    if home.current() is None:
        # Writing needs much that reading does not: it is imported only when there is something to write.
        from corpus.read import read
        from index.run import update

        _found_some(home, paths[0], update(home, model, read(paths), report=report, server=server))
    return Archive(home, model, server)


def _found_some(home: Home, place: Path, verdicts: Sequence[Verdict]) -> None:
    if home.current() is None:
        problems = [verdict.problem for verdict in verdicts if verdict.problem]
        raise ReadError(problems[0] if problems else f"{place} holds no documents")


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


class Archive(Readable):
    """An index, open for reading from any number of threads, also while a writer renews it.

    Every call answers from one generation; the next call sees a newer one as soon as it is published.
    What takes several calls and must not see two of them asks `pinned`.
    Nothing heavy is loaded before it is needed: the model and Chroma at the first `near`. `embedder` may
    serve other indexes too, so that one model in memory is enough.

    Raises, when it is opened and from every method:
        Damaged: files are missing or altered.
        Mismatch: another model or another chunker made the index.
        ServiceError: the Chroma server does not answer (`near` and `pinned` only).
    """

    def __init__(self, home: Home, embedder: Embedder, server: Server | None = None) -> None:
        self.embedder = embedder
        self._home = home
        self._server = server
        self._maker = Maker.of(embedder)
        self._switching = threading.Lock()
        self._latest: View | None = self._opened()

    def pinned(self) -> Pinned:
        """The index as it is now, whatever is published meanwhile."""
        return self._ask(lambda view: Pinned(self.embedder, view.whole()))

    def close(self) -> None:
        """Lets go of files and connections once the calls in progress are done."""
        with self._switching:
            self._latest = None

    def _ask(self, question: Callable[[View], Found]) -> Found:
        while True:
            view = self._now()
            try:
                return question(view)
            except FileNotFoundError:
                if self._home.current() == view.folder:
                    raise Damaged(f"{view.folder} lost files while it was read; {REBUILD}") from None
            with self._switching:
                pass  # Another thread may be opening the newer generation: wait for it.

    def _now(self) -> View:
        """The latest generation; where one thread opens a newer one, the others go on with the old one."""
        latest = self._latest
        if latest and self._home.current() != latest.folder and self._switching.acquire(blocking=False):
            try:
                if self._latest is latest:
                    self._latest = self._opened()
            finally:
                self._switching.release()
            latest = self._latest
        if latest is None:
            raise ArchiveError("the index is closed; open it again")
        return latest

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
