"""Footnotes and CSL-JSON: what they say, and that nothing in a document can break them."""

import json
import warnings
from dataclasses import replace

import pytest

from corpus.document import Catalogue
from rag.answer import Citation, DocumentReference, SectionReference
from rag.reference import csl_json, item, locator, note
from tests.tiny import document

NOTHING = Catalogue()
OWN = Catalogue(
    citation='"On a Border", May 2, 1950, An Archive, From a box of papers. Translated by A. Reader.',
    collection="Papers",
    archive="An Archive",
    translator="A. Reader",
    summary="What it\nsays.",
)


def memo(catalogue=NOTHING, **fields):
    made = document("1950-05-02-on-a-border", "It is long.", title="On a Border", date="1950-05-02")
    return replace(made, catalogue=catalogue, url="https://archive.example/1", **fields)


def cited(**fields):
    given = {
        "number": 1,
        "quote": "It is long.",
        "document": DocumentReference(id="x", title="x", date="", url=""),
        "section": SectionReference(number="2", heading="The border"),
        "paragraph": 12,
        "page": None,
        "language": "en",
        "start": 0,
        "end": 11,
    }
    return Citation(**{**given, **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "sec. 2, para. 12"),
        ({"page": "6"}, "sec. 2, para. 12, p. 6"),
        ({"page": "8–11"}, "sec. 2, para. 12, pp. 8–11"),
        ({"page": "6", "page_of": "original"}, "sec. 2, para. 12, p. 6 of the original"),
        ({"paragraph": None}, "sec. 2, heading"),
        ({"section": SectionReference(number="closing")}, "closing, para. 12"),
        ({"section": SectionReference(number="catalogue")}, "catalogue entry, para. 12"),
        ({"section": SectionReference(number="text")}, "para. 12"),
    ],
)
def test_the_locator_names_section_paragraph_and_page_as_printed(fields, expected):
    assert locator(cited(**fields)) == expected


def test_a_note_keeps_the_archives_own_citation_and_adds_place_and_address():
    assert note(cited(page="6"), memo(OWN)) == (
        '"On a Border", May 2, 1950, An Archive, From a box of papers. Translated by A. Reader, '
        "sec. 2, para. 12, p. 6, https://archive.example/1."
    )


@pytest.mark.parametrize("address", ["https://archive.example/1", "<https://archive.example/1>"])
def test_an_address_in_the_archives_citation_moves_behind_the_place(address):
    own = replace(OWN, citation=f"On a Border, An Archive. {address}")
    assert note(cited(), memo(own)) == "On a Border, An Archive, sec. 2, para. 12, https://archive.example/1."


@pytest.mark.parametrize(
    ("catalogue", "date", "expected"),
    [
        (Catalogue(), "1950-05-02", "“On a Border,” May 2, 1950, "),
        (Catalogue(), "1950-05", "“On a Border,” May 1950, "),
        (Catalogue(), "1950", "“On a Border,” 1950, "),
        (Catalogue(), "", "“On a Border,” sec. 2"),
        (Catalogue(), "spring 1950", "“On a Border,” spring 1950, "),
        (Catalogue(author="A. Writer"), "1950", "A. Writer, “On a Border,” 1950, "),
        (
            Catalogue(collection="Papers", archive="An Archive", translator="A. Reader"),
            "1950",
            "“On a Border,” trans. A. Reader, 1950, Papers, An Archive, ",
        ),
    ],
)
def test_a_note_is_composed_of_what_the_file_says_and_nothing_else(catalogue, date, expected):
    made = note(cited(), replace(memo(catalogue), date=date))
    assert made.startswith(expected)
    assert made.endswith("sec. 2, para. 12, https://archive.example/1.")


def test_quotation_marks_inside_a_title_become_single_ones():
    assert "“The “Cold War”,”" not in note(cited(), replace(memo(), title="The “Cold War”"))
    assert "“The ‘Cold War’,”" in note(cited(), replace(memo(), title="The “Cold War”"))


def test_an_item_holds_what_the_file_says():
    made = item(memo(OWN), [cited(page="6"), cited(quote="Very\nlong.", paragraph=13)])
    assert made == {
        "id": "1950-05-02-on-a-border",
        "type": "document",
        "title": "On a Border",
        "translator": [{"literal": "A. Reader"}],
        "issued": {"date-parts": [[1950, 5, 2]]},
        "archive": "An Archive",
        "archive_collection": "Papers",
        "abstract": "What it says.",
        "language": "en",
        "URL": "https://archive.example/1",
        "note": "“It is long.” (sec. 2, para. 12, p. 6). “Very long.” (sec. 2, para. 13).",
    }


def test_an_address_that_a_browser_would_run_is_left_out():
    hostile = replace(memo(), url="javascript:alert(1)")
    assert "URL" not in item(hostile)
    assert "javascript" not in note(cited(), hostile)


def test_a_citation_processor_reads_the_json():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the processor's own, about its bundled style
        from citeproc import Citation as Cite
        from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        source = CiteProcJSON(json.loads(csl_json([item(memo(OWN))])))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Cite([CitationItem("1950-05-02-on-a-border")]))
        (entry,) = bibliography.bibliography()
    assert "On a Border" in str(entry)
    assert "1950" in str(entry)
