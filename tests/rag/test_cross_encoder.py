"""The cross-encoder's settings and the check of its weights; no model is loaded here."""

import hashlib

import pytest

from corpus.errors import Damaged, SettingError
from rag.candidate import Candidate
from rag.cross_encoder import LocalCrossEncoder, ShippedCrossEncoder, cross_encoder, verify


@pytest.mark.parametrize(
    ("setting", "kind"),
    [("", ShippedCrossEncoder), ("none", type(None)), ("None", type(None)), ("a/b", LocalCrossEncoder)],
)
def test_what_a_setting_names(setting, kind):
    assert type(cross_encoder(setting)) is kind


def test_nothing_to_read_loads_nothing():
    assert LocalCrossEncoder("no/such-model").logits("why?", []).shape == (0,)


def weights(folder, data=b"weights", digest=None):
    (folder / "model.safetensors").write_bytes(data)
    named = digest or hashlib.sha256(data).hexdigest()
    (folder / "model.safetensors.sha256").write_text(f"{named}  model.safetensors\n", "utf-8")
    return folder


def test_weights_that_are_what_was_trained_pass(tmp_path):
    verify(weights(tmp_path))


def test_altered_and_missing_weights_are_told(tmp_path):
    with pytest.raises(Damaged, match="not what was trained; install memocite again"):
        verify(weights(tmp_path, digest="0" * 64))
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(Damaged, match="No such file"):
        verify(tmp_path)
    (tmp_path / "model.safetensors.sha256").unlink()
    with pytest.raises(Damaged, match="install memocite again"):
        verify(tmp_path)


def test_an_empty_checksum_is_damage_too(tmp_path):
    folder = weights(tmp_path)
    (folder / "model.safetensors.sha256").write_text("", "utf-8")
    with pytest.raises(Damaged):
        verify(folder)


def test_a_folder_without_a_model_is_named_with_its_setting(tmp_path):
    with pytest.raises(SettingError, match="MEMOCITE_RERANK_MODEL"):
        LocalCrossEncoder(str(tmp_path)).logits("why?", [Candidate("It is so.", "", "")])
