"""Over all scripted replies: nothing fabricated passes, everything harmless is repaired."""

import copy
import json
import re

import pytest

from rag.llm.script import Reply, served
from rag.quote import is_verbatim
from tests.rag.llm import made, replies
from tests.rag.llm.made import BORDER, QUESTION, claim


class Told:
    """Replies with what the test told it last."""

    def __init__(self):
        self.reply = lambda request: Reply()

    def __call__(self, request):
        return self.reply(request)


@pytest.fixture(scope="module")
def told():
    return Told()


@pytest.fixture(scope="module")
def engine(archive, told):
    with served(told) as server:
        yield made.engine(archive, made.settings(server.url))


@pytest.fixture
def ask(engine, told):
    def asked(question, reply):
        if isinstance(reply, str):
            told.reply = lambda request: Reply(reply)
        else:
            told.reply = lambda request: Reply(made.numbered(copy.deepcopy(reply), request))
        return engine.ask(question)

    return asked


def verbatim(answer, archive):
    return answer.citations and all(
        is_verbatim(c.quote, archive.document(c.document.id), c.language, c.start, c.end)
        for c in answer.citations
    )


@pytest.mark.parametrize(
    ("question", "claims"), [row[1:] for row in replies.RIGHT], ids=[r[0] for r in replies.RIGHT]
)
def test_what_is_right_is_kept(question, claims, ask, archive):
    answer = ask(question, claims)
    assert answer.dropped == ()
    assert [kept.text for kept in answer.claims] == [re.sub(r" \[\d\]", "", one["claim"]) for one in claims]
    assert not any(kept.repaired for kept in answer.claims)
    assert (answer.writer, answer.notice) == ("script", None)
    assert verbatim(answer, archive)


@pytest.mark.parametrize(
    ("question", "claims"), [row[1:] for row in replies.HARMLESS], ids=[r[0] for r in replies.HARMLESS]
)
def test_what_is_harmless_is_repaired(question, claims, ask, archive):
    answer = ask(question, claims)
    assert answer.dropped == ()
    assert all(kept.repaired for kept in answer.claims)
    assert answer.writer == "script"
    assert verbatim(answer, archive)


@pytest.mark.parametrize(
    ("question", "claims", "reason"), [row[1:] for row in replies.WRONG], ids=[r[0] for r in replies.WRONG]
)
def test_what_no_quote_carries_is_dropped(question, claims, reason, ask, archive):
    answer = ask(question, claims)
    *good, bad = claims
    assert [kept.text for kept in answer.claims] == [one["claim"] for one in good]
    assert [reason in one.reason for one in answer.dropped] == [True]
    assert answer.writer == ("script" if good else "quotes")
    assert (answer.notice is None) == bool(good)
    if not good:
        assert bad["claim"] not in answer.text
    assert verbatim(answer, archive)


@pytest.mark.parametrize(
    ("reply", "notice"), [row[1:] for row in replies.UNREADABLE], ids=[r[0] for r in replies.UNREADABLE]
)
def test_what_cannot_be_read_leaves_the_quotes(reply, notice, ask, archive):
    answer = ask(QUESTION, reply)
    assert (answer.writer, answer.claims) == ("quotes", ())
    assert notice in answer.notice
    assert "\n" not in answer.notice
    assert verbatim(answer, archive)
    answer.model_dump_json()


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here it is:\n{}\nI hope this helps.",
        "[{}]",
        '{{"claims": [{}]}}',
        "<think>Hm {{</think>{}",
    ],
)
def test_claims_are_read_whatever_stands_around_them(wrapped, ask):
    line = json.dumps(claim(replies.LONG, BORDER, passage=1))
    answer = ask(QUESTION, wrapped.format(line))
    assert [kept.text for kept in answer.claims] == [replies.LONG]


def test_an_answer_has_no_more_quotes_than_were_asked_for(engine, told):
    claims = [claim(replies.LONG, BORDER), claim(replies.KEEPS, made.DIVISIONS)]
    told.reply = lambda request: Reply(made.numbered(claims, request))
    answer = engine.ask(replies.TROOPS, most=1)
    assert len(answer.citations) == 1
    assert ["more than the 1 quotes" in one.reason for one in answer.dropped] == [True]


def test_a_quote_that_two_claims_rely_on_is_shown_once(ask):
    answer = ask(QUESTION, [claim(replies.LONG, BORDER), claim("The loudspeakers shout all day.", BORDER)])
    assert answer.text == f"{replies.LONG} [1] The loudspeakers shout all day. [1]"
    assert [citation.number for citation in answer.citations] == [1]


def test_the_table_is_as_long_as_the_docs_say():
    rows = {name: len(getattr(replies, name)) for name in ("RIGHT", "HARMLESS", "WRONG", "UNREADABLE")}
    assert sum(rows.values()) >= 60
    docs = (made.ROOT / "docs" / "llm.md").read_text("utf-8")
    for count in (sum(rows.values()), *rows.values()):
        assert re.search(rf"\b{count}\b", docs), count
