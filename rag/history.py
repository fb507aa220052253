"""A follow-up and its history → questions that together stand alone, without a model."""

import re
from collections.abc import Callable, Sequence
from typing import Final, Literal

from index.terms import content_words, words
from rag.answer import Record

POINTING: Final = frozenset(
    """he she it they him her them his hers its their theirs this that these those there then former latter
    same such ones mentioned said
    той тя те него нея тях неговия неговата неговите нейният нейната техният техните това този тази тези онзи
    там тогава същия същият същата същото същите""".split()
)
"""Words that point at something said before."""

_GOES_ON: Final = re.compile(
    r"\W*(?:and|but|or|so|also|then|а|и|но|ами)\b"
    r"|(?:.*[,.:;?!])?\s*(?:(?:what|how)\s+about|i\s+meant?|има[мх]\s+предвид)\b",
    re.IGNORECASE,
)
"""How a question begins that goes on from another, or puts it right."""

FEWEST: Final = 3
"""Content words that a question has at least, if it says by itself what it is about."""

NAMED: Final = 2
"""Content words in front of a clause from which on its pointing words point at one of them."""

_THERE_IS: Final = re.compile(
    r"\b(?:is|are|was|were)(?:n['’]t)?\s+there(?=\s+\w)|\bthere(?:['’]s|\s+(?:is|are|was|were|has|have|had|will|should))\b",
    re.IGNORECASE,
)
"""Where "there" points at nothing: "Is there a court?", but "Who was there?"."""

_WHAT_IT_IS: Final = re.compile(
    r"\b(?i:what|who|какво|кой|коя)\s+(?i:is|are|was|were|е|са|беше)\s+"
    r"(?:(?i:an?)\s+\S+(?:\s+\S+){0,2}|(?:the\s+)?[A-ZА-Я]\S*(?:\s+(?:of\s+)?[A-ZА-Я]\S*)*)\s*$"
)
"""A question that names whom or what it wants explained: "What is a safe room?", "Who was Hubble?"."""

_CLAUSES: Final = re.compile(r"[,.:;?!]|\b(?:and|or|but|if|when|и|или|но|ако|когато)\b", re.IGNORECASE)


class Turn(Record):
    """One turn of a conversation, as question sets and the chat give it."""

    role: Literal["user", "assistant"]
    content: str


Standalone = Callable[[str, Sequence[Turn]], Sequence[str]]
"""Puts a follow-up and its history into questions that together stand alone, what is asked now last."""


def standalone(question: str, history: Sequence[Turn]) -> Sequence[str]:
    """The question, with the user's question before it in front where it leans on that.

    The one before may lean on another in turn; no more than these two are put in front.
    """
    asked = [turn.content for turn in history if turn.role == "user"]
    needed = [question]
    for before in reversed(asked[-2:]):
        if not leans(needed[0]):
            break
        needed.insert(0, before)
    return needed


def readings(needed: Sequence[str], english: Callable[[str], str]) -> list[str]:
    """What a reader is asked: all that stands alone together, and a follow-up by itself, too.

    The question in front says what is spoken of, but a reader also finds what answers that one alone.
    `english` puts each as English models read it.
    """
    return [english(text) for text in dict.fromkeys((" ".join(needed), needed[-1]))]


def leans(question: str) -> bool:
    """Whether a question points at something said before, goes on from it, or says too little by itself."""
    if _points_back(question):
        return True
    if _WHAT_IT_IS.search(question):
        return False
    return len(content_words(question)) < FEWEST or bool(_GOES_ON.match(question))


def _points_back(question: str) -> bool:
    """Whether a word points at what no clause before it has named ("Is lending safe, and does it pay?")."""
    named = 0
    for clause in _CLAUSES.split(_THERE_IS.sub(" ", question)):
        if named < NAMED and POINTING.intersection(words(clause)):
            return True
        named += sum(word not in POINTING for word in content_words(clause))
    return False
