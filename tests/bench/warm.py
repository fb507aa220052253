"""A warm answer over the shipped memos, with reranking and without."""

from functools import partial
from pathlib import Path

from corpus.settings import Settings
from index.archive import ready
from rag.engine import engine_of
from rag.evaluation.questions import read
from tests.bench import homes
from tests.bench.apart import ROOT, apart
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.timing import by_turns, median, p95

QUESTIONS = ROOT / "tests/questions/memos.jsonl"
MOST_MS = 250
MOST_PLAIN_MS = 60
WARM_UP = 5


def measure(bench: Bench) -> list[Figure]:
    """Median and 95th percentile over the shipped question set."""
    times = apart(answer_times, home=homes.memos(bench), number=bench.questions)
    reranked, plain = ([1000 * one for one in column] for column in zip(*times, strict=True))
    note = f"{len(times)} questions, by turns"
    return [
        Figure("warm answer, median", median(reranked), "ms", at_most=MOST_MS, note=note),
        Figure("warm answer, 95th percentile", p95(reranked), "ms"),
        Figure("without reranking, median", median(plain), "ms", at_most=MOST_PLAIN_MS, note=note),
        Figure("without reranking, 95th percentile", p95(plain), "ms"),
    ]


def answer_times(home: str, number: int) -> list[list[float]]:
    """The seconds of each answer, with reranking and without."""
    settings = Settings(home=Path(home))
    archive = ready(settings)
    full, plain = engine_of(archive, settings), engine_of(archive, Settings(rerank_model="none"))
    asked = read(QUESTIONS)
    for question in asked[:WARM_UP]:
        full.ask(question.question, question.history)
        plain.ask(question.question, question.history)
    step = max(1, len(asked) // number)
    taken = [
        by_turns(
            turn,
            partial(full.ask, one.question, one.history),
            partial(plain.ask, one.question, one.history),
        )
        for turn, one in enumerate(asked[::step])
    ]
    archive.close()
    return taken
