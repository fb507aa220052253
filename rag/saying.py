"""Who says something in a sentence: subject and verb of saying, in English and Bulgarian.

Grammar only: the names come from what the archive says of the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.document import Document
from index.terms import plain, words

HEARD: Final = 1_024
"""Sentences that are known to hold a verb of saying, or none: each is asked about several times in a row."""

FIRST: Final = "I"
THIRD: Final = "he"
UNKNOWN: Final = "?"

_VERBS: Final = frozenset(
    """said told stated answered replied responded asked explained stressed emphasised emphasized noted
    declared remarked added suggested concluded continued observed recalled argued insisted assured hinted
    mentioned spoke informed proposed confirmed claimed warned promised
    каза заяви отговори посочи подчерта обясни изтъкна отбеляза добави попита съобщи разказа говори сподели
    предложи увери""".split()
)
_PHRASES: Final = {
    "pointed": re.compile(" out"),
    "put": re.compile(" it"),
    "raised": re.compile(" the question"),
    "made": re.compile(" the following"),
    "gave": re.compile(" the following"),
    "направи": re.compile(r" [^:.]{0,30}следн\w+"),
    "постави": re.compile(" въпроса"),
}
"""Verbs that are verbs of saying only with the words after them."""

_FIRST_PERSON: Final = "х"
"""What the Bulgarian past ends in where the writer speaks of himself: "казах"."""

_SAID: Final = frozenset(verb + end for verb in (*_VERBS, *_PHRASES) for end in ("", _FIRST_PERSON))
"""Every form that is looked for, so that a sentence without any is passed over at once."""

_BETWEEN: Final = re.compile(
    r"(?:\b(?:also|then|once|again|had|has|have|further|later|twice|ми|ни|му|им|се|още|веднъж|също)|,)$",
    re.IGNORECASE,
)
_NAME: Final = r"[^\W\d_a-zа-я][\w.’'-]*(?:\s[^\W_a-zа-я][\w.’'-]*){0,4}"
_NAME_BEFORE: Final = re.compile(rf"\b{_NAME}$")
_NAME_AFTER: Final = re.compile(rf"\s(?:\w+\s)?(?:(?:др|т|г-н)\.\s?)?({_NAME})")
_PRONOUNS: Final = {FIRST: {"i", "we", "аз", "ние"}, THIRD: {"he", "she", "той", "тя"}}
_NO_SUBJECT: Final = frozenset("of in to with from by and for at на в с от и за при".split())
"""Words after which a name is no subject: "the Prime Minister of North Korea said"."""

_WORD: Final = re.compile(r"\w+")
_COLON: Final = re.compile(r"[^:]{0,200}?:(?=\s|$)")
_INDIRECT: Final = re.compile(r"\b(?:that|че|whether|дали)\b")
_INSERTED: Final = re.compile(r"(?:^|(?<=\s))[-–—\[(]\s?([^-–—\[\]():]{3,60}?)\s?[-–—\])]")


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying at `start:end`; `subject` is a name, `FIRST`, `THIRD` or `UNKNOWN`."""

    subject: str
    start: int
    end: int


class Names:
    """The people whom the archive names as a document's author or participants, or its title names."""

    def __init__(self, document: Document) -> None:
        catalogue = document.catalogue
        self._people = [(name, words(name)) for name in (catalogue.author, *catalogue.participants) if name]
        self._title = f" {' '.join(words(document.title))} "

    def known(self, printed: str) -> str | None:
        """The person meant by a name as printed, with or without a title in front; None if unknown."""
        given = words(printed)
        for name, parts in self._people:
            if given[-len(parts) :] == parts or given == parts[-1:]:
                return name
        for start in range(len(given) - 1):
            if f" {' '.join(given[start:])} " in self._title:
                return " ".join(plain(printed).split()[start:])
        return None

    def stands_in(self, name: str, text: str) -> bool:
        """Whether a text names that person in full."""
        wanted = words(name)
        if wanted[-1] not in text.lower():
            return False
        found = words(text)
        places = range(len(found) - len(wanted) + 1)
        return any(found[place : place + len(wanted)] == wanted for place in places)


def sayings(text: str, names: Names) -> list[Saying]:
    """Every verb of saying in a sentence with its subject, in order."""
    found: list[Saying] = []
    if not _says(text):
        return found
    for word in _WORD.finditer(text):
        verb = word[0].lower()
        stem = verb.removesuffix(_FIRST_PERSON)
        phrase = stem in _PHRASES and _PHRASES[stem].match(text, word.end())
        if phrase or stem in _VERBS:
            end = phrase.end() if phrase else word.end()
            subject = FIRST if stem != verb else _subject(text, word.start(), end, names)
            found.append(Saying(subject, word.start(), end))
    return found


@lru_cache(maxsize=HEARD)
def _says(text: str) -> bool:
    return not _SAID.isdisjoint(_WORD.findall(text.lower()))


def _subject(text: str, start: int, end: int, names: Names) -> str:
    before, after = text[max(0, start - 80) : start].rstrip(), text[end : end + 80]
    while between := _BETWEEN.search(before):
        before = before[: between.start()].rstrip()
    neighbours = {*words(before)[-1:], *words(after)[:1]}
    for person, pronouns in _PRONOUNS.items():
        if neighbours & pronouns:
            return person
    named = _NAME_BEFORE.search(before)
    if named and not _NO_SUBJECT.intersection(words(before[: named.start()])[-1:]):
        return names.known(named[0]) or UNKNOWN
    inverted = _NAME_AFTER.match(after)
    return (inverted and names.known(inverted[1])) or UNKNOWN


def introduction(text: str, found: Sequence[Saying]) -> tuple[Saying, int] | None:
    """What opens direct speech, "… said the following:", and the offset after its colon; None if nothing."""
    for saying in reversed(found):
        colon = _COLON.match(text, saying.end)
        if colon and not _INDIRECT.search(colon[0]):
            return saying, colon.end()
    return None


def inserted(text: str, names: Names) -> str | None:
    """The subject of a saying put into somebody's words, "We - he said - …"; None if there is none."""
    for aside in _INSERTED.finditer(text):
        found = sayings(aside[1], names)
        if found and len(words(aside[1])) <= 6:
            return found[0].subject
    return None
