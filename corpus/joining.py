"""Paragraphs from typed lines: a sentence that a page break cut in two is one again."""

import re
from collections.abc import Mapping, Sequence

from corpus.blocks import Block
from corpus.markup import Group, pieces, words

_CLOSED = re.compile(r"""[.!?:;…]["'”’“»)\]/]*$""")
"""What ends a sentence, or announces the next paragraph."""

_DASH = re.compile(r"[-–—]\s")
_ENUMERATED = re.compile(r"\(?\w{1,3}[.)]\s")


def paragraphs(groups: Sequence[Group], begun: Mapping[int, str]) -> list[Block]:
    """The groups as paragraphs. `begun` has the labels of the pages that begin, by line number."""
    return [block(group, begun) for group in joined([piece for group in groups for piece in pieces(group)])]


def block(group: Group, begun: Mapping[int, str], between: str = " ") -> Block:
    """The lines of a group as one block that knows where each line and each page begins."""
    text = ""
    lines, pages = [], []
    for line in group:
        text += between if text else ""
        lines.append((len(text), line.number))
        if line.number in begun:
            pages.append((len(text), begun[line.number]))
        text += words(line)
    return Block(text, pages=tuple(pages), lines=tuple(lines))


def joined(groups: Sequence[Group]) -> list[Group]:
    """The groups, those made one that hold parts of one sentence."""
    whole: list[Group] = []
    for at, group in enumerate(groups):
        after = groups[at + 1] if at + 1 < len(groups) else ()
        if whole and _goes_on(whole[-1], group, after):
            whole[-1] += group
        else:
            whole.append(group)
    return whole


def _goes_on(before: Group, group: Group, after: Group) -> bool:
    """Whether `group` goes on with the sentence of `before`: that is open, and this in lower case.

    A dash may stand in front, unless dashes make a list.
    """
    start, last = words(group[0]), words(before[-1])
    if _CLOSED.search(last) or not re.search(r"\w", last) or _ENUMERATED.match(start):
        return False
    dash = _DASH.match(start)
    if dash and any(_DASH.match(words(near[0])) for near in (before, after) if near):
        return False
    return start[dash.end() if dash else 0 :][:1].islower()
