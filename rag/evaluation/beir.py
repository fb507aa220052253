"""BEIR folders: `corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv`, for retrieval only (Thakur et al. 2021)."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.document import Document, Paragraph, Section, Text
from corpus.errors import QuestionError
from rag.evaluation.json_lines import first_problem
from rag.evaluation.questions import Question

CORPUS: Final = "corpus.jsonl"
QUERIES: Final = "queries.jsonl"


class _Row(BaseModel):
    """A line of either file."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str = Field(alias="_id", min_length=1)
    title: str = ""
    text: str


def recognises(path: Path) -> bool:
    """Whether the path is such a folder."""
    return (path / CORPUS).is_file() and (path / QUERIES).is_file()


def questions(folder: Path) -> tuple[Question, ...]:
    """The queries that have something relevant, in order; `document` names what is relevant.

    Raises:
        QuestionError: a file or a line cannot be read; the message names it.
    """
    judged = judgements(folder)
    asked = []
    for row in _rows(folder / QUERIES):
        relevant = [document for document, grade in judged.get(row.id, {}).items() if grade > 0]
        if relevant:
            named = ", ".join(relevant)
            asked.append(Question(id=row.id, question=row.text, answerable=True, document=named))
    if not asked:
        raise QuestionError(f"{folder}: none of its queries has a relevant document in qrels")
    return tuple(asked)


def judgements(folder: Path) -> dict[str, dict[str, int]]:
    """Grades of relevance by query and document: of `qrels/test.tsv`, else of the first file by name.

    Raises:
        QuestionError: there is none, or a line is not `query-id`, `corpus-id`, `score`.
    """
    test = folder / "qrels" / "test.tsv"
    path = test if test.is_file() else next(iter(sorted((folder / "qrels").glob("*.tsv"))), None)
    if path is None:
        raise QuestionError(f"{folder}: no qrels/*.tsv in it; a BEIR folder has one")
    judged: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            try:
                query, document, score = row
                judged.setdefault(query, {})[document] = int(score)
            except ValueError:
                if number > 1:
                    raise QuestionError(
                        f"{path}: line {number}: give query-id, corpus-id and a whole score, by tabs"
                    ) from None
    return judged


def documents(folder: Path) -> Iterator[Document]:
    """The documents: id, title and text as they stand, a line a paragraph, all in one section.

    Raises:
        QuestionError: a line cannot be read; the message names it.
    """
    for row in _rows(folder / CORPUS):
        yield Document(id=row.id, title=row.title, date="", url="", texts=(_text(row.text),))


def _text(body: str) -> Text:
    paragraphs: list[Paragraph] = []
    start = 0
    for line in body.split("\n"):
        words = line.strip()
        if words:
            at = body.index(words, start)
            paragraphs.append(Paragraph(len(paragraphs) + 1, at, at + len(words)))
        start += len(line) + 1
    section = Section("text", None, 0, len(body), tuple(paragraphs))
    return Text(language="en", role="original", body=body, sections=(section,))


def _rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _Row.model_validate(json.loads(line))
            except ValidationError as error:
                raise QuestionError(f"{path}: line {number}: {first_problem(error)}") from None
            except ValueError:
                raise QuestionError(f"{path}: line {number}: not JSON in UTF-8") from None
