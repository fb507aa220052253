import pytest

from corpus.errors import QuestionError
from index.catalog import Card
from index.passage import Filter
from ui import filters
from ui.documents import listing

CARDS = [
    Card("a", "A memo", "1966-05-27", "One Archive", ("en",), "", 1),
    Card("b", "B memo", "1973", "Two Archive", ("bg", "en"), "", 1),
    Card("c", "C memo", "", "", ("ru",), "", 1),
]


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        (Filter(), "abc"),
        (Filter(documents=frozenset("ac")), "ac"),
        (Filter(languages=frozenset({"bg", "ru"})), "bc"),
        (Filter(archives=frozenset({"Two Archive"})), "b"),
        (Filter(since="1966-06"), "b"),
        (Filter(until="1966"), "a"),
        (Filter(since="1973-10", until="1973-12"), "b"),
    ],
)
def test_a_filter_keeps_what_passes_all_its_fields(where, kept):
    assert "".join(card.id for card in CARDS if filters.keeps(where, card)) == kept


@pytest.mark.parametrize("date", ["May", "66", "1966-5", "1966-05-27T00", "१९६६"])
def test_a_date_that_is_none_is_told_so(date):
    with pytest.raises(QuestionError, match="is no date"):
        filters.chosen((None, None, None, date, ""))
    assert "is no date" in listing(CARDS, (None, None, None, "", date))


def test_the_list_is_by_date_and_counts():
    shown = listing(CARDS, (None, None, ["en"], "", ""))
    assert "2 of 3 memos" in shown
    assert shown.index("A memo") < shown.index("B memo")
    assert 'href="/d/a"' in shown
