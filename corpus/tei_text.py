"""The running text of a TEI document: paragraphs, with page breaks and notes at their offsets."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from lxml import etree

from corpus.blocks import Block, Part
from corpus.flow import Flow

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ATTACHMENT = "{http://history.state.gov/frus/ns/1.0}attachment"

_PARAGRAPHS = frozenset(
    f"{TEI}{name}"
    for name in (
        *("closer", "dateline", "figure", "head", "item", "list", "note", "opener"),
        *("p", "postscript", "quote", "row", "salute", "table"),
    )
)
"""What begins and ends a paragraph; everything else runs on."""

_SPACED = frozenset(TEI + name for name in ("cell", "label", "lb"))
"""What stands apart from the words before it, without a space in the file."""

_INSIDE = (TEI + "div", ATTACHMENT)
"""What has its own place and is no part of the paragraph around it."""


def parts(document: etree._Element, page: str) -> Iterator[Part]:
    """The sections of a document: `catalogue`, `text`, `attachment 1` …, and `closing` after them.

    `page` is the page on which it begins; "" if none is known. The catalogue is the source note of the
    head; the closing is what the letter still says after its attachments. Documents within the
    document are left out.
    """
    for source in document.iterfind(f"{TEI}head/{TEI}note[@type='source']"):
        words = Block(words_of(source), pages=((0, page),) if page else ())
        yield Part("catalogue", None, None, (words,))
    yield from _parts(document, "text", _Walk(page), count(1))


def words_of(element: etree._Element) -> str:
    """The words of an element on one line, without its footnotes and marginal notes."""
    walk = _Walk()
    walk.inside(element)
    return " ".join(block.text for block in walk.flow.take())


def _parts(element: etree._Element, number: str, walk: "_Walk", attachments: Iterator[int]) -> Iterator[Part]:
    head: Block | None = None
    for child in element:
        if child.tag == ATTACHMENT:
            yield _part(number, head, walk)
            yield from _parts(child, f"attachment {next(attachments)}", walk, attachments)
            number, head = "closing", None
        elif child.tag == TEI + "head" and head is None:
            head = _head(child, walk)
        else:
            walk.element(child)
    yield _part(number, head, walk)


def _head(element: etree._Element, walk: "_Walk") -> Block | None:
    """The heading; what is printed above it ("[Extract.]", a file number) is left as what follows it."""
    above = walk.flow.take()
    walk.element(element)
    found = walk.flow.take()
    if not found:
        walk.flow.give(above)
        return None
    begun = tuple((0, label) for block in above for _, label in block.pages)
    walk.flow.give(replace(block, pages=()) for block in above)
    walk.flow.give(found[1:])
    return replace(found[0], pages=begun + found[0].pages)


def _part(number: str, head: Block | None, walk: "_Walk") -> Part:
    return Part(number, head.text if head else None, head, tuple(walk.flow.take()))


class _Walk:
    """Reads elements into running text, page breaks and notes at their places."""

    def __init__(self, page: str = "") -> None:
        self.flow = Flow(page)
        self._labelled = False

    def element(self, element: etree._Element) -> None:
        """Adds the words of an element, without its tail."""
        if element.tag == TEI + "pb":
            self.flow.page(page_label(element))
        elif _apart(element):
            self._note(element)
        elif element.tag in _INSIDE:
            for mark in element.iter(TEI + "pb"):
                self.flow.page(page_label(mark))
        elif element.tag in _PARAGRAPHS:
            self._begin(element)
            self.inside(element)
            self.flow.end()
        else:
            self.inside(element)
            self._labelled = element.tag == TEI + "label"

    def inside(self, element: etree._Element) -> None:
        """Adds what is in an element, whatever the element itself may be."""
        if element.tag in _SPACED:
            self.flow.say(" ")
        self.flow.say(element.text)
        for child in element:
            self.element(child)
            self.flow.say(child.tail)

    def _begin(self, element: etree._Element) -> None:
        """Ends the paragraph before, unless it is a label such as "1." that belongs to this one."""
        if self._labelled:
            self.flow.say(" ")
        else:
            self.flow.end()
        self._labelled = self._labelled and element.tag == TEI + "item"

    def _note(self, element: etree._Element) -> None:
        words = words_of(element)
        if words and not (element.get("type") == "source" and _in_head(element)):
            self.flow.note("margin" if element.tag == TEI + "seg" else element.get("n", ""), words)


def page_label(mark: etree._Element) -> str:
    """The number on a page; editors put one that is not printed in brackets, which are left out."""
    return str(mark.get("n", "")).strip().strip("[]")


def _apart(element: etree._Element) -> bool:
    """Whether it is a footnote, a marginal note or a note to a head; other notes are printed as text."""
    if element.tag == TEI + "note":
        return element.get(XML_ID) is not None or _in_head(element)
    return bool(element.tag == TEI + "seg" and element.get("type") == "margin")


def _in_head(note: etree._Element) -> bool:
    return bool(note.getparent().tag == TEI + "head")
