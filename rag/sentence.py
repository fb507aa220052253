"""The sentences that may be quoted: found passages, cut up, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from corpus.document import Document, Span, Text
from corpus.sentences import sentences
from rag.candidate import BEFORE, Candidate
from rag.retrieve import Found
from rag.shelf import Shelf

SHORTEST: Final = 20
"""Characters that a quote has at least: less cannot be found again with certainty."""

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: `candidate.text == body[start:end]` of that document's text."""

    document: str
    language: str
    section: str
    start: int
    end: int
    candidate: Candidate
    found: Found

    @property
    def span(self) -> Span:
        """The place in the body."""
        return Span(self.start, self.end)


def is_cyrillic(text: str) -> bool:
    """Whether most letters of a text are Cyrillic."""
    cyrillic = len(_CYRILLIC.findall(text))
    return cyrillic > 0 and cyrillic * 2 > sum(map(str.isalpha, text))


def quotable(found: Sequence[Found], shelf: Shelf) -> list[Sentence]:
    """The sentences of the passages, in the order of the passages, each once."""
    made: dict[tuple[str, str, int], Sentence] = {}
    for one in found:
        passage = one.passage
        document = shelf.document(passage.document)
        text = document.text(passage.language)
        spans = sentences(passage.text, passage.language)
        for span in _long_enough(_joined_within_paragraphs(spans, text, passage.start)):
            sentence = _sentence(one, document, text, span)
            made.setdefault((sentence.document, sentence.language, sentence.start), sentence)
    return list(made.values())


def _joined_within_paragraphs(spans: list[Span], text: Text, offset: int) -> list[Span]:
    """The spans, those too short joined within their paragraph, so that few quotes reach over its end.

    A heading that is too short to be a quote is left out: it must not become part of the text's first one.
    """
    starts = [paragraph.start - offset for paragraph in text.section_at(offset).paragraphs]
    joined: list[Span] = []
    for place, paragraph in groupby(spans, key=lambda span: bisect_right(starts, span.start)):
        found = _long_enough(list(paragraph))
        if place or found[-1].end - found[-1].start >= SHORTEST:
            joined += found
    return joined


def _long_enough(spans: list[Span]) -> list[Span]:
    """The spans, with one that is too short to be a quote joined to the one after it (or before)."""
    joined: list[Span] = []
    for span in spans:
        if joined and (joined[-1].end - joined[-1].start < SHORTEST):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    if len(joined) > 1 and joined[-1].end - joined[-1].start < SHORTEST:
        last = joined.pop()
        joined[-1] = Span(joined[-1].start, last.end)
    return joined


def _sentence(found: Found, document: Document, text: Text, span: Span) -> Sentence:
    start, end = found.passage.start + span.start, found.passage.start + span.end
    candidate = _candidate(document, text, Span(start, end))
    return Sentence(document.id, text.language, text.section_at(start).number, start, end, candidate, found)


def _candidate(document: Document, text: Text, span: Span) -> Candidate:
    section = text.section_at(span.start)
    before = text.body[max(section.start, span.start - BEFORE) : span.start].strip()
    heading = " · ".join(part for part in (section.heading, document.title) if part)
    return Candidate(text.body[span.start : span.end], before, heading)


def in_english(sentence: Sentence, shelf: Shelf) -> Candidate:
    """What a model that reads English only is shown: the aligned translation of a Cyrillic sentence."""
    document = shelf.document(sentence.document)
    text = document.text(sentence.language)
    other, there = document.other(text), document.counterpart(text, sentence.span)
    if other is None or there is None or not is_cyrillic(sentence.candidate.text):
        return sentence.candidate
    return _candidate(document, other, there)
