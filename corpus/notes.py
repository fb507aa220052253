"""What a reader was told about a file by hand: lines that are no text, where a closing begins.

The notes lie beside the shipped memos (`*.notes.toml`) and are found by the file's SHA-256, so that a
copy of a memo elsewhere is read in the same way.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from corpus.settings import MEMOS


@dataclass(frozen=True, slots=True)
class Notes:
    """Line numbers count from 1. `without` gives the reason for each line that is no text."""

    without: dict[int, str]
    closings: frozenset[int]


def notes(source: str) -> Notes:
    """The notes on a file with these words; empty ones where there are none.

    Only the file's ends of lines, and a byte order mark, may differ.
    """
    same = source.removeprefix("\ufeff").replace("\r\n", "\n").encode(errors="surrogatepass")
    return _known().get(sha256(same).hexdigest(), Notes({}, frozenset()))


@cache
def _known() -> dict[str, Notes]:
    known = {}
    for path in sorted(MEMOS.glob("*.notes.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        without = {item["line"]: item["reason"] for item in told.get("not_text", ())}
        known[told["sha256"]] = Notes(without, frozenset(told.get("closings", ())))
    return known
