"""Whatever an LLM's server does, the quotes come, with one line that says why, in bounded time."""

import socket
from itertools import count
from time import monotonic

import pytest

from rag.llm.script import Reply, served
from tests.rag.llm import made, replies
from tests.rag.llm.made import BORDER, QUESTION, claim

GOOD = [claim(replies.LONG, BORDER, passage=1)]
BOUND_S = 60
"""More than any time-out here, and less than what the slowest server here would take."""


def good(request):
    return Reply(made.numbered(GOOD, request))


def whole(request):
    return made.numbered(GOOD, request)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.mark.parametrize(
    ("handler", "notice"),
    [
        (lambda _: Reply(status=401), "refuses the key (401)"),
        (lambda _: Reply(status=403), "refuses the key (403)"),
        (lambda _: Reply(status=404), "does not know the model"),
        (lambda _: Reply(status=429, headers={"retry-after": "600"}), "too much to do (429)"),
        (lambda _: Reply(status=429, headers={"retry-after": "Wed, 21 Oct 2099 07:28:00 GMT"}), "(429)"),
        (lambda _: Reply(status=500, headers={"retry-after": "0"}), "failed (500)"),
        (lambda _: Reply(status=503, headers={"retry-after": "600"}), "failed (503)"),
        (lambda _: Reply("on and on ", endless=True), "without end"),
        (lambda r: Reply(whole(r), cut=40), "broke off"),
        (lambda r: Reply(whole(r) + "\n{", cut=len(whole(r)) + 1), "broke off"),
        (lambda r: Reply(whole(r), finish="length"), "more than one answer may take"),
        (lambda _: Reply(status=200, headers={"content-type": "text/plain"}), "empty"),
    ],
)
def test_a_fault_ends_in_quotes(handler, notice, archive):
    ends_in_quotes(archive, handler, notice, seconds=30.0)


@pytest.mark.parametrize(
    "handler",
    [
        lambda _: Reply("late", delay_s=600),
        lambda _: Reply("", endless=True),
        lambda _: Reply("a", endless=True, pause_s=0.3),
    ],
)
def test_no_server_is_waited_for_longer_than_the_setting_says(handler, archive):
    ends_in_quotes(archive, handler, "took longer than 1 s", seconds=1.0)


def ends_in_quotes(archive, handler, notice, seconds):
    quotes = made.engine(archive).ask(QUESTION)
    with made.scripted(archive, handler, llm_timeout_s=seconds, llm_max_tokens=200) as (engine, _):
        start = monotonic()
        answer = engine.ask(QUESTION)
    assert monotonic() - start < BOUND_S
    assert notice in answer.notice
    assert answer.notice.endswith("; here are the quotes by themselves.")
    assert "\n" not in answer.notice
    assert (answer.text, answer.writer, answer.citations) == (quotes.text, "quotes", quotes.citations)
    assert answer.claims == ()


def test_what_was_verified_before_the_break_is_listed_as_dropped(archive):
    with made.scripted(archive, lambda r: Reply(whole(r) + " " * 20, cut=len(whole(r)) + 9)) as (engine, _):
        *grown, last = engine.stream(QUESTION)
    assert [answer.text for answer in grown] == [f"{replies.LONG} [1]"]
    assert [(one.text, one.reason) for one in last.dropped] == [(replies.LONG, "The LLM's reply broke off")]


def test_a_server_that_says_when_is_asked_again(archive):
    numbers = count()

    def busy_once(request):
        return Reply(status=429, headers={"retry-after": "0"}) if next(numbers) == 0 else good(request)

    with made.scripted(archive, busy_once) as (engine, server):
        answer = engine.ask(QUESTION)
    assert (answer.writer, answer.notice) == ("script", None)
    assert len(server.requests) == 2


def test_a_killed_llm_leaves_the_quotes_and_is_used_again_when_it_is_back(archive):
    port = free_port()
    engine = made.engine(archive, made.settings(f"http://127.0.0.1:{port}/v1"))
    refused = engine.ask(QUESTION)
    assert (refused.writer, refused.notice.split(";")[0]) == ("quotes", "The LLM does not answer")
    with served(good, port):
        assert engine.ask(QUESTION).writer == "script"
    assert engine.ask(QUESTION).writer == "quotes"
    with served(good, port):
        assert engine.ask(QUESTION).writer == "script"


def test_a_refusal_is_not_put_to_the_llm(archive):
    with made.scripted(archive, good) as (engine, server):
        engine._enough = 1.1
        answer = engine.ask(QUESTION)
    assert (answer.answered, answer.citations, answer.claims) == (False, (), None)
    assert server.requests == []


def test_tokens_and_time_are_recorded_and_the_budget_is_sent(archive):
    with made.scripted(archive, good, llm_max_tokens=321) as (engine, server):
        answer = engine.ask(QUESTION)
    assert answer.usage["completion_tokens"] > 0
    assert answer.timings_ms["llm"] > 0
    assert server.requests[0]["max_tokens"] == 321


def test_a_sentence_is_shown_when_it_is_verified(archive):
    claims = [*GOOD, claim("It is 5,000 km long.", BORDER), claim(replies.KEEPS, made.DIVISIONS)]
    with made.scripted(archive, lambda r: Reply(made.numbered(claims, r))) as (engine, _):
        texts = [answer.text for answer in engine.stream(QUESTION)]
    assert texts[0] == f"{replies.LONG} [1]"
    assert texts[-1] == f"{replies.LONG} [1] {replies.KEEPS} [2]"
    assert not any("5,000" in text for text in texts)
