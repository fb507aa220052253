"""A Bulgarian question in the English words of the archive's own translations."""

import pytest

from corpus.document import Pair, Span
from rag.gloss import Glossary, glossary
from tests.tiny import document, text

SENTENCES = [
    ("Реката беше дълбока.", "The river was deep."),
    ("Реката беше широка.", "The river was wide."),
    ("Мостът беше широк.", "The bridge was wide."),
    ("Мостът падна.", "The bridge fell."),
    ("Гргицата беше широка.", "The marsh was wide."),
    ("Гргицата падна.", "The marsh fell."),
]


def memo():
    bg = text(("1", None, [source for source, _ in SENTENCES]), language="bg")
    en = text(("1", None, [target for _, target in SENTENCES]), role="translation")
    spans = [[Span(p.start, p.end) for p in one.sections[0].paragraphs] for one in (bg, en)]
    return document("m", texts=(bg, en), pairs=[Pair(*both) for both in zip(*spans, strict=True)])


@pytest.mark.parametrize(
    ("question", "gloss"),
    [
        ("Защо падна мостът?", "why fall bridge?"),
        ("Дълбока ли е гргицата?", "deep is marsh?"),
        ("Колко широк?", "how many broad?"),
        ("Колко е дълга реката?", "how many is long river?"),
        ("Къде са виетнамците?", "where are Vietnamese?"),
        ("Какво казват делегациите?", "what say delegation?"),
        ("Глобалната политика", "global policy?"),
        ("Брзфпен", "brzfpen?"),
        ("", "?"),
    ],
)
def test_a_word_is_that_of_the_list_or_learnt_from_the_pairs_or_in_latin_letters(question, gloss):
    assert glossary([memo()]).gloss(question) == gloss


@pytest.mark.parametrize("pairs", [[], [([], ["river"])], [(["река"], [])]])
def test_without_pairs_an_unlisted_word_stands_in_latin_letters(pairs):
    assert Glossary(pairs).gloss("Къде е гргицата?") == "where is grgitsata?"


def test_an_english_original_teaches_nothing():
    english = text(("1", None, ["The river was deep."]))
    other = text(("1", None, ["Die Tiefe war gross."]), language="de", role="translation")
    made = document("m", texts=(english, other), pairs=[Pair(Span(0, 9), Span(0, 9))])
    assert glossary([made]).gloss("гргица") == "grgitsa?"
