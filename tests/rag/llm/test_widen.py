"""Further words to search by: they add passages, and are seen by nobody."""

import pytest

from rag.engine import Engine
from rag.llm.client import configured
from rag.llm.script import Reply, served
from rag.llm.stream import Limits
from rag.llm.widen import MOST, Widener
from tests.rag.llm import made
from tests.rag.shelved import CountingEncoder, MemoryArchive, ranker
from tests.tiny import document

QUESTION = "How long is the frontier?"


def widened(reply, seconds=600.0):
    with served(lambda _: reply) as server:
        chosen = made.settings(server.url, llm_timeout_s=seconds)
        return Widener(configured(chosen), Limits(seconds, 800))(QUESTION)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply("border, boundary; граница"), "border boundary граница"),
        (Reply("frontier FRONTIER border border"), "border"),
        (Reply('{"claim": "<b>border</b>"}\n'), "claim b border"),
        (Reply("<think>hm</think>border"), "border"),
        (Reply(""), ""),
        (Reply(status=500, headers={"retry-after": "0"}), ""),
        (Reply("border", cut=3), ""),
        (Reply("border " * 9, endless=True), ""),
    ],
)
def test_the_words_of_a_reply(reply, words):
    assert widened(reply) == words


def test_a_server_that_is_late_is_not_waited_for():
    assert widened(Reply("border", delay_s=600), seconds=3.0) == ""


def test_no_more_words_than_search_for_something():
    assert len(widened(Reply(" ".join(f"word{n}" for n in range(100)))).split()) == MOST


class Watched:
    """A ranker; `documents` are those whose sentences it was given last."""

    def __init__(self):
        self._ranker = ranker(CountingEncoder())

    def rank(self, question, readings, sentences, shelf):
        self.documents = {sentence.document for sentence in sentences}
        return self._ranker.rank(question, readings, sentences, shelf)


def test_more_words_add_passages_and_take_none_away():
    memos = [document(f"m{n:02}", f"Somebody crossed the frontier {n} times.") for n in range(40)]
    archive = MemoryArchive(*memos, document("wanted", "The boundary is of 1,300 km."))
    plain, wide = Watched(), Watched()
    Engine(archive, plain, 0.0, 4000).ask(QUESTION)
    answer = Engine(archive, wide, 0.0, 4000, wider=lambda _: "boundary km").ask(QUESTION)
    assert "wanted" in wide.documents - plain.documents
    assert plain.documents < wide.documents
    assert "boundary km" not in answer.model_dump_json(exclude={"passages"})
