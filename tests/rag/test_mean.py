"""The mean of several stages' weights."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from index.weights import verify
from rag.training.mean import WEIGHTS, mean


def model(folder: Path, values: list[float], config: str = "{}") -> Path:
    (folder / "run").mkdir(parents=True)
    (folder / "run" / "log.txt").write_text("of the training alone")
    (folder / "config.json").write_text(config)
    save_file(
        {"layer": torch.tensor(values, dtype=torch.bfloat16)}, folder / WEIGHTS, metadata={"format": "pt"}
    )
    return folder


def test_every_weight_is_the_mean_in_the_precision_it_had(tmp_path: Path) -> None:
    models = [model(tmp_path / "a", [1.0, -2.0]), model(tmp_path / "b", [2.0, 2.0])]
    mean(models, tmp_path / "mean")
    made = load_file(tmp_path / "mean" / WEIGHTS)["layer"]
    assert made.dtype == torch.bfloat16
    assert made.tolist() == [1.5, 0.0]


def test_all_else_is_of_the_last_model_and_the_weights_are_signed(tmp_path: Path) -> None:
    models = [model(tmp_path / "a", [0.0]), model(tmp_path / "b", [4.0], config='{"last": 1}')]
    mean(models, tmp_path / "mean")
    verify(tmp_path / "mean" / WEIGHTS)
    assert (tmp_path / "mean" / "config.json").read_text() == '{"last": 1}'
    assert not (tmp_path / "mean" / "run").exists()


def test_models_of_different_make_have_no_mean(tmp_path: Path) -> None:
    models = [tmp_path / "a", model(tmp_path / "b", [4.0])]
    models[0].mkdir()
    save_file({"other": torch.zeros(1)}, models[0] / WEIGHTS)
    with pytest.raises(KeyError):
        mean(models, tmp_path / "mean")
