"""The command line: what it asks of the parts behind it, what it prints where, and how it ends."""

import json
import socket
import sys
from pathlib import Path

import pytest

from corpus.document import Catalogue
from corpus.errors import Damaged, QuestionError, SettingError
from index.catalog import Card
from index.passage import Filter
from rag.answer import Answer
from rag.evaluation.options import Options
from rag.history import Turn
from tests.tiny import TinyEmbedder, document, text
from ui import cli

MEMO = document(
    "1973-a-memo",
    title="A memo",
    texts=(
        text(("1", "Граница", ["Дълга е."]), language="bg"),
        text(("1", "Border", ["It is\n  long."]), language="en", role="translation"),
    ),
)


class Archive:
    closed = False

    def cards(self):
        return [Card(MEMO.id, MEMO.title, "1973", "An archive", ("bg", "en"), "", 4)]

    def document(self, id):  # noqa: A002
        return {MEMO.id: MEMO}[id]

    def close(self):
        self.closed = True


class Engine:
    def __init__(self):
        self.asked = []

    def ask(self, question, history=(), where=Filter(), most=3):  # noqa: B008
        if not question.strip():
            raise QuestionError("the question is empty; ask something")
        self.asked.append((question, list(history), where, most))
        return Answer(question=question, answered=False, confidence=0.1, text="No.", writer="quotes")


@pytest.fixture
def engine(monkeypatch):
    made = Engine()
    monkeypatch.setattr("index.archive.ready", lambda settings, report: Archive())
    monkeypatch.setattr("rag.engine.engine_of", lambda archive, settings: made)
    return made


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a command line in this process: its exit status, standard output and standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["memocite", *map(str, words)])
        with monkeypatch.context() as undone:
            undone.setattr(sys, "excepthook", sys.excepthook)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_an_answer_goes_to_standard_output(engine, run):
    status, out, err = run("ask", "How long?")
    assert (status, out, err) == (0, "No.\n", "")


def test_json_is_the_answer_and_nothing_else(engine, run):
    status, out, _ = run("ask", "Колко?", "--json")
    assert status == 0
    assert Answer.model_validate_json(out).question == "Колко?"


def test_what_is_asked_reaches_the_engine(engine, run, tmp_path):
    history = tmp_path / "history.json"
    history.write_text('[{"role": "user", "content": "Who?"}]')
    run("ask", "And when?", "--history", history, "--all", "--document", "a", "--document", "b")
    run(
        "ask", "When?", "--language", "bg", "--archive", "An archive", "--since", "1966-05", "--until", "1973"
    )
    assert engine.asked == [
        ("And when?", [Turn(role="user", content="Who?")], Filter(documents=frozenset("ab")), cli.EVERY),
        (
            "When?",
            [],
            Filter(
                languages=frozenset(["bg"]),
                archives=frozenset(["An archive"]),
                since="1966-05",
                until="1973",
            ),
            3,
        ),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["ask"],
        ["ask", "one", "two"],
        ["ask", "x", "--since", "yesterday"],
        ["docs", "--text", "en"],
        ["chat", "--port", "70000"],
        ["answer", "x"],
        ["index", "--rebuilt"],
        ["index", "--rebuild", "--remove", "1973-a-memo"],
        [],
    ],
)
def test_wrong_usage_ends_with_status_2_and_a_word_of_help(engine, run, words):
    status, out, err = run(*words)
    assert status == 2
    assert "Usage: memocite" in out + err
    assert "Traceback" not in err


def test_an_empty_question_is_one_line_and_status_1(engine, run):
    assert run("ask", " ") == (1, "", "memocite: the question is empty; ask something\n")


@pytest.mark.parametrize(
    ("error", "status"),
    [(Damaged("x is missing; rebuild it"), 1), (SettingError("MEMOCITE_HOME: no such thing"), 2)],
)
def test_an_error_of_ours_is_one_line_with_its_own_status(run, monkeypatch, error, status):
    def fail(settings, report):
        raise error

    monkeypatch.setattr("index.archive.ready", fail)
    assert run("docs") == (status, "", f"memocite: {error}\n")


def test_documents_are_listed(engine, run):
    status, out, _ = run("docs")
    assert status == 0
    assert [word in out for word in (MEMO.id, "A memo", "An archive", "Bulgarian, English")] == [True] * 4


def test_the_list_as_json_names_no_path_and_no_time(engine, run):
    _, out, _ = run("docs", "--json")
    assert json.loads(out) == [
        {
            "id": MEMO.id,
            "title": "A memo",
            "date": "1973",
            "archive": "An archive",
            "languages": ["bg", "en"],
            "url": "",
            "passages": 4,
        }
    ]


