"""The endpoints for programs, over loopback, with the clients that programs use."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from corpus.errors import ServiceError
from rag.answer import Answer
from tests.ui.fake import LETTER, TALKS, FakeEngine
from tests.ui.serving import served
from ui.turnstile import Turnstile


@pytest.fixture(scope="module")
def site():
    with served(FakeEngine()) as address:
        yield address


@pytest.fixture(scope="module")
def client(site):
    return Client(site, verbose=False, analytics_enabled=False)


def test_an_answer_is_the_contract_json(client):
    found = Answer.model_validate(client.predict(question="How long is the border?", api_name="/ask"))
    assert found.answered
    quoted = found.citations[0]
    assert TALKS.text("en").body[quoted.start : quoted.end] == quoted.quote


def test_a_refusal_is_an_answer_too(client):
    assert client.predict(question="Who won in Paris?", api_name="/ask")["answered"] is False


def test_history_and_filter_reach_the_engine():
    engine = FakeEngine()
    with served(engine) as address:
        caller = Client(address, verbose=False, analytics_enabled=False)
        history = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]
        caller.predict(
            question="border", history=history, documents=[LETTER.id], since="1966", api_name="/ask"
        )
    _, turns, where = engine.asked[0]
    assert [turn.content for turn in turns] == ["Hello", "Hi"]
    assert where.documents == {LETTER.id}
    assert where.since == "1966"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"question": ""}, "The question is empty"),
        ({"question": "   "}, "The question is empty"),
        ({"question": None}, "The question is empty"),
        ({"question": 7}, "The question is empty"),
        ({"question": "a" * 100_000}, "The question has 100,000 characters"),
        ({"question": "a", "since": "May"}, "is no date"),
        ({"question": "a", "history": [{"role": "god", "content": "x"}]}, "history: "),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_so(client, arguments, message):
    with pytest.raises(AppError, match=message):
        client.predict(**arguments, api_name="/ask")


def test_a_question_of_fifty_megabytes_is_refused(site):
    body = json.dumps({"data": ["a" * 50_000_000]})
    response = httpx.post(f"{site}/gradio_api/run/ask", content=body, timeout=10)
    assert response.status_code == 413


def test_passages_are_searched_best_first(client):
    found = client.predict(question="border speakers", n=2, api_name="/search")["passages"]
    assert len(found) == 2
    assert found[0]["score"] >= found[1]["score"]


def test_a_document_is_read_whole_in_part_and_listed(client):
    whole = client.predict(document=TALKS.id, api_name="/open_document")
    assert [text["language"] for text in whole["texts"]] == ["bg", "en"]
    part = client.predict(document=TALKS.id, section="2", language="en", api_name="/open_document")
    assert [s["number"] for s in part["texts"][0]["sections"]] == ["2"]
    assert part["texts"][0]["sections"][0]["paragraphs"][0]["text"] == "Kim began with the past."
    listed = client.predict(document="", api_name="/open_document")
    assert {entry["id"] for entry in listed["documents"]} == {TALKS.id, LETTER.id}
    with pytest.raises(AppError, match="no memo with the id 'nothing'"):
        client.predict(document="nothing", api_name="/open_document")


def test_nothing_but_the_three_endpoints_is_offered(site):
    info = httpx.get(f"{site}/gradio_api/info").json()
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/open_document"}
    parameters = {p["parameter_name"]: p["type"] for p in info["named_endpoints"]["/ask"]["parameters"]}
    assert parameters["question"] == {"type": "string"}
    assert parameters["most"] == {"type": "integer"}


def test_the_schema_of_an_answer_is_served(site):
    schema = httpx.get(f"{site}/answer.schema.json").json()
    assert set(Answer.model_fields) == set(schema["properties"])


async def _mcp(address, headers=None):
    async with (
        httpx.AsyncClient(headers=headers, timeout=30) as http,
        streamable_http_client(f"{address}/gradio_api/mcp/", http_client=http) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = (await session.list_tools()).tools
        answer = await session.call_tool("ask", {"question": "How long is the border?"})
        found = await session.call_tool("search", {"question": "border", "n": 1})
        memo = await session.call_tool("open_document", {"document": TALKS.id})
        wrong = await session.call_tool("ask", {"question": ""})
        return tools, answer, found, memo, wrong


def by_mcp(address, headers=None):
    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _mcp(address, headers)).result()


def test_an_mcp_client_asks_searches_and_reads(site):
    tools, answer, found, memo, wrong = by_mcp(site)
    assert {tool.name for tool in tools} == {"ask", "search", "open_document"}
    assert "verbatim quotations" in next(tool for tool in tools if tool.name == "ask").description
    assert "1,300 km" in json.loads(answer.content[0].text)["citations"][0]["quote"]
    assert "border" in found.content[0].text
    assert json.loads(memo.content[0].text)["title"] == TALKS.title
    assert wrong.isError
    assert "The question is empty" in wrong.content[0].text


def test_behind_a_login_clients_need_the_password():
    with served(FakeEngine(), auth="ann:secret") as address:
        caller = Client(address, auth=("ann", "secret"), verbose=False, analytics_enabled=False)
        assert caller.predict(question="How long is the border?", api_name="/ask")["answered"]
        basic = httpx.BasicAuth("ann", "secret")._auth_header
        assert by_mcp(address, {"authorization": basic})[1].isError is False
        assert httpx.get(f"{address}/gradio_api/info").status_code == 401


def test_beyond_its_places_a_turnstile_is_busy():
    turnstile = Turnstile(1, 1, patience_s=0.01)
    inside = threading.Event()
    done = threading.Event()

    def hold():
        with turnstile.passed():
            inside.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(10)
    with pytest.raises(ServiceError, match="busy"), turnstile.passed():
        pass
    done.set()
    holder.join(10)
    with turnstile.passed():
        pass
