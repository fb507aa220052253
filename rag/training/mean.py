"""The mean of weights that one model had at several times.

It keeps what the earlier ones knew of texts unlike those that came last (Wortsman et al. 2022, "Robust
fine-tuning of zero-shot models", arXiv:2109.01903).
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from index.weights import sign

WEIGHTS: Final = "model.safetensors"


def mean(models: Sequence[Path], out: Path) -> None:
    """Writes to `out` the last of the models, with the mean of the weights of them all, and signs it.

    The models are folders of one architecture. The mean is taken in float32 and written as the weights were.

    Raises:
        KeyError: a model lacks weights that the last one has.
    """
    import torch
    from safetensors.torch import load_file, save_file

    shutil.copytree(models[-1], out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("run", f"{WEIGHTS}*"))
    read = [load_file(model / WEIGHTS) for model in models]
    means = {
        name: torch.stack([one[name].float() for one in read]).mean(0).to(last.dtype)
        for name, last in read[-1].items()
    }
    save_file(means, out / WEIGHTS, metadata={"format": "pt"})
    sign(out / WEIGHTS)
