"""What makes the vectors, by name, so that a process of its own can be told which."""

import time
import zlib
from collections.abc import Sequence

import numpy as np

from index.embed import Embedder, PackagedMiniLM, Vectors
from tests.bench import bench
from tests.tiny import TinyEmbedder


def model(name: bench.Vectors) -> Embedder:
    """The model of that name."""
    if name == "random":
        return RandomVectors()
    return TinyEmbedder() if name == "tiny" else PackagedMiniLM()


class RandomVectors:
    """Gives passages random directions, in no time, and questions the packaged model's vectors.

    What a search costs does not depend on what the vectors mean. Satisfies `Embedder`.
    """

    name = "random directions"
    fingerprint = "random-384"
    dimension = 384

    def __init__(self) -> None:
        self.query = PackagedMiniLM().query

    def documents(self, texts: Sequence[str]) -> Vectors:
        made = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(made, texts, strict=True):
            seed = zlib.crc32(text.encode("utf-8", "replace"))
            row[:] = np.random.default_rng(seed).standard_normal(self.dimension)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


class Clocked:
    """A model that counts the seconds it spends on passages. Satisfies `Embedder`."""

    def __init__(self, inner: Embedder) -> None:
        self.name, self.fingerprint, self.dimension = inner.name, inner.fingerprint, inner.dimension
        self.query = inner.query
        self._inner = inner
        self.seconds = 0.0

    def documents(self, texts: Sequence[str]) -> Vectors:
        start = time.perf_counter()
        try:
            return self._inner.documents(texts)
        finally:
            self.seconds += time.perf_counter() - start
