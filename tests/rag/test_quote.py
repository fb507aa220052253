"""Which sentences are quoted, and that a quote is what stands there."""

import pytest

from rag.candidate import Candidate
from rag.quote import BUDGET, choose, is_verbatim
from rag.rerank import Ranked
from rag.retrieve import Found
from rag.sentence import Sentence
from tests.tiny import document


def ranked(words, log_odds):
    found = Found(None, 0.0, 0.0, 0.0, 0.0)
    return Ranked(Sentence("d", "en", "1", 0, len(words), Candidate(words, "", ""), found), log_odds)


FIRST = ranked("The river was high that spring.", 3.0)
OTHER = ranked("A bridge fell into the cold water.", 2.0)
THIRD = ranked("Nobody was hurt by any stone.", 1.0)
FOURTH = ranked("Engineers from abroad built another.", 1.0)
AGAIN = ranked("That spring the river was high.", 2.5)
UNLIKELY = ranked("Cows eat grass on green meadows.", -6.0)
LONG_FIRST = ranked("alpha " * 200, 3.0)
LONG = ranked("omega " * (BUDGET // 6), 2.0)


@pytest.mark.parametrize(
    ("given", "most", "expected"),
    [
        ([], 3, []),
        ([FIRST], 3, [FIRST]),
        ([FIRST, OTHER, THIRD, FOURTH], 3, [FIRST, OTHER, THIRD]),
        ([FIRST, OTHER, THIRD], 1, [FIRST]),
        ([FIRST, OTHER], 0, []),
        ([FIRST, AGAIN, OTHER], 3, [FIRST, OTHER]),
        ([FIRST, OTHER, UNLIKELY], 3, [FIRST, OTHER]),
        ([UNLIKELY], 3, [UNLIKELY]),
        ([LONG_FIRST, OTHER], 3, [LONG_FIRST]),
        ([FIRST, LONG, THIRD], 3, [FIRST, THIRD]),
        ([FIRST, LONG, OTHER, THIRD, FOURTH], 10, [FIRST, LONG, OTHER, THIRD, FOURTH]),
    ],
)
def test_choosing(given, most, expected):
    assert choose(given, most) == expected


@pytest.mark.parametrize(
    ("quote", "start", "end", "verbatim"),
    [
        ("The river", 0, 9, True),
        ("The River", 0, 9, False),
        ("The river", 1, 10, False),
        ("The river ", 0, 9, False),
        ("", 0, 9, False),
    ],
)
def test_a_quote_is_a_slice_to_the_letter(quote, start, end, verbatim):
    assert is_verbatim(quote, document("d", "The river was high."), "en", start, end) is verbatim
