"""Pages of a PDF without text: read by OCR where that is installed, and named where none was found."""

from collections.abc import Sequence

from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus import scan
from corpus.errors import ReadError
from corpus.pdf_lines import Printed
from corpus.runs import runs

MOST_NAMED = 12
"""Pages, or runs of pages, that a notice names."""

_PAINTING = frozenset(
    (b"Do", b"INLINE IMAGE", b"sh", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
)
"""What puts anything but text on a page; a page without it is blank."""


def read(pdf: PdfReader, pages: Sequence[list[Printed]], name: str) -> tuple[list[list[Printed]], str]:
    """The pages with what OCR finds on those without text, and a notice of the ones that have none then.

    `pages` are the printed lines of each page. Blank pages are not missed.

    Raises:
        ReadError: no page has text, and there is no OCR, or it fails. Where some have, such a page is named.
    """
    scanned = not any(pages)
    if scanned:
        scan.program(name)
    filled, left = list(pages), []
    for at, page in enumerate(pdf.pages):
        if pages[at] or not _painted(page):
            continue
        try:
            filled[at] = [Printed(line) for line in _words(page, f"{name}, page {at + 1}")]
        except ReadError:
            if scanned:
                raise
        if not any(line.text.strip() for line in filled[at]):
            left.append(at + 1)
    return filled, _notice(left, len(pages), name)


def _painted(page: PageObject) -> bool:
    content = page.get_contents()
    return content is not None and any(operator in _PAINTING for _, operator in content.operations)


def _words(page: PageObject, name: str) -> list[str]:
    """The lines that OCR finds in the largest image of a page."""
    try:
        images = [image.image for image in page.images if image.image is not None]
    except DependencyError:
        raise ReadError(f"{name}: its scan is packed as JBIG2; for such install jbig2dec") from None
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        Image.DecompressionBombError,
    ):
        raise ReadError(f"{name}: a damaged image; scan the page again") from None
    largest = max(images, key=lambda image: image.width * image.height, default=None)
    return scan.words(largest, name) if largest else []


def _notice(left: Sequence[int], count: int, name: str) -> str:
    if not left:
        return ""
    advice = "OCR found none either; scan them at 300 dpi or type them" if scan.installed() else scan.ADVICE
    pages = "pages" if len(left) > 1 else "page"
    return f"{name}: no text on {pages} {_named(left)} of {count}; {advice}"


def _named(numbers: Sequence[int]) -> str:
    """Numbers in order, as one writes pages: "2, 7–9"; the first ones where they are many."""
    named = runs(numbers)
    return ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")
