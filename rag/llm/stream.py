"""An LLM's reply, piece by piece, within a bounded time whatever the LLM does."""

import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corpus.errors import ServiceError
from rag.llm import faults

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatMessage, ChatResponse

RETRIES: Final = 2
"""How often a server that is busy or failed is asked again, if the time allows."""

LONG_TOKEN: Final = 8
"""Characters that a token has at most, on average over a reply."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: seconds, and tokens that are written."""

    seconds: float
    tokens: int

    @property
    def characters(self) -> int:
        """More than so many characters are more than so many tokens, whoever counts them."""
        return LONG_TOKEN * self.tokens


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the reply; `usage` are tokens, where the server counts them."""

    text: str
    usage: Mapping[str, int]


class _End:
    """The reply is whole."""


def reply(llm: "LLM", system: str, user: str, limits: Limits) -> Iterator[Piece]:
    """The reply as it comes.

    The LLM is asked in a thread of its own: any LlamaIndex LLM may be handed in, and some know no
    time-out. A thread that hangs is left behind; it stops at the next piece that comes.

    Raises:
        ServiceError: it fails, takes too long, writes too much, or breaks off; in words for a reader.
    """
    from llama_index.core.llms import ChatMessage, MessageRole

    messages = [
        ChatMessage(role=MessageRole.SYSTEM, content=system),
        ChatMessage(role=MessageRole.USER, content=user),
    ]
    end = time.monotonic() + limits.seconds
    pieces: queue.SimpleQueue[ChatResponse | Exception | _End] = queue.SimpleQueue()
    stopped = threading.Event()
    threading.Thread(
        target=_pump, args=(llm, messages, pieces, stopped, end), name="llm", daemon=True
    ).start()
    try:
        yield from _pieces(pieces, end, limits)
    finally:
        stopped.set()


def _pieces(
    pieces: "queue.SimpleQueue[ChatResponse | Exception | _End]", end: float, limits: Limits
) -> Iterator[Piece]:
    written, finish = 0, _Finish()
    while True:
        try:
            came = pieces.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            came = None
        if came is None or time.monotonic() > end:
            raise ServiceError(f"The LLM took longer than {limits.seconds:g} s")
        if isinstance(came, Exception):
            raise ServiceError(faults.said(came)) from came
        if isinstance(came, _End):
            finish.check()
            return
        finish.see(came.raw)
        written += len(came.delta or "")
        if written > limits.characters:
            raise ServiceError("The LLM wrote without end")
        yield Piece(came.delta or "", _usage(came.additional_kwargs))


class _Finish:
    """Why the server stopped, where it is one that says so: a reply may end early without any error."""

    def __init__(self) -> None:
        self._tells = False
        self._reason: str | None = None

    def see(self, raw: object) -> None:
        for choice in getattr(raw, "choices", None) or ():
            self._tells = True
            self._reason = getattr(choice, "finish_reason", None) or self._reason

    def check(self) -> None:
        if self._reason == "length":
            raise ServiceError("The LLM wrote more than one answer may take (MEMOCITE_LLM_MAX_TOKENS)")
        if self._tells and self._reason is None:
            raise ServiceError("The LLM's reply broke off")


def _usage(told: Mapping[str, Any]) -> dict[str, int]:
    return {
        name: count
        for name in ("prompt_tokens", "completion_tokens")
        if isinstance(count := told.get(name), int)
    }


def _pump(
    llm: "LLM",
    messages: "Sequence[ChatMessage]",
    pieces: "queue.SimpleQueue[ChatResponse | Exception | _End]",
    stopped: threading.Event,
    end: float,
) -> None:
    """Asks, and asks again where the server says when, as long as nothing came and there is time."""
    for left in range(RETRIES, -1, -1):
        begun = False
        try:
            for piece in llm.stream_chat(messages):
                if stopped.is_set():
                    return
                begun = True
                pieces.put(piece)
            pieces.put(_End())
            return
        except Exception as error:  # noqa: BLE001 - any LLM may be handed in, and raises what it likes
            wait = faults.wait_s(error)
            if begun or not left or wait is None or time.monotonic() + wait >= end:
                pieces.put(error)
                return
            if stopped.wait(wait):
                return
