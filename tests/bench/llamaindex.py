"""Indexing, against LlamaIndex's pipeline over the same volumes.

LlamaIndex gets the text ready read, its splitter, its embedding and its Chroma store as its documentation
puts them together; memocite reads the volume's XML within its time. Volume by volume, by turns.
"""

import tempfile
from functools import partial
from pathlib import Path

from corpus.document import Document
from index import manifest
from index.embed import PackagedMiniLM, fast_dtype
from index.home import Home
from index.run import update
from index.weights import packaged
from tests.bench import volumes
from tests.bench.apart import apart
from tests.bench.bench import Bench
from tests.bench.figure import Figure
from tests.bench.timing import by_turns, median

LEAST = 2.3
"""Times as fast, where the processor has AMX."""


def measure(bench: Bench) -> list[Figure]:
    """How many times as fast as LlamaIndex, counted in passages and in volumes."""
    found = apart(compare, files=[str(file) for file in bench.compared], out=str(bench.out))
    least = LEAST if found["amx"] else None
    rows = found["rows"]
    note = f"{len(rows)} volumes, by turns; {found['dtype']}"
    passages = [row["passages"] / row["memocite_s"] for row in rows]
    nodes = [row["nodes"] / row["llamaindex_s"] for row in rows]
    ratios = [ours / theirs for ours, theirs in zip(passages, nodes, strict=True)]
    whole = [row["llamaindex_s"] / row["memocite_s"] for row in rows]
    return [
        Figure("passages/s against LlamaIndex's", median(ratios), "×", at_least=least, note=note),
        Figure("the same volumes against LlamaIndex", median(whole), "×", at_least=least, note=note),
        Figure("memocite", median(passages), "passages/s"),
        Figure("LlamaIndex", median(nodes), "passages/s"),
    ]


def compare(files: list[str], out: str) -> dict:
    """Indexes each volume with both, in a process of its own."""
    import torch

    ours, theirs = PackagedMiniLM(), LlamaIndex()
    ours.query("Is it warm?")
    theirs.embed("Is it warm?")
    rows = []
    for turn, file in enumerate(files):
        documents = [one for reading in volumes.readings([file]) for one in reading.documents]
        with tempfile.TemporaryDirectory(dir=out) as folder:
            home = Home(Path(folder) / "memocite")
            ours_s, theirs_s = by_turns(
                turn,
                partial(update, home, ours, volumes.readings([file])),
                partial(theirs.index, documents, Path(folder) / "chroma"),
            )
            passages = manifest.read(home.current()).passages
        rows.append(
            {
                "file": Path(file).name,
                "passages": passages,
                "nodes": theirs.nodes,
                "memocite_s": ours_s,
                "llamaindex_s": theirs_s,
            }
        )
    return {"rows": rows, "dtype": fast_dtype(), "amx": bool(torch.cpu.get_capabilities().get("amx_bf16"))}


class LlamaIndex:
    """LlamaIndex's own pipeline, with the same weights; nothing but `chunk_size` is set by us."""

    def __init__(self) -> None:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._model = HuggingFaceEmbedding(model_name=str(packaged()))
        self.embed = self._model.get_text_embedding
        self.nodes = 0

    def index(self, documents: list[Document], folder: Path) -> None:
        """Splits, embeds and stores the documents' texts; `nodes` is then how many pieces they gave."""
        import chromadb
        from llama_index.core import Document as Text
        from llama_index.core import StorageContext, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.vector_stores.chroma import ChromaVectorStore

        texts = [Text(text=text.body) for document in documents for text in document.texts]
        client = chromadb.PersistentClient(str(folder), chromadb.config.Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection("volume", embedding_function=None)
        VectorStoreIndex.from_documents(
            texts,
            storage_context=StorageContext.from_defaults(
                vector_store=ChromaVectorStore(chroma_collection=collection)
            ),
            embed_model=self._model,
            transformations=[SentenceSplitter(chunk_size=128, chunk_overlap=0)],
        )
        self.nodes = collection.count()
        client.close()
