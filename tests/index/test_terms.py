"""Words as a search sees them: the variants that scanners, printers and languages make meet in one."""

import pytest

from index.terms import content_terms, plain, romanised, terms


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1,300 km", "1300 km"),
        ("1 300 км", "1300 км"),
        ("1.300.000 men", "1300000 men"),
        ("0.125 percent", "0.125 percent"),  # no thousands begin with 0
        ("in 1966 300 men", "in 1966 300 men"),
        ("12 3000", "12 3000"),
        (".1 300", ".1 300"),
        ("Kim II Sung", "Kim Il Sung"),
        ("Kim 11 Sung", "Kim Il Sung"),
        ("Kim l1-sung", "Kim Il-sung"),
        ("World War II ended", "World War II ended"),
    ],
)
def test_look_alikes_are_made_one(printed, read):
    assert plain(printed) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bridges", "bridge"),
        ("Kim Il-sung", "KIM IL SUNG"),
        ("разведряване", "разведряването"),
        ("граници", "границата"),
        ("пази", "пазя"),
        ("отива", "отивам"),
        ("надявам се", "надявам-се"),
        ("ﬁve", "five"),
    ],
)
def test_forms_of_a_word_meet(one, other):
    assert terms(one) == terms(other)


def test_a_question_is_about_its_content_words():
    assert content_terms("What is the length of the border, and who is there?") == ["length", "border"]


@pytest.mark.parametrize(("word", "latin"), [("живков", "zhivkov"), ("щастие", "shtastie"), ("kim", "kim")])
def test_names_in_latin_letters(word, latin):
    assert romanised(word) == latin
