import textwrap
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter

from corpus import pdf
from corpus.document import Span
from corpus.errors import ReadError
from tests.corpus.made import page, picture, sections
from tests.corpus.made import pdf as made

TALKS = (
    "The ambassador said that the conversation had lasted for three hours and that the two delegations "
    "had come to an understanding on the international situation, though not on every point of it. "
)


def leaf(at, body):
    """A page with a running head and its number at the foot."""
    head = [(250, 800, 8, False, "MEMORANDUM OF TALKS")]
    return head + page(*body) + [(290, 40, 9, False, f"- {at} -")]


def test_wrapped_lines_become_paragraphs_and_running_heads_go():
    said = {17: f"On leaf a: {TALKS}One.", 18: f"On leaf b: {TALKS}Two.", 19: f"On leaf c: {TALKS}Three."}
    pages = [leaf(at, textwrap.wrap(words, 60)) for at, words in said.items()]
    text = pdf.read(made(pages), "talks.pdf")[0].texts[0]
    assert "MEMORANDUM" not in text.body
    assert text.body.count(TALKS.strip()) == 3
    found = {word: text.page_of(Span(at := text.body.index(f"leaf {word}"), at + 1)) for word in "abc"}
    assert found == {"a": "17", "b": "18", "c": "19"}


def test_pages_before_the_first_printed_number_have_no_label():
    cover = [page("A cover, and nobody's page."), page("Its other side is empty but for this.")]
    talks = [leaf(at, textwrap.wrap(f"On leaf {letter}: {TALKS}", 60)) for at, letter in enumerate("abcd", 1)]
    text = pdf.read(made(cover + talks), "talks.pdf")[0].texts[0]
    assert [printed.label for printed in text.pages] == ["1", "2", "3", "4"]
    assert text.page_of(Span(0, 5)) is None
    at = text.body.index("leaf a")
    assert text.page_of(Span(at, at + 6)) == "1"


def test_a_sentence_over_two_pages_is_whole_and_has_both_pages():
    pages = [
        page(*textwrap.wrap(TALKS, 60), "They parted with the assurance that the talks would"),
        page("go on in the spring.", *textwrap.wrap(TALKS, 60)),
    ]
    text = pdf.read(made(pages), "talks.pdf")[0].texts[0]
    start = text.body.index("They parted")
    assert "talks would go on in the spring." in text.body
    assert text.page_of(Span(start, start + 80)) == "1–2"


def test_the_labels_of_the_file_are_the_pages():
    labels = "/PageLabels << /Nums [0 << /S /r /St 4 >> 1 << /S /D /St 1 /P (A-) >>] >>"
    pages = [page("First."), page("Second."), page("Third.")]
    text = pdf.read(made(pages, labels), "talks.pdf")[0].texts[0]
    assert [printed.label for printed in text.pages] == ["iv", "A-1", "A-2"]


def test_larger_lines_are_headings():
    body = page(*textwrap.wrap(TALKS, 60), top=700)
    pages = [
        [(72, 780, 20, False, "A memorandum"), (72, 740, 14, False, "1. On coal"), *body],
        [(72, 740, 14, False, "2. On iron"), *body],
    ]
    text = pdf.read(made(pages), "talks.pdf")[0].texts[0]
    assert [(number, heading) for number, heading, _ in sections(text)] == [
        ("opening", "A memorandum"),
        ("1", "On coal"),
        ("2", "On iron"),
    ]
    assert sections(text)[1][2] == [TALKS.strip()]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (("They spoke of the inter-", "national situation."), "the international situation."),
        (("They spoke of the well-", "known facts."), "the well-known facts."),
    ],
)
def test_a_cut_word_loses_its_hyphen_only_where_it_stands_whole_elsewhere(cut, whole):
    text = pdf.read(made([page(*textwrap.wrap(TALKS * 2, 40), *cut)]), "talks.pdf")[0].texts[0]
    assert whole in text.body


def test_title_and_author_come_from_the_file_unless_a_program_wrote_them():
    assert pdf.read(_titled("Talks on coal"), "a.pdf")[0].title == "Talks on coal"
    assert pdf.read(_titled("Microsoft Word - x.doc"), "a.pdf")[0].title == "a"
    assert pdf.read(_titled("Talks on coal"), "a.pdf")[0].catalogue.author == "P. Ivanov"


@pytest.mark.parametrize("cipher", ["RC4-128", "AES-128", "AES-256"])
def test_a_locked_file_is_refused_and_one_with_an_empty_password_is_read(cipher):
    with pytest.raises(ReadError, match=r"^a\.pdf: locked with a password"):
        pdf.read(_locked("secret", cipher), "a.pdf")
    assert pdf.read(_locked("", cipher), "a.pdf")[0].texts[0].body == "Words."


