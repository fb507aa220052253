"""Add, update, remove: how an index gets from one generation to the next.

The write protocol, so that a run may be killed at any moment:

1. The writer's lock is taken; it is the operating system's and dies with its holder.
2. What a killed run left is removed: drafts that no pointer names, and on a Chroma server the passages
   that no catalog knows.
3. Documents are read, given their ids, cut and embedded; every vector is kept at once in
   `embeddings.sqlite`, so that nothing is embedded twice.
4. A draft, a private copy of the current generation, takes the changes: catalog and words as they come,
   vectors at the end. (Vectors on a Chroma server are added in place, after their ids were written to
   `unswept.jsonl`; nothing is deleted there yet. Readers ignore what their catalog does not know.)
5. The draft is checked, sealed with digests of its files, written to the disk, and the pointer is renamed
   over the old one. This is the only step that readers see.
6. The former generation, vectors that nothing needs any more, and (on a server) passages that the new
   catalog does not know are removed.

Killed before step 5 the old index answers; after it, the new one. Running again does what is left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Lock

from corpus.document import Document
from corpus.errors import ArchiveError
from corpus.read import Reading
from index.ahead import made_ahead
from index.chunk import chunk
from index.draft import Draft
from index.embed import Embedder
from index.embeddings import Embeddings
from index.home import Home
from index.manifest import Maker
from index.memory import give_back
from index.passage import Passage
from index.plan import Plan, State, Verdict
from index.progress import Progress, Report
from index.terms import terms
from index.vectors import Server

GROUP = 2_000
"""Passages that are embedded together, so that texts of like length meet."""


class Stopped(Exception):
    """Nobody waits for these vectors any more."""


@dataclass(frozen=True, slots=True)
class Work:
    """A document that is new, with its passages and the search terms of each, and its reader's notice."""

    source: str
    document: Document
    state: State
    passages: tuple[tuple[Passage, str], ...]
    notice: str

    @property
    def texts(self) -> list[str]:
        """What is embedded."""
        return [passage.embedding_text for passage, _ in self.passages]


