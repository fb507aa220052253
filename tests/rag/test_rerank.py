"""Which sentence stands first, and how sure that is."""

import json

import numpy as np
import pytest

from index.passage import Filter
from rag.cross_encoder import ShippedCrossEncoder
from rag.features import NAMES
from rag.rerank import ANSWER_NAMES, READ, WEIGHTS, Line, Weights, sigmoid
from rag.retrieve import retrieve
from rag.sentence import quotable
from rag.shelf import Shelf
from tests.rag.shelved import CountingEncoder, MemoryArchive, ranker
from tests.tiny import document

MEMOS = [
    document("a", "The river was high that spring.", "The stone bridge fell into the water."),
    document("b", "Nobody knows who built the old town.", "Twenty stone houses stand there still."),
]
SHELF = Shelf((MemoryArchive(*MEMOS),))


def rank(question, model=None, shelf=SHELF):
    sentences = quotable(retrieve(shelf, question, question, Filter(), 99), shelf)
    return ranker(model).rank(question, [question], sentences, shelf)


@pytest.mark.parametrize("model", [None, CountingEncoder()], ids=["words", "model"])
def test_the_sentence_that_answers_stands_first(model):
    ranking = rank("Which stone bridge fell?", model)
    assert ranking.ranked[0].sentence.candidate.text == "The stone bridge fell into the water."
    odds = [one.log_odds for one in ranking.ranked]
    assert odds == sorted(odds, reverse=True)
    assert 0 <= ranking.confidence <= 1


@pytest.mark.parametrize("model", [None, CountingEncoder()], ids=["words", "model"])
def test_it_is_surer_of_what_is_there_than_of_what_is_not(model):
    there, absent = rank("Which stone bridge fell?", model), rank("Which unicorn signed a treaty?", model)
    assert there.confidence > absent.confidence


@pytest.mark.parametrize("model", [None, CountingEncoder()], ids=["words", "model"])
def test_a_slip_of_the_hand_is_no_question(model):
    ranking = rank("qwertz uiop", model)
    assert ranking.ranked
    assert ranking.confidence == 0


def test_nothing_to_rank_is_no_confidence():
    ranking = ranker(CountingEncoder()).rank("river", ["river"], [], SHELF)
    assert (ranking.ranked, ranking.confidence) == ((), 0.0)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_few_sentences_are_enough(count):
    shelf = Shelf(
        (MemoryArchive(*[document(f"m{i}", f"The {i} river was high that spring.") for i in range(count)]),)
    )
    assert len(rank("river", CountingEncoder(), shelf).ranked) == count


def test_the_model_reads_no_more_than_its_share():
    memo = document(
        "m", *[f"Paragraph {i} tells of the river and of nothing else." for i in range(READ + 10)]
    )
    shelf, model = Shelf((MemoryArchive(memo),)), CountingEncoder()
    ranking = rank("Which river?", model, shelf)
    (_, read), texts = model.read[0], [one.sentence.candidate.text for one in ranking.ranked]
    assert len(texts) > READ
    assert len(read) == READ


class Reader(ShippedCrossEncoder):
    """Says 2 of a sentence with the word that it is asked for, -2 of any other."""

    def logits(self, question, candidates):
        word = question.split()[-1]
        return np.asarray([2.0 if word in one.text else -2.0 for one in candidates])


def test_what_several_readings_say_is_weighed_together():
    sentences = quotable(retrieve(SHELF, "stone", "stone", Filter(), 99), SHELF)
    sure = {
        readings: ranker(Reader()).rank("stone", readings, sentences, SHELF).confidence
        for readings in [("houses",), ("houses", "stone"), ("houses", "snow")]
    }
    assert sure["houses",] == sure["houses", "stone"] == pytest.approx(sigmoid(2))
    assert sure["houses", "snow"] == pytest.approx(sigmoid(0))


def test_equal_sentences_stand_in_the_order_of_their_places():
    memos = [document(name, "The river was high that spring.", title="Same") for name in ("b", "a", "c")]
    for order in (memos, memos[::-1]):
        ranked = rank("Which river?", None, Shelf((MemoryArchive(*order),))).ranked
        assert [one.sentence.document for one in ranked] == ["a", "b", "c"]


@pytest.mark.parametrize(("odds", "probability"), [(0, 0.5), (1e9, 1.0), (-1e9, 0.0)])
def test_log_odds_to_probability(odds, probability):
    assert sigmoid(odds) == pytest.approx(probability)


def test_a_line_is_a_weighted_sum():
    assert list(Line(1.0, (2.0, -1.0)).log_odds(np.asarray([[1.0, 1.0], [0.0, 3.0]]))) == [2.0, -2.0]


def test_the_shipped_weights_name_every_column():
    weights = Weights.load()
    for judge, further in ((weights.words, 0), (weights.read, 1)):
        assert len(judge.sentence.coefficients) == len(NAMES) + further
        assert len(judge.answer.coefficients) == len(ANSWER_NAMES)


def test_weights_without_a_column_are_not_taken(tmp_path):
    given = json.loads(WEIGHTS.read_text("utf-8"))
    del given["words"]["sentence"]["dense"]
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(given), "utf-8")
    with pytest.raises(KeyError, match="dense"):
        Weights.load(path)
