"""The query adapter learns which passages answer; what cannot be answered teaches it nothing."""

import numpy as np
import pytest

from rag.training.examples import Item
from rag.training.query_adapter import Lesson, fit, of_items
from tests.tiny import TinyEmbedder


def nearest(asked, passages):
    return (asked @ passages.T).argmax(axis=1).tolist()


@pytest.fixture
def crossed():
    """Four questions, each a little nearer to the passage that the next one wants."""
    axes = np.eye(4, dtype=np.float32)
    asked = (1.1 * np.roll(axes, 1, axis=0) + axes) / np.float32(np.hypot(1.1, 1))
    places = tuple((place,) for place in range(4))
    return Lesson(asked.astype(np.float32), axes, places, (tuple(range(4)),) * 4, 1.0)


def test_questions_are_turned_to_what_answers_them(crossed):
    assert nearest(crossed.asked, crossed.passages) == [3, 0, 1, 2]
    layer = fit([crossed], steps=200)
    turned = np.stack([layer(vector) for vector in crossed.asked])
    assert nearest(turned, crossed.passages) == [0, 1, 2, 3]


def test_the_same_lessons_and_seed_give_the_same_layer(crossed):
    one, other = fit([crossed], steps=20), fit([crossed], steps=20)
    assert np.array_equal(one.turn, other.turn)
    assert np.array_equal(one.shift, other.shift)


def test_sentences_are_packed_into_passages():
    long = "word " * 60  # 300 characters: two of them are more than a passage
    items = [
        Item("Which?", (long, "Short one.", long), (0, 1, 0), "a", "Heading"),
        Item("And which?", (long, "Short one.", long), (0, 0, 1), "a", "Heading"),
        Item("What else?", ("Another.",), (1,), "b"),
        Item("Nothing?", ("Another.",), (0,), "b"),
    ]
    model = TinyEmbedder()
    lesson = of_items(items, model, 2.0)
    assert lesson.answering == ((0,), (1,), (2,))
    assert lesson.near == ((0, 1), (0, 1), (2,))
    assert lesson.asked.shape == (3, model.dimension)
    assert lesson.passages[0] == pytest.approx(model.query(f"Heading\n{long} Short one."))
    assert lesson.passages[2] == pytest.approx(model.query("Another."))
