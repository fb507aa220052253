"""The running text of a TEI document: paragraphs, with page breaks and notes at their offsets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from corpus.blocks import Block, Part

TEI = "{http://www.tei-c.org/ns/1.0}"
ATTACHMENT = "{http://history.state.gov/frus/ns/1.0}attachment"

_PARAGRAPHS = frozenset(
    TEI + name
    for name in (
        "closer dateline figure head item list opener p postscript quote row salute table".split()  # noqa: SIM905
    )
)
"""What begins and ends a paragraph; everything else runs on."""

_WHITE = re.compile(r"\s+")


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
    numbers = {"attachment": 0, "closing": 0}
    yield from _parts(document, "text", _Flow(page), numbers)


def words_of(element: etree._Element) -> str:
    """The words of an element on one line, without its footnotes and marginal notes."""
    flow = _Flow("")
    flow.run(element)
    return " ".join(block.text for block in flow.take())


def _parts(element: etree._Element, number: str, flow: "_Flow", numbers: dict[str, int]) -> Iterator[Part]:
    head: Block | None = None
    for child in element:
        if child.tag == ATTACHMENT:
            yield _part(number, head, flow)
            numbers["attachment"] += 1
            yield from _parts(child, f"attachment {numbers['attachment']}", flow, numbers)
            numbers["closing"] += 1
            number = "closing" if numbers["closing"] == 1 else f"closing {numbers['closing']}"
            head = None
        elif child.tag == TEI + "head" and head is None:
            head = _head(child, flow)
        else:
            flow.walk(child)
    yield _part(number, head, flow)


def _head(element: etree._Element, flow: "_Flow") -> Block | None:
    """The heading; what is printed above it ("[Extract.]", a file number) is left as what follows it."""
    above = flow.take()
    flow.walk(element)
    found = flow.take()
    if not found:
        flow.give(above)
        return None
    begun = tuple((0, label) for block in above for _, label in block.pages)
    flow.give(replace(block, pages=()) for block in above)
    flow.give(found[1:])
    return replace(found[0], pages=begun + found[0].pages)


def _part(number: str, head: Block | None, flow: "_Flow") -> Part:
    return Part(number, head.text if head else None, head, tuple(flow.take()))


class _Flow:
    """Paragraphs in the making. A page that begins between two of them begins with the next."""

    def __init__(self, page: str) -> None:
        self._blocks: list[Block] = []
        self._text = ""
        self._pages: list[tuple[int, str]] = [(0, page)] if page else []
        self._notes: list[tuple[int, str, str]] = []
        self._labelled = False

    def take(self) -> list[Block]:
        """The paragraphs so far, which are then forgotten."""
        self._end()
        blocks, self._blocks = self._blocks, []
        return blocks

    def give(self, blocks: Iterable[Block]) -> None:
        """Puts paragraphs after those that are there."""
        self._blocks.extend(blocks)

    def walk(self, element: etree._Element) -> None:
        """Adds the words of an element (not its tail), page breaks and notes at their places."""
        if element.tag == TEI + "pb":
            self._page(element)
        elif _apart(element):
            self._note(element)
        elif element.tag in _INSIDE:
            for mark in element.iter(TEI + "pb"):
                self._page(mark)
        elif _is_paragraph(element):
            self._begin(element)
            self.run(element)
            self._end()
        else:
            self.run(element)
            self._labelled = element.tag == TEI + "label"

    def run(self, element: etree._Element) -> None:
        """Adds what is in an element, whatever the element itself may be."""
        if element.tag in (TEI + "lb", TEI + "cell", TEI + "label"):
            self._say(" ")
        self._say(element.text)
        for child in element:
            self.walk(child)
            self._say(child.tail)

    def _say(self, words: str | None) -> None:
        if words:
            joined = _WHITE.sub(" ", words)
            self._text += joined.lstrip() if not self._text or self._text.endswith(" ") else joined

    def _begin(self, element: etree._Element) -> None:
        """Ends the paragraph before, unless it is a label such as "1." that belongs to this one."""
        if self._labelled:
            self._say(" ")
        else:
            self._end()
        self._labelled = self._labelled and element.tag == TEI + "item"

    def _end(self) -> None:
        text = self._text.rstrip()
        if not text:
            return
        within = tuple(mark for mark in self._pages if mark[0] < len(text))
        beyond = [(0, label) for offset, label in self._pages if offset >= len(text)]
        notes = tuple((min(offset, len(text)), label, words) for offset, label, words in self._notes)
        self._blocks.append(Block(text, pages=within, notes=notes))
        self._text, self._pages, self._notes = "", beyond[-1:], []

    def _page(self, element: etree._Element) -> None:
        self._pages.append((len(self._text), page_label(element)))

    def _note(self, element: etree._Element) -> None:
        label = "margin" if element.tag == TEI + "seg" else element.get("n", "")
        words = words_of(element)
        if words and element.get("type") != "source":
            self._notes.append((len(self._text), label, words))


def page_label(mark: etree._Element) -> str:
    """The number on a page; editors put one that is not printed in brackets, which are left out."""
    return str(mark.get("n", "")).strip().strip("[]")


def _apart(element: etree._Element) -> bool:
    """Whether it is a footnote, a marginal note or the source note of a head."""
    if element.tag == TEI + "note":
        return element.get("rend") not in ("inline", "center")
    return bool(element.tag == TEI + "seg" and element.get("type") == "margin")


def _is_paragraph(element: etree._Element) -> bool:
    return element.tag in _PARAGRAPHS or element.tag == TEI + "note"
