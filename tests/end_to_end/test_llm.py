"""`memocite eval` as a command, with a scripted LLM behind it: how much of its prose carries a quote."""

import json

import pytest

from rag.llm.script import Reply, served
from tests.end_to_end.conftest import command
from tests.rag.llm import made

pytestmark = pytest.mark.timeout(900)

QUESTIONS = [
    {
        "id": "border",
        "question": "How long is the border between North Korea and China?",
        "answerable": True,
        "evidence": ["along our border, which is 1,300 km long"],
    },
    {"id": "talks", "question": "How long is the border with China in kilometres?", "answerable": True},
]
QUOTE = "along our border, which is 1,300 km long"
SAID = [
    made.claim("The Chinese set up loud speakers along the border.", QUOTE),
    made.claim("The border is 9,400 km long.", QUOTE),
    made.claim("The border is quiet.", "The border has been quiet since the spring."),
    made.claim("The border is 1,300 km long.", QUOTE.upper()),
]
"""Of four sentences one has the quote as it stands, and one nearly; a number and a quote are made up."""


def test_the_share_of_sentences_that_carry_a_verified_quote_is_reported(home, tmp_path):
    questions, out = tmp_path / "questions.jsonl", tmp_path / "out.json"
    questions.write_text("".join(f"{json.dumps(one)}\n" for one in QUESTIONS), "utf-8")
    with served(lambda request: Reply(made.numbered(SAID, request))) as server:
        settings = {
            "MEMOCITE_LLM_MODEL": "script",
            "MEMOCITE_LLM_BASE_URL": server.url,
            "MEMOCITE_LLM_TIMEOUT_S": "300",
            "MEMOCITE_REFUSE": "0",
            "MEMOCITE_RERANK_MODEL": "none",
        }
        done = command(home, "eval", questions, "--json", out, **settings)
    assert done.returncode == 0, done.stderr
    assert len(server.requests) == len(QUESTIONS)
    metrics = json.loads(out.read_text("utf-8"))["metrics"]
    claims = [metrics[f"claims_{what}"] for what in ("made", "kept", "repaired", "dropped")]
    assert claims == [8, 4, 2, 4]
    assert (metrics["carried"], metrics["verbatim"], metrics["hit"]) == (0.5, 1, 1)
    (line,) = [line for line in done.stdout.splitlines() if "Sentences carried" in line]
    assert "0.500" in line
