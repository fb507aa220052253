import pytest

from rag.evaluation import place
from tests.rag.evaluation.made import BORDER, citation, question


@pytest.mark.parametrize(
    ("named", "expected"),
    [({}, None), ({"section": "2"}, 1.0), ({"section": "3"}, 0.0), ({"section": 2}, 1.0)],
)
def test_section(named, expected):
    assert place.section(citation(BORDER, section="2"), question("q", BORDER, **named)) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [(None, None), ("1973-10-30-a-memo", 1.0), ("A memo", 1.0), ("A_memo", 1.0), ("Another", 0.0)],
)
def test_document_is_named_by_id_or_title(named, expected):
    assert place.document(citation(BORDER), question("q", BORDER, document=named)) == expected


def test_paragraph_and_page():
    quoted = citation(BORDER, paragraph=12, page="8–11")
    assert place.paragraph(quoted, question("q", BORDER, paragraph=12)) == 1
    assert place.paragraph(quoted, question("q", BORDER, paragraph=11)) == 0
    assert place.page(quoted, question("q", BORDER, page="8–11")) == 1
    assert place.page(quoted, question("q", BORDER, page=8)) == 0
    assert place.page(quoted, question("q", BORDER)) is None
