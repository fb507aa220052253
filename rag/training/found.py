"""What the engine has its reader read for a question: what training and calibrating start from."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.passage import Filter
from rag.candidate import Candidate
from rag.engine import found_for
from rag.evaluation.questions import Question
from rag.features import Matrix, features, strange
from rag.gloss import Glossary, glossary
from rag.history import readings, standalone
from rag.rerank import READ, Line
from rag.sentence import in_english, is_cyrillic, quotable
from rag.shelf import Shelf
from rag.training.examples import Example
from rag.training.sources import answers


@dataclass(frozen=True, slots=True)
class Found:
    """A question, as the reader is shown it (`rag.history.readings`), and its candidates.

    `rows` are their features, `right` 1 for those that answer and 0 for the others, `candidates` what the
    reader is shown of them. `glossed`: the question is a gloss. `strange`: see `rag.features.strange`.
    `logits`: what a reader says of each candidate, where one has read them.
    """

    readings: Sequence[str]
    answerable: bool
    glossed: bool
    strange: bool
    rows: Matrix
    right: Matrix
    candidates: tuple[Candidate, ...]
    logits: Matrix | None = None

    @property
    def columns(self) -> Matrix:
        """The features, and the reader's logits as the last column where it has read."""
        return self.rows if self.logits is None else np.column_stack((self.rows, self.logits))


def found(questions: Sequence[Question], shelf: Shelf) -> Iterator[Found]:
    """The candidates of each question that has any."""
    known = glossary(shelf.document(card.id) for archive in shelf.archives for card in archive.cards())
    for question in questions:
        one = _found(question, shelf, known)
        if one.candidates:
            yield one


def likeliest(found: Iterable[Found], by_words: Line) -> Iterator[Found]:
    """Of each question the candidates that the reader would be given, the likeliest first."""
    for one in found:
        places = np.argsort(-by_words.log_odds(one.rows), kind="stable")[:READ]
        chosen = tuple(one.candidates[place] for place in places)
        yield replace(one, rows=one.rows[places], right=one.right[places], candidates=chosen)


def as_asked(question: Question, known: Glossary) -> tuple[str, list[str], list[str]]:
    """A question as it stands alone, its `rag.history.readings`, and its evidence in one list."""
    needed = standalone(question.question, question.history)
    read = readings(needed, lambda text: known.gloss(text) if is_cyrillic(text) else text)
    return " ".join(needed), read, [text for equivalents in question.equivalents for text in equivalents]


def _found(question: Question, shelf: Shelf, known: Glossary) -> Found:
    alone, read, evidence = as_asked(question, known)
    english = read[0]
    sentences = quotable(found_for(question.question, alone, english, Filter(), shelf), shelf)
    return Found(
        read,
        question.answerable is not False,
        english != alone,
        strange(alone, shelf),
        features(alone, english, sentences, shelf),
        np.asarray([float(answers(one.candidate.text, evidence)) for one in sentences]),
        tuple(one.candidate if english == alone else in_english(one, shelf) for one in sentences),
    )


def mined(
    found: Iterable[Found], hard: int, easy: int, seed: int, among: int | None = None
) -> Iterator[Example]:
    """Every answering candidate, the `hard` first of the others and `easy` further ones by chance.

    With `among`, the hard ones are drawn from so many first ones: each pass meets others.
    """
    chance = random.Random(seed)  # noqa: S311 (samples, no secrets)
    for one in found:
        right = [c for c, label in zip(one.candidates, one.right, strict=True) if label]
        wrong = [c for c, label in zip(one.candidates, one.right, strict=True) if not label]
        first, rest = wrong[: among or hard], wrong[among or hard :]
        chosen = chance.sample(first, min(hard, len(first))) + chance.sample(rest, min(easy, len(rest)))
        yield from (Example(one.readings[0], c.paired, 1.0) for c in right)
        yield from (Example(one.readings[0], c.paired, 0.0) for c in chosen)
