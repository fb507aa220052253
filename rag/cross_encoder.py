"""Question and sentence, read together → how surely the one answers the other.

The only importer of sentence-transformers' CrossEncoder.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SettingError
from index import weights
from index.embed import EVEN, fast_dtype
from rag.candidate import Candidate

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder as Model

SHIPPED: Final = Path(__file__).parent / "model"
"""The weights that `make reranker` trained, with their card and their checksum."""

BATCH: Final = 8
"""Pairs that go through the model at once: sentences of like length, so little of it is padding."""

Scores = NDArray[np.float64]


class CrossEncoder(Protocol):
    """What reads a question and a candidate together."""

    name: str

    def logits(self, question: str, candidates: Sequence[Candidate]) -> Scores:
        """How surely each candidate answers, as log-odds; shape (len(candidates),)."""
        ...


class LocalCrossEncoder:
    """A cross-encoder by its folder or its name on the hub, loaded when it is first needed.

    May be used from several threads.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._one_at_a_time = threading.Lock()

    def logits(self, question: str, candidates: Sequence[Candidate]) -> Scores:
        """See `CrossEncoder`.

        Raises:
            SettingError: the model cannot be loaded.
        """
        if not candidates:
            return np.zeros(0)
        import torch

        pairs = [(_clean(question), _clean(candidate.paired)) for candidate in candidates]
        with self._one_at_a_time:
            scores = self._model.predict(
                pairs,
                batch_size=BATCH,
                activation_fn=torch.nn.Identity(),
                show_progress_bar=False,
                processing_kwargs=EVEN,
            )
        return np.asarray(scores, dtype=np.float64)

    @cached_property
    def _model(self) -> "Model":
        import torch
        from sentence_transformers import CrossEncoder as Model
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model: Model = Model(
                self.name,
                device=None if torch.cuda.is_available() else "cpu",
                local_files_only=Path(self.name).is_dir(),
                model_kwargs={"dtype": fast_dtype()},
            )
        except (OSError, ValueError, KeyError) as error:
            reason = str(error).splitlines()[0]
            raise SettingError(f"MEMOCITE_RERANK_MODEL: {self.name} cannot be loaded: {reason}") from error
        return model


class ShippedCrossEncoder(LocalCrossEncoder):
    """The cross-encoder that comes with memocite, checked byte by byte when it is loaded."""

    def __init__(self) -> None:
        super().__init__(str(SHIPPED))

    @cached_property
    def _model(self) -> "Model":
        weights.verify(SHIPPED / "model.safetensors")
        return super()._model


def cross_encoder(setting: str) -> CrossEncoder | None:
    """The cross-encoder that a setting names: "" the shipped one, "none" none at all."""
    if setting.lower() == "none":
        return None
    return LocalCrossEncoder(setting) if setting else ShippedCrossEncoder()


def mean_logits(model: CrossEncoder, questions: Sequence[str], candidates: Sequence[Candidate]) -> Scores:
    """What a model says of candidates on average over several ways to ask; shape (len(candidates),)."""
    return np.asarray(np.mean([model.logits(question, candidates) for question in questions], axis=0))


def _clean(text: str) -> str:
    """Without the half characters that no tokenizer takes; only the model sees this."""
    return text.encode("utf-8", "replace").decode("utf-8")
