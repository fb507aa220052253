"""Texts → vectors. The only importer of sentence-transformers' SentenceTransformer."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What makes vectors: unit length, `dimension` wide."""

    name: str
    """What a person calls the model: a hub name, a path, or the packaged one's name."""
    fingerprint: str
    """What tells its vectors from those of any other model: a hash of its weights."""
    dimension: int

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimension,)."""
        ...
