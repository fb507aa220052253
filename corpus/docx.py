"""Word documents: headings by their style or outline level, tables row by row, footnotes apart."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile

import docx as word
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus import zips
from corpus.blocks import Block, compose
from corpus.document import Catalogue, Document
from corpus.errors import ReadError
from corpus.flow import Flow
from corpus.identity import identify
from corpus.language import language_of
from corpus.outline import outline, titled

_SAID = {qn("w:t"): None, qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
"""What is printed, and as what; None: its own text."""

_PASSED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:instrText")))
"""What is deleted, a box in the margin, or not printed."""


def read(data: bytes, name: str, most_bytes: int) -> Document:
    """The document of a DOCX; pages where Word last broke them, if it says so.

    Raises:
        ReadError: it is damaged, unsafe to unpack, or holds no words.
    """
    archive = zips.opened(BytesIO(data), name, most_bytes)
    for info in archive.infolist():
        if reason := zips.unsafe(info, most_bytes):
            raise ReadError(f"{name}/{info.filename}: {reason}")
    try:
        file = word.Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise ReadError(f"{name}: not a sound DOCX; save it again in Word or as PDF") from None
    if file.element.getroottree().docinfo.doctype:
        raise ReadError(f"{name}: it declares entities, as no Word document does; save it again in Word")
    blocks = _Reader(file).blocks()
    if not blocks:
        raise ReadError(f"{name}: no words in it; if it holds scans, save it as PDF")
    told = file.core_properties
    heading = titled(blocks)
    title = told.title or (heading.text if heading else "") or PurePath(name).stem
    text = compose(outline(blocks), language_of("\n".join(block.text for block in blocks)))
    return Document(identify("", title), title, "", "", (text,), Catalogue(author=told.author or ""))


class _Reader:
    """Goes through the body of a document once."""

    def __init__(self, file: WordDocument) -> None:
        self._body = file.element.body
        self._styles = {style.style_id: style.name or "" for style in file.styles}
        self._notes = dict(_footnotes(file))
        breaks = self._body.iter(qn("w:lastRenderedPageBreak"))
        self._page = 1 if next(breaks, None) is not None else 0
        self._flow = Flow("1" if self._page else "")

    def blocks(self) -> list[Block]:
        """Headings and paragraphs in order."""
        self._through(self._body)
        return self._flow.take()

    def _through(self, element: BaseOxmlElement) -> None:
        for child in element:
            if child.tag in _PASSED:
                continue
            if child.tag in _SAID:
                self._flow.say(_SAID[child.tag] or child.text)
            elif child.tag == qn("w:lastRenderedPageBreak"):
                self._page += 1
                self._flow.page(str(self._page))
            elif child.tag == qn("w:footnoteReference"):
                number = child.get(qn("w:id"))
                self._flow.note(number, self._notes.get(number, ""))
            else:
                self._within(child)

    def _within(self, element: BaseOxmlElement) -> None:
        """An element that holds others; a paragraph in a table goes on to the end of its row."""
        self._through(element)
        if element.tag == qn("w:tr"):
            self._flow.end()
        elif element.tag == qn("w:p"):
            if next(element.iterancestors(qn("w:tc")), None) is None:
                self._flow.end(self._level(element))
            else:
                self._flow.say(" ")

    def _level(self, paragraph: BaseOxmlElement) -> int:
        """The level of a heading, the title above all; 0 for other paragraphs."""
        style = self._styles.get(paragraph.style or "", "").lower()
        if style == "title":
            return 1
        if style.startswith("heading ") and style[8:].isdigit():
            return min(6, int(style[8:]) + 1)
        outlined = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        depth = int(outlined.get(qn("w:val"), "9")) if outlined is not None else 9
        return min(6, depth + 2) if depth < 9 else 0


def _footnotes(file: WordDocument) -> Iterator[tuple[str, str]]:
    """Number and words of each footnote."""
    for relation in file.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iter(qn("w:footnote")):
                words = "".join(text.text or "" for text in note.iter(qn("w:t")))
                yield note.get(qn("w:id")), " ".join(words.split())
