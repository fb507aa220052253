"""A whole reply on one line, for what is asked beside the answer itself."""

from typing import TYPE_CHECKING

from rag.llm.claims import THOUGHTS
from rag.llm.stream import Limits, reply
from rag.llm.verify import readable

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


def line(llm: "LLM", system: str, user: str, limits: Limits) -> str:
    """The reply without what the model thought aloud; "" where it thought only.

    Raises:
        ServiceError: it fails, takes too long, writes too much, or breaks off; in words for a reader.
    """
    text = "".join(piece.text for piece in reply(llm, system, user, limits)).lstrip()
    begin, end = THOUGHTS
    if text.startswith(begin):
        text = text.partition(end)[2]
    return readable(text)
