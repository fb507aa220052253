"""A file of history: read, or refused in one line that names the place."""

import pytest

from corpus.errors import QuestionError
from rag.history import Turn
from ui import turns


def test_turns_are_read(tmp_path):
    path = tmp_path / "history.json"
    path.write_text('[{"role": "user", "content": "Кой?"}, {"role": "assistant", "content": "He."}]', "utf-8")
    assert turns.read(path) == [Turn(role="user", content="Кой?"), Turn(role="assistant", content="He.")]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"", "Invalid JSON"),
        (b"{}", "valid array"),
        (b'[{"role": "user", "content": "a"}, {"role": "king", "content": "b"}]', "1.role"),
        (b'[{"role": "user"}]', "0.content"),
        (b"\xff\xfe", "Invalid JSON"),
        (b"[" * 100_000, "Invalid JSON"),
    ],
)
def test_anything_else_is_refused_with_its_place(tmp_path, content, names):
    path = tmp_path / "history.json"
    path.write_bytes(content)
    with pytest.raises(QuestionError) as error:
        turns.read(path)
    assert str(path) in str(error.value)
    assert names in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(QuestionError, match=r"nothing\.json"):
        turns.read(tmp_path / "nothing.json")
