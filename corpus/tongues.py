"""Where an original ends and its translation begins, and the codes of languages."""

import re
from collections.abc import Sequence

import pycountry
from simplemma import in_target_language

from corpus.language import language_of
from corpus.markup import Group, printed

LEAST = 0.05
"""Share of the letters that a language must have; less are words of another in it, such as a seal's."""

_LETTER = re.compile(r"[^\W\d_]")


def code(language: str) -> str:
    """The ISO 639-1 code of a language's English name ("Bulgarian" → "bg"); "" if it has none."""
    try:
        found = pycountry.languages.lookup(language.strip())
    except LookupError:
        return ""
    return str(getattr(found, "alpha_2", ""))


def parted(groups: Sequence[Group]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The groups before English begins, and those from there on; either may be empty.

    They are parted where the most letters lie on the right side.
    """
    at = _parting(groups)
    share = _letters(groups[:at]) / max(1, _letters(groups))
    if share < LEAST:
        at = 0
    elif share > 1 - LEAST:
        at = len(groups)
    return tuple(groups[:at]), tuple(groups[at:])


def _parting(groups: Sequence[Group]) -> int:
    best, gain, at = 0.0, 0.0, len(groups)
    for index in range(len(groups) - 1, -1, -1):
        gain += _english(printed(groups[index]))
        if gain > best:
            best, at = gain, index
    return at


def _letters(groups: Sequence[Group]) -> int:
    return sum(len(_LETTER.findall(printed(group))) for group in groups)


def _english(text: str) -> float:
    """The letters of a text, times the share of its words that are English; negative if under a half."""
    letters = len(_LETTER.findall(text))
    if not letters or language_of(text) != "en":
        return -letters
    return letters * (2 * float(in_target_language(text, lang="en")) - 1)
