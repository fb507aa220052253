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

TOP = 5
"""Lines among which the date is looked for: a saved page may begin with the site's name."""

_CREDITS = re.compile(r"This document was (?:made possible|translated|obtained)\b.*")


def recognises(lines: Sequence[Line]) -> bool:
    """Whether a date and a title stand on top, and the page's labels below."""
    return _dated(lines) is not None and sum(map(known, lines[2:])) > 1


def record(lines: Sequence[Line]) -> Record:
    """The page taken apart. The last line above the labels is the summary: the page never labels it."""
    first = (_dated(lines) or 0) + 2
    last = next((at for at, line in enumerate(lines) if at >= first and known(line)), len(lines))
    items, date, title = titled(lines[:first])
    footer = _items(lines[last:])
    if first < last and _CREDITS.fullmatch(words(lines[first])):
        items.append(item("Credits", lines[first : first + 1]))
        first += 1
    if last - first > 1 and _is_summary(words(lines[last - 1])):
        last -= 1
        items.append(item("Summary", lines[last : last + 1]))
    text = tuple((line,) for line in lines[first:last])
    return Record(date, title, (*items, *footer), text)


def _dated(lines: Sequence[Line]) -> int | None:
    """Which line is the date; None where none on top is, or no title stands below."""
    top = lines[: min(TOP, len(lines) - 1)]
    return next((at for at, line in enumerate(top) if iso(words(line))), None)


def _is_summary(text: str) -> bool:
    return len(text) >= SUMMARY and text.endswith((".", "!", "?"))


def _items(lines: Sequence[Line]) -> Iterator[Item]:
    starts = [at for at, line in enumerate(lines) if known(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        label = words(lines[start]).removesuffix(":").strip()
        yield item(label, lines[start + 1 : end], above=lines[start])
