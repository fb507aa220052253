"""Words as a search sees them: one spelling for the variants that scanners and languages make.

Terms are for finding only; nothing here ever reaches a reader.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import simplemma
import Stemmer

_JOINED = str.maketrans(dict.fromkeys("-‐‑–—’'`´./", " "))
_THOUSANDS = re.compile(r"[1-9](?<![\d.,]\d)\d{0,2}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)")
"""It begins with what is looked for, not with what must not stand before: searching is then twice as fast."""

_MISREAD_IL = re.compile(r"(?:II|I1|1I|11|Il|1l|l1|ll)(?<=[^\W\d_] ..)(?=[ -][Ss]ung\b)")
"""How scanners read the syllable "Il" in Korean names: the letters l, I and the digit 1 look alike."""

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюяыэё",
        "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya y e e".split(),
        strict=True,
    )
)
"""The official Bulgarian romanisation (Transliteration Act, 2009); the last three letters are Russian."""

FUNCTION_WORDS: Final = frozenset(
    """a about all also an and any are as at be because been being but by can could did do does done for from
    get give given had has have having he her hers him his how i if in into is it its just list many may me
    might more most much must my name no nor not of on one only or other our out over own please say says
    shall she should so some such tell than that the their them then there these they this those to too
    under up us was we were what when where which while who whom whose why will with would you your
    а ако аз бе беше би бил била били било бих в вие ви все всички във върху г ги го да дали до е ето за и
    из или им има как какво каква какви какъв кога когато кого кое които кой който коя която къде ли му мен
    ме ми на над нас не нека ни ние но о от по под при пред през с са се си след сме сте със съм та така такъв
    те тези той то това тук тя у че чий чия чие чии ще я колко защо къде относно според т н др""".split()
)
"""Words that carry grammar or ask, and say nothing of what is asked about."""

CYRILLIC_ROOT: Final = 6
"""Letters of a Bulgarian lemma that count, so that verbs meet their nouns: "разведряване", "разведрявам"."""

_REFLEXIVE: Final = re.compile(r"-\(?с[еи]\)?$")
"""What simplemma puts behind some forms of a verb and not behind others: "казва" → "казвам-(се)"."""

_english = Stemmer.Stemmer("english")


def plain(text: str) -> str:
    """The text with look-alikes made one: compatibility forms, thousands ("1 300"), "Kim 11 Sung"."""
    text = unicodedata.normalize("NFKC", text)
    text = _MISREAD_IL.sub("Il", text)
    return _THOUSANDS.sub(lambda number: re.sub(r"\D", "", number.group()), text)


def bulgarian_lemma(word: str) -> str:
    """The dictionary form of a Bulgarian word, in lower case; the word itself where it is not known."""
    return _REFLEXIVE.sub("", simplemma.lemmatize(word, lang="bg").lower())


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The term of one lower-case word: a Bulgarian lemma, or the stem of an English one."""
    if _CYRILLIC.search(word):
        return bulgarian_lemma(word)[:CYRILLIC_ROOT]
    if not word.isascii() or not word.isalpha():
        return word
    return str(_english.stemWord(simplemma.lemmatize(word, lang="en").lower()))


def words(text: str) -> list[str]:
    """The words of a text in order: lower case, letters and digits only."""
    return [
        token
        for token in simplemma.simple_tokenizer(plain(text).translate(_JOINED).lower())
        if token[0].isalnum()
    ]


def terms(text: str) -> list[str]:
    """The search terms of a text, in order, repeated as they stand; the script decides the language."""
    return [term(word) for word in words(text)]


def content_words(text: str) -> list[str]:
    """The words that say what a text is about, in order, repeated as they stand."""
    return [word for word in words(text) if word not in FUNCTION_WORDS]


def content_terms(text: str) -> list[str]:
    """The search terms that say what a question is about, each once, in order."""
    return list(dict.fromkeys(term(word) for word in content_words(text)))


def romanised(word: str) -> str:
    """A Cyrillic word in Latin letters, as Bulgarian names are spelt in English; other words unchanged."""
    return "".join(_LATIN.get(letter, letter) for letter in word)