@pytest.mark.parametrize("damage", [slice(0, 60), slice(0, 300), slice(200, None)])
def test_a_damaged_file_is_refused(damage):
    data = made([page("Words that stand.")])[damage]
    with pytest.raises(ReadError, match=r"^a\.pdf: "):
        pdf.read(data, "a.pdf")


def test_a_scan_without_ocr_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ReadError, match="a scan without text; for scans install OCR"):
        pdf.read(_scan(), "a.pdf")


@pytest.fixture
def ocr(monkeypatch, tmp_path):
    """Puts a program in tesseract's place that prints the same words for every scan, or fails."""

    def put(words):
        fake = tmp_path / "tesseract"
        done = f"echo '{words}'" if words else "exit 1"
        fake.write_text(f"#!/bin/sh\ncat > /dev/null\n{done}\n")
        fake.chmod(0o755)
        monkeypatch.setattr("shutil.which", lambda name: str(fake))

    return put


def test_a_scan_is_read_by_ocr(ocr):
    ocr("The ambassador agreed.")
    document, notice = pdf.read(_scan(), "a.pdf")
    assert document.texts[0].body == "The ambassador agreed."
    assert [printed.label for printed in document.texts[0].pages] == ["1"]
    assert notice == ""


def test_scanned_pages_among_others_are_read_by_ocr_in_their_place(ocr):
    ocr("The ambassador agreed. " * 40)
    document, notice = pdf.read(_bound(made([page("First.")]), _scan(), made([page("Third.")])), "a.pdf")
    (text,) = document.texts
    found = [text.body.index(words) for words in ("First.", "The ambassador agreed.", "Third.")]
    assert found == sorted(found)
    assert text.page_of(Span(found[1], found[1] + 1)) == "2"
    assert [number for number, _, _ in sections(text)] == ["text"]
    assert notice == ""


def test_without_ocr_the_pages_that_hold_no_text_are_named(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    typed, scanned = made([page("The one typed page.")]), _scan()
    document, notice = pdf.read(_bound(scanned, typed, scanned, scanned), "a.pdf")
    assert document.texts[0].body == "The one typed page."
    assert notice == (
        "a.pdf: no text on pages 1, 3–4 of 4; "
        "for scans install OCR (apt install tesseract-ocr tesseract-ocr-bul)"
    )


@pytest.mark.parametrize("words", ["", " "])
def test_a_page_on_which_ocr_finds_nothing_is_named_and_the_others_are_read(ocr, words):
    ocr(words)
    document, notice = pdf.read(_bound(made([page("The one typed page.")]), _scan()), "a.pdf")
    assert document.texts[0].body == "The one typed page."
    assert notice.startswith("a.pdf: no text on page 2 of 2; OCR found none either")


def test_a_scan_that_cannot_be_unpacked_takes_no_other_page_with_it(ocr):
    ocr("The ambassador agreed.")
    broken = _scan().replace(b"DCTDecode", b"JPXDecode")
    document, notice = pdf.read(_bound(made([page("The one typed page.")]), broken), "a.pdf")
    assert document.texts[0].body == "The one typed page."
    assert notice.startswith("a.pdf: no text on page 2 of 2")


def test_blank_pages_are_not_missed(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    document, notice = pdf.read(_bound(made([page("Words."), page(), page("", " ")])), "a.pdf")
    assert document.texts[0].body == "Words."
    assert notice == ""


def test_a_notice_names_the_first_of_many_pages(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    leaves = [made([page(f"The {letter * 9} came first.")]) for letter in "abcdefghijklmnopqrst"]
    scanned = _scan()
    notice = pdf.read(_bound(*[file for typed in leaves for file in (typed, scanned)]), "a.pdf")[1]
    assert "no text on pages 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, … of 40;" in notice


def _bound(*files):
    """The pages of several PDFs as one."""
    writer = PdfWriter()
    for file in files:
        writer.append(BytesIO(file))
    return _bytes(writer)


def _scan():
    out = BytesIO()
    Image.open(BytesIO(picture("The ambassador agreed."))).save(out, "PDF")
    return out.getvalue()


def _titled(title):
    writer = PdfWriter(BytesIO(made([page("Words.")])))
    writer.add_metadata({"/Title": title, "/Author": "P. Ivanov"})
    return _bytes(writer)


def _locked(password, cipher):
    writer = PdfWriter(BytesIO(made([page("Words.")])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=cipher)
    return _bytes(writer)


def _bytes(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
