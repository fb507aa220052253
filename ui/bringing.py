"""Documents that a visitor brings: an archive of their own, apart from the shared one."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from threading import Lock

from corpus.errors import QuestionError
from corpus.read import Reading, read
from index.archive import Archive
from index.home import Home
from index.plan import Verdict
from index.progress import Progress
from index.run import update
from ui.opening import Library
from ui.work import Report

FILES = 50
"""Files that a visitor may bring in all."""


class Collection:
    """A visitor's own documents beside `shared` ones; `keep` names the folder where they stay.

    What embeds the shared documents embeds these too: a second model would double what the server holds in
    memory. Without `keep` they are gone when the collection is closed or forgotten, or the server stops.
    """

    def __init__(self, shared: Library, keep: Path | None = None) -> None:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="visit-", dir=keep))
        self._forgotten = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        if keep:
            self._forgotten.detach()
        self._shared = shared
        self._files = self._folder / "files"
        self._files.mkdir()
        self._adding = Lock()
        self.archive: Archive | None = None

    def add(self, files: Sequence[Path], report: Report) -> list[Verdict]:
        """Takes the files over and indexes them; one verdict for each document, or file that gave none.

        Raises:
            QuestionError: they are too many.
            ArchiveError: they cannot be indexed.
        """
        with self._adding:
            return self._added(files, report)

    def _added(self, files: Sequence[Path], report: Report) -> list[Verdict]:
        if len(files) + len(list(self._files.iterdir())) > FILES:
            raise QuestionError(f"You may bring {FILES} files in all.")
        taken = [Path(shutil.move(file, self._free(file.name))) for file in files]
        home, embedder = Home(self._folder / "index"), self._shared.embedder

        def told(progress: Progress) -> None:
            report(
                f"{progress.documents} read, {progress.embedded} of {progress.passages} passages indexed …"
            )

        verdicts = update(home, embedder, self._apart(read(taken)), report=told)
        if self.archive is None and home.current() is not None:
            self.archive = Archive(home, embedder)
        return verdicts

    def close(self) -> None:
        """Closes the archive; the documents are deleted unless they are to stay."""
        if self.archive:
            self.archive.close()
            self.archive = None
        self._forgotten()

    def discard(self) -> None:
        """Closes the archive and deletes the documents, also those that were to stay.

        Waits for what is being added: it would be written beside what is deleted.
        """
        with self._adding:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _apart(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings under ids that no shared document has: both are found then, and cited as they are."""
        for reading in readings:
            apart = (replace(document, id=self._own_id(document.id)) for document in reading.documents)
            yield replace(reading, documents=tuple(apart))

    def _own_id(self, name: str) -> str:
        numbered = (f"{name}-{number}" for number in count(2))
        return next(id_ for id_ in chain([name], numbered) if not self._is_shared(id_))

    def _is_shared(self, id_: str) -> bool:
        try:
            self._shared.document(id_)
        except KeyError:
            return False
        return True

    def _free(self, name: str) -> Path:
        """A place for a file of that name; a second one of the same name is the same file, edited."""
        return self._files / Path(name).name


def told(progress: Progress) -> str:
    """How far an indexing run is, in words."""
    return (
        f"Indexing: {progress.documents:,} memos read, "
        f"{progress.embedded:,} of {progress.passages:,} passages done …"
    )
