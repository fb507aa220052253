"""Whether the quotes of a claim hold what it says: its numbers and dates, its names, its words."""

import re
from collections.abc import Sequence
from typing import Final

import simplemma

from index.terms import FUNCTION_WORDS, content_words, plain, romanised, term, words
from rag.llm.numbers import measures, numbers
from rag.sentence import is_cyrillic

HALF: Final = 0.5
"""The share of what a claim adds to the question that must stand in its quotes."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE: Final = re.compile(r"^|[.!?:]\s|[\"“„«(]")
_MARKUP: Final = re.compile(r"<[a-z/!]|https?:|www\.|\]\(|javascript:", re.IGNORECASE)
_ORDERS: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}\b(?:instructions?|rules|prompts?)\b|system prompt"
    r"|language model|\b(?:пренебрегни|игнорирай|забрави)\w*[^.!?]{0,40}(?:указания|инструкции|правила)",
    re.IGNORECASE,
)
"""How words in a document speak to whoever reads it by machine."""

_DENIES: Final = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|cannot|\w+n[’']t|не|няма|нито|никога|никой|нищо)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:un|in|im|dis)\w{4,}|\b(?:without|against|refus|reject|declin|den(?:y|ie)|lack|fail|absen|без|отка|против|липс)",
    re.IGNORECASE,
)


def unfit(claim: str) -> str:
    """Why a sentence cannot be shown whatever its quotes say; "" where it can."""
    if not any(character.isalpha() for character in claim):
        return "it says nothing"
    return "it holds markup or a link" if _MARKUP.search(claim) else ""


def orders(text: str) -> bool:
    """Whether words of a document speak to a machine that reads it."""
    return _ORDERS.search(text) is not None


def missing(claim: str, evidence: Sequence[str], question: str, read: Sequence[str]) -> str:
    """What the claim says that its evidence does not, as a reason; "" where nothing is missing.

    `evidence` are its quotes and their counterparts in the other language. `read` is all that the LLM
    read: it tells which words are names.
    """
    whole = " ".join(evidence)
    if orders(whole):
        return "its quotes give orders to a machine"
    if absent := _absent_numbers(claim, whole):
        return f"{absent} does not stand in its quotes"
    if absent := _absent_name(claim, whole, " ".join((question, *read))):
        return f"“{absent}” does not stand in its quotes"
    if _DENIES.search(claim) and not (_DENIES.search(whole) or _DENIED.search(whole)):
        return "it denies what its quotes do not deny"
    return "" if _says(claim, evidence, question) else "its quotes say something else"


def _absent_numbers(claim: str, whole: str) -> str:
    said = numbers(whole)
    values = {value for value, _ in said}
    for value, unit in sorted(numbers(claim), key=str):
        if value not in values:
            return f"{value:f}"
        if unit is not None and (value, unit) not in said:
            return f"{value:f} in that unit"
    return ""


def _absent_name(claim: str, whole: str, read: str) -> str:
    said = {form for word in words(whole) for form in _forms(word)}
    first = {match.end() for match in _SENTENCE.finditer(plain(claim))}
    for match in _WORD.finditer(plain(claim)):
        word = match.group()
        if not word[0].isupper() or word.lower() in FUNCTION_WORDS or _forms(word.lower()) & said:
            continue
        if match.start() not in first or _is_name(word, read):
            return word
    return ""


def _is_name(word: str, read: str) -> bool:
    """Whether a word that begins a sentence is a name: no language knows it, or it is one elsewhere."""
    if not any(simplemma.is_known(word.lower(), lang=language) for language in ("en", "bg")):
        return True
    return re.search(rf"[^\W_],?[ \n]{re.escape(word)}\b", read) is not None


def _forms(word: str) -> set[str]:
    word = re.sub(r"['’]s?$", "", word)
    return {term(word), romanised(word), term(romanised(word))}


def _says(claim: str, evidence: Sequence[str], question: str) -> bool:
    """Whether quotes in the claim's script hold half of what it adds to the question.

    Where no quote and no counterpart is in that script nothing can be held against it, so it is not carried.
    """
    same = [text for text in evidence if is_cyrillic(text) == is_cyrillic(claim)]
    said = _content(" ".join(same))
    added = _content(claim) - _content(question) or _content(claim)
    return len(added & said) >= HALF * len(added)


def _content(text: str) -> set[str]:
    """The terms that say something; numbers and units are held against the quotes apart."""
    return {term(word) for word in content_words(text) if not measures(word)}
