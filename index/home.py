"""The index directory: generations that never change, and a pointer to the one that answers.

    <home>/current             the name of the generation that answers
    <home>/generations/<name>  catalog.sqlite, words/, vectors/ (not with a Chroma server), manifest.json
    <home>/embeddings.sqlite   vectors already made; only writers use it; may be deleted
    <home>/unswept.jsonl       passages that a Chroma server may hold too much; only writers use it
    <home>/writer.lock, .json  who writes; the lock dies with its holder, the file only tells his name
    <home>/reading/<name>      private copies for Chroma, which writes even when it reads
    <home>/sets/<key>          further homes: the indexes of `eval --corpus`

A writer makes a whole new generation beside the current one, then renames the pointer over the old one.
Whenever it is killed, the pointer names a complete generation, the old one or the new one.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ArchiveError, Damaged

REBUILD = "rebuild it with: memocite index --rebuild"


@dataclass(frozen=True, slots=True)
class Home:
    """An index directory; it need not exist."""

    root: Path

    @property
    def embeddings(self) -> Path:
        """The file of vectors already made."""
        return self.root / "embeddings.sqlite"

    @property
    def unswept(self) -> Path:
        """The file of passages that a server may hold too much."""
        return self.root / "unswept.jsonl"

    def current(self) -> Path | None:
        """The folder of the generation that answers; None where nothing was indexed yet.

        Without a pointer that is the only complete one: a first writer was killed just before its last
        step, or the pointer was lost.

        Raises:
            Damaged: the pointer names nothing, or is missing where several could be meant.
        """
        while True:
            name = self._pointed()
            try:
                return self._meant(name)
            except Damaged:
                # A writer may have published and swept between the two looks.
                if self._pointed() == name:
                    raise

    def generations(self) -> list[Path]:
        """Every complete generation's folder, oldest first; more than one only after a killed writer."""
        found = (self.root / "generations").glob("*/manifest.json")
        return sorted((path.parent for path in found), key=lambda folder: folder.name)

    def draft(self) -> Path:
        """A new, empty folder for the next generation."""
        parent = self.root / "generations"
        parent.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name.split("-")[0]) for path in parent.iterdir() if path.name[:6].isdigit()]
        folder = parent / f"{max(numbers, default=0) + 1:06}-{secrets.token_hex(4)}"
        folder.mkdir()
        return folder

    def publish(self, draft: Path) -> None:
        """Makes a finished draft the generation that answers, in one step, on disk before it returns."""
        for path in sorted(draft.rglob("*")):
            _to_disk(path)
        _to_disk(draft)
        pointer = self.root / "current.new"
        pointer.write_text(draft.name + "\n", "utf-8")
        _to_disk(pointer)
        pointer.replace(self.root / "current")
        _to_disk(self.root)

    def discard(self, draft: Path) -> None:
        """Removes a draft; not one that the pointer names, wherever its publication was broken off."""
        with suppress(Damaged):
            if self._pointed() != draft.name:
                shutil.rmtree(draft, ignore_errors=True)

    def sweep(self, keep: Path | None) -> None:
        """Removes every generation but `keep`: former ones, and drafts of killed writers."""
        for path in (self.root / "generations").glob("*"):
            if path != keep:
                shutil.rmtree(path, ignore_errors=True)

    def _pointed(self) -> str | None:
        """The name in the pointer; None where there is no pointer."""
        try:
            return (self.root / "current").read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except (UnicodeDecodeError, OSError) as error:
            raise Damaged(f"{self.root / 'current'} cannot be read ({error}); {REBUILD}") from None

    def _meant(self, name: str | None) -> Path | None:
        """The folder of the generation that a pointer names, or the only one there is where none does."""
        if name is None:
            complete = self.generations()
            if len(complete) > 1:
                raise Damaged(f"{self.root / 'current'} is missing; {REBUILD}")
            return complete[0] if complete else None
        folder = self.root / "generations" / name
        if not name or Path(name).name != name or not folder.is_dir():
            raise Damaged(f"{self.root / 'current'} names no generation ({name!r}); {REBUILD}")
        return folder


@contextmanager
def plainly(home: Path) -> Iterator[None]:
    """Turns what an operating system says of a disk into one line that says what to do.

    Raises:
        ArchiveError: the disk is full, read-only, or the directory may not be written.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise ArchiveError(
            f"{home} cannot be written: {reason(error)}; the former index is unchanged. "
            "Make room or point MEMOCITE_HOME at a writable directory, then run the command again"
        ) from error


def reason(error: Exception) -> str:
    """The first thing that is wrong, in the words of the operating system."""
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        return str(error.args[0][0][2])
    return (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
