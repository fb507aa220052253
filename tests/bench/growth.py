"""What grows with the index: time of an answer, memory, speed of indexing."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from corpus.settings import Settings
from index.archive import Archive
from index.embed import Embedder
from index.home import Home
from index.reading import PrivateCopy
from rag.engine import Engine, engine_of
from tests.bench import volumes
from tests.bench.apart import apart, peak_mb
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.homes import Built, built
from tests.bench.models import model
from tests.bench.plot import plot
from tests.bench.timing import by_turns, median, p95

ROWS = "growth-rows.json"
WARM_UP = 10


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at one size. Milliseconds, and megabytes (10^6 bytes) resident at most.

    `small_p95_ms` is the 95th percentile at the smallest size, asked by turns with this one: what the
    machine does at another moment must not count. `bare_ms` is the median of embedding a question and asking
    Chroma for its ten nearest, and no more; `indexed_s` is passages a second, None where the index was made
    in several goes. `vectors`: as in `Bench`.
    """

    passages: int
    median_ms: float
    p95_ms: float
    small_p95_ms: float
    bare_ms: float
    answering_mb: float
    indexing_mb: float
    indexed_s: float | None
    vectors: str


def measure(bench: Bench) -> list[Figure]:
    """Everything at each size; also written as rows, and drawn."""
    asked = volumes.questions(bench.questions)
    rows: list[Row] = []
    smallest = built(bench, bench.sizes[0])
    for size in bench.sizes:
        rows.append(_row(built(bench, size), smallest, bench, asked))
        written = json.dumps([asdict(row) for row in rows], indent=2)
        (bench.out / ROWS).write_text(written, "utf-8")
        plot(rows, bench.out / "growth.svg")
    return figures(rows, _note(bench))


def figures(rows: Sequence[Row], note: str) -> list[Figure]:
    """What the rows, smallest first, say of what was aimed at."""
    small, large = rows[0], rows[-1]
    at = f"at {large.passages:,} passages"
    former = rows[-2] if len(rows) > 1 else large
    times = large.passages / former.passages
    return [
        Figure(
            f"answer without reranking {at}, over bare embedding and Chroma",
            large.median_ms / large.bare_ms,
            "×",
            at_most=3,
            note=f"medians {large.median_ms:.1f} and {large.bare_ms:.1f} ms{note}",
        ),
        Figure(
            f"its 95th percentile, over that at {small.passages:,}",
            large.p95_ms / large.small_p95_ms,
            "×",
            at_most=2,
            note=f"{large.p95_ms:.1f} and {large.small_p95_ms:.1f} ms, by turns",
        ),
        Figure(
            f"memory while answering {at}",
            large.answering_mb,
            "MB",
            at_most=1200,
            note="peak of the process, reranker loaded",
        ),
        Figure(
            f"memory while indexing {large.passages:,}, over that at {former.passages:,}",
            large.indexing_mb / former.indexing_mb,
            "×",
            at_most=1.25,
            note=f"{large.indexing_mb:,.0f} MB, {times:.1f} times the passages; 1.25 is our reading",
        ),
        Figure(f"indexing {at}, from files", large.indexed_s, "passages/s", note=note.strip(", ")),
    ]


def _row(index: Built, smallest: Built, bench: Bench, asked: list[str]) -> Row:
    given = {"home": index.home, "vectors": bench.vectors, "asked": asked}
    times = apart(answer_times, smallest=smallest.home, **given)
    return Row(
        passages=index.passages,
        answering_mb=apart(answer_memory, **given),
        indexing_mb=index.peak_mb,
        indexed_s=index.passages / index.seconds if index.seconds else None,
        vectors=bench.vectors,
        **times,
    )


def _note(bench: Bench) -> str:
    return ", RANDOM VECTORS" if bench.vectors == "random" else ""


def answer_times(home: str, smallest: str, vectors: str, asked: list[str]) -> dict[str, float]:
    """How long answers take without reranking, by turns with the bare thing and the smallest index."""
    embedder = model(vectors)
    archives = [Archive(Home(Path(place)), embedder) for place in (home, smallest)]
    engine, small = (_engine(archive, "none") for archive in archives)
    folder = PrivateCopy(Home(Path(home)).current() / "vectors", Path(home) / "reading")
    nearest = _bare(folder.path, embedder)

    def taken(turn: int, question: str) -> list[float]:
        works = (partial(one, question) for one in (engine.ask, small.ask, nearest))
        return [1000 * seconds for seconds in by_turns(turn, *works)]

    for turn, question in enumerate(asked[:WARM_UP]):
        taken(turn, question)
    answers, small_ones, bare = zip(*(taken(*one) for one in enumerate(asked)), strict=True)
    for opened in (*archives, folder):
        opened.close()
    return {
        "median_ms": median(answers),
        "p95_ms": p95(answers),
        "small_p95_ms": p95(small_ones),
        "bare_ms": median(bare),
    }


def answer_memory(home: str, vectors: str, asked: list[str]) -> float:
    """The most memory, in MB, of a process that loads everything and answers as it is set by default."""
    archive = Archive(Home(Path(home)), model(vectors))
    engine = _engine(archive, "")
    for question in asked:
        engine.ask(question)
    archive.close()
    return peak_mb()


def _engine(archive: Archive, rerank_model: str) -> Engine:
    return engine_of(archive, Settings(rerank_model=rerank_model))


def _bare(folder: Path, embedder: Embedder):
    """Embeds a question and asks Chroma itself for the ten nearest."""
    import chromadb

    client = chromadb.PersistentClient(str(folder), chromadb.config.Settings(anonymized_telemetry=False))
    collection = client.get_collection("passages", embedding_function=None)
    return lambda question: collection.query(query_embeddings=embedder.query(question)[None, :], n_results=10)
