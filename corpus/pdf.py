"""PDF: pages with their labels, running heads taken off, paragraphs rebuilt, headings by their type."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import PurePath

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus import pdf_scans, scan
from corpus.blocks import Block, compose
from corpus.document import Catalogue, Document
from corpus.encoding import legible
from corpus.errors import ReadError
from corpus.identity import identify
from corpus.language import language_of
from corpus.lines import Line, paragraphs, wrapped_at
from corpus.outline import outline
from corpus.pdf_headings import levels
from corpus.pdf_lines import Printed, lines, spaced
from corpus.running import mended, numbered, without_heads

MOST_PAGES = 5000

_NO_TITLE = re.compile(r"untitled|microsoft word - |.*\.(?:docx?|odt|rtf|pdf|indd|qxd)$", re.IGNORECASE)
"""What programs write where a title should be."""


def read(data: bytes, name: str) -> tuple[Document, str]:
    """The document of a PDF, and a notice of the pages on which no text was found, "" where all have some.

    Pages without text are read by OCR, where that is installed.
    Pages have the labels of the file; without labels the printed numbers, else they count from 1. Those
    in front of the printed page 1 have none.

    Raises:
        ReadError: it is locked or damaged, or is a scan and there is no OCR.
    """
    try:
        pdf = PdfReader(BytesIO(data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise ReadError(f"{name}: locked with a password; save a copy without one")
        return _read(pdf, name)
    except DependencyError:
        raise ReadError(f"{name}: locked with a password; save a copy without one") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise ReadError(f"{name}: a damaged PDF; save it again or print it to a new PDF") from None


def _read(pdf: PdfReader, name: str) -> tuple[Document, str]:
    if len(pdf.pages) > MOST_PAGES:
        raise ReadError(f"{name}: {len(pdf.pages):,} pages, more than {MOST_PAGES:,}; split it")
    pages, notice = pdf_scans.read(pdf, [lines(page) for page in pdf.pages], name)
    labels = _labels(pdf, pages)
    blocks = list(_blocks(pages, labels))
    if not blocks:
        raise ReadError(f"{name}: no words on its pages; {scan.ADVICE}")
    told = pdf.metadata
    title = _said(told.title if told else None) or PurePath(name).stem
    text = compose(outline(blocks), language_of("\n".join(block.text for block in blocks)))
    author = _said(told.author if told else None)
    return Document(identify("", title), title, "", "", (text,), Catalogue(author=author)), notice


def _said(value: str | None) -> str:
    words = " ".join(legible(value or "").split())
    return "" if _NO_TITLE.match(words) else words


def _labels(pdf: PdfReader, pages: Sequence[Sequence[Printed]]) -> list[str]:
    if "/PageLabels" in pdf.root_object:
        return list(pdf.page_labels)
    shift = numbered([[line.text for line in page] for page in pages])
    first = 1 if shift is None else shift
    return [str(first + at) if first + at > 0 else "" for at in range(len(pages))]


def _blocks(pages: Sequence[list[Printed]], labels: Sequence[str]) -> Iterator[Block]:
    """Headings and paragraphs of the whole file."""
    kept = without_heads([[line.text for line in page] for page in pages], labels)
    texts = [[page[at] for at in places] for page, places in zip(pages, kept, strict=True)]
    level = levels([line for page in texts for line in page])
    rows = [
        (Line(text, 0, label), level(printed))
        for page, label in zip(texts, labels, strict=True)
        for text, printed in spaced(page)
    ]
    width = wrapped_at([line for line, _ in rows])
    for depth, group in groupby(rows, key=itemgetter(1)):
        printed = [line for line, _ in group]
        if depth:
            words = " ".join(line.text.strip() for line in mended(printed))
            yield Block(words, depth, pages=((0, printed[0].page),))
        else:
            yield from paragraphs(mended(printed), width)
