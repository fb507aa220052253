"""Questions with labelled sentences → pairs that a cross-encoder learns from."""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.terms import content_terms
from rag.candidate import BEFORE, Candidate


@dataclass(frozen=True, slots=True)
class Item:
    """A question over a stretch of text; `labels[i]` is 1 where `sentences[i]` answers it.

    `group` is the document the stretch is from: what must stay together when data is split.
    """

    question: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]
    group: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a candidate's text; `label` is 1.0 where the candidate answers."""

    question: str
    paired: str
    label: float


def read_items(files: Iterable[Path], split: str = "train") -> list[Item]:
    """The items of JSON Lines files; each line has question, sentences, labels, group, split."""
    items = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("split", "train") == split:
                items.append(
                    Item(
                        row["question"],
                        tuple(row["sentences"]),
                        tuple(row["labels"]),
                        str(row["group"]),
                        row.get("heading", ""),
                    )
                )
    return items


def candidates(item: Item) -> list[Candidate]:
    """The sentences of an item as the reranker meets them, each with the text in front of it."""
    made, before = [], ""
    for sentence in item.sentences:
        made.append(Candidate(sentence, before, item.heading))
        before = f"{before} {sentence}"[-BEFORE:].strip()
    return made


def _overlap(question: set[str], sentence: str) -> int:
    return len(question.intersection(content_terms(sentence)))


def _hardest(
    question: set[str], pool: Sequence[Candidate], count: int, chance: random.Random
) -> list[Candidate]:
    """The candidates that share most words with the question; chance breaks ties."""
    return sorted(pool, key=lambda c: (-_overlap(question, c.text), chance.random()))[:count]


def examples(items: Sequence[Item], near: int, far: int, seed: int) -> Iterator[Example]:
    """Every answering sentence, `near` others of the same stretch and `far` of the same document.

    The others are those a search would find: the ones that share most words with the question. Half
    of `near` is left to chance, so that easy negatives are seen too.
    """
    chance = random.Random(seed)  # noqa: S311 (samples, no secrets)
    pools: dict[str, list[Candidate]] = defaultdict(list)
    for item in items:
        pools[item.group].extend(candidates(item))
    for item in items:
        question = set(content_terms(item.question))
        here = candidates(item)
        right = [c for c, label in zip(here, item.labels, strict=True) if label]
        wrong = [c for c, label in zip(here, item.labels, strict=True) if not label]
        chosen = _hardest(question, wrong, near - near // 2, chance)
        rest = [c for c in wrong if c not in chosen]
        chosen += chance.sample(rest, min(near // 2, len(rest)))
        texts = {c.text for c in here}
        pool = chance.sample(pools[item.group], min(60, len(pools[item.group])))
        chosen += _hardest(question, [c for c in pool if c.text not in texts], far, chance)
        yield from (Example(item.question, c.paired, 1.0) for c in right)
        yield from (Example(item.question, c.paired, 0.0) for c in chosen)
