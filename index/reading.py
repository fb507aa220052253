"""Private copies of vectors: Chroma writes even when it reads, so each reader gets a folder of its own."""

import errno
import secrets
import shutil
import tempfile
import weakref
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import ArchiveError

READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class PrivateCopy:
    """A copy of a folder, removed when it is closed, forgotten, or found after its owner was killed.

    Raises:
        FileNotFoundError: the folder is gone.
        ArchiveError: there is no room for a copy.
    """

    def __init__(self, folder: Path, parent: Path) -> None:
        self._lock: FileLock | None = None
        try:
            self.path = self._place(parent)
            shutil.copytree(folder, self.path, dirs_exist_ok=True)
        except FileNotFoundError:
            raise
        except (OSError, shutil.Error) as error:
            raise ArchiveError(f"no room to open the index in {parent} ({error}); make room") from error
        self.close = weakref.finalize(self, _remove, self.path, self._lock)

    def _place(self, parent: Path) -> Path:
        try:
            parent.mkdir(parents=True, exist_ok=True)
            sweep(parent)
            path = parent / secrets.token_hex(8)
            self._lock = FileLock(path.with_suffix(".lock"), timeout=0)
            self._lock.acquire()
            path.mkdir()
        except OSError as error:
            if error.errno not in READ_ONLY:
                raise
            self._lock = None
            return Path(tempfile.mkdtemp(prefix="memocite-"))
        return path


def sweep(parent: Path) -> None:
    """Removes the copies whose owners are dead: their locks are free."""
    for path in parent.glob("*.lock"):
        if not path.with_suffix("").is_dir():
            continue
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        _remove(path.with_suffix(""), lock)


def _remove(path: Path, lock: FileLock | None) -> None:
    shutil.rmtree(path, ignore_errors=True)
    if lock:
        path.with_suffix(".lock").unlink(missing_ok=True)
        lock.release()
