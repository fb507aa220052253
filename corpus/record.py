"""What both layouts of the Wilson Center Digital Archive come to: catalogue items, and the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.identity import iso
from corpus.labels import Item
from corpus.lines import Line
from corpus.markup import Group, words


@dataclass(frozen=True, slots=True)
class Record:
    """A file, taken apart: its printed date and title, the catalogue, the groups of lines of text."""

    date: str
    title: str
    items: tuple[Item, ...]
    groups: tuple[Group, ...]


def item(label: str, lines: Sequence[Line], rest: str = "", above: Line | None = None) -> Item:
    """An item of these lines; `rest` is what stands behind the label, on its own line `above`."""
    values = tuple(value for value in (rest, *(words(line) for line in lines)) if value)
    return Item(label, values, (*((above,) if above else ()), *lines))


def titled(lines: Sequence[Line]) -> tuple[list[Item], str, str]:
    """The items that the lines above all labels make, with the date and the title among them.

    The first line that is a date is the date. The title stands below it, or above if nothing does.
    """
    at = next((at for at, line in enumerate(lines) if iso(words(line))), len(lines))
    above, dated, below = lines[:at], lines[at : at + 1], lines[at + 1 :]
    items = [item("", part) for part in (above, dated, below) if part]
    title = item("", below or above).value
    return items, item("", dated).value, title
