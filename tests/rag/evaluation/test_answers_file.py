import pytest

from corpus.errors import QuestionError
from rag.evaluation import answers_file
from rag.evaluation.results import Got
from tests.rag.evaluation.made import BORDER, answer, question

QUESTIONS = [question("a"), question("b")]


def test_a_question_without_an_answer_has_failed(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "b", "answer": %s}\n\n' % answer(BORDER).model_dump_json())  # noqa: UP031
    assert answers_file.read(path, QUESTIONS) == {
        "a": Got(id="a", error="no answer in the file"),
        "b": Got(id="b", answer=answer(BORDER)),
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "line 1: Invalid JSON"),
        ('{"id": "a", "answer": {}}', "line 1: answer.question: Field required"),
        ('{"id": "z", "answer": null}', 'line 1: "z" is no question of the set'),
        ('{"id": "a"}\n{"id": "a"}', 'line 2: "a" is answered twice'),
    ],
)
def test_bad_lines_are_named(tmp_path, line, reason):
    path = tmp_path / "answers.jsonl"
    path.write_text(line)
    with pytest.raises(QuestionError) as caught:
        answers_file.read(path, QUESTIONS)
    assert reason in str(caught.value)
