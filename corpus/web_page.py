"""A page of the archive saved as text: a paragraph a line, what is said of it at both ends."""

import re
from collections.abc import Iterator, Sequence

from corpus.identity import iso
from corpus.labels import Item, known
from corpus.lines import Line
from corpus.markup import words
from corpus.record import Record, item, titled

SUMMARY = 40
"""Characters at least of a summary: a shorter last line above the labels is text, such as a name."""

_CREDITS = re.compile(r"This document was (?:made possible|translated|obtained)\b.*")


def recognises(lines: Sequence[Line]) -> bool:
    """Whether a date and a title stand on top, and the page's labels below."""
    return len(lines) > 3 and bool(iso(words(lines[0]))) and sum(map(known, lines[2:])) > 1


def record(lines: Sequence[Line]) -> Record:
    """The page taken apart. The last line above the labels is the summary: the page never labels it."""
    foot = next(at for at, line in enumerate(lines) if at > 1 and known(line))
    items, date, title = titled(lines[:2])
    first, last = 2, foot
    if _CREDITS.fullmatch(words(lines[2])):
        items.append(_unlabelled("Credits", lines[2]))
        first = 3
    if last - first > 1 and _is_summary(words(lines[last - 1])):
        last -= 1
        items.append(_unlabelled("Summary", lines[last]))
    text = tuple((line,) for line in lines[first:last])
    return Record(date, title, (*items, *_items(lines[foot:])), text)


def _unlabelled(label: str, line: Line) -> Item:
    return item(label, [line])


def _is_summary(text: str) -> bool:
    return len(text) >= SUMMARY and text.endswith((".", "!", "?"))


def _items(lines: Sequence[Line]) -> Iterator[Item]:
    starts = [at for at, line in enumerate(lines) if known(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        label = words(lines[start]).removesuffix(":").strip()
        yield item(label, lines[start + 1 : end], above=lines[start])
