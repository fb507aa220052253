"""What a page prints at its head and foot on every page, and words that a line end cut in two."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.lines import Line

EDGE = 2
"""Lines at the top and at the bottom of a page that can be running heads."""

OFTEN = 0.3
"""Share of the pages, and at least three, on which a running head stands; even and odd may differ."""

_NUMBER = re.compile(r"\W*(?:page\s|стр\.?\s)?\W*(\d{1,4})(?:\s*(?:/|of|от)\s*\d{1,4})?\W*", re.IGNORECASE)
_CUT = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u00ad\u2010]$")
"""It begins at a word's first letter only: tried from every letter, one endless word takes quadratic time."""

_GOES_ON = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


def numbered(pages: Sequence[Sequence[str]]) -> int | None:
    """What to add to a page's place (from 0) for the number printed on it; None where none is printed.

    It is believed where most pages print a number at their head or foot that counts on.
    """
    shifts = Counter(shift for at, page in enumerate(pages) for shift in {n - at for n in _numbers(page)})
    shift, count = shifts.most_common(1)[0] if shifts else (0, 0)
    return shift if count >= 2 and count > 0.6 * len(pages) else None


def without_heads(pages: Sequence[Sequence[str]], labels: Sequence[str]) -> list[list[int]]:
    """For each page, which of its lines (from 0) are text: not its number, not a running head."""
    seen = Counter(shape for page in pages for shape in {_shape(page[at]) for at in _edges(page)})
    least = max(3, OFTEN * len(pages))
    kept = []
    for page, label in zip(pages, labels, strict=True):
        edges = _edges(page)
        kept.append(
            [
                at
                for at, line in enumerate(page)
                if at not in edges or not _runs(line, label, seen[_shape(line)] >= least)
            ]
        )
    return kept


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines with words that were cut at a line end whole again, on the first line.

    The hyphen goes only where the whole word stands elsewhere in the text; else it stays.
    """
    known = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+", line.text))
    mended = list(lines)
    for at in range(len(mended) - 1):
        cut, rest = _CUT.search(mended[at].text), _GOES_ON.match(mended[at + 1].text.lstrip())
        if cut and rest and rest[0][0].islower():
            mended[at : at + 2] = _moved(mended[at], mended[at + 1], cut, rest, known)
    return mended


def _moved(
    line: Line, after: Line, cut: re.Match[str], rest: re.Match[str], known: Collection[str]
) -> tuple[Line, Line]:
    soft = line.text.endswith("\u00ad") or (cut[1] + rest[0]).lower() in known
    head = line.text[:-1] if soft else line.text
    word, _, remains = after.text.lstrip().partition(" ")
    return replace(line, text=head + word), replace(after, text=remains)


def _edges(page: Sequence[str]) -> set[int]:
    said = [at for at, line in enumerate(page) if line.strip()]
    return {*said[:EDGE], *said[-EDGE:]}


def _numbers(page: Sequence[str]) -> set[int]:
    found = (_NUMBER.fullmatch(page[at]) for at in _edges(page))
    return {int(match[1]) for match in found if match}


def _shape(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()).lower())


def _runs(line: str, label: str, often: bool) -> bool:
    number = _NUMBER.fullmatch(line)
    return often or bool(number and number[1] == label)
