import json

import pytest

from corpus.errors import QuestionError
from rag.evaluation.questions import read


def write(tmp_path, *lines):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_with_everything(tmp_path):
    whole = {
        "id": "z05",
        "question": "How long is the border with China?",
        "answerable": True,
        "evidence": ["along our border", ["one", "две"]],
        "document": "memo",
        "section": "2",
        "answer": "1,300 km",
        "language": "en",
        "tags": ["number"],
        "history": [{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}],
    }
    (question,) = read(write(tmp_path, json.dumps(whole, ensure_ascii=False), ""))
    assert question.equivalents == (("along our border",), ("one", "две"))
    assert question.expected is True
    assert [turn.role for turn in question.history] == ["user", "assistant"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, None),
        ({"evidence": ["some"]}, True),
        ({"answerable": False}, False),
        ({"answerable": True}, True),
        ({"answerable": None, "document": None, "answer": None, "language": None}, None),
    ],
)
def test_only_id_and_question_are_required(tmp_path, more, expected):
    (question,) = read(write(tmp_path, json.dumps({"id": "a", "question": "?", **more})))
    assert question.expected is expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "b"}', "line 2: question: Field required"),
        ('{"id": "b", "question": ""}', "line 2: question: String should have at least 1 character"),
        (
            '{"id": "b", "question": "?", "evidence": "one"}',
            "line 2: evidence: Input should be a valid tuple",
        ),
        (
            '{"id": "b", "question": "?", "history": [{"role": "me", "content": ""}]}',
            "line 2: history.0.role: ",
        ),
        ("{", "line 2: not JSON (Expecting property name enclosed in double quotes at character 2)"),
        ("[]", "line 2: Input should be a valid dictionary"),
        ('{"id": "a", "question": "?"}', "line 2: the id 'a' stands in line 1 too"),
        ('{"id": "b", "question": "\\ud800"}', "line 2: question: "),
        ("[" * 100_000, "line 2: not JSON (nested too deeply)"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, reason):
    path = write(tmp_path, '{"id": "a", "question": "?"}', line)
    with pytest.raises(QuestionError) as caught:
        read(path)
    assert reason in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_something_else_is_told_in_few_words(tmp_path):
    with pytest.raises(
        QuestionError, match=r"jsonl: lines 1–3, 5–1244: id: Field required; line 4: not JSON"
    ):
        read(write(tmp_path, *["{}"] * 3, "nonsense", *["{}"] * 1240))
    same = [f'{{"id": "{n}", "question": "?"}}' for n in range(20)]
    with pytest.raises(QuestionError, match=r"line 30: the id '9' [^;]+; lines 31–40: other reasons$"):
        read(write(tmp_path, *same, *same))


def test_every_bad_line_is_named(tmp_path):
    path = write(tmp_path, "{}", '{"id": "a", "question": "?"}', "", "nonsense")
    with pytest.raises(QuestionError, match=r"line 1: id: Field required; line 4: not JSON"):
        read(path)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(QuestionError, match="No such file"):
        read(tmp_path / "missing.jsonl")
    with pytest.raises(QuestionError, match="no questions in it"):
        read(write(tmp_path, "", " "))
    (tmp_path / "latin.jsonl").write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(QuestionError, match="not UTF-8 at byte 8"):
        read(tmp_path / "latin.jsonl")


def test_a_byte_order_mark_and_line_ends_of_windows_do_no_harm(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes('\ufeff{"id": "a", "question": "?"}\r\n{"id": "b", "question": "?"}\r\n'.encode())
    assert [question.id for question in read(path)] == ["a", "b"]
