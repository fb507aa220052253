"""Whose words a quote is: said only where the text makes it certain, see docs/attribution.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from corpus.document import Document, Paragraph, Section, Span, Text
from corpus.sentences import sentences
from rag.saying import FIRST, THIRD, UNKNOWN, Names, Saying, inserted, introduction, sayings

LONGEST: Final = 40_000
"""Characters of a section that is listened to: in a longer one too much can happen to be certain."""

_NARRATOR: Final = ""
_SEVERAL: Final = ";"
"""What stands between the authors of a document that has more than one: "I" is then anybody."""

_I: Final = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Аа]з|[Мм]ен|ми)\b")
_ITEM: Final = re.compile(r"[-–—•]\s")
_LABEL: Final = re.compile(r"[^\W\d_a-zа-я][\w.’'-]*(?: [^\W\d_a-zа-я][\w.’'-]*){0,3}:\s")
"""A speaker's name in front of a paragraph, as in a transcript."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Direct speech of `name`, `UNKNOWN` if nobody can tell; `spans`: announced for paragraphs to come."""

    name: str
    sure: bool
    spans: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of the body and who says it; None where that is not certain."""

    span: Span
    speaker: str | None


def speaker(document: Document, text: Text, span: Span) -> str | None:
    """The person whose words stand at a span of a text; None where the text leaves that open.

    An original is judged by its translation, where it has one: names are spelt there as the archive
    spells them.
    """
    section = text.section_at(span.start)
    inside = [p for p in section.paragraphs if p.start <= span.start and span.end <= p.end]
    if section.number == "catalogue" or section.end - section.start > LONGEST or not inside:
        return None
    if _is_aside(text.body[inside[0].start : span.start], text.body[span.start : span.end]):
        return None
    if text.role == "original" and (translation := document.other(text)):
        there = document.counterpart(text, span)
        return speaker(document, translation, there) if there else None
    voices = {heard.speaker for heard in listen(document, text, section) if heard.span.overlaps(span)}
    return voices.pop() if len(voices) == 1 else None


def listen(document: Document, text: Text, section: Section) -> list[Heard]:
    """The section from its beginning, piece by piece, with who says each."""
    if sum(bool(_LABEL.match(text.body, paragraph.start)) for paragraph in section.paragraphs) > 1:
        return []
    listener = _Listener(document, text)
    heard = [one for paragraph in section.paragraphs for one in listener.paragraph(paragraph)]
    narrated = [text.body[h.span.start : h.span.end] for h in heard if h.speaker == _NARRATOR]
    author = document.catalogue.author if any(map(_I.search, narrated)) else ""
    if _SEVERAL in author:
        author = ""
    return [replace(one, speaker=author or None) if one.speaker == _NARRATOR else one for one in heard]


class _Listener:
    """Follows a section; `turn` is the direct speech that is open, None while the narrator speaks."""

    def __init__(self, document: Document, text: Text) -> None:
        self._text = text
        self._names = Names(document)
        others = {name for name in document.catalogue.participants if name != document.catalogue.author}
        self._partner = others.pop() if len(others) == 1 else UNKNOWN
        self._turn: Turn | None = None
        self._doubtful = False

    def paragraph(self, paragraph: Paragraph) -> list[Heard]:
        """What is said in the next paragraph."""
        turn, body = self._turn, self._text.body
        if turn and not turn.spans and not _ITEM.match(body, paragraph.start):
            self._turn = turn = Turn(turn.name, sure=False, spans=True)
        self._doubtful = False
        pieces = list(self._pieces(paragraph))
        heard = [Heard(span, self._piece(span, said, span.end < paragraph.end)) for span, said in pieces]
        if turn:  # Before the narrator names the speaker, either of them may have been speaking.
            named = [i for i, (span, _) in enumerate(pieces) if self._names_speaker(turn, span)]
            return [replace(h, speaker=None) if named and i < named[0] else h for i, h in enumerate(heard)]
        return heard

    def _pieces(self, paragraph: Paragraph) -> Iterator[tuple[Span, Saying | None]]:
        """Sentences, cut after the words that open direct speech; those come with their saying."""
        body = self._text.body
        for span in sentences(body, self._text.language, paragraph.start, paragraph.end):
            words = body[span.start : span.end]
            if opening := introduction(words, sayings(words, self._names)):
                place = span.start + opening[1]
                yield Span(span.start, place), opening[0]
                if place < span.end:
                    yield Span(place, span.end), None
            else:
                yield span, None

    def _piece(self, span: Span, opening: Saying | None, more: bool) -> str | None:
        words = self._text.body[span.start : span.end]
        if opening:
            return self._open(span, opening.subject, more)
        if (subject := inserted(words, self._names)) and subject != FIRST:
            return self._interrupted(subject)
        return self._in_turn(span, words) if self._turn else self._narrated(words)

    def _open(self, span: Span, subject: str, more: bool) -> str | None:
        """The words that open direct speech are the narrator's own."""
        turn = self._turn
        told = _NARRATOR if not turn and not self._doubtful else None
        if turn and self._names_speaker(turn, span):
            told = _NARRATOR
        if subject == FIRST:
            self._doubtful = self._doubtful or turn is not None
            return told
        if subject == THIRD:
            subject = UNKNOWN if turn or self._doubtful else self._partner
        if not (turn and turn.sure and turn.spans and turn.name == subject):
            self._turn = Turn(subject, sure=subject != UNKNOWN, spans=not more)
        self._doubtful = False
        return told

    def _interrupted(self, subject: str) -> str | None:
        if subject == THIRD:
            return self._turn.name if self._turn and self._turn.sure and not self._doubtful else None
        self._doubtful = True
        return subject if subject != UNKNOWN else None

    def _in_turn(self, span: Span, words: str) -> str | None:
        turn = self._turn
        assert turn
        found = {saying.subject for saying in sayings(words, self._names)}
        if self._names_speaker(turn, span):
            self._turn, self._doubtful = None, bool(found - {FIRST})
            return _NARRATOR
        self._doubtful = self._doubtful or THIRD in found
        return turn.name if turn.sure and not self._doubtful else None

    def _narrated(self, words: str) -> str | None:
        """A report makes the sentences after it doubtful: they may go on reporting, or not."""
        found = sayings(words, self._names)
        reports = bool(found) and found[0].subject not in (FIRST, UNKNOWN) and found[0].start < 40
        told = _NARRATOR if reports or not self._doubtful else None
        self._doubtful = self._doubtful or (bool(found) and found[-1].subject != FIRST)
        return told

    def _names_speaker(self, turn: Turn, span: Span) -> bool:
        words = self._text.body[span.start : span.end]
        return turn.name != UNKNOWN and self._names.stands_in(turn.name, words)


def _is_aside(before: str, words: str) -> bool:
    """Whether words stand within quotation marks or brackets that open in front of them."""
    quoted = before.count('"') % 2 or before.count("“") + before.count("„") > before.count("”")
    bracketed = any(before.count(a) > before.count(b) for a, b in ("()", "[]"))
    return bool(quoted) or bracketed or words.startswith(tuple('("[“„/'))
