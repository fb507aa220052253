"""The question sets are sound: what they call evidence stands in the memos, where they say it does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, Text
from corpus.wilson_center import read

ROOT = Path(__file__).parents[1]
SETS = {
    "test": ROOT / "tests/questions/memos.jsonl",
    "broad test": ROOT / "tests/questions/broad.jsonl",
    "training": ROOT / "rag/training/questions/memos.jsonl",
    "more training": ROOT / "rag/training/questions/memos-more.jsonl",
    "further training": ROOT / "rag/training/questions/memos-further.jsonl",
    "follow-ups for training": ROOT / "rag/training/questions/memos-follow-ups.jsonl",
    "own words for training": ROOT / "rag/training/questions/memos-own-words.jsonl",
    "conversations for training": ROOT / "rag/training/questions/memos-conversations.jsonl",
    "broad for training": ROOT / "rag/training/questions/memos-broad.jsonl",
    "calibration": ROOT / "rag/training/questions/memos-calibration.jsonl",
}
SHORTEST = 20
"""Characters of the shortest quote that may count as a hit."""

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    memos = sorted(path for path in (ROOT / "corpus/memos").glob("19*") if path.suffix in {".txt", ".md"})
    read_all = [read(path.read_text(encoding="utf-8"), path.name) for path in memos]
    return {document.id: document for document in read_all}


@pytest.fixture(scope="module", params=sorted(SETS))
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def questions(name: str) -> list[Row]:
    return rows(SETS[name])


def spoken(row: Row) -> tuple[str, ...]:
    """What the user said, all turns, without regard to case."""
    said = [turn["content"] for turn in row.get("history", ()) if turn["role"] == "user"]
    return tuple(" ".join(turn.casefold().split()).rstrip("?. ") for turn in [*said, row["question"]])


def equivalents(row: Row) -> Iterator[list[str]]:
    for item in row.get("evidence", ()):
        yield [item] if isinstance(item, str) else item


def found_in(words: str, documents: dict[str, Document]) -> set[tuple[str, str]]:
    """The documents and sections in which these words stand whole."""
    return {
        (document.id, section)
        for document in documents.values()
        for text in document.texts
        for section in sections_with(words, text)
    }


def sections_with(words: str, text: Text) -> Iterator[str]:
    for section in text.sections:
        if words in text.body[section.start : section.end]:
            yield section.number


def test_every_question_has_its_own_id(questions: list[Row]) -> None:
    assert len({row["id"] for row in questions}) == len(questions)


def test_no_question_is_asked_twice(questions: list[Row]) -> None:
    assert len({spoken(row) for row in questions}) == len(questions)


def test_evidence_stands_verbatim_in_the_document_and_section_named(
    questions: list[Row], documents: dict[str, Document]
) -> None:
    for row in questions:
        for words in (words for item in equivalents(row) for words in item):
            places = found_in(words, documents)
            assert len(words) >= SHORTEST, (row["id"], words)
            assert places, (row["id"], words)
            assert row.get("document") in {None, *(document for document, _ in places)}, row["id"]
            assert row.get("section") in {None, *(section for _, section in places)}, (row["id"], words)


def test_only_answerable_questions_have_evidence_and_an_answer(questions: list[Row]) -> None:
    for row in questions:
        assert row["answerable"] == bool(row.get("evidence")), row["id"]
        assert row["answerable"] != ("unanswerable" in row["tags"]), row["id"]
        assert row["answerable"] or not row.keys() & {"answer", "document", "section"}, row["id"]


def test_equivalents_say_the_same_in_different_languages(
    questions: list[Row], documents: dict[str, Document]
) -> None:
    for row in questions:
        for item in equivalents(row):
            languages = [language_of(words, documents) for words in item]
            assert len(set(languages)) == len(languages), (row["id"], item)


def language_of(words: str, documents: dict[str, Document]) -> str:
    texts = (text for document in documents.values() for text in document.texts)
    return next(text.language for text in texts if words in text.body)


def test_tags_and_language_are_given(questions: list[Row]) -> None:
    for row in questions:
        assert isinstance(row["tags"], list), row["id"]
        assert row["tags"], row["id"]
        assert ("follow-up" in row["tags"]) == ("history" in row), row["id"]
        assert row["language"] in {"en", "bg"}, row["id"]


def test_a_history_goes_to_and_fro_and_ends_with_an_answer(questions: list[Row]) -> None:
    for row in questions:
        roles = [turn["role"] for turn in row.get("history", ())]
        assert roles == ["user", "assistant"] * (len(roles) // 2), row["id"]


@pytest.mark.parametrize(
    ("which", "kind", "least"),
    [
        ("test", "all", 130),
        ("test", "unanswerable", 45),
        ("test", "bg", 30),
        ("test", "follow-up", 30),
        ("test", "two-documents", 5),
        ("training", "all", 350),
        ("training", "unanswerable", 130),
        ("training", "bg", 60),
        ("training", "follow-up", 40),
    ],
)
def test_there_are_enough_questions_of_each_kind(which: str, kind: str, least: int) -> None:
    fitting = [row for row in rows(SETS[which]) if kind in {"all", row["language"], *row["tags"]}]
    assert len(fitting) >= least


def test_no_question_serves_two_ends() -> None:
    asked = [said for path in SETS.values() for said in {spoken(row) for row in rows(path)}]
    assert len(set(asked)) == len(asked)


def test_speakers_are_given_for_sentences_that_stand_in_the_memos(documents: dict[str, Document]) -> None:
    attributed = rows(ROOT / "tests/questions/attribution.jsonl")
    assert len(attributed) >= 40
    for row in attributed:
        bodies = [text.body for text in documents[row["document"]].texts if text.language == row["language"]]
        assert any(row["quote"] in body for body in bodies), row["quote"]
        assert row["speaker"] in {"Kim Il Sung", "Todor Zhivkov", "Leonid Brezhnev", None}, row["quote"]
        assert row["why"], row["quote"]
