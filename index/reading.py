"""Private copies of vectors: Chroma writes even when it reads, so each reader gets a folder of its own."""

import secrets
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import ArchiveError
from index.home import reason


class PrivateCopy:
    """A copy of a folder, removed when it is closed, forgotten, or found after its owner was killed.

    It lies in `parent`, or among the machine's temporary files where that is full or read-only.

    Raises:
        FileNotFoundError: the folder is gone.
        ArchiveError: there is room in neither place.
    """

    def __init__(self, folder: Path, parent: Path) -> None:
        problem = ""
        for place in (parent, Path(tempfile.gettempdir()) / "memocite"):
            try:
                self.path, lock = _copied(folder, place)
            except OSError as error:
                if not folder.is_dir():
                    raise FileNotFoundError(folder) from error
                problem = problem or f"{place}: {reason(error)}"
            else:
                self.close = weakref.finalize(self, _remove, self.path, lock)
                return
        raise ArchiveError(f"there is no room to open the index ({problem}); make room on that disk")


def _copied(folder: Path, parent: Path) -> tuple[Path, FileLock]:
    """The copy and the lock that says its owner lives."""
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent)
    path = parent / secrets.token_hex(8)
    lock = FileLock(path.with_suffix(".lock"), timeout=0, mode=0o600)
    lock.acquire()
    try:
        path.mkdir(mode=0o700)
        shutil.copytree(folder, path, dirs_exist_ok=True)
    except OSError:
        _remove(path, lock)
        raise
    return path, lock


def _sweep(parent: Path) -> None:
    """Removes the copies whose owners are dead: their locks are free."""
    for path in _places(parent):
        lock = FileLock(path.with_suffix(".lock"), timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        _remove(path, lock)


def _places(parent: Path) -> Iterator[Path]:
    return (path.with_suffix("") for path in parent.glob("*.lock") if path.with_suffix("").is_dir())


def _remove(path: Path, lock: FileLock) -> None:
    shutil.rmtree(path, ignore_errors=True)
    path.with_suffix(".lock").unlink(missing_ok=True)
    lock.release()
