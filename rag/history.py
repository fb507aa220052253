"""A follow-up and its history → a question that stands alone."""

from collections.abc import Sequence
from typing import Literal

from rag.answer import Record


class Turn(Record):
    """One turn of a conversation, as question sets and the chat give it."""

    role: Literal["user", "assistant"]
    content: str


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on put in front: the last question that the user asked."""
    asked = [turn.content for turn in history if turn.role == "user"]
    return f"{asked[-1]} {question}" if asked else question
