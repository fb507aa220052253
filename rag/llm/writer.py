"""The LLM writer: prose of which every sentence is carried by a verified quote; else the quotes alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from corpus.errors import ServiceError
from rag.answer import Dropped
from rag.llm import faults, prompt
from rag.llm.claims import Reader
from rag.llm.draft import Draft
from rag.llm.locate import Offered
from rag.llm.stream import Limits, reply
from rag.llm.verify import readable, verify
from rag.rerank import Ranked
from rag.retrieve import Found
from rag.write import Asked, Writer, Written

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

CLAIMS: Final = 12
"""Claims of one reply that are looked at; three quotes do not carry more."""

UNREADABLE: Final = "it is not in the form that was asked for"


class LLMWriter:
    """Lets an LLM write from the passages that were ranked first, and shows what can be verified.

    Where the LLM fails or nothing it wrote can be verified, `instead` writes, and a notice says so.
    `limits` hold for one reply.
    """

    def __init__(self, llm: "LLM", limits: Limits, instead: Writer) -> None:
        self._llm = llm
        self._limits = limits
        self._instead = instead
        self.name = llm.metadata.model_name

    def write(self, asked: Asked) -> Iterator[Written]:
        """The answer, growing by one verified sentence at a time."""
        draft, reader, start = Draft(asked), Reader(), perf_counter()
        try:
            for _ in self._grow(asked, draft, reader):
                yield _timed(draft.written(self.name), start)
            reason = "" if draft.claims else _nothing(draft, reader)
        except ServiceError as error:
            reason = str(error)
        if not reason:
            yield _timed(draft.written(self.name), start)
            return
        for written in self._instead.write(asked):
            dropped, notice = draft.withdraw(reason), faults.notice(reason)
            mine = replace(written, claims=(), dropped=dropped, notice=notice, usage=draft.usage)
            yield _timed(mine, start)

    def _grow(self, asked: Asked, draft: Draft, reader: Reader) -> Iterator[None]:
        """Yields whenever another claim was verified."""
        offered = [Offered.of(found, asked.shelf) for found in passages(asked.ranking.ranked)]
        user = prompt.to_write(asked.question, [one.text for one in offered])
        looked_at = 0
        for piece in reply(self._llm, prompt.WRITE, user, self._limits):
            draft.count(piece.usage)
            for claimed in reader.feed(piece.text):
                looked_at += 1
                if looked_at <= CLAIMS and draft.add(verify(claimed, asked.question, offered, asked.shelf)):
                    yield
        for claimed in reader.close()[: max(0, CLAIMS - looked_at)]:
            if draft.add(verify(claimed, asked.question, offered, asked.shelf)):
                yield
        draft.dropped += [Dropped(text=readable(text), reason=UNREADABLE) for text in reader.unread[:CLAIMS]]


def passages(ranked: Sequence[Ranked]) -> list[Found]:
    """The passages of the sentences that were ranked first, each once, as many as an LLM is given."""
    chosen: dict[str, Found] = {}
    length = 0
    for one in ranked:
        found = one.sentence.found
        if found.passage.id in chosen:
            continue
        length += len(found.passage.text)
        if chosen and length > prompt.CHARACTERS:
            break
        chosen[found.passage.id] = found
        if len(chosen) == prompt.PASSAGES:
            break
    return list(chosen.values())


def _nothing(draft: Draft, reader: Reader) -> str:
    """Why nothing of a whole reply is left."""
    if draft.dropped:
        return "No quote carries what the LLM wrote"
    if prompt.NOTHING.lower() in reader.text.lower():
        return "The LLM finds no answer in the passages"
    return "The LLM's reply is empty" if not reader.text.strip() else "The LLM's reply holds no claims"


def _timed(written: Written, start: float) -> Written:
    return replace(written, timings_ms={"llm": round((perf_counter() - start) * 1000, 3)})
