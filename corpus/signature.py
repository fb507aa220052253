"""Who signed a text, where date and signature stand at its end."""

import re

from corpus.document import Text

LONGEST = 60
"""Characters at most of a line of date, place or signature."""

_DATE = re.compile(r"\b\d{1,2}\b.*\b(?:1[5-9]|20)\d\d\b")
"""A day of the month and, later on the line, a year."""

_NAME = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_][\w'’-]+")
"""Initials and a surname: what is certain to be a name."""


def dated(text: str) -> bool:
    """Whether a text is a line with a date, in whatever language."""
    return len(text) <= LONGEST and bool(_DATE.search(text))


def signature(text: Text) -> str:
    """The name with initials that stands last in a closing, below a date; "" if there is none."""
    last = text.sections[-1]
    lines = [text.body[paragraph.start : paragraph.end] for paragraph in last.paragraphs]
    if last.number != "closing" or not any(map(dated, lines[:-1])):
        return ""
    return lines[-1] if _NAME.fullmatch(lines[-1]) else ""
