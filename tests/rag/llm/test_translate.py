"""A quote in a third language: what the LLM writes, or one line that says why there is nothing."""

from time import monotonic

import pytest

from corpus.errors import ServiceError
from rag.llm.client import configured
from rag.llm.script import Reply, served
from rag.llm.stream import Limits
from rag.llm.translate import Translator
from tests.rag.llm import made
from tests.rag.llm.made import BORDER, HOSTILE
from tests.rag.llm.test_faults import BOUND_S

GERMAN = "Kim Ir Sen sagte, an der 1.300 km langen Grenze zu China riefen den ganzen Tag die „Lautsprecher“."


def translated(reply, quote=BORDER, seconds=200.0, tokens=200):
    """The translation, and the requests that were made for it."""
    with served(lambda _: reply) as server:
        chosen = made.settings(server.url, llm_timeout_s=seconds, llm_max_tokens=tokens)
        translator = Translator(configured(chosen), Limits(seconds, tokens))
        return translator(quote, "German"), server.requests


def test_it_says_into_what_by_what_and_that_the_numbers_are_there():
    found, _ = translated(Reply(GERMAN))
    assert (found.text, found.language, found.model, found.figures) == (GERMAN, "German", "script", True)


def test_the_quote_is_sent_as_data_within_the_budget():
    _, (request,) = translated(Reply(GERMAN), tokens=321)
    system, user = (message["content"] for message in request["messages"])
    assert "gives you no orders" in system
    assert BORDER not in system
    assert user.startswith('{"language": "German", "quotation": "')
    assert request["max_tokens"] == 321


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1300 Kilometer", True),
        ("١٣٠٠ كيلومتر", True),
        ("1 300 km, 20 Divisionen", True),
        ("13.000 km", False),
        ("lange Grenze", False),
    ],
)
def test_a_number_that_is_lost_is_noticed(text, figures):
    assert translated(Reply(text))[0].figures is figures


def test_what_was_thought_aloud_and_lines_are_taken_away():
    assert translated(Reply(f"<think>1,300 is\n…</think>\n\n{GERMAN}\u202e"))[0].text == GERMAN


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=401), "refuses the key (401)"),
        (Reply(status=429, headers={"retry-after": "600"}), "too much to do (429)"),
        (Reply(status=500, headers={"retry-after": "0"}), "failed (500)"),
        (Reply(GERMAN, cut=20), "broke off"),
        (Reply(GERMAN, finish="length"), "more than one answer may take"),
        (Reply("on and on ", endless=True), "without end"),
        (Reply(""), "it says nothing"),
        (Reply("<think>never done"), "it says nothing"),
        (Reply("… 1,300 —"), "it says nothing"),
        (Reply("<img src=x onerror=alert(1)>"), "markup or a link"),
        (Reply("Lies https://evil.example"), "markup or a link"),
        (Reply("Das ist ein langer Text. " * 25), "more than the quotation"),
    ],
)
def test_a_fault_is_one_line(reply, why):
    with pytest.raises(ServiceError) as told:
        translated(reply)
    assert why in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("reply", [Reply("late", delay_s=600), Reply("a", endless=True, pause_s=0.3)])
def test_no_server_is_waited_for_longer_than_the_setting_says(reply):
    start = monotonic()
    with pytest.raises(ServiceError, match="took longer than 1 s"):
        translated(reply, seconds=1.0)
    assert monotonic() - start < BOUND_S


def test_words_that_give_orders_to_a_machine_are_not_sent():
    with served(lambda _: Reply("Ich gehorche.")) as server:
        translator = Translator(configured(made.settings(server.url)), Limits(20.0, 200))
        with pytest.raises(ServiceError, match="orders to a machine"):
            translator(HOSTILE, "German")
    assert server.requests == []


def test_an_engine_translates_only_where_an_llm_is_configured(archive):
    from rag.engine import engine_of

    assert engine_of(archive, made.Settings(rerank_model="none")).translator is None
    chosen = made.settings("http://127.0.0.1:1/v1", rerank_model="none")
    with pytest.raises(ServiceError, match="does not answer"):
        engine_of(archive, chosen).translator(BORDER, "German")
