"""Where the reranker's questions come from: our own, and public sets that lie in a folder.

DATA/reading/*.jsonl                      questions with labelled sentences
DATA/squad2/{docs/*.txt,questions.jsonl}  questions over articles, half of them near misses
DATA/frus-papers-dev/corpus.jsonl         the texts that our questions in questions/frus.jsonl point into
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from corpus.document import Document, Section, Text
from corpus.read import read
from corpus.sentences import sentences
from corpus.settings import MEMOS
from index.terms import content_terms
from rag.evaluation.questions import Question
from rag.evaluation.questions import read as read_questions
from rag.history import standalone
from rag.sentence import is_cyrillic
from rag.training.examples import Item, read_items

OURS: Final = Path(__file__).parent / "questions"

READING: Final = {"squad1_train_nqg": 4000, "selqa": 1800, "timeqa_human": 1800, "qed": 1100}
"""Files of DATA/reading and how many of their questions are taken; fairy tales and policies are left out."""

NEAREST: Final = 2
"""Sections that a question without an answer is shown: those that share most words with it."""


def reading(data: Path) -> list[Item]:
    """The public questions with labelled sentences."""
    return [
        item
        for name, count in READING.items()
        for item in read_items([data / "reading" / f"{name}.jsonl"])[:count]
    ]


def frus(data: Path) -> list[Item]:
    """Our questions over diplomatic documents, expanded from the texts that they point into."""
    rows = _rows(OURS / "frus.jsonl")
    wanted = {row["document"] for row in rows}
    texts = {
        row["_id"]: row["text"]
        for row in _rows(data / "frus-papers-dev" / "corpus.jsonl")
        if row["_id"] in wanted
    }
    return [_expanded(row, texts[row["document"]]) for row in rows]


def _expanded(row: dict[str, Any], text: str) -> Item:
    found = tuple(" ".join(text[start:end].split()) for start, end in row["sentences"])
    labels = tuple(int(place in row["labels"]) for place in range(len(found)))
    return Item(row["question"], found, labels, row["document"])


def squad2(data: Path) -> list[Item]:
    """SQuAD 2.0 by paragraph; a question without an answer belongs to the paragraph of the one before it."""
    documents = {d.title: d for d in _documents([data / "squad2" / "docs"])}
    items: list[Item] = []
    for row in _rows(data / "squad2" / "questions.jsonl"):
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


def memos() -> list[Item]:
    """Our questions over the shipped memos, the English ones, section by section."""
    documents = _documents([MEMOS])
    asked = [q for q in read_questions(OURS / "memos.jsonl") if not is_cyrillic(q.question)]
    stretches = [
        _stretch(d, text, s)
        for d in documents
        for text in d.texts
        if text.language == "en"
        for s in text.sections
    ]
    return [item for question in asked for item in _asked(question, stretches)]


def _stretch(document: Document, text: Text, section: Section) -> Item:
    found = [text.body[s.start : s.end] for s in sentences(text.body, "en", section.start, section.end)]
    heading = " · ".join(part for part in (document.title, section.heading) if part)
    return Item("", tuple(found), (0,) * len(found), document.id, heading)


def _asked(question: Question, stretches: Sequence[Item]) -> Iterable[Item]:
    """The question over each section that answers it, or over those that nearly do."""
    alone = standalone(question.question, question.history)
    evidence = [text for one in question.evidence for text in ([one] if isinstance(one, str) else one)]
    labelled = [
        replace(s, question=alone, labels=tuple(int(answers(text, evidence)) for text in s.sentences))
        for s in stretches
    ]
    if question.answerable:
        return [item for item in labelled if any(item.labels)]
    terms = set(content_terms(alone))
    shared = [
        (-len(terms.intersection(content_terms(" ".join(s.sentences)))), i) for i, s in enumerate(labelled)
    ]
    return [labelled[i] for _, i in sorted(shared)[:NEAREST]]


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
