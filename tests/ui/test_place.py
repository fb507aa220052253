import pytest

from corpus.document import Span
from tests.ui.fake import TALKS, cite
from ui import place


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("1973-10-30", "30 Oct 1973"),
        ("1973-10", "Oct 1973"),
        ("1973", "1973"),
        ("", ""),
        ("c. 1950", "c. 1950"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date, shown):
    assert place.day(date) == shown


@pytest.mark.parametrize(
    ("label", "of", "shown"),
    [
        ("6", None, "p. 6"),
        ("8–11", None, "pp. 8–11"),
        ("6", "original", "p. 6 of the original"),
        (None, None, ""),
    ],
)
def test_a_page_is_cited_as_printed(label, of, shown):
    assert place.page(label, of) == shown


def test_a_place_names_section_paragraph_and_page():
    citation = cite(1, TALKS, TALKS.text("en"), Span(120, 140))
    citation = citation.model_copy(update={"page": "6", "page_of": "original"})
    assert place.place(citation) == "§ 2, ¶ 1, p. 6 of the original"
    assert place.place(citation.model_copy(update={"paragraph": None, "page": None})) == "§ 2, heading"


def test_an_address_leads_back_to_its_mark():
    address = place.address("1973-10-30-talks", place.anchor("2", 7), "en", Span(10, 20))
    assert address == "/d/1973-10-30-talks?mark=en.10-20#s2p7"
    assert place.marked("en.10-20") == ("en", Span(10, 20))


@pytest.mark.parametrize("value", ["", "en", "en.", "en.1", "en.-1-2", "en.1-²", "en." + "9" * 40 + "-1"])
def test_a_mark_that_means_nothing_is_none(value):
    assert place.marked(value) is None


def test_an_address_cannot_leave_its_path():
    assert place.address('../x?"<', place.anchor('"<script>', 1)) == "/d/..%2Fx%3F%22%3C#%22%3Cscript%3Ep1"
