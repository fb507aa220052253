"""The questions that the reranker learns from point at sentences in a way that can be followed."""

import json
from typing import Any

import pytest

from rag.training.sources import OURS, OVER_ARTICLES, OVER_FRUS

FIELDS = {"question", "document", "answerable", "sentences", "labels", "answer"}


def _problems(item: dict[str, Any]) -> list[str]:
    spans, labels = item["sentences"], item["labels"]
    ends = [place for span in spans for place in span]
    checks = {
        "an unknown field": set(item) <= FIELDS,
        "no question mark": item["question"].strip() == item["question"] and item["question"].endswith("?"),
        "not VOLUME/dN": item["document"].split("/")[1][1:].isdigit(),
        "no stretch": len(spans) > 1 and ends[0] >= 0,
        "sentences out of order": ends == sorted(ends),
        "a label outside the stretch": all(0 <= label < len(spans) for label in labels),
        "labels out of order": labels == sorted(set(labels)),
        "answerable without a label, or the reverse": item["answerable"] is bool(labels),
        "an answer to the unanswerable": item["answerable"] or "answer" not in item,
        "an empty answer": item.get("answer", "-").strip() != "",
    }
    return [problem for problem, well in checks.items() if not well]


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    return _rows(*OVER_FRUS)


@pytest.fixture(scope="module")
def over_articles() -> list[dict[str, Any]]:
    return _rows(*OVER_ARTICLES)


def _rows(*files: str) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in (OURS / file).read_text("utf-8").splitlines()]


def test_every_question_points_into_its_stretch(items: list[dict[str, Any]]) -> None:
    assert {number: found for number, item in enumerate(items, 1) if (found := _problems(item))} == {}


def test_no_question_stands_twice(items: list[dict[str, Any]]) -> None:
    asked = [item["question"].lower() for item in items]
    assert sorted(asked) == sorted(set(asked))


def test_two_in_five_cannot_be_answered(items: list[dict[str, Any]]) -> None:
    assert 0.35 <= sum(not item["answerable"] for item in items) / len(items) <= 0.45


def test_the_questions_are_over_many_documents(items: list[dict[str, Any]]) -> None:
    assert len({item["document"] for item in items}) >= 180


def test_questions_over_articles_say_what_answers_them(over_articles: list[dict[str, Any]]) -> None:
    wrong = [
        item
        for item in over_articles
        if item["answerable"] is not bool(item["labels"])
        or item["labels"] != sorted(set(item["labels"]))
        or item["row"] < 0
        or not item["question"].endswith("?")
        or ("answer" in item and not item["answerable"])
    ]
    assert wrong == []


def test_no_question_over_articles_stands_twice(over_articles: list[dict[str, Any]]) -> None:
    asked = [item["question"].lower() for item in over_articles]
    assert sorted(asked) == sorted(set(asked))


def test_half_of_the_questions_over_articles_cannot_be_answered(over_articles: list[dict[str, Any]]) -> None:
    assert 0.45 <= sum(not item["answerable"] for item in over_articles) / len(over_articles) <= 0.6
