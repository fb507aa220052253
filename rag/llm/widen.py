"""Further words to search a question's answer by, from an LLM; only searching sees them."""

from typing import TYPE_CHECKING, Final

from corpus.errors import ServiceError
from index.terms import words
from rag.llm import prompt
from rag.llm.line import line
from rag.llm.rewrite import SHARE, TOKENS
from rag.llm.stream import Limits

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

MOST: Final = 20
"""Words that are taken; those after them search for anything."""


class Widener:
    """Asks an LLM how a passage that answers may put it: a `Wider` to hand to an engine.

    Where that fails, the question alone is searched for.
    """

    def __init__(self, llm: "LLM", limits: Limits) -> None:
        self._llm = llm
        self._limits = Limits(limits.seconds / SHARE, min(limits.tokens, TOKENS))

    def __call__(self, question: str) -> str:
        """The words, "" where the LLM has none."""
        try:
            written = line(self._llm, prompt.WIDEN, prompt.to_widen(question), self._limits)
        except ServiceError:
            return ""
        known = set(words(question))
        return " ".join([word for word in dict.fromkeys(words(written)) if word not in known][:MOST])
