"""`memocite ask` from a cold start, against importing sentence-transformers, loading and encoding once."""

import subprocess
import sys
from functools import partial

from index.weights import packaged
from tests.bench import homes
from tests.bench.apart import ROOT, environment
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.timing import by_turns, median

MOST = 1.6
QUESTION = "How long is the border between North Korea and China?"
BARE = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1]).encode(sys.argv[2])
"""


def measure(bench: Bench) -> list[Figure]:
    """The ratio of medians over starts by turns; the first ones, which warm the disk, are not counted."""
    home = homes.memos(bench)
    ask = ("-m", "ui", "ask", QUESTION)
    taken = [
        by_turns(
            turn,
            partial(_run, *ask, MEMOCITE_HOME=home),
            partial(_run, *ask, MEMOCITE_HOME=home, MEMOCITE_RERANK_MODEL="none"),
            partial(_run, "-c", BARE, str(packaged()), QUESTION),
        )
        for turn in range(bench.repeats + 1)
    ][1:]
    full, plain, bare = (median(column) for column in zip(*taken, strict=True))
    note = f"medians of {len(taken)}: {full:.2f} s and {bare:.2f} s"
    return [
        Figure("cold `memocite ask`, over a bare model's start", full / bare, "×", at_most=MOST, note=note),
        Figure("the same without reranking", plain / bare, "×", note=f"{plain:.2f} s"),
    ]


def _run(*words: str, **settings: str) -> None:
    command = [sys.executable, *words]
    subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
