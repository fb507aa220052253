"""Which language a text is in, as far as its letters tell."""

import re

_CYRILLIC = re.compile("[а-яѐ-џґ]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)

_RUSSIAN = re.compile("[ыэё]", re.IGNORECASE)
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)

SAMPLE = 20_000
"""Characters that are looked at."""

OFTEN = 0.005
"""Share of a text's letters above which letters that Bulgarian lacks are no slip of a scanner."""


def language_of(text: str) -> str:
    """The ISO 639-1 code: Cyrillic letters decide between bg, ru and uk; all else counts as en."""
    sample = text[:SAMPLE]
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic <= len(_LATIN.findall(sample)):
        return "en"
    if len(_UKRAINIAN.findall(sample)) > OFTEN * cyrillic:
        return "uk"
    return "ru" if len(_RUSSIAN.findall(sample)) > OFTEN * cyrillic else "bg"
