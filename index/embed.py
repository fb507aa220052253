"""Texts → vectors. The only importer of sentence-transformers' SentenceTransformer."""

import re
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SettingError
from index import weights
from index.query_adapter import QueryAdapter

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BATCH = 16_000
"""Characters, padding included, that go through the model at once at most: enough to keep both cores busy."""

EVEN = {"text": {"pad_to_multiple_of": 16}}
"""Few lengths in tokens, as there are few sizes of batches: each new shape costs a kernel, and leaves memory
in pieces that the next one cannot use."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Half characters, which no tokenizer takes. Only what the model sees is cleaned of them."""


class Embedder(Protocol):
    """What makes vectors: unit length, `dimension` wide."""

    @property
    def name(self) -> str:
        """What a person calls the model: a hub name, a path, or the packaged one's name."""
        ...

    @property
    def fingerprint(self) -> str:
        """What tells its vectors from those of any other model: a hash of its weights."""
        ...

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        ...

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a question, shape (dimension,)."""
        ...


class LocalModel:
    """A sentence-transformers model from a folder on this machine, loaded when it is first needed.

    May be used from several threads. `fingerprint` is known without loading the model.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self._one_at_a_time = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """See `Embedder`.

        Raises:
            SettingError: the folder holds no weights.
        """
        return weights.fingerprint(self.folder)

    @property
    def dimension(self) -> int:
        """See `Embedder`. Loads the model."""
        with self._one_at_a_time:
            return self._model.get_embedding_dimension() or 0

    def documents(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`. The lock is taken batch by batch, so that questions need not wait for long."""
        made: list[tuple[list[int], Vectors]] = []
        for places in _batches(texts):
            batch = [_clean(texts[place]) for place in places]
            with self._one_at_a_time:
                vectors = self._model.encode_document(
                    batch,
                    batch_size=len(batch),
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    processing_kwargs=EVEN,
                )
            made.append((places, vectors))
        whole = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for places, vectors in made:
            whole[places] = vectors
        return whole

    def query(self, text: str) -> Vectors:
        """See `Embedder`."""
        with self._one_at_a_time:
            vector = self._model.encode_query(
                _clean(text), normalize_embeddings=True, show_progress_bar=False, processing_kwargs=EVEN
            )
        return np.asarray(vector, dtype=np.float32)

    @cached_property
    def _model(self) -> "SentenceTransformer":
        import torch
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(
                str(self.folder),
                device=None if torch.cuda.is_available() else "cpu",
                local_files_only=True,
                model_kwargs={"dtype": fast_dtype()},
            )
        except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
            reason = str(error).splitlines()[0]
            raise SettingError(
                f"MEMOCITE_EMBED_MODEL: {self.name} cannot be loaded from {self.folder}: {reason}"
            ) from error


class PackagedMiniLM(LocalModel):
    """all-MiniLM-L6-v2 as it is installed with memocite, checked byte by byte when it is loaded.

    Questions go through the shipped `QueryAdapter`.
    """

    fingerprint = weights.PACKAGED_SHA256

    def __init__(self) -> None:
        super().__init__(weights.PACKAGED_NAME, weights.packaged())

    @cached_property
    def _model(self) -> "SentenceTransformer":
        weights.verify_packaged(self.folder)
        return super()._model

    @cached_property
    def _adapter(self) -> QueryAdapter:
        return QueryAdapter.load()

    def query(self, text: str) -> Vectors:
        """See `Embedder`.

        Raises:
            Damaged: the model or the query adapter is missing or altered.
        """
        return self._adapter(super().query(text))


def embedder(name: str) -> LocalModel:
    """The embedder that a setting names: a folder, a name on the hub, or "" for the packaged one.

    Raises:
        SettingError: there is no such model.
        Damaged: the packaged one is not installed.
    """
    return LocalModel(name, weights.fetched(name)) if name else PackagedMiniLM()


def fast_dtype() -> str:
    """bfloat16 where the processor multiplies it in hardware (AMX, AVX512-BF16); elsewhere it is slower.

    Asked of the processor itself, through torch's reading of CPUID.
    """
    import torch

    features = torch.cpu.get_capabilities()
    fast = torch.cuda.is_available() or features.get("amx_bf16") or features.get("avx512_bf16")
    return "bfloat16" if fast else "float32"


def _clean(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Places in `texts`, longest first, in batches of texts of like length: little padding, even work.

    As many as `BATCH` allows, down to a power of two, so that few sizes occur.
    """
    order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
    while order:
        fitting = max(1, BATCH // max(1, len(texts[order[0]])))
        size = 1 << (fitting.bit_length() - 1)
        yield order[:size]
        order = order[size:]