class Build:
    """One run of a writer, who holds the lock; it goes on from the generation `base`, which holds `plan`.

    Raises, from any method:
        ArchiveError: the index is damaged or cannot be written.
        ServiceError: the Chroma server does not answer.
    """

    def __init__(
        self,
        home: Home,
        embedder: Embedder,
        base: Path | None,
        plan: Plan,
        report: Report,
        server: Server | None = None,
    ) -> None:
        self.verdicts: list[Verdict] = []
        self._home = home
        self._maker = Maker.of(embedder)
        self._base = base
        self._server = server
        self._plan = plan
        self._report = report
        self._progress = Progress()
        self._telling = Lock()
        self._draft: Draft | None = None
        self._embeddings = Embeddings(home.embeddings, embedder)

    def add(self, readings: Iterable[Reading]) -> None:
        """Brings the index up to date with files; one that could not be read keeps what it gave before."""
        self.write(self._new(readings))
        for document in self._plan.orphans():
            self.verdicts.append(Verdict("", document, "removed"))
            self._take_out(document)

    def remove(self, document: str) -> None:
        """Takes a document out of the index.

        Raises:
            ArchiveError: there is none of that id.
        """
        if document not in self._plan.contents:
            raise ArchiveError(f"there is no document {document!r}; `memocite docs` lists them")
        self.verdicts.append(Verdict("", document, "removed"))
        self._take_out(document)

    def restore(self, documents: Iterable[Document], links: dict[str, dict[str, str]]) -> None:
        """Takes over documents of a former index under the ids they had there.

        Raises:
            ArchiveError: one could not be embedded.
        """
        givers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for source, names in links.items():
            for name, id_ in names.items():
                givers[id_].append((source, name))
        self.write(self.work("", one, self._plan.keep(one, givers[one.id])) for one in documents)
        for verdict in self.verdicts:
            if verdict.state == "failed":
                raise ArchiveError(f"{verdict.problem}; the former index is unchanged")

    def write(self, works: Iterable[Work]) -> None:
        """Embeds documents and records them; one is written while the next ones are embedded."""
        stop = Event()
        for group, made in made_ahead(_groups(works), partial(self._embedded, stop), stop):
            for work, problem in zip(group, made, strict=True):
                self._record(work, problem)
            give_back()

    def lost(self, links: dict[str, dict[str, str]]) -> list[str]:
        """The sources of documents that a former index had and this one lacks."""
        return [source for source, names in links.items() if set(names.values()) - set(self._plan.contents)]

    def mourn(self, links: dict[str, dict[str, str]]) -> None:
        """Names what a former index had and this one still lacks."""
        for source in self.lost(links):
            problem = f"{source} is lost: its file is not there any more; index it again"
            self.verdicts.append(Verdict(source, "", "failed", problem))

    def finish(self) -> None:
        """Publishes what was changed, if anything was."""
        for source in self._plan.changed():
            self._changed.catalog.link(source, self._plan.sources[source])
        if self._draft is None:
            return
        self._draft.publish(self._embeddings, self._stored)
        published, self._draft = self._draft, None
        self._home.sweep(published.folder)
        published.tidy(self._embeddings)

    def close(self) -> None:
        """Discards what was not published."""
        if self._draft:
            self._draft.discard()
        self._embeddings.close()

    @property
    def _changed(self) -> Draft:
        """The draft, begun when the first change needs it."""
        if self._draft is None:
            self._draft = Draft(self._home, self._maker, self._base, self._server)
        return self._draft

    def _new(self, readings: Iterable[Reading]) -> Iterator[Work]:
        for reading in readings:
            source = str(reading.path)
            if reading.problem:
                self.verdicts.append(Verdict(source, "", "failed", reading.problem))
                continue
            self._tell(source, documents=len(reading.documents))
            for document, state in self._plan.place(source, reading.documents):
                if state == "unchanged":
                    self.verdicts.append(Verdict(source, document.id, state, notice=reading.notice))
                else:
                    yield self.work(source, document, state, reading.notice)

    def work(self, source: str, document: Document, state: State, notice: str = "") -> Work:
        """A document, cut and analysed."""
        passages = tuple((passage, " ".join(terms(passage.embedding_text))) for passage in chunk(document))
        self._tell(source, passages=len(passages))
        return Work(source, document, state, passages, notice)

    def _embedded(self, stop: Event, group: Sequence[Work]) -> list[str]:
        """Makes and keeps the vectors of documents: for each what the model said when it failed, or ""."""

        def tick(count: int) -> None:
            self._tell(group[0].source, embedded=count)
            if stop.is_set():
                raise Stopped

        try:
            self._embeddings.made([text for work in group for text in work.texts], tick)
        except (RuntimeError, ValueError, IndexError) as error:
            if len(group) == 1:
                return [" ".join(str(error).split()) or type(error).__name__]
            return [self._embedded(stop, [work])[0] for work in group]
        return [""] * len(group)

    def _record(self, work: Work, problem: str) -> None:
        if problem:
            self._plan.fail(work.source, work.document.id, work.state)
            problem = f"{work.document.id} could not be embedded ({problem}); what was indexed before remains"
            self.verdicts.append(Verdict(work.source, work.document.id, "failed", problem))
            return
        self._changed.put(work.document, work.passages)
        self.verdicts.append(Verdict(work.source, work.document.id, work.state, notice=work.notice))

    def _take_out(self, document: str) -> None:
        self._plan.forget(document)
        self._changed.drop(document)

    def _stored(self, count: int) -> None:
        self._tell(self._progress.source, stored=count)

    def _tell(
        self, source: str, documents: int = 0, passages: int = 0, embedded: int = 0, stored: int = 0
    ) -> None:
        with self._telling:
            now = self._progress
            self._progress = Progress(
                now.documents + documents,
                now.passages + passages,
                now.embedded + embedded,
                now.stored + stored,
                source,
            )
            self._report(self._progress)


def _groups(works: Iterable[Work]) -> Iterator[list[Work]]:
    """Works together that have `GROUP` passages; one with more stands alone."""
    group: list[Work] = []
    size = 0
    for work in works:
        group.append(work)
        size += len(work.passages)
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group
