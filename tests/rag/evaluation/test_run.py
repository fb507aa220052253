import threading

import pytest

from rag.answer import Answer
from rag.evaluation import run
from rag.evaluation.journal import Journal
from rag.evaluation.questions import Question
from tests.rag.evaluation.made import BORDER, answer

QUESTIONS = [Question(id=id_, question=id_) for id_ in ("a", "b", "c")]


class Engine:
    """Answers everything, except where `does` says otherwise for a question."""

    def __init__(self, **does):
        self.does = does
        self.asked = []

    def ask(self, question, history=()) -> Answer:
        self.asked.append(question)
        return self.does.get(question, lambda: answer(BORDER))()


def fails():
    raise ValueError("too hard")


def put_all(tmp_path, engine, timeout_s=60.0, seen=None):
    with Journal(tmp_path / "run.jsonl", "key") as journal:
        reported = [] if seen is None else seen
        report = lambda done, of: reported.append((done, of))  # noqa: E731
        run.run(QUESTIONS, run.asking(engine), journal, timeout_s, report)
        return journal.got


def test_every_question_is_asked_once_and_timed(tmp_path):
    seen = []
    got = put_all(tmp_path, Engine(), seen=seen)
    assert list(got) == ["a", "b", "c"]
    assert all(g.answer == answer(BORDER) and g.ms > 0 for g in got.values())
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_one_that_crashes_does_not_stop_the_rest(tmp_path):
    got = put_all(tmp_path, Engine(b=fails))
    assert (got["b"].error, got["b"].answer) == ("ValueError: too hard", None)
    assert got["c"].answer


def test_one_that_hangs_is_given_up(tmp_path):
    hung = threading.Event()
    got = put_all(tmp_path, Engine(b=hung.wait), timeout_s=0.2)
    hung.set()
    assert got["b"].error == "no answer within 0.2 s"
    assert got["c"].answer


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path):
    def stop(done, of):
        if done == 2:
            raise KeyboardInterrupt

    with Journal(tmp_path / "run.jsonl", "key") as journal, pytest.raises(KeyboardInterrupt):
        run.run(QUESTIONS, run.asking(Engine()), journal, 60.0, stop)
    second = Engine()
    assert list(put_all(tmp_path, second)) == ["a", "b", "c"]
    assert second.asked == ["c"]


def test_no_thread_is_left_behind(tmp_path):
    before = threading.active_count()
    put_all(tmp_path, Engine())
    assert threading.active_count() == before


def test_a_search_is_put_as_a_ranking():
    got = run.ranking(lambda query: [query, "other"])(QUESTIONS[0])
    assert got.ranking == ("a", "other")
