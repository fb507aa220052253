"""The words of an index: of its passages, and of its documents as wholes, one folder beside the other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from index.passage import Passage
from index.terms import terms
from index.words import Facts, WordsWriter

PASSAGES, DOCUMENTS = "passages", "documents"

Row = tuple[Passage, Facts, str]
"""A passage, what it can be filtered by, and its search terms with a space between."""


class LexicalWriter:
    """Writes both, so that they always hold the same documents.

    Raises, from every method:
        OSError: tantivy cannot write, in tantivy's words.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._passages = WordsWriter(folder / PASSAGES)
        self._documents = WordsWriter(folder / DOCUMENTS)

    def add(self, rows: Sequence[Row]) -> None:
        """Adds whole documents by their passages, in order."""
        self._passages.add((passage.id, facts, words) for passage, facts, words in rows)
        self._documents.add(wholes(rows))

    def drop(self, document: str) -> None:
        """Removes a document that was added before."""
        self._passages.drop(document)
        self._documents.drop(document)

    def close(self) -> None:
        """Commits."""
        self._passages.close()
        self._documents.close()


def wholes(rows: Iterable[Row]) -> Iterator[tuple[str, Facts, str]]:
    """Each text of a document as one entry: its id, what it can be filtered by, and all its terms.

    What every passage repeats, the title and the heading, counts once.
    """
    for facts, passages in groupby(rows, key=lambda row: row[1]):
        (_, _, first), *others = passages
        yield facts.document, facts, " ".join((first, *(_without_context(row) for row in others)))


def _without_context(row: Row) -> str:
    passage, _, words = row
    return " ".join(words.split()[len(terms(passage.context)) :])
