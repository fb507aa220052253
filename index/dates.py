"""Dates that are only as exact as the archive's, as numbers that a search can compare."""

import re

NEVER, EVER = 0, 99_999_999
"""Before every date, after every date: what a document without a date gets, so that no range keeps it."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def first_day(date: str) -> int:
    """The first day that an ISO date may mean, as a number: "1973" → 19730101; `EVER` without a date."""
    found = _ISO.match(date)
    return int(f"{found[1]}{found[2] or '01'}{found[3] or '01'}") if found else EVER


def last_day(date: str) -> int:
    """The last day that an ISO date may mean, as a number: "1973" → 19731231; `NEVER` without a date."""
    found = _ISO.match(date)
    return int(f"{found[1]}{found[2] or '12'}{found[3] or '31'}") if found else NEVER
