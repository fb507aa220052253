"""Indexing, against nothing but embedding the same passages.

The bare side is one call of `SentenceTransformer.encode` at the same precision, with its own batches.
What memocite takes longer is reading, cutting, analysing words, and writing catalog, words and Chroma.
"""

import tempfile
from functools import partial
from pathlib import Path

from index.chunk import chunk
from index.embed import PackagedMiniLM, fast_dtype
from index.home import Home
from index.run import update
from index.weights import packaged
from tests.bench import volumes
from tests.bench.apart import apart
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.timing import by_turns, median

MOST = 25.0
"""Percent that indexing may take longer than embedding."""


def measure(bench: Bench) -> list[Figure]:
    """The overhead, and both speeds."""
    rows = apart(compare, files=[str(file) for file in bench.compared], out=str(bench.out))
    over = [100 * (row["memocite_s"] / row["encode_s"] - 1) for row in rows]
    note = f"median of {len(rows)} volumes, by turns, {min(over):.0f} to {max(over):.0f} %"
    encoded = [row["passages"] / row["encode_s"] for row in rows]
    return [
        Figure("indexing over bare encode", median(over), "%", at_most=MOST, note=note),
        Figure("bare encode", median(encoded), "passages/s"),
    ]


def compare(files: list[str], out: str) -> list[dict]:
    """Indexes each volume and embeds its passages, in a process of its own."""
    from sentence_transformers import SentenceTransformer

    ours = PackagedMiniLM()
    ours.query("Is it warm?")
    bare = SentenceTransformer(
        str(packaged()), device="cpu", local_files_only=True, model_kwargs={"dtype": fast_dtype()}
    )
    bare.encode("Is it warm?")
    rows = []
    for turn, file in enumerate(files):
        documents = (one for reading in volumes.readings([file]) for one in reading.documents)
        texts = [passage.embedding_text for document in documents for passage in chunk(document)]
        with tempfile.TemporaryDirectory(dir=out) as folder:
            ours_s, bare_s = by_turns(
                turn,
                partial(update, Home(Path(folder)), ours, volumes.readings([file])),
                partial(bare.encode, texts, show_progress_bar=False),
            )
        rows.append({"passages": len(texts), "memocite_s": ours_s, "encode_s": bare_s})
    return rows
