"""The index that questions are put to: the default one, or one of `--corpus` or of a BEIR folder."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console

from corpus.document import Document
from corpus.read import Reading
from corpus.settings import Settings
from index.archive import Archive, kept, ready, ready_for
from index.embed import embedder, fast_dtype
from index.manifest import Maker
from index.passage import Filter
from index.progress import Progress, Report
from rag.evaluation import beir
from rag.evaluation.options import Options
from rag.evaluation.progress import shown
from rag.evaluation.quotes import Library
from rag.evaluation.subject import Subject
from rag.retrieve import retrieve
from rag.shelf import Shelf

if TYPE_CHECKING:
    from rag.engine import Engine

RANKED: Final = 100
"""Passages that a ranking of documents is made from."""

OPEN: Final = 256
"""Documents that are held in memory while quotes are checked."""


def opened(options: Options, settings: Settings, console: Console) -> Subject:
    """The index that the options ask for, built first if it is not there yet, and an engine over it.

    Raises:
        MemociteError: it cannot be built or opened.
    """
    with _building(console) as report:
        archive = _archive(options, settings, report)
    cards = archive.cards()

    @cache
    def engine() -> "Engine":
        from rag.engine import engine_of

        return engine_of(archive, settings)

    def search(query: str) -> list[str]:
        found = retrieve(Shelf((archive,)), query, query, Filter(), RANKED)
        return list(dict.fromkeys(one.passage.document for one in found))

    return Subject(
        engine=engine,
        search=search,
        library=_library(archive),
        facts={
            "documents": len(cards),
            "passages": len(archive),
            "models": {
                "embedding": embedder(settings.embed_model).name,
                "dtype": fast_dtype(),
                "reranker": settings.rerank_model or "the shipped one",
                "writer": settings.llm_model or "quotes",
            },
        },
        digest=hashlib.sha256(repr(cards).encode("utf-8", "surrogatepass")).hexdigest(),
        close=archive.close,
    )


def _archive(options: Options, settings: Settings, report: Report) -> Archive:
    if options.corpus:
        return ready_for(options.corpus, settings, report)
    if beir.recognises(options.questions):
        return _beir(options.questions, settings, report)
    return ready(settings, report)


def _beir(folder: Path, settings: Settings, report: Report) -> Archive:
    """An index of the folder's corpus, kept by its content; made where none can be used."""
    model = embedder(settings.embed_model)
    with (folder / beir.CORPUS).open("rb") as data:
        whole = hashlib.file_digest(data, "sha256")
    whole.update(Maker.of(model).model_dump_json().encode())
    key = whole.hexdigest()[:16]
    return kept(key, folder / beir.CORPUS, lambda: _readings(folder), model, settings, report)


def _readings(folder: Path) -> Iterator[Reading]:
    for document in beir.documents(folder):
        yield Reading(folder / beir.CORPUS / document.id, (document,), "")


def _library(archive: Archive) -> Library:
    @lru_cache(maxsize=OPEN)
    def document(id_: str) -> Document | None:
        try:
            return archive.document(id_)
        except KeyError:
            return None

    return document


@contextmanager
def _building(console: Console) -> Iterator[Report]:
    """A progress bar for an index that is built; nothing is seen of it where there is one already."""
    with shown(console, "index") as bar:

        def report(progress: Progress) -> None:
            bar(progress.embedded, max(progress.passages, progress.embedded))

        yield report
