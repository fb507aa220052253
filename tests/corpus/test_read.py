import os
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from corpus import wilson_center
from corpus.read import read
from tests.corpus.made import book, only, page, pdf, picture, word, zipped

MEMOS = Path(__file__).parents[2] / "corpus" / "memos"


def test_every_format_becomes_a_document(tmp_path):
    words = "The ambassador agreed."
    files = {
        "a.txt": words.encode(),
        "b": words.encode(),
        "c.md": words.encode(),
        "d.HTML": f"<p>{words}".encode(),
        "e.pdf": pdf([page(words)]),
        "f.docx": word(words),
        "g.epub": book([f"<p>{words}</p>"]),
        "h.zip": zipped({"inner.txt": words}),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    readings = list(read([tmp_path]))
    assert [reading.problem for reading in readings] == [""] * len(files)
    assert {reading.documents[0].texts[0].body for reading in readings} == {words}
    assert [reading.path.name for reading in readings] == [*list(files)[:-1], "inner.txt"]


def test_the_shipped_memos_are_recognised():
    first, second = read([MEMOS])
    assert (first.documents[0].date, second.documents[0].date) == ("1966-05-27", "1973-10-30")
    assert {text.language for text in second.documents[0].texts} == {"bg", "en"}


def test_one_bad_file_never_stops_the_others(tmp_path):
    files = {
        "a.txt": b"first",
        "b.txt": b"",
        "c.pdf": b"%PDF-1.7 broken",
        "d.docx": b"PK broken",
        "e.xml": b"<TEI",
        "f.exe": b"MZ",
        "g.txt": b"last",
        "h.html": b"\0",
        "i.png": b"no image",
        "j.epub": zipped({"mimetype": "application/epub+zip"}),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    verdicts = {reading.path.name: reading for reading in read([tmp_path])}
    assert list(verdicts) == list(files)
    assert [name for name, reading in verdicts.items() if reading.documents] == ["a.txt", "g.txt"]
    for name, reading in verdicts.items():
        if not reading.documents:
            assert reading.problem.startswith(str(tmp_path / name)), reading.problem
            assert "; " in reading.problem
            assert "\n" not in reading.problem


@pytest.mark.parametrize("defect", [KeyError((1, 60)), RecursionError("too\ndeep"), OSError(28, "No space")])
def test_a_defect_of_a_reader_stops_no_other_file(tmp_path, monkeypatch, defect):
    def fail(source, name):
        raise defect

    monkeypatch.setattr(wilson_center, "recognises", lambda source: source == "memo")
    monkeypatch.setattr(wilson_center, "read", fail)
    for name, words in {"a.txt": "memo", "b.txt": "words"}.items():
        (tmp_path / name).write_text(words)
    bad, good = read([tmp_path])
    assert bad.problem.startswith(f"{tmp_path / 'a.txt'}: not read ({type(defect).__name__}: ")
    assert "\n" not in bad.problem
    assert good.documents


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf", ".xml"])
def test_the_same_file_gives_the_same_document(tmp_path, suffix):
    words = "Words that stay as they are."
    excerpt = (Path(__file__).parent / "frus-excerpt.xml").read_bytes()
    data = {".docx": word(words), ".pdf": pdf([page(words)]), ".xml": excerpt}
    path = tmp_path / f"memo{suffix}"
    path.write_bytes(data.get(suffix, words.encode()))
    assert list(read([path])) == list(read([path]))


def test_a_file_over_the_limit_is_refused_by_name(tmp_path):
    (tmp_path / "a.txt").write_text("words " * 100)
    [reading] = read([tmp_path], most_bytes=500)
    assert reading.documents == ()
    assert "a.txt: 0 MB, more than the 0 MB allowed" in reading.problem


def test_a_name_that_cannot_be_written_becomes_one_that_can(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9\n.txt")).write_text("words")
    (tmp_path / os.fsdecode(b"bad\xe9\n.txt")).write_text("")
    bad, good = read([tmp_path])
    assert good.documents[0].title == "caf\ufffd "
    assert bad.problem.encode()
    assert "\n" not in bad.problem


def test_a_long_line_is_one_paragraph(tmp_path):
    (tmp_path / "a.txt").write_text("words and more " * 200_000)
    assert len(only(read([tmp_path])).sections[0].paragraphs) == 1


def test_an_image_is_read_by_ocr_or_refused_with_advice(tmp_path, monkeypatch):
    (tmp_path / "scan.png").write_bytes(picture("The ambassador agreed."))
    monkeypatch.setenv("PATH", str(tmp_path))
    [reading] = read([tmp_path])
    assert "scan.png" in reading.problem
    assert "apt install tesseract-ocr" in reading.problem


def test_a_partly_scanned_file_is_read_and_its_notice_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # No tesseract here.
    writer = PdfWriter(BytesIO(pdf([page("Words.")])))
    writer.append(BytesIO(picture("Scanned words", "PDF")))
    writer.write(tmp_path / "half.pdf")
    [reading] = read([tmp_path / "half.pdf"])
    assert reading.documents[0].texts[0].body == "Words."
    assert reading.problem == ""
    assert reading.notice.startswith(
        f"{tmp_path / 'half.pdf'}: no text on page 2 of 2; for scans install OCR"
    )
