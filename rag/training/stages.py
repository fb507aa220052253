"""What each stage of the reranker's training learns from: `STAGES`, one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from corpus.settings import MEMOS, settings
from index.archive import ready_for
from rag.evaluation.questions import read as read_questions
from rag.rerank import Weights
from rag.shelf import Shelf
from rag.training import sources
from rag.training.examples import Example, examples
from rag.training.found import Found, found, likeliest, mined


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over the pairs that `pairs(data, seed)` gives; the learning rate falls from `rate` to 0."""

    name: str
    pairs: Callable[[Path, int], list[Example]]
    rate: float


def of_public_sets(data: Path, seed: int) -> list[Example]:
    """What teaches to read at all: public questions over articles, with sentences that nearly answer."""
    return list(examples([*sources.reading(data), *sources.squad2(data)], near=2, far=1, seed=seed))


def of_memos(data: Path, seed: int) -> list[Example]:
    """What memocite is asked, with the candidates that the engine finds, and questions over other archives.

    The questions over the two memos count twice, with other negatives.
    """
    ours, public = _found(data)
    return [
        *mined(ours, hard=3, easy=1, seed=seed),
        *mined(ours, hard=3, easy=1, seed=seed + 1),
        *mined(public, hard=3, easy=2, seed=seed),
        *examples(sources.frus(data), near=2, far=0, seed=seed),
    ]


def of_memos_again(data: Path, seed: int) -> list[Example]:
    """The same with more negatives, and those over the memos three times: two had not been enough."""
    ours, public = _found(data)
    return [
        *(pair for more in range(3) for pair in mined(ours, hard=4, easy=1, seed=seed + 2 + more)),
        *mined(public, hard=3, easy=1, seed=seed + 2),
        *examples(sources.frus(data)[::2], near=2, far=0, seed=seed + 2),
    ]


def of_more(data: Path, seed: int) -> list[Example]:
    """Twice as many questions over the memos, further archives with harder near misses, and what was learnt
    first, lest it be forgotten.
    """
    seed += 5
    around = partial(examples, near=2, far=0, seed=seed)
    ours = _over_memos("memos.jsonl", "memos-more.jsonl")
    articles = _over_articles(data, slice(None))
    older, newer = sources.frus(data), sources.frus(data, "frus-more.jsonl")
    return [
        *(pair for more in range(3) for pair in mined(ours, 3, 1, seed + more, among=8)),
        *mined(articles, 3, 1, seed, among=8),
        *around(newer, near=3),
        *around(older[::2]),
        *around(sources.reading(data)[::4]),
    ]


def of_further(data: Path, seed: int) -> list[Example]:
    """Three times as many questions over the memos, over further documents, and over articles with near
    misses such as squad2 has; of what was learnt before, enough to keep it.
    """
    seed += 9
    around, again = _drawing(seed)
    newest, former = _over_memos("memos-further.jsonl"), _over_memos("memos.jsonl", "memos-more.jsonl")
    return [
        *again(newest),
        *again(former[::2]),
        *again(_over_articles(data, slice(0, None, 2))),
        *around(sources.encyclopedia(data)),
        *around(sources.frus(data, "frus-further.jsonl")),
        *around(sources.frus(data, "frus-more.jsonl")[::8]),
        *around(sources.reading(data)[::16]),
    ]


def of_follow_ups(data: Path, seed: int) -> list[Example]:
    """Follow-ups whose answer stands apart from that of the question before, and more near misses over
    articles and diplomatic documents; the rest as before, with the candidates that adapted questions find.
    """
    seed += 11
    around, again = _drawing(seed)
    newest = _over_memos("memos-follow-ups.jsonl")
    further, former = _over_memos("memos-further.jsonl"), _over_memos("memos.jsonl", "memos-more.jsonl")
    return [
        *(pair for more in range(2) for pair in mined(newest, 3, 0, seed + more, among=8)),
        *again(further[::2]),
        *again(former[1::4]),
        *again(_over_articles(data, slice(0, None, 2))),
        *around(sources.encyclopedia(data, "articles-more.jsonl")),
        *around(sources.encyclopedia(data)[::2]),
        *around(sources.frus(data, "frus-latest.jsonl")),
        *around(sources.frus(data, "frus-further.jsonl")[::2]),
        *around(sources.reading(data)[::16]),
    ]


