"""Vectors already made, by what they were made of: so that no text is embedded twice.

Each is stored as half-precision numbers with a checksum. Everything that goes into the index passes
through here, so a vector is the same whether it was just made or found. The file may be deleted: what
it held is then made again.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.batches import batches
from index.embed import Embedder, Vectors

BATCH = 256
"""Texts of like length between two commits: what a killed run loses at most."""


class Embeddings:
    """The cache of one embedder's vectors. Used by one thread at a time."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self.embedder = embedder
        self._connection = _opened(path)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def made(self, texts: Sequence[str], tick: Callable[[int], None] = lambda _: None) -> Vectors:
        """The vectors of texts, shape (len(texts), dimension): found, or made now and kept.

        `tick` is told after each batch how many texts it had; what it raises stops the work, and the
        batches before are kept.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        keys = [self._key(text) for text in texts]
        found = self._found(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        tick(len(texts) - len(missing))
        for some in batches(sorted(missing, key=lambda key: len(missing[key])), BATCH):
            vectors = self.embedder.documents([missing[key] for key in some]).astype(np.float16)
            fresh = {key: vector.tobytes() for key, vector in zip(some, vectors, strict=True)}
            with self._connection:
                rows = [(key, _sealed(vector)) for key, vector in fresh.items()]
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            found |= fresh
            tick(len(some))
        return np.stack([np.frombuffer(found[key], dtype=np.float16) for key in keys]).astype(np.float32)

    def forget(self, texts: Sequence[str]) -> None:
        """Forgets the vectors of texts: what was removed from the index is gone here too."""
        with self._connection:
            keys = [(self._key(text),) for text in texts]
            self._connection.executemany("DELETE FROM vectors WHERE key = ?", keys)

    def _key(self, text: str) -> bytes:
        words = f"{self.embedder.fingerprint}\n{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(words).digest()[:16]

    def _found(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for some in batches(keys, 500):
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(
                f"SELECT key, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608 - marks only
                list(some),
            )
            found.update((key, sealed[4:]) for key, sealed in rows if sealed == _sealed(sealed[4:]))
        return found


def _sealed(vector: bytes) -> bytes:
    return zlib.crc32(vector).to_bytes(4, "big") + vector


def _opened(path: Path) -> sqlite3.Connection:
    """The file, made anew where there is none or it is no longer a sound database."""
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("not sound")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
        )
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        connection.close()
        path.unlink()
        return _opened(path)
    return connection
