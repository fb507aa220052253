"""The source of truth: which documents the index holds, in full, their passages, and where they came from.

A catalog is written once, as part of a generation that nobody reads yet, and never changes after that.
Vectors and words are derived from it.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.document import Document
from index.batches import batches
from index.dates import EVER, NEVER, first_day, last_day
from index.passage import Filter, Passage

_DOCUMENT = TypeAdapter(Document)
_FIELDS = tuple(field.name for field in fields(Passage))
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)
_SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT, date TEXT, first INTEGER, last INTEGER, archive TEXT,
    languages TEXT, url TEXT, passages INTEGER, content TEXT, body BLOB
);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, document TEXT, language TEXT, section TEXT, paragraph INTEGER,
    start INTEGER, "end" INTEGER, text TEXT, context TEXT, terms TEXT
);
CREATE INDEX passages_of ON passages (document);
CREATE TABLE sources (source TEXT, name TEXT, document TEXT, PRIMARY KEY (source, document));
CREATE INDEX sources_of ON sources (document);
"""

_MOST = """
SELECT coalesce(sum(passages), 0) FROM documents
WHERE (:ids = '[]' OR id IN (SELECT value FROM json_each(:ids)))
  AND (:archives = '[]' OR archive IN (SELECT value FROM json_each(:archives)))
  AND last >= :since AND first <= :until
"""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a document; `passages` is their number, `languages` are ISO 639-1 codes."""

    id: str
    title: str
    date: str
    archive: str
    languages: tuple[str, ...]
    url: str
    passages: int


def content(document: Document) -> str:
    """What tells a document's content from any other's: a digest of everything but its id."""
    return hashlib.sha256(_DOCUMENT.dump_json(replace(document, id=""))).hexdigest()


class Catalog:
    """A catalog file. Reading may be done from several threads at once."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        mode = "rwc" if writable else "ro&immutable=1"
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False
        )
        if writable:
            # Nobody reads a draft, and a killed one is thrown away: no journal is needed.
            self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")

    @classmethod
    def create(cls, path: Path) -> "Catalog":
        """A new, empty, writable catalog."""
        catalog = cls(path, writable=True)
        catalog._connection.executescript(_SCHEMA)
        return catalog

    def close(self) -> None:
        """Commits what was written and closes the file."""
        self._connection.commit()
        self._connection.close()

    def cards(self) -> list[Card]:
        """A card of every document, sorted by id."""
        rows = self._connection.execute(
            "SELECT id, title, date, archive, languages, url, passages FROM documents ORDER BY id"
        )
        return [
            Card(id_, title, date, archive, tuple(json.loads(languages)), url, passages)
            for id_, title, date, archive, languages, url, passages in rows
        ]

    def document(self, id: str) -> Document:  # noqa: A002 - the name of the field it is asked for
        """A document, in full.

        Raises:
            KeyError: the catalog holds none of that id.
        """
        row = self._connection.execute("SELECT body FROM documents WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise KeyError(id)
        return _DOCUMENT.validate_json(zlib.decompress(row[0]))

    def contents(self) -> dict[str, str]:
        """The digest of each document's content, by id."""
        return dict(self._connection.execute("SELECT id, content FROM documents"))

    def passages(self, document: str) -> list[Passage]:
        """The passages of a document, in the order of its texts."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM passages WHERE document = ? ORDER BY rowid",  # noqa: S608
            (document,),
        )
        return [Passage(*row) for row in rows]

    def found(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of these ids; one that the catalog does not know is left out."""
        found: dict[str, Passage] = {}
        for some in batches(ids, 500):
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM passages WHERE id IN ({marks})",  # noqa: S608 - marks only
                list(some),
            )
            found.update((row[0], Passage(*row)) for row in rows)
        return found

    def most(self, where: Filter) -> int:
        """The most passages that a filter can keep: those of every document that it keeps."""
        values = {
            "ids": json.dumps(sorted(where.documents)),
            "archives": json.dumps(sorted(where.archives)),
            "since": first_day(where.since) if where.since else NEVER,
            "until": last_day(where.until) if where.until else EVER,
        }
        return int(self._connection.execute(_MOST, values).fetchone()[0])

    def count(self) -> int:
        """The number of passages."""
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def everything(self) -> Iterator[tuple[Passage, str]]:
        """Every passage with its search terms, in order; a new cursor, so that others may read on."""
        rows = self._connection.cursor().execute(f"SELECT {_COLUMNS}, terms FROM passages ORDER BY rowid")  # noqa: S608
        return ((Passage(*row[:-1]), row[-1]) for row in rows)

    def sources(self) -> dict[str, dict[str, str]]:
        """By source: the id of each of its documents, by the id that its reader gave it."""
        found: dict[str, dict[str, str]] = {}
        for source, name, document in self._connection.execute("SELECT * FROM sources ORDER BY rowid"):
            found.setdefault(source, {})[name] = document
        return found

    def put(self, document: Document, passages: Iterable[tuple[Passage, str]]) -> None:
        """Records a document and its passages, each with its search terms, in place of a former one."""
        self.drop(document.id)
        rows = [(*(getattr(p, name) for name in _FIELDS), terms) for p, terms in passages]
        self._connection.executemany(f"INSERT INTO passages VALUES ({','.join('?' * 10)})", rows)  # noqa: S608
        languages = json.dumps([text.language for text in document.texts])
        self._connection.execute(
            f"INSERT INTO documents VALUES ({','.join('?' * 11)})",  # noqa: S608 - marks only
            (
                *(document.id, document.title, document.date),
                *(first_day(document.date), last_day(document.date)),
                *(document.catalogue.archive, languages, document.url, len(rows), content(document)),
                zlib.compress(_DOCUMENT.dump_json(document), 3),
            ),
        )

    def drop(self, document: str) -> None:
        """Forgets a document and its passages, if it is there."""
        self._connection.execute("DELETE FROM passages WHERE document = ?", (document,))
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document,))

    def link(self, source: str, names: dict[str, str]) -> None:
        """Records which documents a source gave, by the ids that its reader gave them."""
        self._connection.execute("DELETE FROM sources WHERE source = ?", (source,))
        self._connection.executemany(
            "INSERT INTO sources VALUES (?, ?, ?)", [(source, *pair) for pair in names.items()]
        )

    def unlink(self, document: str) -> None:
        """Forgets that any source gave a document."""
        self._connection.execute("DELETE FROM sources WHERE document = ?", (document,))

    def salvage(self) -> Iterator[Document]:
        """Every document that can still be read and is what was once written, though the file is damaged."""
        rows = self._connection.cursor().execute("SELECT id, content, body FROM documents ORDER BY rowid")
        for id_, digest, body in rows:
            document = _intact(body)
            if document is not None and document.id == id_ and content(document) == digest:
                yield document


def _intact(body: bytes) -> Document | None:
    try:
        return _DOCUMENT.validate_json(zlib.decompress(body))
    except (zlib.error, ValidationError, TypeError):
        return None
