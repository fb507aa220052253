"""Which id a document gets, and whether anything about it is new."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.document import Document
from index.catalog import content

State = Literal["added", "updated", "unchanged", "removed", "failed"]

UNKNOWN = "?"
"""The source of a document whose own one was lost."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a document, or of a file that gave none; `problem` is one line, "" if all is well.

    `notice` is one line: what is missing of a document that was read all the same.
    """

    source: str
    document: str
    state: State
    problem: str = ""
    notice: str = ""


class Plan:
    """What the index will hold when the run is over.

    `contents` maps a document's id to the digest of its content; `sources` maps a source to the ids of
    its documents, by the ids that its reader gave them. A document keeps its id as long as its source
    gives it. One whose id is taken by another content gets a few letters of its own digest after it.
    """

    def __init__(self, contents: dict[str, str], sources: dict[str, dict[str, str]]) -> None:
        self.contents = contents
        self.sources = sources
        self._former: dict[str, dict[str, str]] = {}
        self._givers: dict[str, set[str]] = defaultdict(set)
        for source, names in sources.items():
            for id_ in names.values():
                self._givers[id_].add(source)

    def place(self, source: str, documents: Sequence[Document]) -> list[tuple[Document, State]]:
        """The documents that a source gives now, under the ids that they get, and what is new of each."""
        former = self.sources.get(source, {})
        names: dict[str, str] = {}
        placed: list[tuple[Document, State]] = []
        for document in documents:
            digest = content(document)
            id_ = self._id(document.id, digest, source, former.get(document.id), set(names.values()))
            names[document.id if document.id not in names else id_] = id_
            state: State = "updated" if id_ in self.contents else "added"
            state = "unchanged" if self.contents.get(id_) == digest else state
            self.contents[id_] = digest
            placed.append((replace(document, id=id_), state))
        self._link(source, names)
        return placed

    def keep(self, document: Document, givers: Sequence[tuple[str, str]]) -> State:
        """Takes over a document of a former index with its id; `givers` are the sources and names it had."""
        self.contents[document.id] = content(document)
        for source, name in givers or [(UNKNOWN, document.id)]:
            self._link(source, {**self.sources.get(source, {}), name: document.id})
        return "added"

    def fail(self, source: str, document: str, state: State) -> None:
        """Takes back what a document was to become, and lets its source give what it gave before, too."""
        if state == "added":
            self.forget(document)
        else:
            self.contents[document] = ""
        self._link(source, self._former.get(source, {}) | self.sources[source])

    def orphans(self) -> list[str]:
        """Documents that no source gives any more."""
        return sorted(id_ for id_ in self.contents if not self._givers[id_])

    def forget(self, document: str) -> None:
        """Takes a document out, whoever gave it."""
        self.contents.pop(document, None)
        for source in sorted(self._givers[document]):
            names = self.sources[source]
            self._link(source, {name: id_ for name, id_ in names.items() if id_ != document})

    def changed(self) -> list[str]:
        """The sources that give other documents than when the run began."""
        return sorted(source for source, names in self._former.items() if names != self.sources[source])

    def _link(self, source: str, names: dict[str, str]) -> None:
        before = self.sources.get(source, {})
        self._former.setdefault(source, before)
        self.sources[source] = names
        for id_ in before.values():
            self._givers[id_].discard(source)
        for id_ in names.values():
            self._givers[id_].add(source)

    def _id(self, name: str, digest: str, source: str, former: str | None, taken: set[str]) -> str:
        if self.contents.get(name) == digest:
            return name
        if former and former not in taken and self._givers[former] <= {source}:
            return former
        return name if name not in self.contents else f"{name}-{digest[:8]}"
