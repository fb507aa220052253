"""A question's vector is turned, a passage's is not; altered weights are refused."""

import numpy as np
import pytest

from corpus.errors import Damaged
from index.embed import LocalModel, PackagedMiniLM
from index.query_adapter import SHIPPED, QueryAdapter


@pytest.fixture
def swapping():
    """Takes the first axis to the second: e1 + turn @ e1 is along e2."""
    turn = np.zeros((3, 3), dtype=np.float32)
    turn[:2, 0] = -1, 1
    return QueryAdapter(turn, np.zeros(3, dtype=np.float32))


def test_a_vector_is_turned_and_keeps_its_length(swapping):
    adapted = swapping(np.asarray([1, 0, 0], dtype=np.float32))
    assert adapted.tolist() == [0, 1, 0]
    assert np.linalg.norm(swapping(np.asarray([0.6, 0, 0.8], dtype=np.float32))) == pytest.approx(1)


def test_a_layer_of_zeros_changes_nothing():
    nothing = QueryAdapter(np.zeros((3, 3), dtype=np.float32), np.zeros(3, dtype=np.float32))
    assert nothing(np.asarray([0, 0.6, 0.8], dtype=np.float32)).tolist() == pytest.approx([0, 0.6, 0.8])


def test_what_is_written_is_read_again(swapping, tmp_path):
    swapping.save(tmp_path / "layer.safetensors")
    again = QueryAdapter.load(tmp_path / "layer.safetensors")
    assert np.array_equal(again.turn, swapping.turn)
    assert again.turn.dtype == np.float32


def test_an_altered_layer_is_refused(swapping, tmp_path):
    file = tmp_path / "layer.safetensors"
    swapping.save(file)
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(Damaged, match="is not what was trained; install memocite again"):
        QueryAdapter.load(file)


def test_a_layer_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Damaged, match=r"layer\.safetensors.*No such file.*install memocite again"):
        QueryAdapter.load(tmp_path / "layer.safetensors")


def test_only_questions_are_turned():
    model = PackagedMiniLM()
    words = "How long is the border with China?"
    (plain,) = model.documents([words])
    asked = model.query(words)
    assert asked == pytest.approx(QueryAdapter.load()(plain), abs=0.02)
    assert not np.allclose(asked, plain, atol=0.02)


def test_a_model_that_a_setting_names_is_left_as_it_is():
    packaged = PackagedMiniLM()
    chosen = LocalModel("a folder", packaged.folder)
    (plain,) = packaged.documents(["Who met?"])
    assert chosen.query("Who met?") == pytest.approx(plain, abs=0.02)


def test_the_shipped_layer_fits_the_packaged_model():
    assert QueryAdapter.load(SHIPPED).turn.shape == (384, 384)