@pytest.mark.parametrize("language", ["bg", "en"])
def test_a_text_is_printed_exactly_as_it_is_quoted(engine, run, language):
    status, out, _ = run("docs", MEMO.id, "--text", language)
    assert (status, out) == (0, MEMO.text(language).body + "\n")


def test_a_document_as_json_holds_its_texts(engine, run):
    _, out, _ = run("docs", MEMO.id, "--json")
    assert [one["body"] for one in json.loads(out)["texts"]] == [one.body for one in MEMO.texts]
    assert json.loads(out)["catalogue"]["author"] == Catalogue().author


@pytest.mark.parametrize("words", [["docs", "nothing"], ["docs", MEMO.id, "--text", "fr"]])
def test_what_is_not_there_is_named(engine, run, words):
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert words[-1] in err
    assert err.count("\n") == 1


@pytest.fixture
def memo(tmp_path, monkeypatch):
    """A memo in a file, and an embedder that costs nothing."""
    monkeypatch.setattr("index.embed.embedder", lambda name: TinyEmbedder())
    path = tmp_path / "memo.txt"
    path.write_text("The consul counted forty-one horses.\n", "utf-8")
    return path


def test_every_file_gets_a_verdict_and_a_bad_one_the_status(run, memo):
    bad = memo.with_name("bad.txt")
    bad.write_bytes(b"\x00\x01\x02" * 100)
    status, out, _ = run("index", memo, bad)
    assert status == 1
    assert "added" in out
    assert "bad.txt" in out
    assert out.endswith("1 added, 1 failed\n")
    status, out, _ = run("index", memo)
    assert (status, out.splitlines()[-1]) == (0, "1 unchanged")


def test_without_a_path_the_settings_corpus_is_indexed(run, memo, monkeypatch):
    monkeypatch.setenv("MEMOCITE_CORPUS", str(memo))
    assert run("index")[1].endswith("1 added\n")
    assert run("index", "--rebuild")[1].endswith("1 added\n")


def test_a_rebuild_without_an_index_makes_the_first_one(run, memo, monkeypatch):
    monkeypatch.setenv("MEMOCITE_CORPUS", str(memo))
    assert run("index", "--rebuild")[1].endswith("1 added\n")


def test_a_document_is_removed_by_its_id_and_nothing_is_added(run, memo):
    name = run("index", memo)[1].split()[1]
    status, out, _ = run("index", "--remove", name)
    assert (status, out.split()) == (0, ["removed", name, "1", "removed"])
    assert run("index", "--remove", name)[0] == 1


def test_an_evaluation_is_asked_for_in_full_and_its_status_handed_on(run, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("rag.evaluation.command.evaluate", lambda *given: asked.append(given) or 1)
    line = (
        "eval q.jsonl --corpus a --corpus b --json - --html r.html --csv r.csv --baseline old.json "
        "--min hit=0.9 --min verbatim=1 --limit 5 --answers x --judge"
    )
    status, out, _ = run(*line.split())
    assert (status, out) == (1, "")
    ((options, _, console),) = asked
    assert options == Options(
        Path("q.jsonl"),
        corpus=(Path("a"), Path("b")),
        json=Path("-"),
        html=Path("r.html"),
        csv=Path("r.csv"),
        baseline=Path("old.json"),
        minimums=("hit=0.9", "verbatim=1"),
        limit=5,
        answers=Path("x"),
        judge=True,
    )
    assert console.stderr


def test_a_rebuild_that_is_to_remove_is_refused_and_both_are_named(run):
    status, _, err = run("index", "--rebuild", "--remove", MEMO.id)
    assert status == 2
    assert "--rebuild" in err
    assert "--remove" in err


@pytest.fixture
def served(engine, monkeypatch):
    """Where the chat was served."""
    served = []
    monkeypatch.setattr("ui.server.serve", lambda settings, host, port: served.append((host, port)))
    return served


def test_the_chat_is_served_when_the_archive_is_there(run, served):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    status, out, err = run("chat", "--port", port)
    assert (status, out, served) == (0, "", [("127.0.0.1", port)])
    assert f"http://127.0.0.1:{port}" in err


def test_a_port_in_use_is_told_before_any_address(run, served):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        status, out, err = run("chat", "--port", port)
    assert (status, out) == (1, "")
    assert err == f"memocite: port {port} is in use; choose another with --port\n"
    assert served == []


def test_a_host_that_is_not_this_one_is_named(run, served):
    status, _, err = run("chat", "--host", "192.0.2.1")
    assert (status, served) == (1, [])
    assert err.startswith("memocite: cannot listen: ")
    assert "192.0.2.1" in err
    assert err.count("\n") == 1
