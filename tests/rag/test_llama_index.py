"""The engine and its search as LlamaIndex knows them, and the example in the docs."""

import asyncio
import re

import pytest

from rag import llama_index
from tests.rag.llm import made


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    archive = made.archive(tmp_path_factory.mktemp("index"))
    yield made.engine(archive)
    archive.close()


def test_the_quotes_are_the_source_nodes(engine):
    response = llama_index.MemociteQueryEngine(engine).query(made.QUESTION)
    answer = engine.ask(made.QUESTION)
    assert str(response) == answer.text
    assert [node.text for node in response.source_nodes] == [one.quote for one in answer.citations]
    for node in response.source_nodes:
        text = engine.archive.document(node.metadata["document"]).text(node.metadata["language"])
        assert text.body[node.node.start_char_idx : node.node.end_char_idx] == node.text
    assert response.metadata["answer"]["citations"]


def test_it_answers_where_it_is_awaited(engine):
    response = asyncio.run(llama_index.MemociteQueryEngine(engine).aquery(made.QUESTION))
    assert response.source_nodes


def test_the_retriever_gives_passages_best_first(engine):
    nodes = llama_index.MemociteRetriever(engine, n=2).retrieve("border talks with China")
    assert len(nodes) == 2
    assert nodes[0].score >= nodes[1].score
    for node in nodes:
        text = engine.archive.document(node.metadata["document"]).text(node.metadata["language"])
        assert text.body[node.node.start_char_idx : node.node.end_char_idx] == node.text


def test_the_example_in_the_docs_runs(engine, monkeypatch, capsys):
    docs = (made.ROOT / "docs" / "llamaindex.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", docs, re.DOTALL)
    assert len(example.splitlines()) == 10
    monkeypatch.setattr("rag.engine.engine", lambda settings: engine)
    monkeypatch.setenv("OPENAI_API_KEY", "must not be used")
    exec(example, names := {})
    assert "1,300 km" in capsys.readouterr().out
    assert len(names["nodes"]) > 1
