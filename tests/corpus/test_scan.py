import shutil
from io import BytesIO

import pytest
from PIL import Image

from corpus import scan
from corpus.errors import ReadError
from tests.corpus.made import picture

needs_ocr = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def test_without_ocr_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ReadError, match=r"^a\.png, page 1: a scan without text; for scans install OCR"):
        scan.read(picture("Words"), "a.png")


@needs_ocr
def test_the_words_of_an_image_are_read():
    document = scan.read(picture("The ambassador agreed."), "folder/a.png")
    assert document.title == "a"
    assert document.texts[0].body == "The ambassador agreed."
    assert document.texts[0].pages == ()


@needs_ocr
def test_each_frame_of_a_tiff_is_a_page():
    first, second = (Image.open(BytesIO(picture(words))) for words in ("First sheet.", "Second sheet."))
    out = BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second])
    text = scan.read(out.getvalue(), "a.tif").texts[0]
    assert text.body == "First sheet.\n\nSecond sheet."
    assert [page.label for page in text.pages] == ["1", "2"]


@needs_ocr
def test_an_empty_sheet_is_refused():
    with pytest.raises(ReadError, match=r"^a\.png: no words found in the image"):
        scan.read(picture(""), "a.png")


@pytest.mark.parametrize("data", [b"", b"no image", picture("Words")[:200]])
def test_a_damaged_image_is_refused(data):
    with pytest.raises(ReadError, match=r"^a\.png: a damaged image"):
        scan.read(data, "a.png")


def test_a_huge_image_is_refused(monkeypatch):
    monkeypatch.setattr(scan, "MOST_PIXELS", 1000)
    monkeypatch.setattr("shutil.which", lambda name: "/bin/false")
    with pytest.raises(ReadError, match="1600 × 260 points is too large"):
        scan.read(picture("Words"), "a.png")


def test_a_failing_program_is_a_problem_of_the_file(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: "/bin/false")
    with pytest.raises(ReadError, match=r"^a\.png, page 1: OCR failed"):
        scan.read(picture("Words"), "a.png")
