"""A follow-up that stands alone."""

import pytest

from rag.history import Turn, leans, standalone


def turns(*words):
    return [Turn(role=("user", "assistant")[place % 2], content=one) for place, one in enumerate(words)]


WHOLE = "How long is the border between Korea and China?"


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        (WHOLE, [], WHOLE),
        ("Why?", [], "Why?"),
        ("Why?", turns(WHOLE, "1,300 km"), f"{WHOLE} Why?"),
        (WHOLE, turns("Who wrote the memorandum in Pyongyang?", "-"), WHOLE),
        ("Who said that?", turns(WHOLE, "-", "And why?", "-"), f"{WHOLE} And why? Who said that?"),
        ("Why?", turns("a", "-", "b", "-", "c", "-"), "b c Why?"),
        ("Why?", [Turn(role="assistant", content="Hello")], "Why?"),
        (
            "А защо?",
            turns("Колко е дълга границата с Китай?", "-"),
            "Колко е дълга границата с Китай? А защо?",
        ),
    ],
)
def test_what_a_question_leans_on_is_put_in_front(question, history, expected):
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (WHOLE, False),
        ("What did he say about the Chinese army?", True),
        ("", True),
        ("And in Sofia, Moscow, Berlin?", True),
    ],
)
def test_leaning(question, expected):
    assert leans(question) is expected
