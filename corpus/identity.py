"""What a document is called: an id from its date and title, and dates as ISO 8601."""

from datetime import datetime

from dateutil import parser
from slugify import slugify

ID_LENGTH = 100
"""Characters of an id at most; it is cut at a word."""

UNTITLED = "untitled"

DATE_LENGTH = 60
"""Characters at most of a printed date; what is longer is text."""

_DEFAULTS = datetime(1904, 1, 1), datetime(1908, 2, 2)
"""Two dates apart in all parts: a part that differs after reading was not in what was read."""


def identify(date: str, title: str) -> str:
    """A readable id from an ISO 8601 date (may be empty) and a title in any script.

    The same date and title always give the same id: lower-case ASCII words joined by hyphens.
    """
    words = slugify(title, replacements=[["'", ""], ["’", ""]]) or UNTITLED
    return slugify(f"{date} {words}", max_length=ID_LENGTH, word_boundary=True, save_order=True)


def iso(printed: str) -> str:
    """A printed English date as ISO 8601, as exact as it is: "1973-10-30", "1973-10", "1973".

    Empty where `printed` is no date, or names no year.
    """
    if len(printed) > DATE_LENGTH:
        return ""
    try:
        first, second = (parser.parse(printed, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return ""
    if first.year != second.year:
        return ""
    if first.month != second.month:
        return f"{first.year:04}"
    if first.day != second.day:
        return f"{first.year:04}-{first.month:02}"
    return first.date().isoformat()
