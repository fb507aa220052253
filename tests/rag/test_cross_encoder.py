"""The cross-encoder's settings; no model is loaded here."""

import pytest

from corpus.errors import SettingError
from rag.candidate import Candidate
from rag.cross_encoder import LocalCrossEncoder, ShippedCrossEncoder, cross_encoder


@pytest.mark.parametrize(
    ("setting", "kind"),
    [("", ShippedCrossEncoder), ("none", type(None)), ("None", type(None)), ("a/b", LocalCrossEncoder)],
)
def test_what_a_setting_names(setting, kind):
    assert type(cross_encoder(setting)) is kind


def test_nothing_to_read_loads_nothing():
    assert LocalCrossEncoder("no/such-model").logits("why?", []).shape == (0,)


def test_a_folder_without_a_model_is_named_with_its_setting(tmp_path):
    with pytest.raises(SettingError, match="MEMOCITE_RERANK_MODEL"):
        LocalCrossEncoder(str(tmp_path)).logits("why?", [Candidate("It is so.", "", "")])
