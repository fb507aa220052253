"""What stays recognisable in translation: numbers, names, words that two languages share."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from text_unidecode import unidecode

SKELETON = 4
"""Consonants of a word that are compared; a word with fewer is no anchor."""

_NUMBER = re.compile(r"\d+(?:[ ,.]\d{3}\b)*")
_WORD = re.compile(r"[^\W\d_]+")
_SPELLINGS = (
    ("tch", "ch"),
    ("sch", "sh"),
    ("ck", "k"),
    ("ph", "f"),
    ("qu", "kv"),
    ("x", "ks"),
    ("c(?!h)", "k"),
    ("q", "k"),
    ("z(?!h)", "s"),
    ("w", "v"),
    ("[aeiouyj']", ""),
    (r"(.)\1+", r"\1"),
)
"""One sound's spellings in different languages, evened out in this order; vowels go."""

_EVENED = tuple((re.compile(pattern), letters) for pattern, letters in _SPELLINGS)


def anchors(text: str) -> frozenset[str]:
    """The anchors of a text in any alphabet: numbers, and the consonants with which words begin."""
    numbers = {re.sub(r"\D", "", number) for number in _NUMBER.findall(text)}
    skeletons = (_skeleton(word) for word in _WORD.findall(text))
    return frozenset(numbers | {skeleton for skeleton in skeletons if len(skeleton) >= SKELETON})


def weights(found: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """How much each anchor tells: the natural logarithm of one over the share of texts that hold it."""
    texts = list(found)
    counts = Counter(anchor for each in texts for anchor in each)
    return {anchor: log(len(texts) / count) for anchor, count in counts.items()}


@lru_cache(maxsize=20_000)
def _skeleton(word: str) -> str:
    letters = str(unidecode(word)).lower()
    for pattern, instead in _EVENED:
        letters = pattern.sub(instead, letters)
    return letters[:SKELETON]
