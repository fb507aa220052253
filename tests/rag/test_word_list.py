"""The list of Bulgarian words that comes with memocite."""

import pytest

from rag.word_list import WORD_LIST, english


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("граница", "border"),
        ("границите", "border"),
        ("китайските", "Chinese"),
        ("изпратиха", "send"),
        ("архива", "archive"),
        ("дълга", "long"),
        ("казват", "say"),
        ("съюзниците", "ally"),
        ("виетнамците", "Vietnamese"),
        ("дивизии", "division"),
        ("глобалната", "global"),
        ("чилийската", "Chilean"),
        ("заседават", "sit"),
        ("разясниха", "explain"),
        ("гргица", None),
    ],
)
def test_a_word_is_known_in_its_forms(word, meaning):
    assert english(word) == meaning


def test_every_line_is_a_word_and_its_english_in_order():
    lines = WORD_LIST.read_text(encoding="utf-8").splitlines()
    assert [line.count("\t") for line in lines] == [1] * len(lines)
    words = [line.partition("\t")[0] for line in lines]
    assert words == sorted(set(words))
    assert all(word == word.lower().strip() for word in words)
