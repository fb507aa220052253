import pytest

from rag.evaluation import quotes
from tests import tiny
from tests.rag.evaluation.made import (
    BORDER,
    HARVEST,
    MEMO,
    VISIT,
    answer,
    citation,
    counterpart,
    library,
    refusal,
)

LETTER_EN, LETTER_BG = "The harvest was seven million tons.", "Реколтата беше седем милиона тона."
LETTER = tiny.document(
    "a-letter",
    texts=(
        tiny.text(("text", None, [LETTER_EN])),
        tiny.text(("text", None, [LETTER_BG]), language="bg", role="translation"),
    ),
)
EVIDENCE = ((BORDER,), (HARVEST, "Реколтата беше седем милиона тона"))


@pytest.mark.parametrize(
    ("quoted", "hit", "first", "recall", "precision"),
    [
        ([BORDER], 1, 1, 1 / 2, 1),
        ([VISIT, BORDER], 1, 0, 1 / 2, 1 / 2),
        ([BORDER, HARVEST, VISIT], 1, 1, 1, 2 / 3),
        ([VISIT], 0, 0, 0, 0),
        ([VISIT, VISIT, VISIT, BORDER], 0, 0, 0, 0),  # the fourth quote is not shown
    ],
)
def test_what_the_first_three_quotes_hit(quoted, hit, first, recall, precision):
    shown = [quotes.wordings(quote, library) for quote in quotes.shown(answer(*quoted))]
    assert quotes.hit(shown, EVIDENCE) == hit
    assert quotes.first(shown, EVIDENCE) == first
    assert quotes.recall(shown, EVIDENCE) == recall
    assert quotes.precision(shown, EVIDENCE) == precision


def test_a_refusal_shows_no_quote():
    assert quotes.shown(answer(BORDER, answered=False)) == ()
    assert quotes.shown(refusal()) == ()
    assert quotes.hit([], EVIDENCE) == 0


def test_the_counterpart_of_a_quote_hits_too():
    quoted = citation(LETTER_EN, document=LETTER, translation=counterpart(LETTER_BG))
    words = quotes.wordings(quoted, lambda _: LETTER)
    assert words == (LETTER_EN, LETTER_BG)
    assert quotes.hit([words], [[LETTER_BG]]) == 1


def test_an_altered_quote_hits_nothing():
    assert quotes.wordings(citation(BORDER.replace("China", "Chine")), library) == ()
    assert quotes.hit([()], EVIDENCE) == 0
    assert quotes.first([(), (BORDER,)], EVIDENCE) == 0


def test_characters_are_counted_with_white_space_collapsed():
    assert quotes.characters([citation("a  b\n\nc"), citation("four")]) == 5 + 4


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (citation(BORDER), True),
        (citation(HARVEST), True),
        (citation(BORDER.replace("China", "Chine")), False),
        (citation(HARVEST, start=0), False),  # verbatim, but not where it is said to stand
        (citation(BORDER, language="bg"), False),
        (citation(BORDER).model_copy(update={"start": 0, "end": 0}), True),  # no offsets: anywhere in it
        (citation("Not in it at all.").model_copy(update={"start": 0, "end": 0}), False),
        (citation("").model_copy(update={"start": 0, "end": 0}), False),
        (citation(BORDER, original=counterpart("няма такъв текст")), False),
        (
            citation(BORDER).model_copy(
                update={"document": citation(BORDER).document.model_copy(update={"id": "x"})}
            ),
            False,
        ),
    ],
)
def test_verbatim_is_a_slice_of_the_document_named(quoted, expected):
    assert quotes.verbatim(quoted, library) is expected


def test_the_memo_of_these_tests_holds_the_quotes():
    assert all(sentence in MEMO.texts[0].body for sentence in (BORDER, HARVEST, VISIT))
