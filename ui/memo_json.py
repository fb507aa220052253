"""A memo as JSON for programs: the paragraphs as they are cited, with their offsets."""

from typing import Any

from corpus.document import Document, Section, Span, Text
from index.catalog import Card

Json = dict[str, Any]


def card_of(card: Card) -> Json:
    """What a list says of a memo."""
    return {"id": card.id, "title": card.title, "date": card.date, "languages": list(card.languages)}


def memo(document: Document, section: str = "", language: str = "") -> Json:
    """A memo, or one section of it, or its text in one language; empty: all of them."""
    said = {name: getattr(document.catalogue, name) for name in document.catalogue.__slots__}
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "url": document.url,
        "catalogue": {name: value for name, value in said.items() if value},
        "texts": [
            {
                "language": text.language,
                "role": text.role,
                "sections": [
                    _section(text, found) for found in text.sections if section in {"", found.number}
                ],
            }
            for text in document.texts
            if language in {"", text.language}
        ],
    }


def _section(text: Text, section: Section) -> Json:
    return {
        "number": section.number,
        "heading": section.heading,
        "paragraphs": [
            {
                "number": paragraph.number,
                "page": text.page_of(Span(paragraph.start, paragraph.end)),
                "start": paragraph.start,
                "end": paragraph.end,
                "text": text.body[paragraph.start : paragraph.end],
            }
            for paragraph in section.paragraphs
        ],
    }
