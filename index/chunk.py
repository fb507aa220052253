"""Document → passages: whole paragraphs where they fit, whole sentences otherwise, never across a section."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from corpus.document import Document, Section, Span, Text
from corpus.sentences import sentences
from index.passage import Passage

VERSION = 1
"""Raised whenever the same document would give other passages than before."""

LIMIT = 400
"""Characters of a passage. Longer ones blur: one vector then stands for several statements."""

WINDOW = 50_000
"""Characters that are split into sentences at once, so that a file of one long line stays cheap."""


def chunk(document: Document) -> list[Passage]:
    """The passages of a document: text by text, section by section, in order, without overlap.

    A passage has at most `LIMIT` characters. Paragraphs that fit are kept whole and joined with their
    neighbours while these fit too; longer ones are cut between sentences into pieces of like length.
    The heading of a section stands in its first passage.
    """
    return [
        _passage(document, text, section, span)
        for text in document.texts
        for section in text.sections
        for span in _pack(text, section)
    ]


def _passage(document: Document, text: Text, section: Section, span: Span) -> Passage:
    words = text.body[span.start : span.end]
    number = _paragraph_at(section, span.start)
    # The first passage holds the heading itself, so its context need not repeat it.
    heading = section.heading if number and section.heading != document.title else None
    context = "\n".join(filter(None, (document.title, heading)))
    digest = hashlib.sha256(f"{context}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Passage(
        id=f"{document.id}/{text.language}/{span.start}-{span.end}/{digest}",
        document=document.id,
        language=text.language,
        section=section.number,
        paragraph=number,
        start=span.start,
        end=span.end,
        text=words,
        context=context,
    )


def _paragraph_at(section: Section, offset: int) -> int:
    """The number of the paragraph at `offset`; 0 where only the heading stands."""
    place = bisect_right(section.paragraphs, offset, key=lambda paragraph: paragraph.start)
    return section.paragraphs[place - 1].number if place else 0


def _pack(text: Text, section: Section) -> Iterator[Span]:
    """Joins the pieces of neighbouring blocks while they fit."""
    pending: Span | None = None
    for block in _blocks(text, section):
        for index, piece in enumerate(_pieces(text, block)):
            if pending and index == 0 and piece.end - pending.start <= LIMIT:
                pending = Span(pending.start, piece.end)
                continue
            if pending:
                yield pending
            pending = piece
    if pending:
        yield pending


def _blocks(text: Text, section: Section) -> Iterator[Span]:
    """The paragraphs of a section; its heading, if printed, belongs to the first of them."""
    first = section.paragraphs[0].start if section.paragraphs else section.end
    spans = [Span(paragraph.start, paragraph.end) for paragraph in section.paragraphs]
    if heading := _trimmed(text.body, Span(section.start, first)):
        spans[:1] = [Span(heading.start, spans[0].end if spans else heading.end)]
    for span in spans:
        if block := _trimmed(text.body, span):
            yield block


def _trimmed(body: str, span: Span) -> Span | None:
    words = body[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _pieces(text: Text, block: Span) -> Iterator[Span]:
    """The block itself where it fits; otherwise runs of whole sentences of like length."""
    length = block.end - block.start
    if length <= LIMIT:
        yield block
        return
    wanted = length / -(-length // LIMIT)
    pending: Span | None = None
    for unit in _units(text, block):
        if pending and _is_full(pending, unit, wanted):
            yield pending
            pending = None
        pending = Span(pending.start if pending else unit.start, unit.end)
    if pending:
        yield pending


def _is_full(pending: Span, unit: Span, wanted: float) -> bool:
    """Whether a piece is nearer to the wanted length without the next unit, or cannot take it."""
    longer = unit.end - pending.start
    return longer > LIMIT or longer - wanted > wanted - (pending.end - pending.start)


def _units(text: Text, block: Span) -> Iterator[Span]:
    """The sentences of a block, a sentence over `LIMIT` in slices."""
    for window in _slices(text.body, block, WINDOW):
        for sentence in sentences(text.body, text.language, window.start, window.end):
            yield from _slices(text.body, sentence, LIMIT)


def _slices(body: str, span: Span, limit: int) -> Iterator[Span]:
    """The span in slices of at most `limit` characters, cut at white space where there is any."""
    start = span.start
    while span.end - start > limit:
        place = start + limit
        for mark in ("\n", " "):
            found = body.rfind(mark, start + limit // 2, start + limit)
            if found > 0:
                place = found + 1
                break
        if piece := _trimmed(body, Span(start, place)):
            yield piece
        start = place
    if rest := _trimmed(body, Span(start, span.end)):
        yield rest
