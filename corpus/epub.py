"""EPUB books: the chapters in reading order, each read as a web page."""

import posixpath
from io import BytesIO
from pathlib import PurePath
from urllib.parse import unquote
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from corpus import zips
from corpus.blocks import Block, compose
from corpus.document import Catalogue, Document
from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.html_text import blocks, parsed
from corpus.identity import identify, iso
from corpus.outline import outline

_PACKAGE = "{http://www.idpf.org/2007/opf}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


def read(data: bytes, name: str, most_bytes: int) -> Document:
    """The document of a book: title, author, date and language from its package.

    Raises:
        ReadError: it is damaged, locked, unsafe, or holds no words.
    """
    try:
        return _read(zips.opened(BytesIO(data), name, most_bytes), name, most_bytes)
    except (KeyError, ParseError, DefusedXmlException) as error:
        raise ReadError(f"{name}: not a sound EPUB ({type(error).__name__}); convert it anew") from None


def _read(archive: ZipFile, name: str, most_bytes: int) -> Document:
    container = fromstring(_member(archive, "META-INF/container.xml", name, most_bytes))
    path = next((root.attrib["full-path"] for root in container.iter(f"{_CONTAINER}rootfile")), "")
    package = fromstring(_member(archive, path, name, most_bytes))
    items = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{_PACKAGE}item")}
    text: list[Block] = []
    for chapter in package.iter(f"{_PACKAGE}itemref"):
        inner = posixpath.normpath(
            posixpath.join(posixpath.dirname(path), unquote(items[chapter.attrib["idref"]]))
        )
        page = decode(_member(archive, inner, name, most_bytes), f"{name}/{inner}")
        text += blocks(parsed(page))
    if not text:
        raise ReadError(f"{name}: no words in it; convert it to text")
    told = {key: package.findtext(f".//{_DUBLIN_CORE}{key}", "").strip() for key in _TOLD}
    date, title = iso(told["date"]), told["title"] or PurePath(name).stem
    body = compose(outline(text), told["language"][:2].lower() or "en")
    return Document(identify(date, title), title, date, "", (body,), Catalogue(author=told["creator"]))


_TOLD = ("title", "creator", "date", "language")


def _member(archive: ZipFile, path: str, name: str, most_bytes: int) -> bytes:
    return zips.unpacked(archive, archive.getinfo(path), f"{name}/{path}", most_bytes)
