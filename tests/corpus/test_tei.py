from pathlib import Path

import pytest

from corpus import tei
from corpus.document import Span
from corpus.errors import ReadError
from corpus.read import read
from tests.corpus.made import sections

EXCERPT = Path(__file__).parent / "frus-excerpt.xml"

VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"
  xml:id="frus1971v99">
<teiHeader><fileDesc><titleStmt>
  <title type="complete">Made Volume, 1971</title>
</titleStmt></fileDesc></teiHeader>
<text><front><div type="section" xml:id="persons"><list>
  <item><hi><persName xml:id="p_RD">Roe, Diane</persName>,</hi> Minister of Mines </item>
</list></div></front><body>
<div type="chapter"><pb n="[4]"/>
<div type="document" xml:id="d7" n="7">
  <head>7. Telegram from the <gloss type="from">Embassy in Ruritania</gloss> to
    <persName type="to">Mr. Poe</persName><note n="1" xml:id="d7fn1" type="source">Source: Archives, RG 9,
    Box 3. Secret.</note></head>
  <opener><dateline><placeName>Strelsau</placeName>,
    <date when="1971-03-02T20:00:00">March 2, 1971</date></dateline></opener>
  <p>The Minister<note n="2" xml:id="d7fn2">See footnote 1.</note> said that <persName
    corresp="#p_RD">Roe</persName> would <pb n="5"/>come to the cap<hi>ital</hi> in May.</p>
  <p><seg type="margin">On coal.</seg>The price is:</p>
  <list><label>1.</label><item>ten crowns;</item><label>2.</label><item>twenty.</item></list>
  <table><row><cell>tons</cell><cell>crowns</cell></row></table>
  <closer>I am,<lb/>sir, <signed>Doe</signed></closer>
  <pb n="6"/>
  <frus:attachment>
    <note rend="inline" type="source">[Inclosure 1.]</note>
    <head><persName type="from">Mr. Low</persName> to Mr. Doe.</head>
    <dateline><date when="1970-01-01">January 1, 1970</date></dateline>
    <p>I agree.</p>
    <frus:attachment><p>A map.</p></frus:attachment>
  </frus:attachment>
  <frus:attachment><div type="document"><head>Schedule A</head><p>A list.</p></div></frus:attachment>
  <postscript><p>P.S. It rains.</p></postscript>
</div>
<div type="document" xml:id="d8" n="8"><note rend="inline" type="source">711.1/7</note>
  <head>Mr. Poe to Mr. Doe</head><p>Received.</p></div>
