import pytest

from corpus.anchors import anchors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Брежнев", "Brezhnev"),
        ("Полянски", "Polyansky"),
        ("конфедерация", "confederation"),
        ("империализъм", "imperialism"),
        ("Хрущов", "Khrushchev"),
        ("1 300", "1,300"),
        ("Produktion", "production"),
    ],
)
def test_the_same_in_two_languages(one, other):
    assert anchors(one) == anchors(other) != frozenset()


@pytest.mark.parametrize("text", ["", "и на за", "the of and", "— …", "한국"])
def test_short_words_are_no_anchors(text):
    assert anchors(text) == frozenset()
