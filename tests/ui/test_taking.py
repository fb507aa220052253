import html
import json
import re

import pytest

from tests.tiny import document
from tests.ui.fake import TALKS, FakeEngine
from ui import taking


@pytest.fixture
def answer():
    return FakeEngine(TALKS).ask("How long is the border with speakers, and how long were the talks?")


def lookup(engine):
    return engine.archive.document


def test_a_citation_offers_its_footnote_and_three_files(answer):
    shown = str(taking.of_citation(answer.citations[0], TALKS))
    names = re.findall(r'data-name="([^"]+)"', shown)
    assert names == [f"{TALKS.id}.{suffix}" for suffix in ("bib", "ris", "json")]
    saved = [html.unescape(text) for text in re.findall(r'data-save="([^"]+)"', shown)]
    assert saved[0].startswith("@misc{")
    assert saved[1].startswith("TY  - GEN")
    assert json.loads(saved[2])[0]["title"] == TALKS.title
    assert "sec. 2, para. 2" in re.search(r'data-copy="([^"]+)"', shown)[1]


def test_an_answer_is_cited_as_a_whole_with_each_document_once(answer):
    shown = str(taking.of_answer(answer, FakeEngine(TALKS).archive.document))
    assert len(answer.citations) > 1
    assert len(json.loads(html.unescape(re.findall(r'data-save="([^"]+)"', shown)[2]))) == 1
    one = answer.model_copy(update={"citations": answer.citations[:1]})
    assert taking.of_answer(one, FakeEngine(TALKS).archive.document) == ""


def test_a_conversation_as_markdown_has_a_footnote_for_every_quote(answer):
    text = taking.markdown([answer, answer], FakeEngine(TALKS).archive.document)
    marks = re.findall(r"^> .*\[\^(\d+)\]$", text, re.M)
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
    assert marks == notes == [str(n) for n in range(1, 2 * len(answer.citations) + 1)]


def test_markdown_of_others_is_shown_and_not_obeyed():
    memo = document(
        "m", "The border *is* [here](javascript:x) ![i](//evil.example/i) <script> # no.", title="# T\n- l"
    )
    engine = FakeEngine(memo)
    text = taking.markdown([engine.ask("border # [x](y) <b>")], engine.archive.document)
    assert not re.search(r"(?<!\\)<|(?<!\\)\](?!:|\n|$)\(|(?<!\\)!\[", text)
    assert r"\[here\](javascript:x)" in text


def test_a_forged_quote_is_not_taken_away(answer):
    forged = answer.citations[0].model_copy(update={"quote": "13 km"})
    text = taking.markdown(
        [answer.model_copy(update={"citations": (forged,)})], FakeEngine(TALKS).archive.document
    )
    assert "13 km" not in text
