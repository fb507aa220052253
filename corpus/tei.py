"""Volumes of *Foreign Relations of the United States* in TEI XML: every document in one.

The markup is described in history.state.gov's TEI guidelines. No entity, DTD or file is ever loaded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath

from lxml import etree
from slugify import slugify

from corpus.blocks import compose
from corpus.document import Catalogue, Document
from corpus.errors import ReadError
from corpus.tei_text import ATTACHMENT, TEI, XML_ID, page_label, parts, words_of

ADDRESS = "https://history.state.gov/historicaldocuments"
ARCHIVE = "Foreign Relations of the United States"

_EARLIEST = "{http://history.state.gov/frus/ns/1.0}doc-dateTime-min"
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_FILE_NUMBER = re.compile(r"Source: |(?:File(?: No\.?)? )?[\w.]*\d[\w.]*/")
"""How a source note begins that says where the paper is kept, not what was printed above it."""


@dataclass(slots=True)
class _Volume:
    """What is known of the volume while its documents go by."""

    id: str
    title: str = ""
    page: str = ""
    persons: dict[str, str] = field(default_factory=dict)


def read(source: str, name: str) -> Iterator[Document]:
    """The documents of a volume, one at a time, in the order in which they end.

    Raises:
        ReadError: it is not well-formed, declares entities, or is no TEI with documents.
    """
    if _DECLARES.search(source):
        raise ReadError(f"{name}: it declares a document type or entities; remove the declaration")
    found = 0
    try:
        for document in _documents(source, PurePath(name).stem):
            found += 1
            yield document
    except etree.XMLSyntaxError as error:
        raise ReadError(
            f"{name}: line {error.lineno} is not well-formed XML ({error.msg}); mend it"
        ) from None
    if not found:
        raise ReadError(f"{name}: no <div type='document'> of TEI in it; convert it to text or HTML")


def _documents(source: str, stem: str) -> Iterator[Document]:
    volume = _Volume(id=stem)
    began: list[str] = []
    for event, element in _events(source):
        if element.tag != TEI + "div":
            _learn(element, event, volume)
        elif event == "start":
            began.append(volume.page)
        else:
            page = began.pop()
            if element.get("type") == "document":
                yield _document(element, page, volume)
            _leave(element, volume)


def _learn(element: etree._Element, event: str, volume: _Volume) -> None:
    """The volume's name, its title, and which page it has come to."""
    if element.tag == TEI + "TEI":
        volume.id = slugify(element.get(XML_ID, ""), lowercase=False) or volume.id
        volume.page = ""
    elif element.tag == TEI + "pb":
        volume.page = page_label(element)
    elif event == "end" and element.get("type") == "complete":
        volume.title = words_of(element)


def _events(source: str) -> Iterator[tuple[str, etree._Element]]:
    """Beginnings and ends of what matters, without anything being looked up or expanded."""
    tags = [TEI + name for name in ("TEI", "div", "pb", "title")]
    yield from etree.iterparse(
        BytesIO(source.encode()),
        events=("start", "end"),
        tag=tags,
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _leave(div: etree._Element, volume: _Volume) -> None:
    """Remembers the persons, and frees what is read: a volume's tree never stands in memory whole."""
    if div.get(XML_ID) == "persons":
        for item in div.iter(TEI + "item"):
            for person in item.iterfind(f".//{TEI}persName[@{XML_ID}]"):
                volume.persons[person.get(XML_ID)] = words_of(item).rstrip(" ,;.")
    if _around(div) is None:
        div.clear(keep_tail=True)


def _around(div: etree._Element) -> etree._Element | None:
    """The document that a document stands in, as some attachments are marked up."""
    return next((a for a in div.iterancestors(TEI + "div") if a.get("type") == "document"), None)


def _document(div: etree._Element, page: str, volume: _Volume) -> Document:
    name, place, number = _place(div)
    text = compose(parts(div, page), "en")
    head = div.find(TEI + "head")
    title = (words_of(head) if head is not None else "") or f"Document {number or place}"
    return Document(
        id=slugify(f"{volume.id} {name}", lowercase=False),
        title=title,
        date=_date(div),
        url=f"{ADDRESS}/{volume.id}/{place}" if volume.id.startswith("frus") and place else "",
        texts=(text,),
        catalogue=_catalogue(div, number, volume),
    )


def _place(div: etree._Element) -> tuple[str, str, str]:
    """A document's own name in the volume, the name of its page on the web, its printed number.

    One that has no name stands on the page of what it stands in, and is named after it: "d3-1".
    """
    if place := div.get(XML_ID, ""):
        return place, place, div.get("n", "")
    outer = next((around for around in div.iterancestors(TEI + "div") if around.get(XML_ID)), None)
    if outer is None:
        return "", "", div.get("n", "")
    inner = [other for other in outer.iter(TEI + "div") if not other.get(XML_ID)]
    return f"{outer.get(XML_ID)}-{inner.index(div) + 1}", outer.get(XML_ID, ""), outer.get("n", "")


def _catalogue(div: etree._Element, number: str, volume: _Volume) -> Catalogue:
    named = f"{volume.title}, document {number}" if volume.title and number else volume.title
    head = div.find(TEI + "head")
    writers = _names(head, "from") if head is not None else []
    readers = _names(head, "to") if head is not None else []
    sources = [words_of(note) for note in _own(div, "note") if note.get("type") == "source"]
    return Catalogue(
        author="; ".join(writers),
        participants=tuple(dict.fromkeys([*writers, *readers, *_persons(div, volume)])),
        citation=named,
        collection="; ".join(words for words in sources if _FILE_NUMBER.match(words)),
        places=tuple(
            dict.fromkeys(
                words_of(p).rstrip(",.;")
                for line in _own(div, "dateline")
                for p in line.iterfind(TEI + "placeName")
            )
        ),
        archive=ARCHIVE,
    )


def _names(head: etree._Element, kind: str) -> list[str]:
    """Who wrote or received the paper, as the head marks them."""
    return [words_of(e) for e in head.iter(TEI + "persName", TEI + "gloss") if e.get("type") == kind]


def _persons(div: etree._Element, volume: _Volume) -> Iterator[str]:
    """The persons named in the text; those in the volume's list of persons as they stand there."""
    for person in div.iter(TEI + "persName"):
        known = volume.persons.get(person.get("corresp", "").lstrip("#"))
        if words := known or words_of(person):
            yield words


def _own(div: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of that name that belong to the paper itself and not to an attachment."""
    for element in div.iter(TEI + name):
        if all(around.tag != ATTACHMENT for around in _up(element, div)):
            yield element


def _up(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    for around in element.iterancestors():
        if around is top:
            return
        yield around


def _date(div: etree._Element) -> str:
    """The date of the dateline; where it has none, the earliest that the editors give."""
    dates = [date for line in _own(div, "dateline") for date in line.iter(TEI + "date")]
    said = [date.get(key, "") for date in dates for key in ("when", "from", "notBefore")]
    found = (_DATE.match(words) for words in [*said, div.get(_EARLIEST, "")])
    return next((match[0] for match in found if match), "")
