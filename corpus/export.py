"""The archive's export in Markdown: a header of labels, then the original, then its translation."""

import re
from collections.abc import Iterator, Sequence

from corpus.labels import FIELDS, Item, labelled
from corpus.lines import Line
from corpus.markup import Group, lines, words
from corpus.record import Record, item, titled

HEADER = 6
"""Groups of lines at most between two labels of the header."""

LABELS = {"citation", "summary", "credits", "original language", "contents"}
"""What the header of an export has; two of them make one."""

_CONTENTS = re.compile(r"(?:Original|Translation|Transcript|Scan)\b.{0,40}")


def recognises(groups: Sequence[Group]) -> bool:
    """Whether the file begins with the header of an export."""
    found = {label for group in groups[: 4 * HEADER] for line in group if (label := _label(line))}
    return len(found & LABELS) > 1


def record(groups: Sequence[Group]) -> Record:
    """The export taken apart."""
    end = _end(groups)
    header = lines(groups[:end])
    first = next(at for at, line in enumerate(header) if labelled(line))
    items, date, title = titled(header[:first])
    return Record(date, title, (*items, *_items(header[first:])), tuple(groups[end:]))


def _label(line: Line) -> str:
    found = labelled(line)
    return found[0].lower() if found else ""


def _end(groups: Sequence[Group]) -> int:
    """Where the header ends: below the words of the last label that the archive is known to print."""
    last = -1
    for at, group in enumerate(groups):
        if at > last + HEADER and last >= 0:
            break
        if any(_label(line) in FIELDS for line in group):
            last = at
    alone = len(groups[last]) == 1 and not (labelled(groups[last][0]) or ("", ""))[1]
    end = last + 1 + alone
    while end < len(groups) and all(_CONTENTS.fullmatch(words(line)) for line in groups[end]):
        end += 1
    return end


def _items(header: Sequence[Line]) -> Iterator[Item]:
    starts = [at for at, line in enumerate(header) if labelled(line)]
    for start, end in zip(starts, [*starts[1:], len(header)], strict=True):
        label, rest = labelled(header[start]) or ("", "")
        yield item(label, header[start + 1 : end], rest, header[start])
