"""Where the reranker's questions come from: our own, and public sets that lie in a folder.

DATA/reading/*.jsonl                      questions with labelled sentences; ours in questions/articles.jsonl
                                          point into some of them
DATA/squad2/{docs/*.txt,questions.jsonl}  questions over articles, half of them near misses
DATA/frus-papers-dev/corpus.jsonl         the texts that our questions in questions/frus*.jsonl point into
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from corpus.document import Document
from corpus.read import read
from corpus.sentences import sentences
from rag.evaluation.questions import Question
from rag.training.examples import Item, read_items

OURS: Final = Path(__file__).parent / "questions"

OVER_MEMOS: Final = (
    "memos.jsonl",
    "memos-more.jsonl",
    "memos-further.jsonl",
    "memos-follow-ups.jsonl",
    "memos-own-words.jsonl",
    "memos-conversations.jsonl",
)
OVER_FRUS: Final = (
    "frus.jsonl",
    "frus-more.jsonl",
    "frus-further.jsonl",
    "frus-latest.jsonl",
    "frus-near-misses.jsonl",
    "frus-pairs.jsonl",
)
OVER_ARTICLES: Final = (
    "articles.jsonl",
    "articles-more.jsonl",
    "articles-near-misses.jsonl",
    "articles-pairs.jsonl",
    "articles-chat.jsonl",
    "minutes.jsonl",
)
"""Our questions that reranker and query adapter learn from, as they came about; the reranker also from broad
ones, which came after."""

READING: Final = {"squad1_train_nqg": 3000, "selqa": 3000, "timeqa_human": 3000, "qed": 3000}
"""The files of DATA/reading whose own questions are learnt from, and how many at most. Those over fairy
tales, policies and minutes are too far away, or too loosely labelled."""

TO_LEARN_FROM, TO_CALIBRATE = range(7), range(7, 8)
"""The articles of DATA/squad2 by name: most teach the reader, one how to judge by words, two stay unseen."""


def reading(data: Path) -> list[Item]:
    """The public questions with labelled sentences."""
    return [
        item
        for name, most in READING.items()
        for item in read_items([data / "reading" / f"{name}.jsonl"])[:most]
    ]


def frus(data: Path, file: str = "frus.jsonl") -> list[Item]:
    """Our questions over diplomatic documents, expanded from the texts that they point into."""
    rows = _rows(OURS / file)
    wanted = {row["document"] for row in rows}
    texts = {
        row["_id"]: row["text"]
        for row in _rows(data / "frus-papers-dev" / "corpus.jsonl")
        if row["_id"] in wanted
    }
    return [_expanded(row, texts[row["document"]]) for row in rows]


def encyclopedia(data: Path, file: str = "articles.jsonl") -> list[Item]:
    """Our questions over passages of encyclopedias, expanded from the rows that they point into."""
    rows = _rows(OURS / file)
    passages = {name: _rows(data / "reading" / f"{name}.jsonl") for name in {row["source"] for row in rows}}
    items = []
    for row in rows:
        passage = passages[row["source"]][row["row"]]
        found = tuple(passage["sentences"])
        labels = tuple(int(place in row["labels"]) for place in range(len(found)))
        items.append(Item(row["question"], found, labels, passage["group"]))
    return items


def _expanded(row: dict[str, Any], text: str) -> Item:
    found = tuple(" ".join(text[start:end].split()) for start, end in row["sentences"])
    labels = tuple(int(place in row["labels"]) for place in range(len(found)))
    return Item(row["question"], found, labels, row["document"])


def articles(data: Path, which: range) -> list[dict[str, Any]]:
    """The rows of SQuAD 2.0 over some of its articles; a row without one belongs to the one before it."""
    names = sorted(file.stem for file in (data / "squad2" / "docs").glob("*.txt"))
    chosen = {names[place] for place in which}
    rows, article = [], ""
    for row in _rows(data / "squad2" / "questions.jsonl"):
        article = row["document"] or article
        if article in chosen:
            rows.append(row)
    return rows


def squad2_questions(data: Path, which: range) -> list[Question]:
    """The same as questions of a set."""
    return [Question.model_validate({**row, "history": ()}) for row in articles(data, which)]


def squad2(data: Path) -> list[Item]:
    """SQuAD 2.0 by paragraph; a question without an answer belongs to the paragraph of the one before it."""
    documents = {d.title: d for d in _documents([data / "squad2" / "docs"])}
    items: list[Item] = []
    for row in articles(data, TO_LEARN_FROM):
        if row["answerable"]:
            items.append(_paragraph(row, documents[row["document"]]))
        elif items:
            last = items[-1]
            items.append(replace(last, question=row["question"], labels=(0,) * len(last.labels)))
    return items


def _paragraph(row: dict[str, Any], document: Document) -> Item:
    text = document.texts[0]
    at = " ".join(text.body.split()).find(row["evidence"][0])
    section = text.sections[0]
    place = next(
        (p for p in section.paragraphs if row["evidence"][0] in " ".join(text.body[p.start : p.end].split())),
        section.paragraphs[0] if at < 0 else section.paragraphs[-1],
    )
    found = [text.body[s.start : s.end] for s in sentences(text.body, "en", place.start, place.end)]
    labels = tuple(int(answers(sentence, row["evidence"])) for sentence in found)
    return Item(row["question"], tuple(found), labels, document.id, document.title)


def answers(sentence: str, evidence: Iterable[str]) -> bool:
    """Whether a sentence holds a piece of evidence, or is most of one."""
    words = " ".join(sentence.split())
    return any(
        one in words or (words in one and 2 * len(words) >= len(one))
        for one in (" ".join(e.split()) for e in evidence)
    )


def _documents(paths: Sequence[Path]) -> list[Document]:
    return [document for found in read(paths) for document in found.documents]


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
