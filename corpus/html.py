"""Saved web pages: headings become sections; scripts, menus and forms are left out."""

import re
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser

from corpus.blocks import Block, compose
from corpus.document import Catalogue, Document
from corpus.errors import ReadError
from corpus.html_text import blocks, parsed
from corpus.identity import identify, iso
from corpus.language import language_of
from corpus.outline import outline, titled

_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author")
_DATES = ("citation_publication_date", "citation_date", "dc.date", "dcterms.date", "date")
"""Names under which pages of archives and libraries describe themselves, the best first."""

_WEB = re.compile(r"https?://[^\s\"'<>]+")
_LANGUAGE = re.compile(r"[a-z]{2}(?=$|-)")


def read(source: str, name: str) -> Document:
    """The document of a web page: title, author, date and address from its own metadata.

    Raises:
        ReadError: there are no words in it.
    """
    page = parsed(source)
    told = _metadata(page)
    link = page.css_first("link[rel=canonical]")
    address = (link.attributes.get("href") or "") if link else ""
    language = page.root.attributes.get("lang") if page.root else ""
    found = blocks(page)
    if not found:
        raise ReadError(f"{name}: no words in its main part; save the page as text")
    heading = titled(found)
    title = _first(told, _TITLES) or _title(page, heading) or PurePath(name).stem
    date = iso(_first(told, _DATES))
    known = _LANGUAGE.match((language or "").lower())
    words = "\n".join(block.text for block in found)
    text = compose(outline(found), known[0] if known else language_of(words))
    return Document(
        id=identify(date, title),
        title=title,
        date=date,
        url=address if _WEB.fullmatch(address) else "",
        texts=(text,),
        catalogue=Catalogue(author=_first(told, _AUTHORS)),
    )


def _metadata(page: LexborHTMLParser) -> dict[str, str]:
    """What the page says of itself, by name; the first of each name."""
    told: dict[str, str] = {}
    for meta in page.css("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        told.setdefault(name.lower(), " ".join((meta.attributes.get("content") or "").split()))
    return told


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _title(page: LexborHTMLParser, heading: Block | None) -> str:
    """The `<title>`, or the one highest heading where the title only adds the site's name to it."""
    node = page.css_first("title")
    title = " ".join(node.text().split()) if node else ""
    if heading and (not title or heading.text in title):
        return heading.text
    return title
