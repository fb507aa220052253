"""The LLM that the settings name, and no other."""

import pytest

from corpus.errors import SettingError
from corpus.settings import Settings
from rag.llm.client import configured
from rag.llm.script import Reply
from tests.rag.llm import made


def test_no_model_named_is_no_llm_whatever_key_lies_about(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "must not be used")
    assert configured(Settings(llm_base_url="http://127.0.0.1:1/v1")) is None


def test_a_model_without_a_server_is_refused(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "must not be used")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:1/v1")
    with pytest.raises(SettingError, match="MEMOCITE_LLM_BASE_URL"):
        configured(Settings(llm_model="gpt-4o"))


def test_the_key_of_somebody_else_is_never_sent(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "must not be used")
    assert configured(made.settings("http://127.0.0.1:1/v1")).api_key == "none"
    assert configured(made.settings("http://127.0.0.1:1/v1", llm_api_key="mine")).api_key == "mine"


def test_a_follow_up_is_put_into_a_question_by_the_llm(archive):
    def rewrites(request):
        system = request["messages"][0]["content"]
        return Reply("Since when are China's divisions at the border?" if "follow-up" in system else "")

    history = [{"role": "user", "content": "How many divisions does China keep at the border?"}]
    assert _rewritten(archive, rewrites, history) == "Since when are China's divisions at the border?"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(""),
        Reply("Since when are Mongolia's divisions at the border?"),
        Reply("Have 40 divisions been there since then?"),
        Reply("word " * 200),
    ],
)
def test_where_that_fails_the_question_before_goes_in_front(reply, archive):
    history = [{"role": "user", "content": "How many divisions does China keep at the border?"}]
    said = _rewritten(archive, lambda _: reply, history)
    assert said == "How many divisions does China keep at the border? Since when?"


def test_a_first_question_is_left_alone(archive):
    with made.scripted(archive, lambda _: Reply("Something else?")) as (engine, server):
        assert engine._alone("How long?", ()) == ["How long?"]
    assert server.requests == []


def _rewritten(archive, handler, history):
    from rag.history import Turn

    with made.scripted(archive, handler) as (engine, _):
        return " ".join(engine._alone("Since when?", [Turn.model_validate(turn) for turn in history]))
