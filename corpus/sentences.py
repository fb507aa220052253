"""Where sentences begin and end."""

import re

import sentencex

from corpus.document import Span

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Half characters, which the segmenter cannot take; a stand-in of the same length keeps the offsets."""

_INITIALS = re.compile(r"(?:^|\s)[^\W\d_]\.\s[^\W\d_]\.$")
"""Two initials: a name goes on ("Л. И. Брежнев"), though the segmenter stops in some languages."""


def sentences(text: str, language: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, as spans of `text` without the white space around them.

    `language` is an ISO 639-1 code; it decides which abbreviations end no sentence.
    """
    end = len(text) if end is None else end
    text = _SURROGATES.sub("\ufffd", text[start:end])
    spans: list[Span] = []
    at = 0
    for sentence in sentencex.segment(language, text):
        words = sentence.strip()
        if not words:
            continue
        at = text.index(words, at)
        if spans and _INITIALS.search(text[: spans[-1].end - start][-12:]):
            spans[-1] = Span(spans[-1].start, start + at + len(words))
        else:
            spans.append(Span(start + at, start + at + len(words)))
        at += len(words)
    return spans
