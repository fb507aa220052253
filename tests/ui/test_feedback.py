import json

from rag.evaluation.questions import read
from tests.ui.fake import FakeEngine
from ui.asking import judged
from ui.opening import Opening
from ui.visit import Visit


def visited(*questions):
    engine, visit = FakeEngine(), Visit(set())
    for question in questions:
        visit.conversation.add(engine.ask(question))
    return visit, Opening(lambda report: engine)


def test_judgements_are_a_question_set(tmp_path):
    path = tmp_path / "deep" / "feedback.jsonl"
    visit, opening = visited("How long is the border?", "Who won in Paris?", "And the talks?")
    judged(visit, opening, path, {"answer": "0", "judge": "up", "word": "yes\nindeed"})
    judged(visit, opening, path, {"answer": "1", "judge": "up"})
    judged(visit, opening, path, {"answer": "2", "judge": "down", "word": "x" * 9999})
    right, refused, wrong = read(path)
    assert right.expected is True
    assert right.evidence[0] == visit.conversation.answers[0].citations[0].quote
    assert right.section == "2"
    assert refused.expected is False
    assert wrong.expected is None
    assert wrong.evidence == ()
    assert wrong.history[0].content == "How long is the border?"
    assert len(json.loads(path.read_text().splitlines()[2])["comment"]) == 500


def test_an_answer_is_judged_once(tmp_path):
    path = tmp_path / "feedback.jsonl"
    visit, opening = visited("How long is the border?")
    assert "Thank you." in judged(visit, opening, path, {"answer": "0", "judge": "up"})
    judged(visit, opening, path, {"answer": "0", "judge": "down"})
    assert len(read(path)) == 1


def test_a_judgement_of_nothing_is_not_kept(tmp_path):
    path = tmp_path / "feedback.jsonl"
    visit, opening = visited("How long is the border?")
    for wanted in ({}, {"answer": "7"}, {"answer": "-1"}, {"answer": "x"}):
        judged(visit, opening, path, wanted)
    visit.conversation.judged = None
    judged(visit, opening, path, {"answer": "0", "judge": "up"})
    assert not path.exists()
