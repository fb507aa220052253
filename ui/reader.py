"""A memo as HTML: its paragraphs in rows, original beside translation, with quotes highlighted.

Everything that comes from a document is escaped here; nothing of it is read as Markdown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from corpus.document import Document, Section, Span, Text
from ui import place
from ui.rows import Block, Row, rows

AROUND = 15
"""Rows shown before and after the quote in the panel beside the chat."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is highlighted in the text of a language: the quote, or the words `aligned` with it."""

    language: str
    span: Span
    aligned: bool = False


Marks = Sequence[Mark]


def reading_text(document: Document) -> Text:
    """The text that is read first: the translation where there is one."""
    return next((text for text in document.texts if text.role == "translation"), document.texts[0])


def body(document: Document, marks: Marks) -> Markup:
    """The whole memo."""
    text = reading_text(document)
    return _rows(document, rows(document, text), marks)


def around(document: Document, marks: Marks) -> Markup:
    """The memo around what is highlighted: `AROUND` rows to either side."""
    found = rows(document, reading_text(document))
    hit = [at for at, row in enumerate(found) if _holds(row, marks)] or [0]
    first, last = max(0, hit[0] - AROUND), min(len(found), hit[-1] + 1 + AROUND)
    before = Markup('<p class="more">…</p>') if first else Markup("")
    after = Markup('<p class="more">…</p>') if last < len(found) else Markup("")
    return before + _rows(document, found[first:last], marks) + after


def contents(document: Document) -> Markup:
    """The table of contents: a link to each section that has a heading or a name."""
    entries = [
        Markup('<li><a href="#{}">{}</a></li>').format(
            place.anchor(section.number, section.paragraphs[0].number if section.paragraphs else 0),
            _entry(section),
        )
        for section in reading_text(document).sections
        if section.heading or place.section(section.number)
    ]
    return Markup('<ol class="contents">{}</ol>').format(Markup("").join(entries)) if entries else Markup("")


def _entry(section: Section) -> str:
    name = place.section(section.number)
    if name.startswith("§"):
        return f"{name} {section.heading or ''}"
    return section.heading or name.capitalize()


def _holds(row: Row, marks: Marks) -> bool:
    return any(
        mark.language == block.text.language and block.span.overlaps(mark.span)
        for block in (*row.left, *row.right)
        for mark in marks
    )


def _rows(document: Document, found: Iterable[Row], marks: Marks) -> Markup:
    shown = Markup("").join(
        Markup('<div class="row"><div class="here">{}</div>{}</div>').format(
            _blocks(document, row.left, marks), _beside(document, row, marks)
        )
        for row in found
    )
    kind = "texts two" if document.other(reading_text(document)) else "texts"
    return Markup('<div class="{}">{}</div>').format(kind, shown)


def _beside(document: Document, row: Row, marks: Marks) -> Markup:
    shown = _blocks(document, row.right, marks)
    return Markup('<div class="there">{}</div>').format(shown) if shown else shown


def _blocks(document: Document, found: Iterable[Block], marks: Marks) -> Markup:
    return Markup("").join(_block(document, block, marks) for block in found)


def _block(document: Document, block: Block, marks: Marks) -> Markup:
    name = place.anchor(block.section.number, block.paragraph)
    if block.text.role == "original" and document.other(block.text):
        name += f"-{block.text.language}"
    shown = slice_html(block.text, block.span, marks)
    if not block.paragraph:
        return Markup('<h3 id="{}" lang="{}">{}</h3>').format(name, block.text.language, shown)
    return Markup(
        '<p id="{0}" lang="{1}"><a class="number" href="{4}" aria-label="paragraph {2}">{2}</a>{3}</p>'
    ).format(name, block.text.language, block.paragraph, shown, place.address(document.id, name))


def slice_html(text: Text, span: Span, marks: Marks) -> Markup:
    """The characters of a body at `span`, escaped, with `marks` in <mark> and a sign where a page begins.

    The sign is drawn by the style sheet: the characters in the page are the body's and no others.
    """
    marks = [mark for mark in marks if mark.language == text.language and mark.span.overlaps(span)]
    pages = {page.start: page.label for page in text.pages if span.start <= page.start < span.end}
    if not marks and not pages:
        return escape(text.body[span.start : span.end])
    edges = {span.start, *pages, *(edge for mark in marks for edge in (mark.span.start, mark.span.end))}
    cuts = sorted(edge for edge in edges if span.start <= edge < span.end)
    shown, lit = Markup(""), None
    for start, end in zip(cuts, [*cuts[1:], span.end], strict=True):
        here = next((mark for mark in marks if mark.span.start <= start < mark.span.end), None)
        if here is not lit:
            shown += _close(lit) + _open(here)
            lit = here
        if start in pages:
            shown += Markup('<span class="page" data-page="{}"></span>').format(place.page(pages[start]))
        shown += escape(text.body[start:end])
    return shown + _close(lit)


def _open(mark: Mark | None) -> Markup:
    if mark is None:
        return Markup("")
    return Markup('<span class="aligned">') if mark.aligned else Markup("<mark>")


def _close(mark: Mark | None) -> Markup:
    if mark is None:
        return Markup("")
    return Markup("</span>") if mark.aligned else Markup("</mark>")
