"""The text of an answer: quotes, where they stand, nothing else."""

import pytest

from rag.answer import Citation, DocumentReference, SectionReference
from rag.write import quoted, refusal


def citation(section, quote, number=1):
    return Citation(
        number=number,
        quote=quote,
        document=DocumentReference(id="d", title="D", date="", url=""),
        section=SectionReference(number=section),
        paragraph=1,
        page=None,
        language="en",
        start=0,
        end=len(quote),
    )


@pytest.mark.parametrize(
    ("question", "section", "text"),
    [
        ("Why?", "2", "In section 2: “It was high.” [1]"),
        ("Why?", "opening", "In the opening: “It was high.” [1]"),
        ("Why?", "text", "In the text: “It was high.” [1]"),
        ("Why?", "{0}", "In section {0}: “It was high.” [1]"),
        ("Защо?", "closing", "В заключението: “It was high.” [1]"),
        ("Защо?", "4", "В раздел 4: “It was high.” [1]"),
    ],
)
def test_a_quote_stands_behind_its_place_in_the_language_of_the_question(question, section, text):
    assert quoted(question, [citation(section, "It was\n\nhigh.")]) == text


def test_each_quote_has_a_line_of_its_own():
    assert quoted("Why?", [citation("1", "A\nb."), citation("2", "C.", 2)]).count("\n") == 1


def test_a_refusal_is_in_the_language_of_the_question():
    assert refusal("Why?").isascii()
    assert refusal("Защо?").startswith("Документите")
