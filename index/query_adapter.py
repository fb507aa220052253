"""A question's vector → one nearer to the passages that answer it, for the packaged embedding model.

A linear layer that `python -m rag.training.query_adapter` learnt. It changes questions alone: the passages of
an index keep their vectors, so learning it anew makes no index anew.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index import weights

SHIPPED: Final = Path(__file__).parent / "query_adapter.safetensors"
"""The layer, with its checksum beside it."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class QueryAdapter:
    """Adds `turn @ vector + shift` to a vector; shapes (dimension, dimension) and (dimension,)."""

    turn: Matrix
    shift: Matrix

    def __call__(self, vector: Matrix) -> Matrix:
        """The adapted vector, unit length; shape (dimension,)."""
        adapted = vector + self.turn @ vector + self.shift
        return np.asarray(adapted / np.linalg.norm(adapted), dtype=np.float32)

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "QueryAdapter":
        """The layer that a file holds.

        Raises:
            Damaged: the file is missing or altered.
        """
        from safetensors.numpy import load_file

        weights.verify(path)
        held = load_file(path)
        return cls(held["turn"].astype(np.float32), held["shift"].astype(np.float32))

    def save(self, path: Path) -> None:
        """Writes the layer in half precision, and its checksum beside it."""
        from safetensors.numpy import save_file

        save_file({"turn": self.turn.astype(np.float16), "shift": self.shift.astype(np.float16)}, path)
        weights.sign(path)
