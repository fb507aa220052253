"""Where an original ends and its translation begins, and the codes of languages."""

import re
from collections.abc import Sequence

import pycountry
from simplemma import in_target_language

from corpus.language import language_of
from corpus.markup import Group, printed

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
    best, gain, at = 0.0, 0.0, len(groups)
    for index in range(len(groups) - 1, -1, -1):
        gain += _english(printed(groups[index]))
        if gain > best:
            best, at = gain, index
    return tuple(groups[:at]), tuple(groups[at:])


def _english(text: str) -> float:
    """The letters of a text, times the share of its words that are English; negative if under a half."""
    letters = len(_LETTER.findall(text))
    if not letters or language_of(text) != "en":
        return -letters
    return letters * (2 * float(in_target_language(text, lang="en")) - 1)
