"""The sections of a typescript: which groups of lines are headings, where the closing begins."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.markup import Group, level, printed, words
from corpus.signature import LONGEST as SIGNATURE
from corpus.signature import dated

LONGEST = 250
"""Characters of a heading at most, where Markdown does not say that it is one."""

_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]
_ARABIC = [str(number) for number in range(1, 100)]
_NUMBERED = re.compile(r"(\d{1,2}|[IVX]{1,5})\.\s+(\S.*)")
_BRACKETED = re.compile(r"\[[^\]]*\w[^\]]*\]")
_ITEM = re.compile(r"[-–—•]\s")
_STOP = re.compile(r"[.!?:;…]$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What becomes a section: its number, its heading's words and groups, and the groups below."""

    number: str
    heading: str | None
    headed: tuple[Group, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    at: int
    number: str
    heading: str | None
    size: int = 1


def stretches(groups: Sequence[Group], closings: Collection[int] = ()) -> list[Stretch]:
    """The sections in order: `opening`, the numbered ones, `closing`; or just `text`.

    Headings are numbered from 1 without a gap, in groups of their own. `closings` are the numbers of
    lines with which a closing is known to begin; otherwise a heading without number or a block of date,
    place and signature after the last section begins it.
    """
    title = _title(groups)
    numbered = _numbered(groups, _ARABIC) or _numbered(groups, _ROMAN) or _marked(groups, title)
    first = _Start(0, "opening" if numbered else "text", _heading(groups[:title]), title)
    starts = [first, *numbered]
    if numbered:
        starts += _closing(groups, numbered[-1].at, closings)
    ends = [start.at for start in starts[1:]] + [len(groups)]
    return [_stretch(groups, start, end) for start, end in zip(starts, ends, strict=True) if end > start.at]


def _stretch(groups: Sequence[Group], start: _Start, end: int) -> Stretch:
    below = start.at + start.size
    return Stretch(start.number, start.heading, tuple(groups[start.at : below]), tuple(groups[below:end]))


def _title(groups: Sequence[Group]) -> int:
    """How many groups at the top are the title: a Markdown heading, lines in capitals or brackets."""
    count = 0
    for group in groups[:-1]:
        text = printed(group)
        if len(text) > LONGEST or _NUMBERED.fullmatch(text):
            break
        first = not count and (level(group) or _BRACKETED.fullmatch(text))
        if not (first or text.isupper()):
            break
        count += 1
    return count


def _heading(groups: Sequence[Group]) -> str | None:
    return " ".join(printed(group) for group in groups) or None


def _numbered(groups: Sequence[Group], numerals: Sequence[str]) -> list[_Start]:
    """The headings "1. …", "2. …" in sequence; none if there is only one."""
    found: list[_Start] = []
    for at, group in enumerate(groups):
        match = _NUMBERED.fullmatch(printed(group))
        due = len(found) + 1
        if match and _value(group, numerals) == due and _alone(groups, at, due, numerals):
            found.append(_Start(at, match[1], match[2]))
    return found if len(found) > 1 else []


def _alone(groups: Sequence[Group], at: int, value: int, numerals: Sequence[str]) -> bool:
    """Whether the group at `at`, numbered `value`, is a heading and not an item of a list."""
    group = groups[at]
    if level(group):
        return True
    before, after = groups[max(0, at - 1) : at], groups[at + 1 : at + 2]
    listed = any(_value(near, numerals) == value - 1 and not level(near) for near in before)
    listed |= any(_value(near, numerals) == value + 1 and not level(near) for near in after)
    listed |= any(_NUMBERED.match(words(line)) for line in group[1:])
    return not listed and bool(after) and len(printed(group)) <= LONGEST


def _value(group: Group, numerals: Sequence[str]) -> int:
    """The number with which a group begins; -1 if it begins with none."""
    match = _NUMBERED.match(words(group[0]))
    return numerals.index(match[1]) + 1 if match and match[1] in numerals else -1


def _marked(groups: Sequence[Group], title: int) -> list[_Start]:
    """The Markdown headings below the title, numbered in order; none if there is only one."""
    marked = [at for at, group in enumerate(groups) if at >= title and level(group)]
    found = [_Start(at, str(number), printed(groups[at])) for number, at in enumerate(marked, 1)]
    return found if len(found) > 1 else []


def _closing(groups: Sequence[Group], last: int, closings: Collection[int]) -> Iterator[_Start]:
    for at in range(last + 1, len(groups)):
        if groups[at][0].number in closings:
            yield _Start(at, "closing", None, 0)
            return
    for at in range(last + 1, len(groups)):
        if level(groups[at]):
            yield _Start(at, "closing", printed(groups[at]))
            return
    signed = _signature(groups, last + 1)
    if signed < len(groups):
        yield _Start(signed, "closing", None, 0)


def _signature(groups: Sequence[Group], first: int) -> int:
    """Where the lines of date, place and signature at the end begin; the end if there are none."""
    at = len(groups)
    while at > first and _short(groups[at - 1]):
        at -= 1
    return at if any(dated(printed(group)) for group in groups[at:]) else len(groups)


def _short(group: Group) -> bool:
    text = printed(group)
    ended = _STOP.search(text) and not dated(text)
    return len(text) <= SIGNATURE and not (ended or _ITEM.match(text))
