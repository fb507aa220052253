"""Weights of our own are checked against the checksum beside them."""

import pytest

from corpus.errors import Damaged
from index.weights import sign, signed, verify


@pytest.fixture
def weights(tmp_path):
    file = tmp_path / "model.safetensors"
    file.write_bytes(b"weights")
    sign(file)
    return file


def test_weights_that_are_what_was_trained_pass(weights):
    verify(weights)
    assert signed(weights)


def test_altered_and_missing_weights_are_told(weights):
    weights.write_bytes(b"others")
    with pytest.raises(Damaged, match="not what was trained; install memocite again"):
        verify(weights)
    weights.unlink()
    with pytest.raises(Damaged, match="No such file"):
        verify(weights)


def test_weights_without_a_checksum_are_not_finished(weights):
    weights.with_name("model.safetensors.sha256").unlink()
    assert not signed(weights)
    with pytest.raises(Damaged, match="install memocite again"):
        verify(weights)


def test_an_empty_checksum_is_damage_too(weights):
    weights.with_name("model.safetensors.sha256").write_text("", "utf-8")
    with pytest.raises(Damaged):
        verify(weights)
