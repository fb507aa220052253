import csv
import json

import pytest
from rich.console import Console

from corpus.errors import MemociteError, QuestionError, ServiceError, SettingError
from corpus.settings import Settings
from rag.evaluation import last
from rag.evaluation import run as running
from rag.evaluation.command import evaluate
from rag.evaluation.options import STANDARD_OUTPUT, Options
from rag.evaluation.results import Evaluation
from rag.evaluation.subject import Subject
from tests.rag.evaluation.made import BORDER, HARVEST, answer, library, refusal

SET = [
    {"id": "border", "question": "How long?", "evidence": [BORDER], "tags": ["number"]},
    {"id": "harvest", "question": "How much?", "evidence": [HARVEST], "tags": ["number"]},
    {"id": "weather", "question": "How warm?", "answerable": False},
]
ANSWERS = {"How long?": answer(BORDER), "How much?": answer(BORDER), "How warm?": refusal()}


class Engine:
    """Answers from a table."""

    def __init__(self, answers=ANSWERS):
        self.answers = answers
        self.asked = []

    def ask(self, question, history=()):
        self.asked.append(question)
        return self.answers[question]


@pytest.fixture
def place(tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "q.jsonl").write_text("\n".join(map(json.dumps, SET)))
    (tmp_path / "set" / "other.jsonl").write_text("{}")
    return tmp_path


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home")


def go(
    place, settings, engine=None, questions="set/q.jsonl", search=lambda query: [], console=None, **options
):
    engine = engine or Engine()
    subject = Subject(
        lambda: engine, search, library, {"models": {"embedding": "tiny"}}, "digest", lambda: None
    )
    console = console or Console(quiet=True)
    return evaluate(Options(place / questions, **options), settings, console, lambda *_: subject)


def read(path):
    return Evaluation.model_validate_json(path.read_bytes())


def test_json_html_and_csv_are_written_and_nothing_else(place, settings):
    out = {kind: place / f"out.{kind}" for kind in ("json", "html", "csv")}
    assert go(place, settings, **out) == 0
    assert sorted(path.name for path in place.iterdir()) == ["home", "out.csv", "out.html", "out.json", "set"]
    written = json.loads(out["json"].read_text())
    assert written["metrics"]["hit"] == 0.5
    assert written["metrics"]["hit_low"] == 0
    assert [result["id"] for result in written["results"]] == ["border", "harvest", "weather"]
    assert written["results"][0]["answer"]["citations"][0]["quote"] == BORDER
    assert written["results"][0]["scores"]["hit"] == 1
    assert written["settings"]["questions"] == "set/q.jsonl"
    assert written["settings"]["models"] == {"embedding": "tiny"}
    assert str(place) not in out["json"].read_text() + out["html"].read_text() + out["csv"].read_text()
    rows = list(csv.DictReader(out["csv"].read_text().splitlines()))
    assert [row["outcome"] for row in rows] == ["right", "wrong", "refused rightly"]
    assert rows[0]["quote"] == BORDER


def test_json_can_go_to_standard_output(place, settings, capsys):
    assert go(place, settings, json=STANDARD_OUTPUT, console=Console(stderr=True)) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["metrics"]["verbatim"] == 1
    assert "Evidence hit" in captured.err


@pytest.mark.parametrize(("floor", "status"), [("hit=0.5", 0), ("hit=0.51", 1), ("section=0.1", 1)])
def test_a_missed_minimum_is_the_exit_status(place, settings, floor, status):
    assert go(place, settings, minimums=(floor,)) == status


def test_limit(place, settings):
    engine = Engine()
    go(place, settings, engine, limit=1)
    assert engine.asked == ["How long?"]


def test_a_baseline_says_what_got_better(place, settings):
    go(place, settings, json=place / "old.json")
    better = Engine(ANSWERS | {"How much?": answer(HARVEST)})
    go(place, settings, better, json=place / "new.json", baseline=place / "old.json")
    change = next(change for change in read(place / "new.json").changes if change.measure == "hit")
    assert (change.before, change.after, change.better, change.worse) == (0.5, 1.0, ("harvest",), ())


@pytest.fixture
def stopped(place, settings, monkeypatch):
    """What Ctrl-C at the third question leaves in `out.json`."""
    put = running.Worker.put

    def pressed(worker, question, timeout_s):
        if question.id == "weather":
            raise KeyboardInterrupt
        return put(worker, question, timeout_s)

    with monkeypatch.context() as patch:
        patch.setattr(running.Worker, "put", pressed)
        assert go(place, settings, json=place / "out.json") == 130
    return read(place / "out.json")