</div></body></text></TEI>"""


@pytest.fixture(scope="module")
def documents():
    return {document.id: document for document in tei.read(VOLUME, "made.xml")}


def test_every_document_is_one_document(documents):
    assert list(documents) == ["frus1971v99-d7-1", "frus1971v99-d7", "frus1971v99-d8"]


def test_sections_are_the_letter_its_attachments_and_its_end(documents):
    assert sections(documents["frus1971v99-d7"].texts[0]) == [
        ("catalogue", None, ["Source: Archives, RG 9, Box 3. Secret."]),
        (
            "text",
            "7. Telegram from the Embassy in Ruritania to Mr. Poe",
            [
                "Strelsau, March 2, 1971",
                "The Minister said that Roe would come to the capital in May.",
                "The price is:",
                "1. ten crowns;",
                "2. twenty.",
                "tons crowns",
                "I am, sir, Doe",
            ],
        ),
        ("attachment 1", "Mr. Low to Mr. Doe.", ["[Inclosure 1.]", "January 1, 1970", "I agree."]),
        ("attachment 2", None, ["A map."]),
        ("closing", None, ["P.S. It rains."]),
    ]


def test_what_the_archive_says_is_in_the_catalogue(documents):
    document = documents["frus1971v99-d7"]
    assert document.title == "7. Telegram from the Embassy in Ruritania to Mr. Poe"
    assert document.date == "1971-03-02"
    assert document.url == "https://history.state.gov/historicaldocuments/frus1971v99/d7"
    assert document.catalogue.author == "Embassy in Ruritania"
    assert document.catalogue.participants == (
        "Embassy in Ruritania",
        "Mr. Poe",
        "Roe, Diane, Minister of Mines",
        "Mr. Low",
    )
    assert document.catalogue.citation == "Made Volume, 1971, document 7"
    assert document.catalogue.collection == "Source: Archives, RG 9, Box 3. Secret."
    assert document.catalogue.places == ("Strelsau",)
    assert documents["frus1971v99-d8"].catalogue.collection == "711.1/7"


def test_footnotes_and_marginal_notes_are_kept_apart(documents):
    text = documents["frus1971v99-d7"].texts[0]
    noted = [(text.body[note.offset - 8 : note.offset], note.label, note.text) for note in text.footnotes]
    assert noted[0] == ("Minister", "2", "See footnote 1.")
    assert noted[1][1:] == ("margin", "On coal.")
    assert len(noted) == 2


def test_pages_begin_within_paragraphs_and_before_headings(documents):
    text = documents["frus1971v99-d7"].texts[0]
    pages = {
        words: text.page_of(_span(text, words)) for words in ("7. Telegram", "Roe would", "come", "Mr. Low")
    }
    assert pages == {"7. Telegram": "4", "Roe would": "4", "come": "5", "Mr. Low": "6"}
    assert text.page_of(_span(text, "would come")) == "4–5"
    assert {page.label for page in documents["frus1971v99-d8"].texts[0].pages} == {"6"}


def test_a_document_in_a_document_stands_on_its_page(documents):
    inner = documents["frus1971v99-d7-1"]
    assert inner.url == documents["frus1971v99-d7"].url
    assert sections(inner.texts[0]) == [("text", "Schedule A", ["A list."])]


def test_the_excerpt_of_real_volumes():
    [reading] = read([EXCERPT])
    assert len(reading.documents) == 15
    assert all(document.url.startswith("https://history.state.gov/") for document in reading.documents)
    assert all(document.date and document.texts[0].pages for document in reading.documents)
    named = {document.id: document for document in reading.documents}
    braida = named["frus1894Nicaragua-d5"]
    assert (braida.date, braida.catalogue.author) == ("1894-02-13", "Braida")
    assert braida.catalogue.citation.endswith("Nicaragua (Mosquito Territory), document 5")
    for document in reading.documents:
        text = document.texts[0]
        assert text.sections[-1].end == len(text.body)
        assert text.pages[0].start == 0


LAUGHS = """<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>"""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LAUGHS + VOLUME.partition("?>")[2], "declares a document type or entities"),
        (f'<!DOCTYPE TEI SYSTEM "file:///etc/passwd">{VOLUME}', "declares a document type"),
        (VOLUME.replace("I agree.", "&outside;"), "is not well-formed XML"),
        (VOLUME.replace('"frus1971v99"', '"../../evil"'), "is not well-formed XML"),
        (VOLUME[:1500], "is not well-formed XML"),
        ("<html><p>Words.</p></html>", "no <div type='document'>"),
        ("<TEI xmlns='http://www.tei-c.org/ns/1.0'>" + "<div>" * 5000, "is not well-formed XML"),
    ],
)
def test_what_is_unsafe_or_no_volume_is_refused(source, said):
    with pytest.raises(ReadError) as told:
        list(tei.read(source, "volume.xml"))
    assert str(told.value).startswith("volume.xml: ")
    assert said in str(told.value)


def test_only_a_volume_of_the_series_has_an_address():
    documents = list(tei.read(VOLUME.replace('"frus1971v99"', '"letters"'), "made.xml"))
    assert [document.url for document in documents] == ["", "", ""]
    assert documents[-1].id == "letters-d8"


def _span(text, words):
    start = text.body.index(words)
    return Span(start, start + len(words))
