"""One writer at a time: a lock of the operating system's, which dies with its holder."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import Locked


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Holds the writer's lock of an index directory, and says in `writer.json` who does.

    Raises:
        Locked: another writer has it; the message names its process, machine and start.
        OSError: the directory cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / "writer.lock", timeout=0)
    name = root / "writer.json"
    try:
        lock.acquire()
    except Timeout:
        raise Locked(
            f"{root} is being written by {_holder(name)}; wait until it is done, or stop it"
        ) from None
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        name.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}))
        yield
    finally:
        name.unlink(missing_ok=True)
        lock.release()


def _holder(name: Path) -> str:
    try:
        holder = json.loads(name.read_text())
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
