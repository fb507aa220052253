"""From paths to documents: which reader a file gets, and a verdict on every file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.files import File, walk

MOST_BYTES = 64_000_000
"""Bytes of one file that are read, unless the caller says otherwise."""

TEXT = ("", ".txt", ".text")
MARKDOWN = (".md", ".markdown")
XML = (".xml", ".tei")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: its documents, or the problem in one line, with what to do."""

    path: Path
    documents: tuple[Document, ...]
    problem: str


def read(paths: Sequence[Path], most_bytes: int = MOST_BYTES) -> Iterator[Reading]:
    """Every file at `paths` (files, folders, zip archives), in the order of their names.

    A file that cannot be read is a Reading with a problem; the others go on. One file at a time is
    held in memory, and none of more than `most_bytes`.
    """
    for file in walk(paths, most_bytes):
        yield _reading(file)


def _reading(file: File) -> Reading:
    try:
        return Reading(file.path, _documents(file.load(), file.path), "")
    except ReadError as error:
        return Reading(file.path, (), str(error))


def _documents(data: bytes, path: Path) -> tuple[Document, ...]:
    """The documents in a file, by its suffix; readers are imported when a file asks for them."""
    suffix = path.suffix.lower()
    if suffix in TEXT + MARKDOWN:
        return (_text(decode(data, str(path)), path),)
    if suffix in XML:
        from corpus import tei

        return tuple(tei.read(decode(data, str(path)), str(path)))
    raise ReadError(f"{path}: no reader for {suffix!r}; convert it to text, PDF or DOCX")


def _text(source: str, path: Path) -> Document:
    from corpus import plain, wilson_center

    if wilson_center.recognises(source):
        return wilson_center.read(source, str(path))
    return plain.read(source, path.name)
