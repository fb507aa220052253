"""Scanned pages: read by tesseract in Bulgarian and English, if it is installed."""

import shutil
import subprocess
from io import BytesIO
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError
from PIL.ImageSequence import Iterator as Frames

from corpus.blocks import compose
from corpus.document import Document
from corpus.errors import ReadError
from corpus.identity import identify
from corpus.language import language_of
from corpus.lines import Line, paragraphs, wrapped_at
from corpus.outline import outline
from corpus.running import mended

LANGUAGES = "bul+eng"

SECONDS = 60
"""Time for one page."""

ADVICE = "for scans install OCR (apt install tesseract-ocr tesseract-ocr-bul)"

MOST_PIXELS = 100_000_000
"""Points of one page: twice a sheet of A3 at 400 to the inch."""


def read(data: bytes, name: str) -> Document:
    """The document of a scanned image; each frame of a TIFF is a page, counted from 1.

    Raises:
        ReadError: it is no image, is too large, holds no words, or there is no OCR.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            pages = [words(frame, f"{name}, page {at}") for at, frame in enumerate(Frames(image), 1)]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ReadError(f"{name}: a damaged image; save it again as PNG or TIFF") from None
    lines = [
        Line(line, 0, str(at) if len(pages) > 1 else "") for at, page in enumerate(pages, 1) for line in page
    ]
    blocks = list(paragraphs(mended(lines), wrapped_at(lines)))
    if not blocks:
        raise ReadError(f"{name}: no words found in the image; scan it at 300 dpi or type it")
    title = PurePath(name).stem
    text = compose(outline(blocks), language_of("\n".join(lines_.text for lines_ in blocks)))
    return Document(id=identify("", title), title=title, date="", url="", texts=(text,))


def installed() -> bool:
    """Whether scans can be read on this machine."""
    return shutil.which("tesseract") is not None


def program(name: str) -> str:
    """Where tesseract is, which is to read the file of that name.

    Raises:
        ReadError: it is not installed.
    """
    found = shutil.which("tesseract")
    if found is None:
        raise ReadError(f"{name}: a scan without text; {ADVICE}")
    return found


def words(image: Image.Image, name: str) -> list[str]:
    """The lines that tesseract reads in an image; "" between paragraphs.

    Raises:
        ReadError: there is no OCR, it fails, or the image is too large for it.
    """
    tesseract = program(name)
    if image.width * image.height > MOST_PIXELS:
        raise ReadError(f"{name}: {image.width} × {image.height} points is too large; scan it at 300 dpi")
    sheet = BytesIO()
    image.convert("L").save(sheet, "PNG")
    try:
        done = subprocess.run(
            [tesseract, "stdin", "stdout", "-l", LANGUAGES, "--dpi", "300"],
            input=sheet.getvalue(),
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(f"{name}: OCR took longer than {SECONDS} s; scan it at 300 dpi") from None
    if done.returncode:
        raise ReadError(f"{name}: OCR failed; {ADVICE}")
    return done.stdout.decode("utf-8", "replace").replace("\f", "").rstrip().split("\n")
