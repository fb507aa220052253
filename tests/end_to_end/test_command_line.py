"""From file to quoted, cited answer, at the command line, on the two memos."""

import json
import subprocess
import sys

import pytest

from rag.answer import Answer
from tests.end_to_end.conftest import ROOT, command, environment

ZHIVKOV = "1973-10-30-memorandum-on-the-conversation-between-kim-il-sung-and-todor-zhivkov"
pytestmark = pytest.mark.timeout(900)
"""Seconds: a busy machine takes minutes to import torch a dozen times."""

HEAVY = {"torch", "sentence_transformers", "transformers", "chromadb", "gradio", "llama_index", "matplotlib"}


def asked(memocite, question, *options):
    done = memocite("ask", question, "--json", *options)
    assert done.returncode == 0, done.stderr
    return Answer.model_validate_json(done.stdout)


def test_the_border_is_quoted_from_its_place_with_the_original_beside_it(memocite):
    answer = asked(memocite, "How long is the border between North Korea and China?")
    first = answer.citations[0]
    assert "1,300 km" in first.quote
    assert first.document.id == ZHIVKOV
    assert (first.section.number, first.paragraph, first.page, first.page_of) == ("2", 12, "6", "original")
    assert "1 300" in first.original.quote
    assert "sec. 2, para. 12, p. 6 of the original" in first.reference
    for citation in answer.citations:
        body = memocite("docs", citation.document.id, "--text", citation.language).stdout
        assert body[citation.start : citation.end] == citation.quote
    body = memocite("docs", ZHIVKOV, "--text", "bg").stdout
    assert body[first.original.start : first.original.end] == first.original.quote


def test_a_bulgarian_question_is_answered_in_bulgarian(memocite):
    answer = asked(memocite, "Колко километра е границата с Китай?")
    assert answer.citations[0].language == "bg"
    assert answer.citations[0].translation.language == "en"


def test_what_the_memos_do_not_say_is_refused(memocite):
    done = memocite("ask", "What did Margaret Thatcher tell the House of Commons about the Falklands?")
    assert done.returncode == 0
    assert "The nearest passages:" in done.stdout


def test_indexing_again_changes_nothing(memocite):
    before = memocite("docs", "--json").stdout
    again = memocite("index")
    assert (again.returncode, "2 unchanged" in again.stdout) == (0, True)
    assert memocite("docs", "--json").stdout == before


@pytest.mark.parametrize(
    ("words", "status", "names"),
    [
        (["ask", ""], 1, "question"),
        (["ask", "why " * 30_000], 1, "MEMOCITE_MAX_QUESTION_CHARS"),
        (["ask", "why?", "--history", "nothing.json"], 1, "nothing.json"),
        (["index", "nothing.txt"], 1, "nothing.txt"),
        (["index", "--remove", "nothing"], 1, "nothing"),
        (["eval", "nothing.jsonl"], 1, "nothing.jsonl"),
        (["docs", "nothing"], 1, "nothing"),
        (["answer"], 2, "answer"),
    ],
)
def test_bad_input_is_told_and_never_a_traceback(memocite, words, status, names):
    done = memocite(*words)
    assert done.returncode == status
    assert names in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr


def test_a_setting_without_meaning_is_named(home):
    done = subprocess.run(
        [sys.executable, "-m", "ui", "docs"],
        env={**environment(home), "MEMOCITE_LLM_TIMEOUT_S": "soon"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "MEMOCITE_LLM_TIMEOUT_S" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["--help"], ["ask", "--help"], ["docs"], ["docs", ZHIVKOV]])
def test_nothing_heavy_is_imported_where_it_is_not_needed(home, words):
    program = (
        "import sys, atexit; from ui.cli import main; "
        f"atexit.register(lambda: print(*({HEAVY!r} & set(sys.modules)), file=sys.stderr)); "
        f"sys.argv = ['memocite', *{words!r}]; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(home),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr.split()) == (0, [])


def test_an_internal_error_is_one_line_and_the_way_to_its_traceback(home):
    program = "import ui.cli as c, sys; c.settings = None; sys.argv[1:] = {words!r}; c.main()"

    def run(*words):
        return subprocess.run(
            [sys.executable, "-c", program.format(words=list(words))],
            env=environment(home),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    short, long = run("docs"), run("--traceback", "docs")
    assert (short.returncode, long.returncode) == (1, 1)
    assert short.stderr.count("\n") == 1
    assert "memocite --traceback" in short.stderr
    assert "Traceback (most recent call last)" in long.stderr


def test_a_memo_of_ones_own_is_indexed_asked_and_removed(tmp_path):
    memo = tmp_path / "memo.txt"
    memo.write_text("The consul counted forty-one horses in the courtyard of the legation.\n", "utf-8")
    assert command(tmp_path, "index", memo).returncode == 0
    (card,) = json.loads(command(tmp_path, "docs", "--json").stdout)
    answer = Answer.model_validate_json(
        command(tmp_path, "ask", "How many horses did the consul count?", "--json").stdout
    )
    assert "forty-one horses" in answer.citations[0].quote
    assert command(tmp_path, "index", "--remove", card["id"]).returncode == 0
    assert json.loads(command(tmp_path, "docs", "--json").stdout) == []
    assert str(ROOT) not in json.dumps(card)
