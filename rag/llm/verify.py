"""A claim as an LLM wrote it → a sentence with its verified quotes, or the reason why it is dropped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import Span
from rag.answer import Dropped
from rag.llm.carried import missing, unfit
from rag.llm.claims import Claimed
from rag.llm.fold import fold
from rag.llm.locate import Located, Offered, locate
from rag.sentence import Sentence
from rag.shelf import Shelf

_MARKS: Final = re.compile(r"\s*\[[\d,;\s–-]*\]")


@dataclass(frozen=True, slots=True)
class Verified:
    """A sentence that its quotes carry. `repaired` where one of them was not given as it stands."""

    text: str
    sentences: tuple[Sentence, ...]
    repaired: bool


def verify(claimed: Claimed, question: str, offered: Sequence[Offered], shelf: Shelf) -> Verified | Dropped:
    """Holds a claim against the passages that the LLM was given."""
    text = readable(_MARKS.sub("", claimed.claim))
    if reason := unfit(text):
        return Dropped(text=text, reason=reason)
    if not claimed.quotes:
        return Dropped(text=text, reason="it gives no quote")
    located: list[Located] = []
    for relied in claimed.quotes:
        found = locate(relied.quote, relied.passage, offered)
        if found is None:
            return Dropped(text=text, reason=_nowhere(relied.quote, question))
        located.append(found)
    sentences = tuple(dict.fromkeys(one.sentence for one in located))
    evidence = [words for sentence in sentences for words in _wordings(sentence, shelf)]
    if reason := missing(text, evidence, question, [passage.text for passage in offered]):
        return Dropped(text=text, reason=reason)
    return Verified(text, sentences, not all(one.exact for one in located))


def readable(text: str) -> str:
    """On one line, without characters that have no shape or that turn the text around."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _nowhere(quote: str, question: str) -> str:
    letters = fold(quote).letters
    if letters and letters in fold(question).letters:
        return "its quote stands in the question, in no passage"
    return "its quote stands in no passage"


def _wordings(sentence: Sentence, shelf: Shelf) -> list[str]:
    """The sentence, and the same words in the document's other language."""
    document = shelf.document(sentence.document)
    text = document.text(sentence.language)
    other, there = document.other(text), document.counterpart(text, Span(sentence.start, sentence.end))
    if other is None or there is None:
        return [sentence.candidate.text]
    return [sentence.candidate.text, other.body[there.start : there.end]]
