"""Where sentences begin and end."""

import sentencex

from corpus.document import Span


def sentences(text: str, language: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, as spans of `text` without the white space around them.

    `language` is an ISO 639-1 code; it decides which abbreviations end no sentence.
    """
    end = len(text) if end is None else end
    spans = []
    at = start
    for sentence in sentencex.segment(language, text[start:end]):
        words = sentence.strip()
        if not words:
            continue
        at = text.index(words, at, end)
        spans.append(Span(at, at + len(words)))
        at += len(words)
    return spans