def of_own_words(data: Path, seed: int) -> list[Example]:
    """Questions in words that the answer does not share, and twice as many near misses over articles."""
    seed += 14
    around, again = _drawing(seed)
    newest = _over_memos("memos-own-words.jsonl")
    following, further = _over_memos("memos-follow-ups.jsonl"), _over_memos("memos-further.jsonl")
    return [
        *(pair for more in range(2) for pair in mined(newest, 3, 0, seed + more, among=8)),
        *again(following),
        *again(further[1::2]),
        *again(_over_articles(data, slice(1, None, 2))),
        *around(sources.encyclopedia(data, "articles-near-misses.jsonl")),
        *around(sources.encyclopedia(data, "articles-more.jsonl")[::2]),
        *around(sources.frus(data, "frus-near-misses.jsonl")),
        *around(sources.frus(data, "frus-latest.jsonl")[::2]),
        *around(sources.frus(data, "frus-further.jsonl")[1::4]),
        *around(sources.reading(data)[1::16]),
    ]


def of_conversations(data: Path, seed: int) -> list[Example]:
    """Chats, minutes and pairs of an answerable question and its near miss; all with more text before a
    sentence than any stage before met, so of each kind that was learnt some comes again.
    """
    seed += 17
    around, again = _drawing(seed)
    newest = _over_memos("memos-conversations.jsonl")
    latest = _over_memos("memos-own-words.jsonl", "memos-follow-ups.jsonl")
    former = _over_memos("memos-further.jsonl", "memos.jsonl", "memos-more.jsonl")
    return [
        *(pair for more in range(2) for pair in mined(newest, 3, 0, seed + more, among=8)),
        *again(latest),
        *again(former[::2]),
        *again(_over_articles(data, slice(None))),
        *around(sources.encyclopedia(data, "articles-pairs.jsonl"), near=3),
        *around(sources.encyclopedia(data, "articles-chat.jsonl")),
        *around(sources.encyclopedia(data, "minutes.jsonl")),
        *around(sources.encyclopedia(data, "articles-near-misses.jsonl")[::2]),
        *around(sources.frus(data, "frus-pairs.jsonl")),
        *around(sources.frus(data, "frus-near-misses.jsonl")),
        *around(sources.frus(data, "frus-latest.jsonl")[1::2]),
        *around(sources.frus(data, "frus-further.jsonl")[::4]),
        *around(sources.reading(data)[2::16]),
    ]


def of_broad(data: Path, seed: int) -> list[Example]:
    """Broad questions ("What did he say about …?"), which many sentences answer, and a part of the rest."""
    seed += 20
    around, again = _drawing(seed)
    former = _over_memos("memos-further.jsonl", "memos.jsonl", "memos-more.jsonl")
    return [
        *mined(_over_memos("memos-broad.jsonl"), 3, 0, seed, among=8),
        *around(sources.frus(data, "frus-broad.jsonl")),
        *around(sources.encyclopedia(data, "articles-broad.jsonl")),
        *again(_over_memos("memos-conversations.jsonl")[::2]),
        *again(_over_memos("memos-own-words.jsonl", "memos-follow-ups.jsonl")[::3]),
        *again(former[::16]),
        *again(_over_articles(data, slice(None, None, 4))),
        *around(sources.encyclopedia(data, "articles-pairs.jsonl")[::8]),
        *around(sources.encyclopedia(data, "minutes.jsonl")[::4]),
        *around(sources.frus(data, "frus-pairs.jsonl")[::4]),
    ]


def _drawing(seed: int) -> tuple[partial[Iterator[Example]], partial[Iterator[Example]]]:
    """How a later stage draws pairs: the sentences around an answer, and once more what the engine found."""
    return (
        partial(examples, near=2, far=0, seed=seed),
        partial(mined, hard=2, easy=0, seed=seed, among=8),
    )


def _found(data: Path) -> tuple[list[Found], list[Found]]:
    """What the engine would have read for our questions over the memos, and for public ones over articles."""
    return _over_memos("memos.jsonl"), _over_articles(data, slice(None, None, 3))


def _over_memos(*files: str) -> list[Found]:
    memos = Shelf((ready_for([MEMOS], settings()),))
    asked = [question for file in files for question in read_questions(sources.OURS / file)]
    return list(likeliest(found(asked, memos), Weights.load().words.sentence))


def _over_articles(data: Path, some: slice) -> list[Found]:
    articles = Shelf((ready_for([data / "squad2" / "docs"], settings()),))
    asked = sources.squad2_questions(data, sources.TO_LEARN_FROM)[some]
    return list(likeliest(found(asked, articles), Weights.load().words.sentence))


STAGES: Final = (
    Stage("1-public", of_public_sets, 1e-4),
    Stage("2-memos", of_memos, 8e-5),
    Stage("3-memos-again", of_memos_again, 1.5e-4),
    Stage("4-more", of_more, 1.5e-4),
    Stage("5-further", of_further, 1.5e-4),
    Stage("6-follow-ups", of_follow_ups, 1.5e-4),
    Stage("7-own-words", of_own_words, 1.5e-4),
    Stage("8-conversations", of_conversations, 1.5e-4),
    Stage("9-broad", of_broad, 1e-4),
)
"""One after the other, each going on from what the one before it learnt."""
