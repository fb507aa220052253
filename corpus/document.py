"""What a memo is: a document, its texts, their sections and paragraphs, all as character offsets.

A `Text.body` is what a reader reads: page marks are taken out, and a sentence that a page break cut
in two is whole again. Everything else here is offsets into it, half open, in characters.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["original", "translation"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters: `body[start:end]`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `number` counts from 1 within its section."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `number` as printed, or `opening`, `closing`, `catalogue`, `text`.

    `start:end` covers the heading as it is printed, where there is one, and the paragraphs.
    `heading` is the text of the heading on one line, without its number and Markdown; None if none.
    """

    number: str
    heading: str | None
    start: int
    end: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of `body` that lies on one page, or on a run of pages whose marks are missing.

    `label` is as printed ("6"), or a range ("8–11").
    """

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of `body` and where it stands in the file: 1-based line numbers, inclusive."""

    start: int
    end: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note kept apart from the text: where its mark stands in `body`, its label, its words."""

    offset: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document in one language.

    `language` is an ISO 639-1 code. `sections` lie in order and do not overlap. `pages` lie in order;
    a text without page marks has none.
    """

    language: str
    role: Role
    body: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    sources: tuple[Source, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    def section_at(self, offset: int) -> Section:
        """The section that holds the character at `offset`, or the last one that begins before it."""
        starts = [section.start for section in self.sections]
        return self.sections[max(0, bisect_right(starts, offset) - 1)]

    def page_of(self, span: Span) -> str | None:
        """The page of a span, as printed; a range where it runs over several; None without marks."""
        labels = [page.label for page in self.pages if page.start < span.end and span.start < page.end]
        if not labels:
            return None
        first, last = labels[0].split("–")[0], labels[-1].split("–")[-1]
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same words twice: a span of the original's body and one of the translation's."""

    original: Span
    translation: Span


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the archive says of a document; what it does not say stays empty."""

    author: str = ""
    participants: tuple[str, ...] = ()
    citation: str = ""
    collection: str = ""
    translator: str = ""
    original_language: str = ""
    summary: str = ""
    places: tuple[str, ...] = ()
    rights: str = ""
    archive: str = ""
    credits: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A memo. `id` is readable, made from date and title, and never changes for the same file.

    `date` is ISO 8601 as exact as the file is ("1973-10-30", "1973", ""). `pairs` aligns the original
    with its translation, sentence by sentence where that could be done, in order.
    """

    id: str
    title: str
    date: str
    url: str
    texts: tuple[Text, ...]
    catalogue: Catalogue = field(default_factory=Catalogue)
    pairs: tuple[Pair, ...] = ()

    def text(self, language: str) -> Text:
        """The text in that language.

        Raises:
            KeyError: there is none.
        """
        for text in self.texts:
            if text.language == language:
                return text
        raise KeyError(language)

    def other(self, text: Text) -> Text | None:
        """The text in the other role: a translation's original, an original's translation."""
        return next((other for other in self.texts if other.role != text.role), None)

    def counterpart(self, text: Text, span: Span) -> Span | None:
        """Where the words of `text` at `span` stand in the other text; None where nothing is aligned."""
        here, there = ("original", "translation") if text.role == "original" else ("translation", "original")
        found = [getattr(pair, there) for pair in self.pairs if getattr(pair, here).overlaps(span)]
        return Span(min(s.start for s in found), max(s.end for s in found)) if found else None
