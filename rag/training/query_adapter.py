"""Learns to turn a question's vector towards the passages that answer it.

    python -m rag.training.query_adapter DATA [OUT]

DATA is laid out as `rag.training.sources` says. Only questions with an answer are learnt from: each is to be
nearer to the passages that answer it than to the others of its document and to passages drawn by chance. The
same data and seed give the same layer on the same machine.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import sentences
from corpus.settings import MEMOS, settings
from index.archive import ready_for
from index.chunk import LIMIT
from index.embed import Embedder, PackagedMiniLM, Vectors
from index.query_adapter import SHIPPED, QueryAdapter
from rag.evaluation.questions import Question
from rag.evaluation.questions import read as read_questions
from rag.gloss import glossary
from rag.training import sources
from rag.training.examples import Item
from rag.training.found import as_asked

STEPS: Final = 900
BATCH: Final = 256
BY_CHANCE: Final = 1_500
"""Passages drawn by chance for each step, beside those of the documents that are asked about."""

RATE: Final = 1e-3
SHARPNESS: Final = 30.0
"""What cosines are multiplied by before they are weighed against each other."""

STAYING: Final = 0.01
"""What the squared size of the layer costs: questions unlike those learnt from are to stay where they are."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions and passages as vectors, shapes (questions, dimension) and (passages, dimension).

    `answering` and `near` give for each question the passages that answer it, and all of its document.
    A lesson is taken with a chance that is proportional to its `share`.
    """

    asked: Vectors
    passages: Vectors
    answering: tuple[tuple[int, ...], ...]
    near: tuple[tuple[int, ...], ...]
    share: float


def lessons(data: Path, model: Embedder) -> list[Lesson]:
    """What is learnt from: questions over the memos, over diplomatic documents, and over articles."""
    over_memos = [question for file in sources.OVER_MEMOS for question in read_questions(sources.OURS / file)]
    diplomatic = [item for file in sources.OVER_FRUS for item in sources.frus(data, file)]
    articles = [item for file in sources.OVER_ARTICLES for item in sources.encyclopedia(data, file)]
    return [
        of_memos(over_memos, model, 3),
        of_items(diplomatic, model, 2),
        of_items([*sources.reading(data), *articles], model, 2),
        of_items(sources.squad2(data), model, 1),
    ]


def of_memos(asked: Sequence[Question], model: Embedder, share: float) -> Lesson:
    """Questions over the memos, held against all English passages; Bulgarian ones as glosses."""
    archive = ready_for([MEMOS], settings())
    cards = archive.cards()
    known = glossary(archive.document(card.id) for card in cards)
    passages = [one for card in cards for one in archive.passages(card.id) if one.language == "en"]
    said = [[one.text[at.start : at.end] for at in sentences(one.text, "en")] for one in passages]
    texts, answering = [], []
    for question in asked:
        _, read, evidence = as_asked(question, known)
        right = [
            place for place, own in enumerate(said) if any(sources.answers(one, evidence) for one in own)
        ]
        if right:
            texts.append(read[0])
            answering.append(tuple(right))
    everything = tuple(range(len(passages)))
    return Lesson(
        model.documents(texts),
        model.documents([one.embedding_text for one in passages]),
        tuple(answering),
        (everything,) * len(texts),
        share,
    )


def of_items(items: Sequence[Item], model: Embedder, share: float) -> Lesson:
    """Questions with labelled sentences, which are packed into passages as an index does."""
    places: dict[str, int] = {}
    document: dict[str, set[int]] = defaultdict(set)
    texts, answering, groups = [], [], []
    for item in items:
        right = []
        for run in _packed(item.sentences):
            words = " ".join(item.sentences[place] for place in run)
            text = f"{item.heading}\n{words}" if item.heading else words
            number = places.setdefault(text, len(places))
            document[item.group].add(number)
            if any(item.labels[place] for place in run):
                right.append(number)
        if right:
            texts.append(item.question)
            answering.append(tuple(right))
            groups.append(item.group)
    near = {group: tuple(sorted(numbers)) for group, numbers in document.items()}
    return Lesson(
        model.documents(texts),
        model.documents(list(places)),
        tuple(answering),
        tuple(near[group] for group in groups),
        share,
    )


def _packed(said: Sequence[str]) -> Iterator[range]:
    """The places of neighbouring sentences that together are no longer than a passage."""
    start = length = 0
    for place, sentence in enumerate(said):
        if place > start and length + len(sentence) > LIMIT:
            yield range(start, place)
            start, length = place, 0
        length += len(sentence) + 1
    if start < len(said):
        yield range(start, len(said))


def fit(taught: Sequence[Lesson], steps: int = STEPS, seed: int = 1) -> QueryAdapter:
    """The layer that puts questions nearest to what answers them: a softmax over passages, by Adam."""
    import torch

    chance = np.random.default_rng(seed)
    dimension = taught[0].passages.shape[1]
    turn = torch.zeros(dimension, dimension, requires_grad=True)
    shift = torch.zeros(dimension, requires_grad=True)
    adam = torch.optim.AdamW([turn, shift], lr=RATE, weight_decay=0.0)
    falling = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: 1 - step / steps)
    shares = np.asarray([lesson.share for lesson in taught])
    for _ in range(steps):
        lesson = taught[chance.choice(len(taught), p=shares / shares.sum())]
        some = chance.choice(len(lesson.asked), min(BATCH, len(lesson.asked)), replace=False)
        drawn = chance.choice(len(lesson.passages), min(BY_CHANCE, len(lesson.passages)), replace=False)
        shown = sorted({int(one) for one in drawn}.union(*(lesson.near[place] for place in some)))
        right = torch.from_numpy(_right([lesson.answering[place] for place in some], shown))
        asked = torch.from_numpy(lesson.asked[some])
        turned = torch.nn.functional.normalize(asked + asked @ turn.T + shift, dim=-1)
        alike = SHARPNESS * turned @ torch.from_numpy(lesson.passages[shown]).T
        wanted = alike.masked_fill(~right, -torch.inf).logsumexp(1)
        loss = (alike.logsumexp(1) - wanted).mean() + STAYING * turn.square().sum()
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
        falling.step()
    return QueryAdapter(turn.detach().numpy(), shift.detach().numpy())


def _right(answering: Sequence[tuple[int, ...]], shown: Sequence[int]) -> NDArray[np.bool_]:
    """Which of the passages shown answer which question; shape (questions, len(shown))."""
    column = {number: place for place, number in enumerate(shown)}
    right = np.zeros((len(answering), len(shown)), dtype=np.bool_)
    for row, numbers in enumerate(answering):
        right[row, [column[number] for number in numbers]] = True
    return right


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args()
    fit(lessons(given.data, PackagedMiniLM())).save(given.out)


if __name__ == "__main__":
    main()
