"""Which headings make which sections, and what the sections are numbered."""

import re
from collections.abc import Iterable, Sequence

from corpus.blocks import Block, Part

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември"
)

_PRINTED = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVXLC]+(?=[.)]))"
    rf"(?:[.)](?!\d)\s*|\s+(?!(?i:{_MONTHS})\b))(?P<rest>\S.*)"
)
"""A heading that begins with its number: "2. On China", "3.1 Talks", "IV. Reunification".

Where it begins with a date ("30 October 1973", "30.10.1973") that is no number.
"""


def outline(blocks: Sequence[Block]) -> list[Part]:
    """The blocks as parts: one a heading, with what follows it up to the next.

    Without headings there is one part, `text`. What stands before the first heading is `opening`; so
    is what follows a first heading that alone has the highest level: it is the document's title.
    """
    groups = _groups(blocks)
    if len(groups) == 1 and groups[0][0] is None:
        return [Part("text", None, None, tuple(groups[0][1]))]
    numbers = _Numbers(heading for heading, _ in groups if heading)
    title = titled(blocks)
    parts = []
    for heading, body in groups:
        if heading is None or heading is title:
            name = " ".join(heading.text.split()) if heading else None
            parts.append(Part(numbers.opening(), name, heading, tuple(body)))
        else:
            parts.append(Part(numbers.next(heading), split(heading.text)[1], heading, tuple(body)))
    return parts


def titled(blocks: Sequence[Block]) -> Block | None:
    """The heading that is the document's title: the first one, if no other has its level or a higher."""
    headings = [block for block in blocks if block.level]
    if not headings or split(headings[0].text)[0]:
        return None
    return None if any(other.level <= headings[0].level for other in headings[1:]) else headings[0]


def split(heading: str) -> tuple[str, str]:
    """The printed number of a heading ("" if none) and its words, on one line."""
    line = " ".join(heading.split())
    found = _PRINTED.fullmatch(line)
    return (found["number"], found["rest"]) if found else ("", line)


def _groups(blocks: Iterable[Block]) -> list[tuple[Block | None, list[Block]]]:
    groups: list[tuple[Block | None, list[Block]]] = []
    for block in blocks:
        if block.level:
            groups.append((block, []))
        elif groups:
            groups[-1][1].append(block)
        else:
            groups.append((None, [block]))
    return groups


class _Numbers:
    """Numbers for sections: as printed, else counted past the printed ones; none is given twice."""

    def __init__(self, headings: Iterable[Block]) -> None:
        self._printed = {split(heading.text)[0] for heading in headings}
        self._given: set[str] = set()
        self._above: list[tuple[int, str]] = []

    def opening(self) -> str:
        return self._give("opening")

    def next(self, heading: Block) -> str:
        while self._above and self._above[-1][0] >= heading.level:
            self._above.pop()
        within = f"{self._above[-1][1]}." if self._above else ""
        printed = split(heading.text)[0]
        if printed:
            number = self._give(printed if not within or "." in printed else within + printed)
        else:
            number = self._count(within)
        self._above.append((heading.level, number))
        return number

    def _count(self, within: str) -> str:
        count = 1
        while f"{within}{count}" in self._given | self._printed:
            count += 1
        return self._give(f"{within}{count}")

    def _give(self, number: str) -> str:
        given, count = number, 1
        while given in self._given:
            count += 1
            given = f"{number} ({count})"
        self._given.add(given)
        return given
