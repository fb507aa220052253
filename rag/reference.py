"""A citation as a footnote (Chicago style) and as CSL-JSON, which the other formats are made from."""

import json
from collections.abc import Sequence
from typing import Any

from corpus.document import Document
from rag.answer import Citation

Item = dict[str, Any]
"""One document as CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables"""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_NAMED = {"opening": "opening", "closing": "closing", "catalogue": "catalogue entry", "text": ""}

_INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def note(citation: Citation, document: Document) -> str:
    """A footnote, on one line.

    It is the archive's own citation of the document where the file gives one, otherwise author, title,
    date, collection and archive; then the place of the quote and the document's address.
    """
    address = address_of(document)
    own = _one_line(document.catalogue.citation)
    if address:
        own = own.replace(f"<{address}>", "").replace(address, "")
    head, facts = (f"{own.rstrip('.,; ')},", []) if own else _composed(document)
    rest = [part for part in [*facts, locator(citation), address] if part]
    return f"{head} {', '.join(rest)}."


def locator(citation: Citation) -> str:
    """The place of a quote in its document: "sec. 2, para. 12, p. 6 of the original"."""
    section, paragraph = citation.section.number, citation.paragraph
    parts = (
        _NAMED.get(section, f"sec. {section}"),
        "heading" if paragraph is None else f"para. {paragraph}",
        _page(citation.page, citation.page_of),
    )
    return ", ".join(part for part in parts if part)


def address_of(document: Document) -> str:
    """The document's address on the web; empty where what the file gives is none that may be opened."""
    return document.url if document.url.startswith(("https://", "http://")) else ""


def item(document: Document, citations: Sequence[Citation] = ()) -> Item:
    """The document as CSL-JSON; what was cited of it, each quote with its place, is its `note`."""
    said = document.catalogue
    fields: Item = {
        "id": document.id,
        "type": "document",
        "title": _one_line(document.title),
        "author": _names(said.author),
        "translator": _names(said.translator),
        "issued": _issued(document.date),
        "archive": _one_line(said.archive),
        "archive_collection": _one_line(said.collection),
        "abstract": _one_line(said.summary),
        "language": citations[0].language if citations else document.texts[0].language,
        "URL": address_of(document),
        "note": " ".join(f"“{_one_line(c.quote)}” ({locator(c)})." for c in citations),
    }
    return {name: value for name, value in fields.items() if value}


def csl_json(items: Sequence[Item]) -> str:
    """The items as a CSL-JSON file, as Zotero, Pandoc and citeproc read it."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"


def _composed(document: Document) -> tuple[str, list[str]]:
    """Author and title, which end in a quotation mark, and the facts that follow them."""
    said = document.catalogue
    title = f"“{_one_line(document.title).translate(_INNER_QUOTES)},”"
    author, translator = _one_line(said.author), _one_line(said.translator)
    facts = [f"trans. {translator}" if translator else "", _printed(document.date)]
    facts += [_one_line(said.collection), _one_line(said.archive)]
    return f"{author}, {title}" if author else title, facts


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _page(label: str | None, page_of: str | None) -> str:
    if label is None:
        return ""
    return f"{'pp.' if '–' in label else 'p.'} {label}{' of the original' if page_of else ''}"


def _parts(date: str) -> list[int]:
    """Year, month and day of an ISO 8601 date, as far as they are there; none of what is no date."""
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts) or (parts[1:] and not 1 <= int(parts[1]) <= len(_MONTHS)):
        return []
    return [int(part) for part in parts]


def _printed(date: str) -> str:
    match _parts(date):
        case [year, month, day]:
            return f"{_MONTHS[month - 1]} {day}, {year}"
        case [year, month]:
            return f"{_MONTHS[month - 1]} {year}"
        case _:
            return date


def _issued(date: str) -> Item:
    parts = _parts(date)
    return {"date-parts": [parts]} if parts else {"literal": date} if date else {}


def _names(name: str) -> list[dict[str, str]]:
    return [{"literal": _one_line(name)}] if name.strip() else []
