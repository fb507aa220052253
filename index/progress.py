"""How far an indexing run is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Documents read, passages found in them, those of them with a vector, and the file being read.

    `stored` are the passages whose vectors were written into the index, which is done at the end; where it
    is made anew, these are all of its passages.
    """

    documents: int = 0
    passages: int = 0
    embedded: int = 0
    stored: int = 0
    source: str = ""


Report = Callable[[Progress], None]


def quietly(_: Progress) -> None:
    """Reports to nobody."""
