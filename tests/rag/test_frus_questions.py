"""The questions over the FRUS excerpt quote it word for word, and share no document with training."""

import json
from pathlib import Path

import pytest

from corpus import read
from corpus.document import Document
from rag.evaluation import questions as question_sets
from rag.evaluation.questions import Question

TESTS = Path(__file__).parents[1]
TRAINING = TESTS.parent / "rag" / "training" / "questions"


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    (reading,) = read.read([TESTS / "corpus" / "frus-excerpt.xml"])
    assert reading.problem == ""
    return {document.id: document for document in reading.documents}


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return question_sets.read(TESTS / "questions" / "frus.jsonl")


def test_forty_questions_of_which_ten_have_no_answer(questions: tuple[Question, ...]) -> None:
    assert [len(questions), sum(not question.answerable for question in questions)] == [40, 10]


def test_evidence_stands_in_its_document_as_read(
    questions: tuple[Question, ...], documents: dict[str, Document]
) -> None:
    for question in (question for question in questions if question.answerable):
        body = documents[str(question.document)].text("en").body
        assert all(words in body for same in question.equivalents for words in same), question.id


def test_no_document_of_the_excerpt_was_used_in_training(documents: dict[str, Document]) -> None:
    lines = [line for file in TRAINING.glob("frus*.jsonl") for line in file.read_text("utf-8").splitlines()]
    trained = {json.loads(line)["document"] for line in lines}
    cited = {document.url.split("historicaldocuments/")[1] for document in documents.values()}
    assert not cited & trained
