import pytest

from corpus.sentences import sentences


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He left. She stayed.", ["He left.", "She stayed."]),
        ("en", "In the U.S. Army he served. Then he left.", ["In the U.S. Army he served.", "Then he left."]),
        ("bg", "За др. Л. И. Брежнев. После спрях.", ["За др. Л. И. Брежнев.", "После спрях."]),
        ("bg", "Разговорът с др.Ким Ир Сен. Край.", ["Разговорът с др.Ким Ир Сен.", "Край."]),
        ("en", "It ends in World War I. Then peace.", ["It ends in World War I.", "Then peace."]),
        ("en", " \n ", []),
        ("en", "A lone \ud800 half. Another.", ["A lone \ud800 half.", "Another."]),
    ],
)
def test_sentences_are_slices(language, text, expected):
    assert [text[span.start : span.end] for span in sentences(text, language)] == expected


def test_only_the_part_asked_for():
    text = "One. Two. Three."
    assert [text[span.start : span.end] for span in sentences(text, "en", 5, 9)] == ["Two."]
