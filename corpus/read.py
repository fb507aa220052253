"""From paths to documents: which reader a file gets, and a verdict on every file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from pickle import UnpicklingError

from corpus import apart
from corpus.document import Document
from corpus.encoding import decode, legible
from corpus.errors import ReadError
from corpus.files import File, walk

MOST_BYTES = 64_000_000
"""Bytes of one file that are read, unless the caller says otherwise."""

TEXT = ("", ".txt", ".text")
XML = (".xml", ".tei")

_DEFECTS = (
    *(ArithmeticError, AttributeError, LookupError, RuntimeError, SyntaxError, TypeError, ValueError),
    *(EOFError, OSError, UnpicklingError),
)
"""What a reader may raise where it meets what no one foresaw: the trouble of one file, not of the others."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: its documents, or the problem in one line, with what to do.

    `notice` is one line too: what in a file that was read could not be, and what to do; "" if nothing.
    """

    path: Path
    documents: tuple[Document, ...]
    problem: str
    notice: str = ""


def read(
    paths: Sequence[Path], most_bytes: int = MOST_BYTES, most_seconds: float = apart.SECONDS
) -> Iterator[Reading]:
    """Every file at `paths` (files, folders, zip archives), in the order of their names.

    A file that cannot be read is a Reading with a problem; the others go on. One file at a time is
    held in memory, and none of more than `most_bytes`; a PDF, scan, DOCX, EPUB, page or Markdown file
    that takes longer than `most_seconds` is given up.
    """
    for file in walk(paths, most_bytes):
        yield _reading(file, most_seconds)


def _reading(file: File, seconds: float) -> Reading:
    name = _one_line(str(file.path))
    try:
        documents, notice = _documents(file.load(), name, seconds)
        return Reading(file.path, documents, "", _one_line(notice))
    except ReadError as error:
        return Reading(file.path, (), _one_line(str(error)))
    except _DEFECTS as error:
        reason = f"{type(error).__name__}: {error}"[:100]
        return Reading(file.path, (), _one_line(f"{name}: not read ({reason}); save it again or as text"))


def _one_line(words: str) -> str:
    """Names of files may hold line breaks and half characters; nothing that is printed may."""
    return legible(words).translate({ord(white): " " for white in "\n\r\t\f\v\x85\u2028\u2029"})


def _documents(data: bytes, name: str, seconds: float) -> tuple[tuple[Document, ...], str]:
    """The documents in a file, by its suffix, and a notice; a reader is imported when a file asks for it."""
    suffix = PurePath(name).suffix.lower()
    if suffix in XML:
        from corpus import tei

        return tuple(tei.read(decode(data, name), name)), ""
    if suffix in TEXT or suffix in apart.MARKDOWN:
        from corpus import plain, wilson_center

        source = decode(data, name)
        if wilson_center.recognises(source):
            return (wilson_center.read(source, name),), ""
        if suffix in TEXT:
            return (plain.read(source, name),), ""
    if suffix in apart.SUFFIXES:
        document, notice = apart.read(data, name, seconds)
        return (document,), notice
    raise ReadError(f"{name}: no reader for {suffix!r}; convert it to text, PDF or DOCX")
