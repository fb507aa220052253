"""Plain text: paragraphs between blank lines, or one a line; form feeds are page breaks."""

from pathlib import PurePath

from corpus.blocks import compose
from corpus.document import Document
from corpus.identity import identify
from corpus.language import language_of
from corpus.lines import Line, paragraphs
from corpus.outline import outline


def read(source: str, name: str) -> Document:
    """The document of a text file: titled by the file's stem, without a date.

    Pages are counted from 1 where the file has form feeds; else there are none.
    """
    title = PurePath(name).stem
    text = compose(outline(list(paragraphs(_lines(source)))), language_of(source))
    return Document(id=identify("", title), title=title, date="", url="", texts=(text,))


def _lines(source: str) -> list[Line]:
    paged = "\f" in source.strip("\f\n ")
    page = 1
    lines = []
    for number, printed in enumerate(source.split("\n"), 1):
        for count, piece in enumerate(printed.split("\f")):
            page += bool(count)
            lines.append(Line(piece.rstrip(), number, str(page) if paged else ""))
    return lines
