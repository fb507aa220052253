import pytest

from corpus.settings import Settings
from rag.evaluation.circumstances import ROOT, circumstances, code


@pytest.fixture
def tree(tmp_path):
    for name in ("corpus/read.py", "index/view.py", "rag/weights.json", "rag/model/model.safetensors.sha256"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize("name", ["index/view.py", "rag/weights.json", "rag/model/model.safetensors.sha256"])
def test_an_edit_of_what_decides_the_answers_is_other_code(tree, name):
    before = code(tree)
    assert code(tree) == before
    (tree / name).write_text("edited")
    assert code(tree) != before


@pytest.mark.parametrize("name", ["ui/chat.py", "rag/README.md", "rag/training/reranker.py"])
def test_an_edit_of_what_decides_nothing_is_the_same_code(tree, name):
    before = code(tree)
    (tree / name).parent.mkdir(exist_ok=True)
    (tree / name).write_text("edited")
    assert code(tree) == before


def test_the_code_that_runs_is_named():
    assert circumstances(Settings(), {})["code"] == code(ROOT)
