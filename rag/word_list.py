"""What common Bulgarian words mean, one English word or two each, from the list that comes with memocite."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

from index.terms import bulgarian_lemma

WORD_LIST: Final = Path(__file__).parent / "bulgarian.tsv"
"""A dictionary form and its English word a line, between them a tab; in the order of the alphabet. A
form that the lemmatiser takes for another word's ("дълга", long, for "дълг", debt) stands there, too."""

_INFLECTED: Final = (
    (re.compile("ици(?:те)?$"), "ик"),
    (re.compile("ци(?:те)?$"), "ец"),
    (re.compile("ии(?:те)?$"), "ия"),
    (re.compile("н[аои](?:т[аое])?$"), "ен"),
    (re.compile("ск(?:а|о|ата|ото|ите|ия|ият)$"), "ски"),
    (re.compile("ат?$"), "ам"),
    (re.compile(r"(?<=\w{3})и(?:ха)?$"), "я"),
)
"""Endings that the lemmatiser does not know of every word, and those of the dictionary's forms: "съюзници",
"виетнамците", "дивизии", "глобалната", "чилийската", "заседават", "разясниха"."""

ENDING, ROOT = 3, 4
"""Letters that an article or a plural puts on at most ("-ите"), and letters that are left then at least."""


def english(word: str) -> str | None:
    """The English of a lower-case Bulgarian word in any of its forms; None for a word that is not listed."""
    forms = [word, bulgarian_lemma(word)]
    forms += [ending.sub(base, word) for ending, base in _INFLECTED]
    forms += [word[:-cut] for cut in range(1, ENDING + 1) if len(word) - cut >= ROOT]
    return next((listed for form in forms if (listed := _listed().get(form))), None)


@cache
def _listed() -> dict[str, str]:
    with WORD_LIST.open(encoding="utf-8", newline="") as lines:
        return {row[0]: row[1] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
