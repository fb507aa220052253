"""The documents that are indexed, and the questions that are asked of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.read import Reading, read
from index.chunk import chunk
from tests.bench.apart import ROOT

QUESTIONS = ROOT / "rag/training/questions/frus.jsonl"


def readings(files: Sequence[str], documents: int | None = None) -> Iterator[Reading]:
    """The first so many documents of the files, read one file at a time."""
    left = documents
    for reading in read([Path(file) for file in files]):
        kept = reading.documents if left is None else reading.documents[:left]
        yield replace(reading, documents=kept)
        if left is not None:
            left -= len(kept)
            if not left:
                return


def documents_with(files: Sequence[str], passages: int | None) -> int | None:
    """How many documents, from the first one on, have so many passages together; None: all."""
    if passages is None:
        return None
    documents = found = 0
    for reading in read([Path(file) for file in files]):
        for document in reading.documents:
            documents += 1
            found += sum(1 for _ in chunk(document))
            if found >= passages:
                return documents
    return None


def questions(number: int) -> list[str]:
    """So many questions about the volumes, from all over the set."""
    lines = QUESTIONS.read_text("utf-8").splitlines()
    step = max(1, len(lines) // number)
    return [json.loads(line)["question"] for line in lines[::step]][:number]