def test_ctrl_c_reports_what_is_done_and_the_next_run_goes_on(place, settings, stopped):
    assert [result.id for result in stopped.results] == ["border", "harvest"]
    assert stopped.settings["complete"] is False

    second = Engine()
    assert go(place, settings, second, json=place / "out.json") == 0
    assert second.asked == ["How warm?"]
    assert [result.id for result in read(place / "out.json").results] == ["border", "harvest", "weather"]
    assert sorted(path.name for path in place.iterdir()) == ["home", "out.json", "set"]


def test_a_smaller_run_in_between_takes_nothing_from_a_stopped_one(place, settings, stopped):
    (place / "answers.jsonl").write_text("")
    assert go(place, settings, json=place / "out.json", limit=1) == 0
    assert go(place, settings, json=place / "out.json", answers=place / "answers.jsonl") == 0
    last = Engine()
    assert go(place, settings, last, json=place / "out.json") == 0
    assert last.asked == ["How warm?"]


def test_other_code_does_not_go_on_where_a_run_was_stopped(place, settings, stopped, monkeypatch):
    monkeypatch.setattr("rag.evaluation.circumstances.code", lambda root: "edited")
    second = Engine()
    assert go(place, settings, second, json=place / "out.json") == 0
    assert second.asked == ["How long?", "How much?", "How warm?"]


def test_answers_of_another_system_are_scored_and_nothing_is_asked(place, settings):
    lines = [{"id": "border", "answer": json.loads(answer(BORDER).model_dump_json())}]
    (place / "answers.jsonl").write_text("\n".join(map(json.dumps, lines)))
    engine = Engine()
    assert go(place, settings, engine, answers=place / "answers.jsonl", json=place / "out.json") == 0
    assert engine.asked == []
    assert [result.outcome for result in read(place / "out.json").results] == ["right", "failed", "failed"]
    assert not list(place.glob("*.partial.jsonl"))


def test_the_last_complete_run_on_the_default_index_is_kept(place, settings):
    assert last.read(settings.home) is None
    go(place, settings, corpus=(place,))
    assert last.read(settings.home) is None
    go(place, settings)
    assert last.read(settings.home).metrics["hit"] == 0.5


def test_a_beir_folder_is_ranked_by_document(place, settings):
    beir = place / "beir"
    (beir / "qrels").mkdir(parents=True)
    (beir / "corpus.jsonl").write_text('{"_id": "d1", "text": "one"}\n{"_id": "d2", "text": "two"}\n')
    (beir / "queries.jsonl").write_text('{"_id": "q1", "text": "one?"}\n')
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    out = place / "out.json"
    assert go(place, settings, questions="beir", search=lambda query: ["d2", "d1"], json=out) == 0
    assert read(out).metrics["rr_10"] == 0.5
    assert read(out).results[0].ranking == ("d2", "d1")


def test_a_judge_that_does_not_answer_loses_nothing(place, tmp_path):
    settings = Settings(
        home=tmp_path / "home", llm_model="judge", llm_base_url="http://127.0.0.1:9", llm_timeout_s=0.1
    )
    with pytest.raises(ServiceError, match="the LLM that judges does not answer"):
        go(place, settings, json=place / "out.json", judge=True)
    engine = Engine()
    go(place, settings, engine, json=place / "out.json")
    assert engine.asked == []


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"questions": "missing.jsonl"}, QuestionError, "No such file"),
        ({"judge": True}, SettingError, "set MEMOCITE_LLM_MODEL"),
        ({"minimums": ("hat=1",)}, SettingError, "no such measure"),
        ({"json": "nowhere/out.json"}, MemociteError, "out.json: its folder cannot be written"),
        ({"html": "set"}, MemociteError, "set: is a folder"),
        ({"baseline": "set/q.jsonl"}, QuestionError, "not an evaluation"),
        ({"answers": "set/other.jsonl"}, QuestionError, "line 1: id: Field required"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_asked(place, settings, options, error, message):
    options = {
        name: place / value if name in ("json", "html", "baseline", "answers") else value
        for name, value in options.items()
    }
    engine = Engine()
    with pytest.raises(error, match=message):
        go(place, settings, engine, **options)
    assert engine.asked == []
