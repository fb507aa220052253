"""A quote in a language that the documents do not have, by an LLM: an aid to reading, and no quote."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.errors import ServiceError
from rag.llm import prompt
from rag.llm.carried import orders, unfit
from rag.llm.line import line
from rag.llm.stream import Limits

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

TIMES: Final = 4
"""How many times as long as its quote a translation may be."""

SPARE: Final = 100
"""Characters on top of that, for a quote of a few words."""

_FIGURE: Final = re.compile(r"\d+(?:[.,'’\s]\d{3}(?!\d))*")


@dataclass(frozen=True, slots=True)
class Translation:
    """What the LLM `model` made of a quote; nothing verifies it. `language` is an English name.

    `figures`: whether every number that the quote gives in digits stands in it too.
    """

    text: str
    language: str
    model: str
    figures: bool


class Translator:
    """Asks an LLM for a quote in another language; `limits` hold for one quote."""

    def __init__(self, llm: "LLM", limits: Limits) -> None:
        self._llm = llm
        self._limits = limits
        self._model = llm.metadata.model_name

    def __call__(self, quote: str, language: str) -> Translation:
        """The quote in the language of that English name.

        Raises:
            ServiceError: the LLM fails, or what it writes is no translation; in words for a reader.
        """
        if orders(quote):
            raise ServiceError("This quotation gives orders to a machine")
        text = line(self._llm, prompt.TRANSLATE, prompt.to_translate(quote, language), self._limits)
        if reason := unfit(text):
            raise ServiceError(f"The LLM's translation cannot be shown: {reason}")
        if len(text) > TIMES * len(quote) + SPARE:
            raise ServiceError("The LLM's translation cannot be shown: it says more than the quotation")
        return Translation(text, language, self._model, _figures(quote) <= _figures(text))


def _figures(text: str) -> set[int]:
    """The whole numbers in digits of any script, however their thousands are set apart."""
    return {int(re.sub(r"\D", "", figure)) for figure in _FIGURE.findall(text)}
