"""Whose words a quote is: on the hand-made list, and on small documents in both languages."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Catalogue, Pair, Span
from corpus.settings import MEMOS
from corpus.wilson_center import read
from rag.attribution import LONGEST, speaker
from tests.tiny import document, text

QUOTES = Path(__file__).parents[1] / "questions" / "attribution.jsonl"
PRECISION, COVERAGE = 0.95, 0.7
ANN, BEN = "Ann Adams", "Ben Brown"


def test_on_the_list_it_is_right_whenever_it_says_something():
    memos = [
        read(file.read_text("utf-8"), file.name)
        for file in sorted(MEMOS.glob("19*"))
        if file.suffix != ".toml"
    ]
    documents = {memo.id: memo for memo in memos}
    rows = [json.loads(line) for line in QUOTES.read_text("utf-8").splitlines()]
    said = [(said_by(documents[row["document"]], row["quote"], row["language"]), row) for row in rows]
    spoken = [(found, row["speaker"]) for found, row in said if found]
    precision = sum(found == expected for found, expected in spoken) / len(spoken)
    coverage = len(spoken) / sum(row["speaker"] is not None for row in rows)
    wrong = [(found, row["quote"]) for found, row in said if found not in (None, row["speaker"])]
    assert precision >= PRECISION, wrong
    assert coverage >= COVERAGE


def said_by(memo, quote, language="en"):
    found = next(t for t in memo.texts if t.language == language and quote in t.body)
    start = found.body.index(quote)
    return speaker(memo, found, Span(start, start + len(quote)))


def memo(*paragraphs, author=ANN, participants=(ANN, BEN), language="en", section="1"):
    made = document("1950-a", texts=(text((section, "Talks", paragraphs), language=language),))
    return replace(made, catalogue=Catalogue(author=author, participants=participants))


@pytest.mark.parametrize(
    ("paragraphs", "quote", "expected"),
    [
        (["I went to the river with them."], "went to the river", ANN),
        (["The river was high that spring."], "river was high", None),
        (["I asked him.", "Ben Brown answered as follows:", "We like the river."], "We like", BEN),
        (["Ben Brown answered as follows:", "We like it.", "It is deep."], "It is deep", BEN),
        (["I went. Ben Brown answered: It is deep."], "It is deep", BEN),
        (["I went. Ben Brown answered: It is deep."], "I went", ANN),
        (["I went. Ben Brown answered: It is deep."], "answered: It is", None),
        (["I went. He said the following: It is deep."], "It is deep", BEN),
        (["I went. The guide said the following: It is deep."], "It is deep", None),
        (["I went. The mayor of Ben Brown said: It is deep."], "It is deep", None),
        (["Ann Adams and Ben Brown said: It is deep."], "It is deep", None),
        (["I went. Ben Brown said: It is.", "- It is wide."], "It is wide", BEN),
        (["I went. Ben Brown said: It is.", "It is wide."], "It is wide", None),
        (["I went. Ben Brown said: It is.", "Then Ben Brown left me."], "left me", ANN),
        (["Ben Brown said:", "It is.", "So I asked Ben Brown more."], "asked Ben", ANN),
        (["I went. Ben Brown stated that it was so. We saw it."], "stated that", ANN),
        (["I went. Ben Brown stated that it was so. We saw it."], "We saw it", None),
        (["I went. Ben Brown stated that it was so.", "We saw it."], "We saw it", ANN),
        (["Ben Brown said:", "We - he said - like it."], "like it", BEN),
        (["I went. We like it [Ben Brown said] very much."], "very much", BEN),
        (["I went. We - he said - like it."], "like it", None),
        (["Ben Brown said:", 'My son cried: "I cannot sleep."'], "I cannot sleep", None),
        (["Ben Brown said:", "It is deep (I forgot how deep)."], "I forgot how", None),
        (["I went. [The last page is missing.]"], "The last page", None),
        (["Ann Adams: I like the river.", "Ben Brown: So do I."], "I like the river", None),
        (["I went. Brown answered: It is deep."], "It is deep", BEN),
    ],
)
def test_english(paragraphs, quote, expected):
    assert said_by(memo(*paragraphs), quote) == expected


@pytest.mark.parametrize(
    ("paragraphs", "quote", "expected"),
    [
        (["Аз отидох при реката."], "отидох при реката", "Анна Адамова"),
        (["Аз отидох. Др. Борис Боев ми отговори: Реката е дълбока."], "Реката е", "Борис Боев"),
        (["Аз отидох. Той каза следното: Реката е дълбока."], "Реката е", "Борис Боев"),
        (["Борис Боев заяви пред мен следното:", "Ние - каза той - я обичаме."], "я обичаме", "Борис Боев"),
        (["Казах му, че аз ще дойда. Борис Боев заяви, че е така. Видяхме я."], "Видяхме", None),
        (["Аз отидох. Водачът каза: Реката е дълбока."], "Реката е", None),
        (["Борис Боев направи пред мен следната декларация: Реката е дълбока."], "Реката е", "Борис Боев"),
    ],
)
def test_bulgarian(paragraphs, quote, expected):
    made = memo(
        *paragraphs, author="Анна Адамова", participants=("Анна Адамова", "Борис Боев"), language="bg"
    )
    assert said_by(made, quote, "bg") == expected


def test_a_name_in_the_title_is_known_also_as_a_scanner_read_it():
    made = memo("I went. We like it [Kim II Sung said] a lot.", participants=())
    assert said_by(replace(made, title="Talks with Kim Il Sung"), "a lot") == "Kim Il Sung"
    assert said_by(replace(made, title="Talks"), "a lot") is None


def test_an_original_is_judged_by_its_translation():
    original = text(("1", None, ["Реката е дълбока."]), language="bg")
    english = text(("1", None, ["Ben Brown said: It is deep. I left."]), role="translation")
    pair = Pair(Span(0, 17), Span(16, 27))
    made = replace(memo("-"), texts=(original, english), pairs=(pair,))
    assert said_by(made, "Реката", "bg") == BEN
    assert said_by(replace(made, pairs=()), "Реката", "bg") is None


@pytest.mark.parametrize("section", ["catalogue", "1"])
def test_headings_and_catalogue_entries_are_nobodys(section):
    made = memo("I went to the river.", section=section)
    assert said_by(made, "Talks") is None
    assert said_by(made, "I went") == (None if section == "catalogue" else ANN)


def test_without_a_single_author_nobody_is_the_narrator():
    assert said_by(memo("I went to the river.", author=""), "I went") is None
    assert said_by(memo("I went to the river.", author="A. One; B. Two"), "I went") is None


def test_a_section_too_long_to_be_certain_is_left_alone():
    assert said_by(memo("I went to the river. " * (LONGEST // 20)), "I went") is None


@pytest.mark.parametrize(
    "words", ["said: " * 3_000, "- (" * 8_000, "A" * 30_000, "Ann " * 7_000 + "said:", "\ud800 said: x"]
)
def test_hostile_text_takes_no_time_and_breaks_nothing(words):
    assert said_by(memo(words), words[:30]) in (None, ANN, BEN)
