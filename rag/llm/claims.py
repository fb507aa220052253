"""What an LLM writes → claims, one by one as they come."""

import json
import re
from typing import Final

from pydantic import BaseModel, Field, ValidationError

_BEGINS: Final = re.compile(r'\{\s*"(?:claim|quotes)"\s*:')
"""How a claim begins, wherever it stands: on a line of its own, in a list, in a block of code."""

THOUGHTS: Final = ("<think>", "</think>")
"""What some models think aloud stands between these, and is no part of the answer."""

SHOWN: Final = 300
"""Characters of a reply that are shown where it cannot be read."""


class Relied(BaseModel):
    """The words that a claim relies on, and the number of the passage that is said to hold them."""

    passage: int = 0
    quote: str = Field(max_length=4000)


class Claimed(BaseModel):
    """A sentence that an LLM wrote, not yet verified."""

    claim: str = Field(max_length=1000)
    quotes: tuple[Relied, ...] = Field(max_length=8)


class Reader:
    """Reads a reply as it comes, in pieces that end anywhere.

    `unread` is what was begun like a claim and is none: cut short, no JSON, or of another form.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._decoder = json.JSONDecoder()
        self.text = ""
        self.unread: list[str] = []

    def feed(self, piece: str) -> list[Claimed]:
        """The claims that are whole with this piece."""
        self.text += piece
        self._rest += piece
        return self._claims() if self._awake() else []

    def close(self) -> list[Claimed]:
        """The claims left at the end of the reply; what is still open is unread."""
        claims = self._claims() if self._awake() else []
        if _BEGINS.match(self._rest):
            self._unread(self._rest)
        self._rest = ""
        return claims

    def _awake(self) -> bool:
        """Whether the model has stopped thinking aloud; takes its thoughts away."""
        begin, end = THOUGHTS
        if not self._rest.lstrip().startswith(begin):
            return not begin.startswith(self._rest.lstrip())
        _, found, after = self._rest.partition(end)
        if found:
            self._rest = after
        return bool(found)

    def _claims(self) -> list[Claimed]:
        claims: list[Claimed] = []
        while begin := _BEGINS.search(self._rest):
            self._rest = self._rest[begin.start() :]
            try:
                data, end = self._decoder.raw_decode(self._rest)
            except (ValueError, RecursionError):
                next_one = _BEGINS.search(self._rest, begin.end() - begin.start())
                if next_one is None:
                    break
                self._unread(self._rest[: next_one.start()])
                self._rest = self._rest[next_one.start() :]
                continue
            whole, self._rest = self._rest[:end], self._rest[end:]
            try:
                claims.append(Claimed.model_validate(data))
            except ValidationError:
                self._unread(whole)
        return claims

    def _unread(self, text: str) -> None:
        self.unread.append(text[:SHOWN])
