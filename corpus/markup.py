"""Markdown as far as the Wilson Center's exports use it: seen, and taken out of the words."""

import re
from collections.abc import Collection, Iterable

from corpus.lines import Line

Group = tuple[Line, ...]
"""Lines that stand together, without a blank line between."""

_LEVEL = re.compile(r"(#{1,6})\s+")
_STRONG = re.compile(r"\*\*|__")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!<>~|])")


def groups(source: str, without: Collection[int] = ()) -> list[Group]:
    """The lines of a file in groups, numbered from 1; the lines numbered in `without` are left out."""
    found: list[list[Line]] = [[]]
    for number, text in enumerate(source.split("\n"), 1):
        line = Line(text.removesuffix("\r"), number)
        if line.blank:
            found.append([])
        elif number not in without:
            found[-1].append(line)
    return [tuple(group) for group in found if group]


def lines(grouped: Iterable[Group]) -> list[Line]:
    """The lines of all groups."""
    return [line for group in grouped for line in group]


def words(line: Line) -> str:
    """What is printed on a line, without Markdown and the white space around."""
    text = _STRONG.sub("", _LEVEL.sub("", line.text.strip(), count=1))
    return _ESCAPE.sub("", _EMPHASIS.sub(r"\1", text)).strip()


def printed(group: Group) -> str:
    """What is printed in a group, on one line."""
    return " ".join(words(line) for line in group)


def level(group: Group) -> int:
    """The level of a Markdown heading, 1 to 6; 0 for anything else."""
    found = _LEVEL.match(group[0].text.strip())
    return len(found[1]) if found else 0


def pieces(group: Group) -> list[Group]:
    """The group, cut where Markdown asks for a new line (two blanks or a backslash at an end)."""
    cut: list[list[Line]] = [[]]
    for line in group:
        cut[-1].append(line)
        if line.text.endswith(("  ", "\\")):
            cut.append([])
    return [tuple(piece) for piece in cut if piece]
