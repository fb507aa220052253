"""A follow-up and its history → a question that stands alone."""

from typing import Literal

from rag.answer import Record


class Turn(Record):
    """One turn of a conversation, as question sets and the chat give it."""

    role: Literal["user", "assistant"]
    content: str
