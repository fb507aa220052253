"""A follow-up that stands alone."""

import pytest

from rag.history import Turn, leans, readings, standalone


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
    assert " ".join(standalone(question, history)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (WHOLE, False),
        ("What did he say about the Chinese army?", True),
        ("", True),
        ("And in Sofia, Moscow, Berlin?", True),
        ("Is lending money at a rate legal, and does it pay?", False),
        ("Surprising: had anybody explained it before?", True),
        ("The joint body of both states, what would it handle?", False),
        ("Did he travel to Moscow, and who saw him there?", True),
        ("If they had crossed the river, would the army have fought?", True),
        ("Is there a Small Claims Court?", False),
        ("How many Small Claims Courts existed there?", True),
        ("Which ministers of the Soviet Union were there?", True),
        ("I mean the downtown of San Francisco", True),
        ("Oops, I meant Soviet pilots in Vietnam.", True),
        ("What about Soviet pilots in Vietnam?", True),
        ("Did Kim mean Soviet pilots in Vietnam?", False),
        ("What is a safe room?", False),
        ("And who was Georgi Mitov?", False),
        ("А кой е Георги Митов?", False),
        ("What is a safe room for them?", True),
        ("What was the plan?", True),
        ("What is Moscow doing?", True),
        ("Подписа ли Ким Ир Сен договор, и кога го направи той?", False),
    ],
)
def test_leaning(question, expected):
    assert leans(question) is expected


def test_a_follow_up_is_read_with_what_it_leans_on_and_by_itself():
    needed = standalone("Why?", turns(WHOLE, "1,300 km"))
    assert readings(needed, str.upper) == [f"{WHOLE} Why?".upper(), "WHY?"]
    assert readings(standalone(WHOLE, []), str.upper) == [WHOLE.upper()]
