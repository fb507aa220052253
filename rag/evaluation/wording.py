"""The answer's own words against a short gold answer, and how much of an LLM's answer its quotes carry."""

import re
import string
from collections import Counter
from typing import Final

from rag.answer import Answer

SHORT: Final = 20
"""Words: a longer gold answer is a text of its own, and containing it is not to be expected."""

_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_MARKS: Final = re.compile(r"\[\d+\]")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation + "“”‘’«»„–—…")


def words(text: str) -> list[str]:
    """Lower-case words without punctuation, English articles and citation marks.

    The normalisation of SQuAD (Rajpurkar et al. 2016), with typographic quotation marks and dashes
    counted as punctuation too.
    """
    plain = _MARKS.sub(" ", text).lower().translate(_PUNCTUATION)
    return _ARTICLES.sub(" ", plain).split()


def contained(answer: str, gold: str) -> float | None:
    """1 if the words of the gold answer stand in the answer in one piece, else 0; None if it is long."""
    wanted = words(gold)
    if not 0 < len(wanted) <= SHORT:
        return None
    return float(f" {' '.join(wanted)} " in f" {' '.join(words(answer))} ")


def token_f1(answer: str, gold: str) -> float:
    """Harmonic mean of precision and recall of words, as counted with repetition.

    As in SQuAD (Rajpurkar et al. 2016). A quoted sentence is longer than a short gold answer, so this
    stays low by nature; it tells one's own runs apart and compares with nobody else's.
    """
    given, wanted = Counter(words(answer)), Counter(words(gold))
    common = (given & wanted).total()
    return 2 * common / (given.total() + wanted.total()) if common else 0.0


def carried(answer: Answer) -> float | None:
    """The share of the sentences that an LLM wrote that carry a verified quote; None without an LLM.

    Those that were dropped because none carried them count as written. After citation recall in
    Gao et al., Enabling Large Language Models to Generate Text with Citations (2023).
    """
    if answer.claims is None:
        return None
    kept = sum(bool(claim.citations) for claim in answer.claims)
    written = len(answer.claims) + len(answer.dropped or ())
    return kept / written if written else None
