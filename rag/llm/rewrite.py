"""A follow-up → a question that stands alone, put by an LLM; only searching sees it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from corpus.errors import ServiceError
from rag.history import Turn, standalone
from rag.llm import prompt
from rag.llm.carried import missing
from rag.llm.line import line
from rag.llm.stream import Limits

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

SHARE: Final = 3
"""A third of the time that an answer may take is for this."""

TOKENS: Final = 120
"""Tokens that one question may take."""

LONGEST: Final = 400
"""Characters from which on it is no question any more."""


class Rewriter:
    """Asks an LLM to put a follow-up into a question of its own.

    Where that fails, or brings in names and numbers that nobody mentioned, the words of the question
    before go in front, as they do without an LLM.
    """

    def __init__(self, llm: "LLM", limits: Limits) -> None:
        self._llm = llm
        self._limits = Limits(limits.seconds / SHARE, min(limits.tokens, TOKENS))

    def __call__(self, question: str, history: Sequence[Turn]) -> Sequence[str]:
        """The question that stands alone; the question itself where nothing was said before."""
        if not history:
            return [question]
        user = prompt.to_rewrite(question, history)
        try:
            written = line(self._llm, prompt.REWRITE, user, self._limits).strip("\"'“”„ ")
        except ServiceError:
            return standalone(question, history)
        said = [question, *(turn.content for turn in history)]
        if not 0 < len(written) <= LONGEST or missing(written, said, "", said):
            return standalone(question, history)
        return [written]
