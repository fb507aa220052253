"""Adding one memo to the largest index, beyond what its embedding takes."""

import shutil
import tempfile
from pathlib import Path

from corpus.read import read
from corpus.settings import MEMOS
from index.home import Home
from index.run import update
from tests.bench.apart import apart
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.homes import built
from tests.bench.models import Clocked, model
from tests.bench.timing import median, seconds

MOST_S = 5.0


def measure(bench: Bench) -> list[Figure]:
    """The median of several times."""
    index = built(bench, bench.sizes[-1])
    taken = apart(
        add, home=index.home, out=str(bench.out), vectors=bench.vectors, repeats=min(3, bench.repeats)
    )
    note = f"median of {len(taken)}, {min(taken):.2f} to {max(taken):.2f} s"
    name = f"adding a memo to {index.passages:,} passages, beyond its embedding"
    return [Figure(name, median(taken), "s", at_most=MOST_S, note=note)]


def add(home: str, out: str, vectors: str, repeats: int) -> list[float]:
    """Adds a memo to a copy and takes it out again; the seconds of each adding, without embedding."""
    memo = next(reading for reading in read([MEMOS]) if reading.documents)
    names = [document.id for document in memo.documents]
    clocked = Clocked(model(vectors))
    clocked.query("Is it warm?")
    beyond = []
    with tempfile.TemporaryDirectory(dir=out) as folder:
        copy = Path(folder) / "home"
        shutil.copytree(home, copy, ignore=shutil.ignore_patterns("reading"))
        for _ in range(repeats):
            clocked.seconds = 0.0
            taken = seconds(lambda: update(Home(copy), clocked, [memo]))
            beyond.append(taken - clocked.seconds)
            update(Home(copy), clocked, remove=names)
    return beyond
