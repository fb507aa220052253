"""A follow-up and its history → a question that stands alone, without a model."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from index.terms import FUNCTION_WORDS, words
from rag.answer import Record

POINTING: Final = frozenset(
    """he she it they him her them his hers its their theirs this that these those there then former latter
    same such ones mentioned said
    той тя те него нея тях неговия неговата неговите нейният нейната техният техните това този тази тези онзи
    там тогава същия същият същата същото същите""".split()
)
"""Words that point at something said before."""

OPENING: Final = frozenset("and but or so also then what's а и но ами".split())
"""First words of a question that goes on from another."""

FEWEST: Final = 3
"""Content words that a question has at least, if it says by itself what it is about."""


class Turn(Record):
    """One turn of a conversation, as question sets and the chat give it."""

    role: Literal["user", "assistant"]
    content: str


Standalone = Callable[[str, Sequence[Turn]], str]
"""Puts a follow-up and its history into a question that stands alone."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question, with the user's question before it in front where it leans on that.

    The one before may lean on another in turn; no more than these two are put in front.
    """
    asked = [turn.content for turn in history if turn.role == "user"]
    needed = [question]
    for before in reversed(asked[-2:]):
        if not leans(needed[0]):
            break
        needed.insert(0, before)
    return " ".join(needed)


def leans(question: str) -> bool:
    """Whether a question points at something said before, goes on from it, or says too little by itself."""
    said = words(question)
    content = [word for word in said if word not in FUNCTION_WORDS]
    return len(content) < FEWEST or bool(POINTING.intersection(said)) or (bool(said) and said[0] in OPENING)
