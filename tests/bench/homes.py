"""Indexes of several sizes, kept between runs: one that was broken off goes on where it was."""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from index import manifest
from index.archive import ready
from index.home import Home
from index.manifest import Maker
from index.run import update
from rag.evaluation.circumstances import commit
from tests.bench import volumes
from tests.bench.apart import apart, peak_mb
from tests.bench.bench import Bench
from tests.bench.models import model
from tests.bench.timing import seconds
from ui import progress

BUILT = "built.json"


@dataclass(frozen=True, slots=True)
class Built:
    """An index that is there, and what it cost; `seconds` is None where it was made in several goes."""

    home: str
    passages: int
    documents: int
    seconds: float | None
    peak_mb: float
    commit: str | None


def built(bench: Bench, size: int | None) -> Built:
    """The index of the first `size` passages, or of all: kept from a former run, or made now."""
    home = _place(bench, size)
    made = home / BUILT
    if not made.exists():
        _sweep(home)
        files = [str(file) for file in bench.files]
        documents = volumes.documents_with(files, size)
        cost = apart(build, home=str(home), files=files, documents=documents, vectors=bench.vectors)
        made.write_text(json.dumps(cost), "utf-8")
    return Built(**json.loads(made.read_text("utf-8")))


def build(home: str, files: list[str], documents: int | None, vectors: str) -> dict:
    """Indexes documents, in a process of its own; loading the model is not counted."""
    place, embedder = Home(Path(home)), model(vectors)
    resumed = place.embeddings.exists()
    embedder.query("Is it warm?")
    with progress.bar() as report:
        taken = seconds(lambda: update(place, embedder, volumes.readings(files, documents), report=report))
    made = manifest.read(place.current())
    cost = None if resumed else taken
    return asdict(Built(home, made.passages, made.documents, cost, peak_mb(), commit()))


def memos(bench: Bench) -> str:
    """The index of the shipped memos, made anew."""
    home = bench.out / "homes" / "memos"
    shutil.rmtree(home, ignore_errors=True)
    apart(build_memos, home=str(home))
    return str(home)


def build_memos(home: str) -> None:
    """Indexes the shipped memos, in a process of its own."""
    from corpus.settings import Settings

    ready(Settings(home=Path(home))).close()


def _place(bench: Bench, size: int | None) -> Path:
    """Where an index lies: named after all that it is made from, so that no other is taken for it."""
    whole = hashlib.sha256(Maker.of(model(bench.vectors)).model_dump_json().encode())
    for file in bench.files:
        whole.update(f"{file.name} {file.stat().st_size}\n".encode())
    return bench.out / "homes" / f"{bench.vectors}-{size or 'all'}-{whole.hexdigest()[:8]}"


def _sweep(home: Path) -> None:
    """Removes former indexes of that size, made from something else."""
    for other in home.parent.glob(home.name.rpartition("-")[0] + "-*"):
        if other != home:
            shutil.rmtree(other)
