"""Documents that a visitor brings: an archive of their own, apart from the shared one."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import QuestionError
from corpus.read import read
from index.archive import Archive
from index.embed import Embedder
from index.home import Home
from index.plan import Verdict
from index.progress import Progress
from index.run import update
from ui.work import Report

FILES = 50
"""Files that a visitor may bring in all."""


class Collection:
    """A visitor's own documents, in a folder of their own; `keep` names the folder where they stay.

    Without `keep` they are gone when the collection is closed or forgotten, or the server stops.
    """

    def __init__(self, embedder: Embedder, keep: Path | None = None) -> None:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="visit-", dir=keep))
        self._forgotten = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        if keep:
            self._forgotten.detach()
        self._embedder = embedder
        self._files = self._folder / "files"
        self._files.mkdir()
        self.archive: Archive | None = None

    def add(self, files: Sequence[Path], report: Report) -> list[Verdict]:
        """Takes the files over and indexes them; one verdict for each document, or file that gave none.

        Raises:
            QuestionError: they are too many.
            ArchiveError: they cannot be indexed.
        """
        if len(files) + len(list(self._files.iterdir())) > FILES:
            raise QuestionError(f"You may bring {FILES} files in all.")
        taken = [Path(shutil.move(file, self._free(file.name))) for file in files]
        home = Home(self._folder / "index")

        def told(progress: Progress) -> None:
            report(
                f"{progress.documents} read, {progress.embedded} of {progress.passages} passages indexed …"
            )

        verdicts = update(home, self._embedder, read(taken), report=told)
        if self.archive is None and home.current() is not None:
            self.archive = Archive(home, self._embedder)
        return verdicts

    def close(self) -> None:
        """Closes the archive; the documents are deleted unless they are to stay."""
        if self.archive:
            self.archive.close()
            self.archive = None
        self._forgotten()

    def _free(self, name: str) -> Path:
        """A place for a file of that name; a second one of the same name is the same file, edited."""
        return self._files / Path(name).name


def told(progress: Progress) -> str:
    """How far an indexing run is, in words."""
    return (
        f"Indexing: {progress.documents:,} memos read, "
        f"{progress.embedded:,} of {progress.passages:,} passages done …"
    )
